/** Removes from registry and store what nothing refers to any more. Never runs while a deployment is open. */
import type { Sha256 } from '../../shared/ids.ts';
import type { BlobRow, Content } from '../registry/content.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';

export interface CollectDeps {
  readonly registry: Registry;
  readonly store: Store;
}

/** What has no row any more, or none that vouches for a file. */
export interface LostFiles {
  readonly blobs: readonly BlobRow[];
  readonly archives: readonly Sha256[];
}

/** Drops manifests of installations that never committed, and then every blob and archive that only they had. */
export function collectGarbage({ registry, store }: CollectDeps): void {
  const { content } = registry;
  const lost = registry.transaction(() => {
    for (const manifest of content.pendingManifests()) content.deleteManifest(manifest.id);
    return dropUnreferenced(content);
  });
  removeLost(store, lost);
}

export function dropUnreferenced(content: Content): LostFiles {
  const lost = { blobs: content.unreferencedBlobs(), archives: content.unreferencedArchives() };
  for (const blob of lost.blobs) content.deleteBlob(blob.id);
  for (const archive of lost.archives) content.deleteArchive(archive);
  return lost;
}

/** Rows first: a file without a row is swept later, a row without a file would be a lie. */
export function removeLost(store: Store, { blobs, archives }: LostFiles): void {
  for (const blob of blobs) store.blobs.remove(blob.hash);
  for (const archive of archives) store.archives.remove(archive);
}

/** Removes blob and archive files that the registry does not know: left by a run that was killed. */
export function sweepStore({ registry, store }: CollectDeps): void {
  for (const hash of store.blobs.list()) if (registry.content.blobByHash(hash) === null) store.blobs.remove(hash);
  for (const hash of store.archives.list()) if (!registry.content.hasArchive(hash)) store.archives.remove(hash);
}
