/** What was in a target before we came: every folded path. What is not among them came later. */
import type { Db } from './open.ts';

export interface Baseline {
  readonly has: (targetId: number, key: string) => boolean;
  readonly add: (targetId: number, keys: Iterable<string>) => void;
  readonly list: (targetId: number) => readonly string[];
}

export function createBaseline(db: Db): Baseline {
  const one = db.prepare<[number, string], { key: string }>(
    'SELECT key FROM baseline_file WHERE target_id = ? AND key = ?',
  );
  const insert = db.prepare('INSERT INTO baseline_file (target_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const all = db.prepare<[number], { key: string }>('SELECT key FROM baseline_file WHERE target_id = ?');
  return {
    has: (targetId, key) => one.get(targetId, key) !== undefined,
    add: (targetId, keys) => {
      for (const key of keys) insert.run(targetId, key);
    },
    list: (targetId) => all.all(targetId).map((row) => row.key),
  };
}
