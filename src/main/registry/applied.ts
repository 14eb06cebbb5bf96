/** What we placed (A), what it replaced, and the folders we made. */
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { createInsertMany } from './insert-many.ts';
import type { Db } from './open.ts';

export const placements = ['clone', 'link', 'copy'] as const;
export type Placement = (typeof placements)[number];

/** Content of a file, or that there is none. */
export type OutsideState = Sha256 | 'gone';

export interface AppliedRow {
  readonly targetId: number;
  readonly pathId: number;
  readonly blobId: number;
  /** The path in the casing that is on disk. */
  readonly text: RelPath;
  readonly fingerprint: string;
  readonly placement: Placement;
  /** What lies there instead, as the player had it: null when it is the blob, as far as is known. */
  readonly outside: OutsideState | null;
}

export type AppliedMark = Pick<AppliedRow, 'targetId' | 'pathId' | 'text' | 'fingerprint'>;

/** With what its content has to be. */
export interface AppliedBlob extends Pick<AppliedRow, 'targetId' | 'pathId' | 'text'> {
  readonly hash: Sha256;
  readonly size: number;
}

export interface OriginalRow {
  readonly targetId: number;
  readonly pathId: number;
  readonly blobId: number;
  /** Permission bits. */
  readonly mode: number;
  readonly mtimeNs: bigint;
}

/** Bytes of the player's that a deployment replaced. */
export interface CapturedEdit {
  readonly targetId: number;
  readonly pathId: number;
  readonly blobId: number;
  readonly generation: number;
  readonly capturedAt: number;
}

export interface Applied {
  readonly file: (targetId: number, pathId: number) => AppliedRow | null;
  /** Of every file placed in a game as much as tells whether it was touched: few columns of 100,000 rows are read fast. */
  readonly marksOf: (gameId: GameId) => readonly AppliedMark[];
  readonly blobsOfGame: (gameId: GameId) => readonly AppliedBlob[];
  readonly put: (row: AppliedRow) => void;
  readonly putAll: (rows: readonly AppliedRow[]) => void;
  readonly remove: (targetId: number, pathId: number) => void;
  readonly original: (targetId: number, pathId: number) => OriginalRow | null;
  readonly putOriginal: (row: OriginalRow) => void;
  readonly removeOriginal: (targetId: number, pathId: number) => void;
  readonly originalsOf: (gameId: GameId) => readonly OriginalRow[];
  readonly addCapturedEdit: (edit: CapturedEdit) => void;
  readonly editsOf: (gameId: GameId) => readonly CapturedEdit[];
  readonly createdFoldersOf: (gameId: GameId) => readonly { readonly targetId: number; readonly path: string }[];
  readonly madeFolder: (targetId: number, path: string) => boolean;
  readonly addCreatedFolder: (targetId: number, path: string) => void;
  readonly removeCreatedFolder: (targetId: number, path: string) => void;
}

export function createApplied(db: Db): Applied {
  return { ...createAppliedTable(db), ...createOriginalTable(db), ...createFolderTable(db) };
}

const appliedColumns =
  'target_id AS targetId, path_id AS pathId, blob_id AS blobId, text, fingerprint, placement, outside';

