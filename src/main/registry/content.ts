/** Blobs, archives, paths and manifests: what is in the store and what mods are made of. */
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { EntryKind, Provenance } from '../../shared/model.ts';
import { foldKey, type RelPath } from '../../shared/rel-path.ts';
import type { Db } from './open.ts';

export interface BlobRow {
  readonly id: number;
  readonly hash: Sha256;
  readonly size: number;
  readonly fingerprint: string;
}

/** One file of a manifest, as it is handed in. */
export interface ManifestFile {
  readonly target: string;
  readonly path: RelPath;
  readonly blob: Sha256;
  readonly size: number;
}

export interface ManifestRow {
  readonly id: number;
  readonly hash: Sha256;
  readonly archive: Sha256 | null;
  readonly files: number;
  readonly size: number;
}

/** One file of a manifest, as planning reads it: ids instead of texts. */
export interface FileRow {
  readonly pathId: number;
  readonly blobId: number;
}

export interface PathRow {
  readonly id: number;
  readonly target: string;
  readonly key: string;
  readonly text: RelPath;
}

/** What an entry was in one of its versions. */
export interface EntryRow {
  readonly id: EntryId;
  readonly manifest: Sha256;
  readonly gameId: GameId;
  readonly name: string;
  readonly provenance: Provenance;
  readonly installedAt: number;
  readonly kind: EntryKind;
}

/** An entry's version with what its manifest says of its files. */
export interface LibraryRow extends EntryRow {
  readonly archive: Sha256 | null;
  readonly files: number;
  readonly size: number;
}

/** What made a manifest of its archive. */
export interface ManifestOrigin {
  /** The target all its files went to, when the player chose one. */
  readonly target?: string;
  /** Answers to the questions of the archive's installer, by the installer's own names. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** What the questions were, as a hash: the same ones need not be asked again. */
  readonly questions?: string;
}

export interface Content {
  readonly blobByHash: (hash: Sha256) => BlobRow | null;
  readonly blobById: (id: number) => BlobRow;
  /** Adds a blob or renews its fingerprint; answers its id. */
  readonly putBlob: (blob: { hash: Sha256; size: number; fingerprint: string }) => number;
  readonly deleteBlob: (id: number) => void;
  /** The file goes, the row stays: something can bring it back. */
  readonly letGoOfBlob: (id: number) => void;
  /** Blobs that no manifest, applied file, original, captured edit, left file or keepsake refers to. */
  readonly unreferencedBlobs: () => readonly BlobRow[];
  readonly pathById: (id: number) => PathRow;
  readonly pathId: (target: string, path: RelPath) => number;
  /** null: no mod ever had a file there. */
  readonly findPathId: (target: string, path: RelPath) => number | null;
  /** Paths below a folder that some mod has, or had, a file at. */
  readonly pathIdsBelow: (target: string, folder: RelPath) => readonly number[];
  /** Folded names right in a target; those of folders end in a slash. What lies in the folders costs nothing. */
  readonly topNames: (target: string) => readonly string[];
  readonly putArchive: (archive: { hash: Sha256; size: number; name: string; addedAt: number }) => void;
  readonly hasArchive: (hash: Sha256) => boolean;
  readonly deleteArchive: (hash: Sha256) => void;
  readonly unreferencedArchives: () => readonly Sha256[];
  /** Archives that hold any of these blobs and are in the store as far as the registry knows. */
  readonly archivesOf: (blobs: readonly Sha256[]) => readonly Sha256[];
  readonly manifestByHash: (hash: Sha256) => ManifestRow | null;
  /** Of a manifest that some loadout names, and which is therefore there. */
  readonly requireManifest: (hash: Sha256) => ManifestRow;
  /** Adds a manifest, pending until `settleManifest`. Its blobs must be there. */
  readonly addManifest: (manifest: {
    hash: Sha256;
    archive: Sha256 | null;
    files: readonly ManifestFile[];
    origin: ManifestOrigin;
  }) => ManifestRow;
  readonly originOf: (manifestId: number) => ManifestOrigin;
  readonly settleManifest: (id: number) => void;
  readonly pendingManifests: () => readonly ManifestRow[];
  readonly settledManifests: () => readonly ManifestRow[];
  readonly deleteManifest: (id: number) => void;
  readonly filesOf: (manifestId: number) => readonly FileRow[];
  /** Manifests that have a file at a path. */
  readonly providersOf: (pathId: number) => readonly { readonly manifestId: number; readonly blobId: number }[];
  /** Manifests that only this game's entries use. */
  readonly manifestsOf: (gameId: GameId) => readonly number[];
  readonly entriesOf: (manifestId: number) => readonly EntryId[];
  readonly deleteEntry: (id: EntryId, manifestId: number) => void;
  /** false when the entry had this version before. */
  readonly addEntry: (entry: EntryRow, manifestId: number) => boolean;
  readonly entry: (id: EntryId, manifest: Sha256) => EntryRow | null;
  /** Where an archive came from, by what was remembered of it last; null: nothing. */
  readonly provenanceOf: (archive: Sha256) => EntryRow['provenance'] | null;
  /** Every version of every entry of a game, read in one go: a library of thousands is shown from it. */
  readonly libraryOf: (gameId: GameId) => readonly LibraryRow[];
  /** One version of an entry, as `libraryOf` has it. */
  readonly libraryRow: (id: EntryId, manifest: Sha256) => LibraryRow | null;
  /** Every version the registry knows of an entry, newest first. */
  readonly versionsOf: (gameId: GameId, id: EntryId) => readonly EntryRow[];
  /** Manifests of files that came from outside and were adopted, by their hash. */
  readonly adoptedManifests: () => ReadonlySet<Sha256>;
  readonly notes: (gameId: GameId) => ReadonlyMap<EntryId, string>;
  readonly setNote: (gameId: GameId, id: EntryId, note: string) => void;
}

