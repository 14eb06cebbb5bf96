/** Tells the registry of an entry's new version before it is deployed, and forgets it again when that fails. */
import type { Sha256 } from '../../shared/ids.ts';
import { sha256Of } from '../lib/hash.ts';
import type { EntryRow, ManifestFile, ManifestOrigin } from '../registry/content.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import type { StoredBlob } from '../store/blobs.ts';
import type { Engine } from './engine.ts';
import { entryRecordName, type EntryRecord } from './record-names.ts';

/** One version of an entry, with everything behind it already in the store. */
export interface NewVersion {
  readonly row: EntryRow;
  /** null when its files came from no archive that was kept. */
  readonly archive: { readonly hash: Sha256; readonly size: number; readonly name: string } | null;
  readonly files: readonly ManifestFile[];
  readonly blobs: readonly StoredBlob[];
  readonly origin: ManifestOrigin;
}

export interface Registered {
  readonly row: EntryRow;
  readonly manifestId: number;
  /** false: the entry had this version before. */
  readonly isNew: boolean;
}

/** A manifest is named by everything that makes it: the game, where it came from, and which file went where. */
export const manifestHash = (game: GameRow, source: string, files: readonly ManifestFile[]): Sha256 =>
  sha256Of(JSON.stringify([game.id, source, files.map(({ target, path, blob }) => [target, path, blob])]));

/** One transaction: from here on the registry knows the files, as pending until `settleManifest`. */
export function registerEntry({ registry, store }: Engine, version: NewVersion): Registered {
  const { row, archive, files, origin } = version;
  const registered = registry.transaction(() => addVersion(registry, version));
  const record: EntryRecord = { ...row, archive: archive?.hash ?? null, files, origin };
  store.records.write('entries', entryRecordName(row.id, row.manifest), record);
  return registered;
}

/** The rows alone. Call it inside a transaction. */
export function addVersion({ content }: Registry, { row, archive, files, blobs, origin }: NewVersion): Registered {
  for (const blob of blobs) content.putBlob(blob);
  if (archive !== null) content.putArchive({ ...archive, addedAt: row.installedAt });
  const manifest =
    content.manifestByHash(row.manifest) ??
    content.addManifest({ hash: row.manifest, archive: archive?.hash ?? null, files, origin });
  return { row, manifestId: manifest.id, isNew: content.addEntry(row, manifest.id) };
}

/** What tidying cannot see: the entry's new version may be a manifest that history has kept. */
export function unregisterEntry({ registry, store }: Engine, { row, manifestId, isNew }: Registered): void {
  if (!isNew) return;
  registry.transaction(() => registry.content.deleteEntry(row.id, manifestId));
  store.records.remove('entries', entryRecordName(row.id, row.manifest));
}
