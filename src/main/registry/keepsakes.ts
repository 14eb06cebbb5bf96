/** Companions of a game's mods (its own list of them, their settings) as each generation was left. */
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { Db } from './open.ts';

export interface KeepsakeRow {
  readonly targetId: number;
  readonly path: RelPath;
  /** null: there was no such file. */
  readonly blob: Sha256 | null;
}

export interface Keepsakes {
  readonly of: (gameId: GameId, generation: number) => readonly KeepsakeRow[];
  /** Whether any generation was left with it known. */
  readonly has: (gameId: GameId, targetId: number, path: RelPath) => boolean;
  /** The newest state counts: a generation can be left more than once only through its copies. */
  readonly put: (gameId: GameId, generation: number, row: KeepsakeRow) => void;
}

export function createKeepsakes(db: Db): Keepsakes {
  const list = db.prepare<[string, number], KeepsakeRow>(
    `SELECT target_id AS targetId, path, blob.hash AS blob FROM keepsake LEFT JOIN blob ON blob.id = keepsake.blob_id
     WHERE game_id = ? AND generation = ? ORDER BY path`,
  );
  const any = db.prepare<[string, number, string], { found: number }>(
    'SELECT 1 AS found FROM keepsake WHERE game_id = ? AND target_id = ? AND path = ? LIMIT 1',
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO keepsake (game_id, generation, target_id, path, blob_id)
     VALUES (?, ?, ?, ?, (SELECT id FROM blob WHERE hash = ?))`,
  );
  return {
    of: (gameId, generation) => list.all(gameId, generation),
    has: (gameId, targetId, path) => any.get(gameId, targetId, path) !== undefined,
    put: (gameId, generation, { targetId, path, blob }) => {
      put.run(gameId, generation, targetId, path, blob);
    },
  };
}