export function createContent(db: Db): Content {
  return {
    ...createBlobTable(db),
    ...createPathTable(db),
    ...createArchiveTable(db),
    ...createManifestTable(db),
    ...createEntryTable(db),
  };
}

function createBlobTable(db: Db) {
  const byHash = db.prepare<[string], BlobRow>('SELECT id, hash, size, fingerprint FROM blob WHERE hash = ?');
  const byId = db.prepare<[number], BlobRow>('SELECT id, hash, size, fingerprint FROM blob WHERE id = ?');
  const insert = db.prepare<[string, number, string], { id: number }>(
    `INSERT INTO blob (hash, size, fingerprint) VALUES (?, ?, ?)
     ON CONFLICT (hash) DO UPDATE SET fingerprint = excluded.fingerprint RETURNING id`,
  );
  const drop = db.prepare('DELETE FROM blob WHERE id = ?');
  const letGo = db.prepare("UPDATE blob SET fingerprint = '' WHERE id = ?");
  const unreferenced = db.prepare<[], BlobRow>(
    `SELECT id, hash, size, fingerprint FROM blob WHERE
       NOT EXISTS (SELECT 1 FROM manifest_file WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM applied_file WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM original WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM captured_edit WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM keepsake WHERE blob_id = blob.id) AND
       NOT EXISTS (SELECT 1 FROM left_file WHERE blob_id = blob.id)`,
  );
  return {
    blobByHash: (hash: Sha256) => byHash.get(hash) ?? null,
    blobById: (id: number) => found(byId.get(id), 'blob', id),
    putBlob: (blob: { hash: Sha256; size: number; fingerprint: string }) =>
      found(insert.get(blob.hash, blob.size, blob.fingerprint), 'blob', blob.hash).id,
    deleteBlob: (id: number) => {
      drop.run(id);
    },
    letGoOfBlob: (id: number) => {
      letGo.run(id);
    },
    unreferencedBlobs: () => unreferenced.all(),
  };
}

