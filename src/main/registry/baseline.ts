/** What was in a target before we came: every folded path. What is not among them came later. */
import type { Db } from './open.ts';

export interface Baseline {
  readonly has: (targetId: number, key: string) => boolean;
  readonly add: (targetId: number, keys: Iterable<string>) => void;
  /** What is below a folder of one target is from now on known by another one, which has that folder for its own. */
  readonly handOver: (from: number, folder: string, to: number) => void;
  readonly list: (targetId: number) => readonly string[];
}

export function createBaseline(db: Db): Baseline {
  const one = db.prepare<[number, string], { key: string }>(
    'SELECT key FROM baseline_file WHERE target_id = ? AND key = ?',
  );
  const insert = db.prepare('INSERT INTO baseline_file (target_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const all = db.prepare<[number], { key: string }>('SELECT key FROM baseline_file WHERE target_id = ?');
  const below = db.prepare<[number, string, string], { key: string }>(
    'SELECT key FROM baseline_file WHERE target_id = ? AND key > ? AND key < ?',
  );
  const drop = db.prepare('DELETE FROM baseline_file WHERE target_id = ? AND key = ?');
  return {
    has: (targetId, key) => one.get(targetId, key) !== undefined,
    add: (targetId, keys) => {
      for (const key of keys) insert.run(targetId, key);
    },
    handOver: (from, folder, to) => {
      // "0" is the character after "/".
      for (const { key } of below.all(from, `${folder}/`, `${folder}0`)) {
        insert.run(to, key.slice(folder.length + 1));
        drop.run(from, key);
      }
    },
    list: (targetId) => all.all(targetId).map((row) => row.key),
  };
}
