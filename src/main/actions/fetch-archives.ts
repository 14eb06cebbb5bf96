/** Brings archives back that were let go of: by their FileRef, from the provider they came from. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/model.ts';
import { removeFile } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import type { NeededArchive, ReturnedArchive } from './cold-archives.ts';
import type { FetchedMod } from './fetch-mod-file.ts';

export interface FetchArchivesDeps {
  /** Downloads the file behind a reference. It is removed afterwards. */
  readonly fetch: (ref: FileRef) => Promise<Pick<FetchedMod, 'file'>>;
  /** Takes the file into the store when it is the very one; throws otherwise. */
  readonly takeBack: (archive: ReturnedArchive) => unknown;
}

/** All of them or an error that names every one that cannot be had. Nothing of a game is touched. */
export async function fetchArchives(deps: FetchArchivesDeps, needed: readonly NeededArchive[]): Promise<void> {
  const lost = needed.filter((archive) => archive.ref === null);
  if (lost.length > 0) throw missing(lost.map(({ name, fileName }) => `${name} (${fileName})`));
  const failures: unknown[] = [];
  const failed: string[] = [];
  for (const { ref, hash, name, fileName } of needed) {
    if (ref === null) continue;
    try {
      const { file } = await deps.fetch(ref);
      try {
        await deps.takeBack({ hash, file, fileName });
      } finally {
        removeFile(nodeFs, file);
      }
    } catch (error) {
      if (error instanceof LoadstoneError && error.code === 'cancelled') throw error;
      failures.push(error);
      failed.push(`${name} (${fileName}: ${error instanceof Error ? error.message : ''})`);
    }
  }
  if (failed.length > 0) throw missing(failed, failures[0]);
}

const missing = (names: readonly string[], cause?: unknown): LoadstoneError =>
  new LoadstoneError(
    'blob_missing',
    `The store let go of ${names.length === 1 ? 'a file' : `${names.length} files`} this needs, and cannot get back: ${names.join(', ')}.`,
    'Connect to the internet and try again, or install the mods anew from their pages. Nothing was changed.',
    { details: { files: names.length }, cause },
  );