function createPathTable(db: Db) {
  const byId = db.prepare<[number], PathRow>('SELECT id, target, key, text FROM path WHERE id = ?');
  const byKey = db.prepare<[string, string], { id: number }>('SELECT id FROM path WHERE target = ? AND key = ?');
  const insert = db.prepare<[string, string, string], { id: number }>(
    'INSERT INTO path (target, key, text) VALUES (?, ?, ?) RETURNING id',
  );
  const below = db.prepare<[string, string, string], { id: number }>(
    'SELECT id FROM path WHERE target = ? AND key > ? AND key < ?',
  );
  const from = db.prepare<[string, string], { key: string }>(
    'SELECT key FROM path WHERE target = ? AND key >= ? ORDER BY key LIMIT 1',
  );
  return {
    topNames: (target: string) => {
      const names: string[] = [];
      for (let row = from.get(target, ''); row !== undefined;) {
        const [name = ''] = row.key.split('/', 1);
        const folder = name !== row.key;
        names.push(folder ? `${name}/` : name);
        // Over all that is in the folder; "\u0001" is in no path.
        row = from.get(target, folder ? `${name}0` : `${name}\u0001`);
      }
      return names;
    },
    pathById: (id: number) => found(byId.get(id), 'path', id),
    findPathId: (target: string, path: RelPath) => byKey.get(target, foldKey(path))?.id ?? null,
    pathIdsBelow: (target: string, folder: RelPath) => {
      const key = foldKey(folder);
      // "0" is the character after "/".
      return below.all(target, `${key}/`, `${key}0`).map((row) => row.id);
    },
    pathId: (target: string, path: RelPath) => {
      const key = foldKey(path);
      return (byKey.get(target, key) ?? found(insert.get(target, key, path), 'path', path)).id;
    },
  };
}

