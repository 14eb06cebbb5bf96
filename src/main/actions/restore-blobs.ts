/** Makes missing or damaged blobs whole again from the archives they once came from. */
import type { Sha256 } from '../../shared/ids.ts';
import { openArchive } from '../archive/open-archive.ts';
import type { Fs } from '../lib/fs.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';

export interface RestoreDeps {
  readonly fs: Fs;
  readonly registry: Registry;
  readonly store: Store;
}

/** Restores what it can; the caller looks again. An archive that is itself damaged restores nothing wrong: content is named by its hash. */
export function restoreBlobs({ fs, registry, store }: RestoreDeps, blobs: readonly Sha256[]): void {
  const missing = new Set(blobs);
  for (const archiveHash of registry.content.archivesOf(blobs)) {
    if (missing.size === 0) return;
    const file = store.archives.path(archiveHash);
    if (fs.lstat(file) === null) continue;
    // Everything is "known" but what is missing, so only that is written.
    const intake = store.blobs.openIntake((hash) => (missing.has(hash) ? null : { hash, size: 0, fingerprint: '' }));
    const archive = openArchive(file);
    try {
      for (const entry of archive.files) {
        const blob = intake.add(archive.read(entry));
        if (missing.delete(blob.hash)) registry.content.putBlob(blob);
      }
    } finally {
      archive.close();
    }
    intake.flush();
  }
}
