/** What the registry knows about many paths of a game, in one go: one question each would be a third of a large deployment. */
import type { GameId } from '../../shared/ids.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { AppliedRow, OriginalRow, OutsideState, Placement } from './applied.ts';
import type { BlobRow } from './content.ts';
import type { Db } from './open.ts';

export interface PathFacts {
  readonly pathId: number;
  /** Name of its target. */
  readonly target: string;
  /** Folded, and in the casing that was seen first. */
  readonly key: string;
  readonly text: RelPath;
  readonly applied: AppliedRow | null;
  readonly original: OriginalRow | null;
}

export interface PathFactsTable {
  /** In the order of the ids. */
  readonly ofPaths: (gameId: GameId, pathIds: Iterable<number>) => readonly PathFacts[];
  readonly ofBlobs: (blobIds: Iterable<number>) => ReadonlyMap<number, BlobRow>;
}

type StoredFacts = Pick<PathFacts, 'pathId' | 'target' | 'key' | 'text'> & {
  readonly targetId: number | null;
} & (
    | {
        readonly appliedBlob: number;
        readonly appliedText: RelPath;
        readonly fingerprint: string;
        readonly placement: Placement;
        readonly outside: OutsideState | null;
      }
    | { readonly appliedBlob: null }
  ) &
  (
    | { readonly originalBlob: number; readonly mode: number; readonly mtimeNs: string }
    | { readonly originalBlob: null }
  );

export function createPathFacts(db: Db): PathFactsTable {
  // CROSS JOIN keeps the order of the list: https://www.sqlite.org/optoverview.html#crossjoin
  const paths = db.prepare<[string, string], StoredFacts>(
    `SELECT path.id AS pathId, path.target, path.key, path.text, target.id AS targetId,
            applied_file.blob_id AS appliedBlob, applied_file.text AS appliedText, fingerprint, placement, outside,
            original.blob_id AS originalBlob, mode, mtime_ns AS mtimeNs
     FROM json_each(?) AS asked CROSS JOIN path ON path.id = asked.value
     LEFT JOIN target ON target.game_id = ? AND target.name = path.target
     LEFT JOIN applied_file ON applied_file.target_id = target.id AND applied_file.path_id = path.id
     LEFT JOIN original ON original.target_id = target.id AND original.path_id = path.id`,
  );
  const blobs = db.prepare<[string], BlobRow>(
    `SELECT blob.id, hash, size, fingerprint FROM json_each(?) AS asked CROSS JOIN blob ON blob.id = asked.value`,
  );
  return {
    ofPaths: (gameId, pathIds) => paths.all(JSON.stringify([...pathIds]), gameId).map(factsOf),
    ofBlobs: (blobIds) => new Map(blobs.all(JSON.stringify([...blobIds])).map((row) => [row.id, row])),
  };
}

function factsOf(row: StoredFacts): PathFacts {
  const { pathId, target, key, text, targetId } = row;
  if (targetId === null) return { pathId, target, key, text, applied: null, original: null };
  const at = { targetId, pathId };
  return {
    pathId,
    target,
    key,
    text,
    applied:
      row.appliedBlob === null
        ? null
        : {
            ...at,
            blobId: row.appliedBlob,
            text: row.appliedText,
            fingerprint: row.fingerprint,
            placement: row.placement,
            outside: row.outside,
          },
    original:
      row.originalBlob === null
        ? null
        : { ...at, blobId: row.originalBlob, mode: row.mode, mtimeNs: BigInt(row.mtimeNs) },
  };
}
