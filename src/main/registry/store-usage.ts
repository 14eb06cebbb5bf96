/** What the store holds and what it could let go of: questions over all of its rows. */
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { BlobRow } from './content.ts';
import type { Db } from './open.ts';

export interface StoreTotals {
  readonly files: number;
  readonly bytes: number;
  readonly unsharedBytes: number;
  readonly archives: number;
  readonly archiveBytes: number;
  readonly manifests: number;
}

export interface EntryUsage {
  readonly gameId: GameId;
  readonly entry: EntryId;
  /** Of its newest version. */
  readonly name: string;
  readonly versions: number;
  /** Of files in the store. */
  readonly bytes: number;
  /** Of them, what other entries have too. */
  readonly sharedBytes: number;
  readonly archiveBytes: number;
}

export interface StoreUsage {
  /** Counts and bytes of everything in the store. */
  readonly totals: () => StoreTotals;
  /** What each entry takes, over all its versions; largest first. */
  readonly byEntry: () => readonly EntryUsage[];
  /** Bytes of files and archives that none of these manifests needs. */
  readonly bytesOutside: (manifestIds: readonly number[]) => number;
  /** Settled manifests some of whose bytes are neither in the store nor in an archive of it: they need the internet. */
  readonly coldManifests: () => ReadonlySet<Sha256>;
  /** Blobs that lie nowhere in a game now and can be unpacked again from an archive that is here. */
  readonly blobsInArchives: () => readonly BlobRow[];
  /** Archives that a provider can be asked for again. First those whose files are all unpacked here; then the oldest. */
  readonly archivesToFetchAgain: () => readonly Sha256[];
}

const noTotals: StoreTotals = { files: 0, bytes: 0, unsharedBytes: 0, archives: 0, archiveBytes: 0, manifests: 0 };

export function createStoreUsage(db: Db): StoreUsage {
  return { ...createSums(db), ...createCandidates(db) };
}

function createSums(db: Db) {
  const totals = db.prepare<[], StoreTotals>(
    `SELECT (SELECT count(*) FROM blob WHERE fingerprint <> '') AS files,
            (SELECT coalesce(sum(size), 0) FROM blob WHERE fingerprint <> '') AS bytes,
            (SELECT coalesce(sum(size), 0) FROM manifest) AS unsharedBytes,
            (SELECT count(*) FROM manifest) AS manifests, (SELECT count(*) FROM archive) AS archives, (SELECT coalesce(sum(size), 0) FROM archive) AS archiveBytes`,
  );
  const byEntry = db.prepare<[], EntryUsage>(
    `WITH owned AS (
       SELECT DISTINCT entry.game_id, entry.id AS entry, manifest_file.blob_id
       FROM entry JOIN manifest_file ON manifest_file.manifest_id = entry.manifest_id),
     owners AS (SELECT blob_id, count(*) AS owners FROM owned GROUP BY blob_id),
     files AS (
       SELECT owned.game_id, owned.entry, sum(blob.size) AS bytes,
              sum(CASE WHEN owners.owners > 1 THEN blob.size ELSE 0 END) AS shared
       FROM owned JOIN owners USING (blob_id) JOIN blob ON blob.id = owned.blob_id
       WHERE blob.fingerprint <> '' GROUP BY owned.game_id, owned.entry),
     archives AS (
       SELECT game_id, entry, sum(size) AS bytes FROM (
         SELECT DISTINCT entry.game_id, entry.id AS entry, archive.hash, archive.size FROM entry
         JOIN manifest ON manifest.id = entry.manifest_id JOIN archive ON archive.hash = manifest.archive)
       GROUP BY game_id, entry),
     named AS (SELECT game_id, id AS entry, name, max(installed_at), count(*) AS versions FROM entry GROUP BY game_id, id)
     SELECT named.game_id AS gameId, named.entry, named.name, named.versions,
            coalesce(files.bytes, 0) AS bytes, coalesce(files.shared, 0) AS sharedBytes,
            coalesce(archives.bytes, 0) AS archiveBytes
     FROM named LEFT JOIN files ON files.game_id = named.game_id AND files.entry = named.entry
     LEFT JOIN archives ON archives.game_id = named.game_id AND archives.entry = named.entry
     ORDER BY coalesce(files.bytes, 0) + coalesce(archives.bytes, 0) DESC`,
  );
  const outside = db.prepare<[string, string], { bytes: number }>(
    `SELECT coalesce((SELECT sum(size) FROM blob WHERE fingerprint <> '' AND
         EXISTS (SELECT 1 FROM manifest_file WHERE blob_id = blob.id) AND
         NOT EXISTS (SELECT 1 FROM manifest_file WHERE blob_id = blob.id AND
           manifest_id IN (SELECT value FROM json_each(?)))), 0) +
       coalesce((SELECT sum(size) FROM archive WHERE NOT EXISTS (
         SELECT 1 FROM manifest WHERE manifest.archive = archive.hash AND
           manifest.id IN (SELECT value FROM json_each(?)))), 0) AS bytes`,
  );
  return {
    totals: () => totals.get() ?? noTotals,
    byEntry: () => byEntry.all(),
    bytesOutside: (manifestIds: readonly number[]) => {
      const ids = JSON.stringify(manifestIds);
      return outside.get(ids, ids)?.bytes ?? 0;
    },
  };
}

function createCandidates(db: Db) {
  const cold = db.prepare<[], { hash: Sha256 }>(
    `SELECT DISTINCT manifest.hash FROM blob
     JOIN manifest_file ON manifest_file.blob_id = blob.id
     JOIN manifest ON manifest.id = manifest_file.manifest_id
     WHERE blob.fingerprint = '' AND manifest.pending = 0 AND NOT EXISTS (
       SELECT 1 FROM manifest_file AS other JOIN manifest AS holder ON holder.id = other.manifest_id
       JOIN archive ON archive.hash = holder.archive WHERE other.blob_id = blob.id)`,
  );
  const inArchives = db.prepare<[], BlobRow>(
    `SELECT id, hash, size, fingerprint FROM blob WHERE fingerprint <> '' AND
       NOT EXISTS (SELECT 1 FROM applied_file WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM original WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM captured_edit WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM keepsake WHERE blob_id = blob.id) AND
       EXISTS (SELECT 1 FROM manifest_file JOIN manifest ON manifest.id = manifest_file.manifest_id
               JOIN archive ON archive.hash = manifest.archive WHERE manifest_file.blob_id = blob.id)`,
  );
  const again = db.prepare<[], { hash: Sha256 }>(
    `SELECT hash FROM archive
     WHERE NOT EXISTS (
       SELECT 1 FROM manifest WHERE manifest.archive = archive.hash AND NOT EXISTS (
         SELECT 1 FROM entry WHERE entry.manifest_id = manifest.id AND json_extract(entry.provenance, '$.ref') IS NOT NULL))
     ORDER BY EXISTS (
       SELECT 1 FROM manifest JOIN manifest_file ON manifest_file.manifest_id = manifest.id
       JOIN blob ON blob.id = manifest_file.blob_id WHERE manifest.archive = archive.hash AND blob.fingerprint = ''),
       added_at`,
  );
  return {
    coldManifests: () => new Set(cold.all().map((row) => row.hash)),
    blobsInArchives: () => inArchives.all(),
    archivesToFetchAgain: () => again.all().map((row) => row.hash),
  };
}