function createAppliedTable(db: Db) {
  const one = db.prepare<[number, number], AppliedRow>(
    `SELECT ${appliedColumns} FROM applied_file WHERE target_id = ? AND path_id = ?`,
  );
  const marks = db.prepare<[string], AppliedMark>(
    `SELECT target_id AS targetId, path_id AS pathId, text, fingerprint FROM applied_file WHERE target_id IN (SELECT id FROM target WHERE game_id = ?)`,
  );
  const blobs = db.prepare<[string], AppliedBlob>(
    `SELECT target_id AS targetId, path_id AS pathId, text, hash, size
     FROM applied_file JOIN blob ON blob.id = blob_id
     WHERE target_id IN (SELECT id FROM target WHERE game_id = ?)`,
  );
  const putAll = createInsertMany<AppliedRow>(
    db,
    'INSERT OR REPLACE INTO applied_file (target_id, path_id, blob_id, text, fingerprint, placement, outside)',
    (row) => [row.targetId, row.pathId, row.blobId, row.text, row.fingerprint, row.placement, row.outside],
  );
  const drop = db.prepare('DELETE FROM applied_file WHERE target_id = ? AND path_id = ?');
  return {
    file: (targetId: number, pathId: number) => one.get(targetId, pathId) ?? null,
    marksOf: (gameId: GameId) => marks.all(gameId),
    blobsOfGame: (gameId: GameId) => blobs.all(gameId),
    put: (row: AppliedRow) => putAll([row]),
    putAll,
    remove: (targetId: number, pathId: number) => {
      drop.run(targetId, pathId);
    },
  };
}

interface StoredOriginal extends Omit<OriginalRow, 'mtimeNs'> {
  readonly mtimeNs: string;
}

function createOriginalTable(db: Db) {
  const select = `SELECT target_id AS targetId, path_id AS pathId, blob_id AS blobId, mode, mtime_ns AS mtimeNs FROM original`;
  const one = db.prepare<[number, number], StoredOriginal>(`${select} WHERE target_id = ? AND path_id = ?`);
  const all = db.prepare<[string], StoredOriginal>(
    `${select} WHERE target_id IN (SELECT id FROM target WHERE game_id = ?)`,
  );
  const edits = db.prepare<[string], CapturedEdit>(
    `SELECT target_id AS targetId, path_id AS pathId, blob_id AS blobId, generation, captured_at AS capturedAt
     FROM captured_edit WHERE target_id IN (SELECT id FROM target WHERE game_id = ?) ORDER BY id`,
  );
  // The first capture counts: what we would capture later may be our own file.
  const put = db.prepare(
    'INSERT INTO original (target_id, path_id, blob_id, mode, mtime_ns) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const drop = db.prepare('DELETE FROM original WHERE target_id = ? AND path_id = ?');
  const addEdit = db.prepare(
    'INSERT INTO captured_edit (target_id, path_id, blob_id, generation, captured_at) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    original: (targetId: number, pathId: number) => {
      const row = one.get(targetId, pathId);
      return row === undefined ? null : { ...row, mtimeNs: BigInt(row.mtimeNs) };
    },
    putOriginal: (row: OriginalRow) => {
      put.run(row.targetId, row.pathId, row.blobId, row.mode, row.mtimeNs.toString());
    },
    removeOriginal: (targetId: number, pathId: number) => {
      drop.run(targetId, pathId);
    },
    originalsOf: (gameId: GameId) => all.all(gameId).map((row) => ({ ...row, mtimeNs: BigInt(row.mtimeNs) })),
    editsOf: (gameId: GameId) => edits.all(gameId),
    addCapturedEdit: (edit: CapturedEdit) => {
      addEdit.run(edit.targetId, edit.pathId, edit.blobId, edit.generation, edit.capturedAt);
    },
  };
}

function createFolderTable(db: Db) {
  const one = db.prepare<[number, string], { path: string }>(
    'SELECT path FROM created_folder WHERE target_id = ? AND path = ?',
  );
  const add = db.prepare('INSERT INTO created_folder (target_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const drop = db.prepare('DELETE FROM created_folder WHERE target_id = ? AND path = ?');
  const all = db.prepare<[string], { targetId: number; path: string }>(
    `SELECT target_id AS targetId, path FROM created_folder
     WHERE target_id IN (SELECT id FROM target WHERE game_id = ?)`,
  );
  return {
    madeFolder: (targetId: number, path: string) => one.get(targetId, path) !== undefined,
    createdFoldersOf: (gameId: GameId) => all.all(gameId),
    addCreatedFolder: (targetId: number, path: string) => {
      add.run(targetId, path);
    },
    removeCreatedFolder: (targetId: number, path: string) => {
      drop.run(targetId, path);
    },
  };
}
