/** Files of mods as the player had them when a generation was left: what going back to it finds again. */
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { Db } from './open.ts';

/** `base`: it was the mod's file after all. `gone`: there was no file, which a folder or a link is none. */
export type LeftState =
  | { readonly state: 'file'; readonly blobId: number; readonly mode: number; readonly mtimeNs: bigint }
  | { readonly state: 'base' }
  | { readonly state: 'gone'; /** Folders above it that were not there either. */ readonly missing: number };

export type LeftFile = LeftState & {
  readonly targetId: number;
  readonly pathId: number;
  /** The mod's file that is recorded there. */
  readonly base: Sha256;
};

export interface LeftFiles {
  /** Of the change that made `generation`: how it found the files. */
  readonly foundBy: (gameId: GameId, generation: number) => readonly LeftFile[];
  /** How the files of `generation` were when it was left, by path; those that no later change found changed are missing. */
  readonly leftBy: (gameId: GameId, generation: number) => ReadonlyMap<number, LeftFile>;
  readonly add: (gameId: GameId, generation: number, file: LeftFile) => void;
}

interface StoredLeftFile {
  readonly targetId: number;
  readonly pathId: number;
  readonly base: Sha256;
  readonly state: LeftFile['state'];
  readonly blobId: number | null;
  readonly mode: number;
  readonly mtimeNs: string;
}

const columns = 'target_id AS targetId, path_id AS pathId, base, state, blob_id AS blobId, mode, mtime_ns AS mtimeNs';

export function createLeftFiles(db: Db): LeftFiles {
  const of = db.prepare<[string, number], StoredLeftFile>(
    `SELECT ${columns} FROM left_file WHERE game_id = ? AND generation = ? ORDER BY path_id`,
  );
  // Newest first: in a map, the oldest of a path is what stays.
  const since = db.prepare<[string, number], StoredLeftFile>(
    `SELECT ${columns} FROM left_file WHERE game_id = ? AND generation > ? ORDER BY generation DESC`,
  );
  const insert = db.prepare(
    `INSERT OR REPLACE INTO left_file (game_id, generation, target_id, path_id, base, state, blob_id, mode, mtime_ns)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    foundBy: (gameId, generation) => of.all(gameId, generation).map(leftFileOf),
    leftBy: (gameId, generation) => new Map(since.all(gameId, generation).map((row) => [row.pathId, leftFileOf(row)])),
    add: (gameId, generation, file) => {
      const { targetId, pathId, base, state } = file;
      const missing = file.state === 'gone' ? file.missing : 0;
      const [blobId, mode, mtimeNs] =
        file.state === 'file' ? [file.blobId, file.mode, file.mtimeNs] : [null, missing, 0n];
      insert.run(gameId, generation, targetId, pathId, base, state, blobId, mode, mtimeNs.toString());
    },
  };
}

function leftFileOf({ targetId, pathId, base, state, blobId, mode, mtimeNs }: StoredLeftFile): LeftFile {
  const at = { targetId, pathId, base };
  if (state === 'base') return { ...at, state };
  if (state === 'gone') return { ...at, state, missing: mode };
  if (blobId === null) throw new Error(`no blob for path ${pathId}`);
  return { ...at, state, blobId, mode, mtimeNs: BigInt(mtimeNs) };
}