function createArchiveTable(db: Db) {
  const insert = db.prepare(
    'INSERT INTO archive (hash, size, name, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const one = db.prepare<[string], { hash: Sha256 }>('SELECT hash FROM archive WHERE hash = ?');
  const drop = db.prepare('DELETE FROM archive WHERE hash = ?');
  const unreferenced = db.prepare<[], { hash: Sha256 }>(
    'SELECT hash FROM archive WHERE NOT EXISTS (SELECT 1 FROM manifest WHERE manifest.archive = archive.hash)',
  );
  const ofBlob = db.prepare<[string], { archive: Sha256 }>(
    `SELECT DISTINCT manifest.archive FROM blob
     JOIN manifest_file ON manifest_file.blob_id = blob.id
     JOIN manifest ON manifest.id = manifest_file.manifest_id
     WHERE blob.hash = ? AND manifest.archive IS NOT NULL`,
  );
  return {
    archivesOf: (blobs: readonly Sha256[]) => [
      ...new Set(blobs.flatMap((hash) => ofBlob.all(hash).map((row) => row.archive))),
    ],
    putArchive: (archive: { hash: Sha256; size: number; name: string; addedAt: number }) => {
      insert.run(archive.hash, archive.size, archive.name, archive.addedAt);
    },
    hasArchive: (hash: Sha256) => one.get(hash) !== undefined,
    deleteArchive: (hash: Sha256) => {
      drop.run(hash);
    },
    unreferencedArchives: () => unreferenced.all().map((row) => row.hash),
  };
}

function createManifestTable(db: Db) {
  const columns = 'id, hash, archive, files, size';
  const byHash = db.prepare<[string], ManifestRow>(`SELECT ${columns} FROM manifest WHERE hash = ?`);
  const pending = db.prepare<[], ManifestRow>(`SELECT ${columns} FROM manifest WHERE pending = 1`);
  const insert = db.prepare<[string, string | null, number, number, string], ManifestRow>(
    `INSERT INTO manifest (hash, archive, files, size, origin, pending) VALUES (?, ?, ?, ?, ?, 1) RETURNING ${columns}`,
  );
  const origin = db.prepare<[number], { origin: string }>('SELECT origin FROM manifest WHERE id = ?');
  const insertFile = db.prepare('INSERT INTO manifest_file (manifest_id, path_id, blob_id) VALUES (?, ?, ?)');
  const settle = db.prepare('UPDATE manifest SET pending = 0 WHERE id = ?');
  const drop = db.prepare('DELETE FROM manifest WHERE id = ?');
  const files = db.prepare<[number], FileRow>(
    'SELECT path_id AS pathId, blob_id AS blobId FROM manifest_file WHERE manifest_id = ?',
  );
  const providers = db.prepare<[number], { manifestId: number; blobId: number }>(
    'SELECT manifest_id AS manifestId, blob_id AS blobId FROM manifest_file WHERE path_id = ?',
  );
  const settled = db.prepare<[], ManifestRow>(`SELECT ${columns} FROM manifest WHERE pending = 0`);
  const { pathId } = createPathTable(db);
  const blobId = db.prepare<[string], { id: number }>('SELECT id FROM blob WHERE hash = ?');

  return {
    manifestByHash: (hash: Sha256) => byHash.get(hash) ?? null,
    requireManifest: (hash: Sha256) => found(byHash.get(hash), 'manifest', hash),
    originOf: (id: number) => JSON.parse(found(origin.get(id), 'manifest', id).origin) as ManifestOrigin,
    addManifest: (manifest: {
      hash: Sha256;
      archive: Sha256 | null;
      files: readonly ManifestFile[];
      origin: ManifestOrigin;
    }) => {
      const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
      const row = found(
        insert.get(manifest.hash, manifest.archive, manifest.files.length, size, JSON.stringify(manifest.origin)),
        'manifest',
        manifest.hash,
      );
      for (const file of manifest.files) {
        insertFile.run(row.id, pathId(file.target, file.path), found(blobId.get(file.blob), 'blob', file.blob).id);
      }
      return row;
    },
    settleManifest: (id: number) => {
      settle.run(id);
    },
    pendingManifests: () => pending.all(),
    settledManifests: () => settled.all(),
    deleteManifest: (id: number) => {
      drop.run(id);
    },
    filesOf: (manifestId: number) => files.all(manifestId),
    providersOf: (pathIdentity: number) => providers.all(pathIdentity),
  };
}

type StoredEntry<R extends EntryRow = EntryRow> = Omit<R, 'provenance'> & { readonly provenance: string };

/** Rows from before a field was known have none of it. */
const provenanceOf = (text: string): Provenance => ({
  category: null,
  rating: 'safe',
  uploadedAt: null,
  gameVersion: null,
  ...(JSON.parse(text) as Pick<Provenance, 'ref' | 'modRef' | 'fileName' | 'version' | 'author' | 'pageUrl' | 'image'>),
});

const entryOf = (row: StoredEntry): EntryRow => ({ ...row, provenance: provenanceOf(row.provenance) });

function createEntryTable(db: Db) {
  const insert = db.prepare(
    `INSERT INTO entry (id, manifest_id, game_id, name, provenance, installed_at, kind) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const ofGame = db.prepare<[string, string], { id: number }>(
    `SELECT DISTINCT manifest_id AS id FROM entry AS own WHERE game_id = ? AND NOT EXISTS
       (SELECT 1 FROM entry WHERE manifest_id = own.manifest_id AND game_id <> ?)`,
  );
  const ofManifest = db.prepare<[number], { id: EntryId }>('SELECT id FROM entry WHERE manifest_id = ?');
  const drop = db.prepare('DELETE FROM entry WHERE id = ? AND manifest_id = ?');
  const select = `SELECT entry.id, manifest.hash AS manifest, entry.game_id AS gameId, entry.name, entry.provenance,
            entry.installed_at AS installedAt, entry.kind
     FROM entry JOIN manifest ON manifest.id = entry.manifest_id`;
  const one = db.prepare<[string, string], StoredEntry>(`${select} WHERE entry.id = ? AND manifest.hash = ?`);
  const versions = db.prepare<[string, string], StoredEntry>(
    `${select} WHERE entry.game_id = ? AND entry.id = ? AND manifest.pending = 0
     ORDER BY entry.installed_at DESC, manifest.id DESC`,
  );
  const ofArchive = db.prepare<[string], StoredEntry>(
    `${select} WHERE manifest.archive = ? ORDER BY entry.installed_at DESC LIMIT 1`,
  );
  const selectLibrary = `SELECT entry.id, manifest.hash AS manifest, entry.game_id AS gameId, entry.name, entry.provenance,
            entry.installed_at AS installedAt, entry.kind, manifest.archive, manifest.files, manifest.size
     FROM entry JOIN manifest ON manifest.id = entry.manifest_id`;
  const library = db.prepare<[string], StoredEntry<LibraryRow>>(`${selectLibrary} WHERE entry.game_id = ?`);
  const libraryOne = db.prepare<[string, string], StoredEntry<LibraryRow>>(
    `${selectLibrary} WHERE entry.id = ? AND manifest.hash = ?`,
  );
  const notes = db.prepare<[string], { entry: EntryId; note: string }>(
    'SELECT entry, note FROM entry_note WHERE game_id = ?',
  );
  const adopted = db.prepare<[], { hash: Sha256 }>(
    `SELECT manifest.hash FROM entry JOIN manifest ON manifest.id = entry.manifest_id WHERE entry.kind = 'adopted'`,
  );
  const putNote = db.prepare('INSERT OR REPLACE INTO entry_note (game_id, entry, note) VALUES (?, ?, ?)');
  const dropNote = db.prepare('DELETE FROM entry_note WHERE game_id = ? AND entry = ?');
  return {
    manifestsOf: (gameId: GameId) => ofGame.all(gameId, gameId).map((row) => row.id),
    entriesOf: (manifestId: number) => ofManifest.all(manifestId).map((row) => row.id),
    deleteEntry: (id: EntryId, manifestId: number) => {
      drop.run(id, manifestId);
    },
    addEntry: (entry: EntryRow, manifestId: number) => {
      const { id, gameId, name, provenance, installedAt, kind } = entry;
      return insert.run(id, manifestId, gameId, name, JSON.stringify(provenance), installedAt, kind).changes > 0;
    },
    entry: (id: EntryId, manifest: Sha256): EntryRow | null => {
      const row = one.get(id, manifest);
      return row === undefined ? null : entryOf(row);
    },
    provenanceOf: (archive: Sha256) => {
      const row = ofArchive.get(archive);
      return row === undefined ? null : entryOf(row).provenance;
    },
    libraryOf: (gameId: GameId) =>
      library.all(gameId).map((row) => ({ ...row, provenance: provenanceOf(row.provenance) })),
    libraryRow: (id: EntryId, manifest: Sha256): LibraryRow | null => {
      const row = libraryOne.get(id, manifest);
      return row === undefined ? null : { ...row, provenance: provenanceOf(row.provenance) };
    },
    versionsOf: (gameId: GameId, id: EntryId) => versions.all(gameId, id).map(entryOf),
    adoptedManifests: () => new Set(adopted.all().map((row) => row.hash)),
    notes: (gameId: GameId) => new Map(notes.all(gameId).map((row) => [row.entry, row.note])),
    setNote: (gameId: GameId, id: EntryId, text: string) => {
      if (text === '') dropNote.run(gameId, id);
      else putNote.run(gameId, id, text);
    },
  };
}

function found<T>(row: T | undefined, table: string, key: number | string): T {
  if (row === undefined) throw new Error(`no ${table} ${key} in the registry`);
  return row;
}
