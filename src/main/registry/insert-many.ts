/** Many rows of one kind: forty by one statement take half the time of forty statements. */
import type { Db } from './open.ts';

const rowsAtOnce = 40;

type Value = string | number | null;

/** `insert` is the statement up to its VALUES. Call it inside a transaction. */
export function createInsertMany<T>(
  db: Db,
  insert: string,
  valuesOf: (row: T) => readonly Value[],
): (rows: readonly T[]) => void {
  const statements = new Map<number, ReturnType<Db['prepare']>>();

  function statement(rows: number, columns: number): ReturnType<Db['prepare']> {
    const known = statements.get(rows);
    if (known !== undefined) return known;
    const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
    const made = db.prepare(`${insert} VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
    statements.set(rows, made);
    return made;
  }

  return (rows) => {
    const full = rows.length - (rows.length % rowsAtOnce);
    for (let at = 0; at < rows.length; at += at < full ? rowsAtOnce : 1) {
      const some = rows.slice(at, at + (at < full ? rowsAtOnce : 1)).map(valuesOf);
      statement(some.length, some[0]?.length ?? 0).run(some.flat());
    }
  };
}
