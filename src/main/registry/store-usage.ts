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

export interface ModUsage {
  readonly gameId: GameId;
  /** The newest of them: a mod that was installed again, or in another profile, is another entry. */
  readonly entry: EntryId;
  readonly entries: readonly EntryId[];
  /** Of its newest version. */
  readonly name: string;
  readonly versions: number;
  /** As their authors call them, newest first. */
  readonly versionNames: readonly string[];
  /** Of files in the store. */
  readonly bytes: number;
  /** Of them, what other mods have too. */
  readonly sharedBytes: number;
  readonly archiveBytes: number;
}

export interface StoreUsage {
  /** Counts and bytes of everything in the store. */
  readonly totals: () => StoreTotals;
  /** What each mod of a game takes, over all its entries and versions; largest first. */
  readonly byMod: () => readonly ModUsage[];
  /** Bytes of the files of each game, those that its mods share counted once. */
  readonly byGame: () => ReadonlyMap<GameId, number>;
  /** Bytes of files and archives that none of these manifests needs. */
  readonly bytesOutside: (manifestIds: readonly number[]) => number;
  /** Settled manifests some of whose bytes are neither in the store nor in an archive of it: they need the internet. */
  readonly coldManifests: () => ReadonlySet<Sha256>;
  /** Blobs that lie nowhere in a game now and can be unpacked again from an archive that is here. */
  readonly blobsInArchives: () => readonly BlobRow[];
  /** Archives that a provider can be asked for again. First those whose files are all unpacked here; then the oldest. */
  readonly archivesToFetchAgain: () => readonly Sha256[];
  /** Those of them all of whose files are in the store as well: without them no generation needs the internet. */
  readonly spareArchives: () => readonly Sha256[];
}

const noTotals: StoreTotals = { files: 0, bytes: 0, unsharedBytes: 0, archives: 0, archiveBytes: 0, manifests: 0 };

/**
 * Which mod each entry is, by its newest version: what a provider calls by one id, archives from the player's disk of one
 * name, and the player's own changes.
 */
const modOfEntry = `newest AS (
       SELECT game_id, id AS entry, name, kind, provenance, max(installed_at) AS installed_at
       FROM entry GROUP BY game_id, id),
     of_mod AS (
       SELECT game_id, entry, name, installed_at,
         CASE WHEN kind = 'own-changes' THEN 'own'
              WHEN kind = 'adopted' THEN 'adopted ' || entry
              ELSE coalesce('mod ' || json_extract(provenance, '$.modRef.provider') || ' ' || json_extract(provenance, '$.modRef.id'),
                            'name ' || lower(name)) END AS mod
       FROM newest)`;

interface StoredUsage extends Omit<ModUsage, 'entries' | 'versions' | 'versionNames'> {
  readonly mod: string;
  /** JSON. */
  readonly entries: string;
}

