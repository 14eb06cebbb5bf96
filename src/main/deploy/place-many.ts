/** Makes many files out of blobs. What can only be copied is copied in helper threads. */
import { copyFiles, type FileToCopy } from '../lib/copy-files.ts';
import { removeFile } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { FileToPlace, PlacedFile, Placer } from './place-file.ts';

export interface PlaceToFill {
  readonly file: FileToPlace;
  readonly size: number;
  /** Nothing is there, and its folder is. */
  readonly to: string;
}

/** Answers in an order of its own. Copies are not synced. */
export function* placeMany<T extends PlaceToFill>(
  fs: Fs,
  placer: Placer,
  places: readonly T[],
): Generator<readonly [T, PlacedFile]> {
  const copies: (FileToCopy & { readonly place: T })[] = [];
  for (const place of places) {
    const { file, size, to } = place;
    const copy = placer.plainCopy(file, to);
    if (copy === null) yield [place, placer.place(file, to)];
    else copies.push({ place, to, size, ...copy });
  }
  for (const [{ place, to }, copied] of copyFiles(copies)) {
    if (copied?.hash === place.file.hash) yield [place, { placement: 'copy', fingerprint: copied.fingerprint }];
    else {
      // Once more through the port, which says what is wrong.
      if (copied !== null) removeFile(fs, to);
      yield [place, placer.place(place.file, to)];
    }
  }
}
