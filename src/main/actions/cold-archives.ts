/**
 * Archives that were let go of to free space and that a loadout needs again. They come back through their FileRef, and
 * only when every byte is what it was.
 */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { FileRef, Loadout } from '../../shared/model.ts';
import { removeFile } from '../lib/files.ts';
import type { ManifestRow } from '../registry/content.ts';
import type { Registry } from '../registry/registry.ts';
import { entryRow } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { requireLoadout } from './roll-back.ts';

export interface NeededArchive {
  /** Of the whole download. */
  readonly hash: Sha256;
  /** Name of the mod. */
  readonly name: string;
  readonly fileName: string;
  /** null: it came from no provider, so nobody can be asked for it. */
  readonly ref: FileRef | null;
  /** Bytes of its files. */
  readonly size: number;
}

/** What `loadout` cannot be deployed without. Empty: it works offline. */
export function neededArchives(registry: Registry, loadout: Loadout): readonly NeededArchive[] {
  const cold = registry.usage.coldManifests();
  if (cold.size === 0) return [];
  const needed = new Map<Sha256, NeededArchive>();
  for (const item of loadout.items) {
    if (!item.enabled || !cold.has(item.manifest)) continue;
    const manifest = registry.content.requireManifest(item.manifest);
    const { name, provenance } = entryRow(registry, item);
    const hash = downloadOf(registry, manifest) ?? item.manifest;
    needed.set(hash, { hash, name, fileName: provenance.fileName, ref: provenance.ref, size: manifest.size });
  }
  return [...needed.values()];
}

/** The archive, or the one file of a mod that is deployed as it was downloaded. */
function downloadOf({ content }: Registry, { id, archive }: ManifestRow): Sha256 | null {
  if (archive !== null) return archive;
  const [file, another] = content.filesOf(id);
  return file === undefined || another !== undefined ? null : content.blobById(file.blobId).hash;
}

/** What going back to a generation needs from the internet. */
export const archivesForGeneration = (
  { registry }: Pick<Engine, 'registry'>,
  { gameId, to }: { readonly gameId: GameId; readonly to: number },
): readonly NeededArchive[] => neededArchives(registry, requireLoadout(registry, requireGame(registry, gameId), to));

export interface ReturnedArchive {
  readonly hash: Sha256;
  /** The downloaded file. */
  readonly file: string;
  readonly fileName: string;
}

/** Takes an archive back into the store. Throws `download_hash_mismatch` when it is not the one that was let go of. */
export function takeBackArchive(engine: Engine, { hash, file, fileName }: ReturnedArchive): null {
  const { store, registry, clock } = engine;
  return guardStore(engine, () => {
    const received = store.archives.receive(file);
    if (received.hash !== hash) {
      removeFile(engine.fs, received.temp);
      throw new LoadstoneError(
        'download_hash_mismatch',
        `${fileName} is not the file it was when it was installed.`,
        'Its author has replaced it. Install the mod anew. Nothing was changed.',
        { details: { expected: hash, found: received.hash } },
      );
    }
    if (registry.content.blobByHash(hash) === null) {
      store.archives.keep(received);
      const archive = { hash, size: received.size, name: fileName, addedAt: clock.now() };
      registry.transaction(() => registry.content.putArchive(archive));
      return null;
    }
    // Deployed as it was downloaded: it is a blob.
    const blob = store.blobs.capture(received.temp);
    removeFile(engine.fs, received.temp);
    registry.transaction(() => registry.content.putBlob(blob));
    return null;
  });
}