function toldMods(
  rows: readonly StoredUsage[],
  versions: readonly { readonly mod: string; readonly manifest: number; readonly version: string | null }[],
): readonly ModUsage[] {
  const byMod = Map.groupBy(versions, ({ mod }) => mod);
  return rows.map(({ mod, entries, ...usage }) => {
    const own = byMod.get(`${usage.gameId} ${mod}`) ?? [];
    return {
      ...usage,
      entries: JSON.parse(entries) as EntryId[],
      versions: new Set(own.map(({ manifest }) => manifest)).size,
      versionNames: [...new Set(own.flatMap(({ version }) => version ?? []))],
    };
  });
}

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
  const byMod = db.prepare<[], StoredUsage>(
    `WITH ${modOfEntry},
     owned AS (
       SELECT DISTINCT of_mod.game_id, of_mod.mod, manifest_file.blob_id
       FROM of_mod JOIN entry ON entry.id = of_mod.entry AND entry.game_id = of_mod.game_id
       JOIN manifest_file ON manifest_file.manifest_id = entry.manifest_id),
     owners AS (SELECT blob_id, count(*) AS owners FROM owned GROUP BY blob_id),
     files AS (
       SELECT owned.game_id, owned.mod, sum(blob.size) AS bytes,
              sum(CASE WHEN owners.owners > 1 THEN blob.size ELSE 0 END) AS shared
       FROM owned JOIN owners USING (blob_id) JOIN blob ON blob.id = owned.blob_id
       WHERE blob.fingerprint <> '' GROUP BY owned.game_id, owned.mod),
     archives AS (
       SELECT game_id, mod, sum(size) AS bytes FROM (
         SELECT DISTINCT of_mod.game_id, of_mod.mod, archive.hash, archive.size
         FROM of_mod JOIN entry ON entry.id = of_mod.entry AND entry.game_id = of_mod.game_id
         JOIN manifest ON manifest.id = entry.manifest_id JOIN archive ON archive.hash = manifest.archive)
       GROUP BY game_id, mod),
     told AS (
       SELECT game_id, mod, entry, name, max(installed_at), json_group_array(entry) AS entries
       FROM of_mod GROUP BY game_id, mod)
     SELECT told.game_id AS gameId, told.mod, told.entry, told.name, told.entries,
            coalesce(files.bytes, 0) AS bytes, coalesce(files.shared, 0) AS sharedBytes,
            coalesce(archives.bytes, 0) AS archiveBytes
     FROM told LEFT JOIN files ON files.game_id = told.game_id AND files.mod = told.mod
     LEFT JOIN archives ON archives.game_id = told.game_id AND archives.mod = told.mod
     ORDER BY coalesce(files.bytes, 0) + coalesce(archives.bytes, 0) DESC, told.name`,
  );
  const versions = db.prepare<[], { mod: string; manifest: number; version: string | null }>(
    `WITH ${modOfEntry}
     SELECT of_mod.game_id || ' ' || of_mod.mod AS mod, entry.manifest_id AS manifest,
            json_extract(entry.provenance, '$.version') AS version
     FROM of_mod JOIN entry ON entry.id = of_mod.entry AND entry.game_id = of_mod.game_id
     ORDER BY entry.installed_at DESC`,
  );
  const byGame = db.prepare<[], { gameId: GameId; bytes: number }>(
    `SELECT game_id AS gameId, sum(size) AS bytes FROM (
       SELECT DISTINCT entry.game_id, blob.id, blob.size FROM entry
       JOIN manifest_file ON manifest_file.manifest_id = entry.manifest_id JOIN blob ON blob.id = manifest_file.blob_id
       WHERE blob.fingerprint <> '')
     GROUP BY game_id`,
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
    byMod: () => toldMods(byMod.all(), versions.all()),
    byGame: () => new Map(byGame.all().map(({ gameId, bytes }) => [gameId, bytes])),
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
       NOT EXISTS (SELECT 1 FROM left_file WHERE blob_id = blob.id) AND
       EXISTS (SELECT 1 FROM manifest_file JOIN manifest ON manifest.id = manifest_file.manifest_id
               JOIN archive ON archive.hash = manifest.archive WHERE manifest_file.blob_id = blob.id)`,
  );
  const fetchable = `NOT EXISTS (
       SELECT 1 FROM manifest WHERE manifest.archive = archive.hash AND NOT EXISTS (
         SELECT 1 FROM entry WHERE entry.manifest_id = manifest.id AND json_extract(entry.provenance, '$.ref') IS NOT NULL))`;
  const onlyHere = `EXISTS (
       SELECT 1 FROM manifest JOIN manifest_file ON manifest_file.manifest_id = manifest.id
       JOIN blob ON blob.id = manifest_file.blob_id WHERE manifest.archive = archive.hash AND blob.fingerprint = '')`;
  const again = db.prepare<[], { hash: Sha256 }>(
    `SELECT hash FROM archive WHERE ${fetchable} ORDER BY ${onlyHere}, added_at`,
  );
  const spare = db.prepare<[], { hash: Sha256 }>(`SELECT hash FROM archive WHERE ${fetchable} AND NOT ${onlyHere}`);
  return {
    coldManifests: () => new Set(cold.all().map((row) => row.hash)),
    blobsInArchives: () => inArchives.all(),
    archivesToFetchAgain: () => again.all().map((row) => row.hash),
    spareArchives: () => spare.all().map((row) => row.hash),
  };
}
