/** Removes from registry and store what nothing refers to any more. Never runs while a deployment is open. */
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';

export interface CollectDeps {
  readonly registry: Registry;
  readonly store: Store;
}

/** Drops manifests of installations that never committed, and then every blob and archive that only they had. */
export function collectGarbage({ registry, store }: CollectDeps): void {
  const { content } = registry;
  const { blobs, archives } = registry.transaction(() => {
    for (const manifest of content.pendingManifests()) content.deleteManifest(manifest.id);
    const lost = { blobs: content.unreferencedBlobs(), archives: content.unreferencedArchives() };
    for (const blob of lost.blobs) content.deleteBlob(blob.id);
    for (const archive of lost.archives) content.deleteArchive(archive);
    return lost;
  });
  // Rows first: a file without a row is swept later, a row without a file would be a lie.
  for (const blob of blobs) store.blobs.remove(blob.hash);
  for (const archive of archives) store.archives.remove(archive);
}

/** Removes blob and archive files that the registry does not know: left by a run that was killed. */
export function sweepStore({ registry, store }: CollectDeps): void {
  for (const hash of store.blobs.list()) if (registry.content.blobByHash(hash) === null) store.blobs.remove(hash);
  for (const hash of store.archives.list()) if (!registry.content.hasArchive(hash)) store.archives.remove(hash);
}
