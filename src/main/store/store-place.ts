/**
 * Where the store lies: beside the registry, or where the player has moved it. One small file tells, replaced as a
 * whole, and it also tells of a move under way, so that the next start ends one that was cut off.
 */
import path from 'node:path';
import { z } from 'zod';
import { LoadstoneError } from '../../shared/errors.ts';
import { removeFile, removeTree, writeFileDurably } from '../lib/files.ts';
import { nodeFs, type Fs } from '../lib/fs.ts';

const schema = z.object({
  /** null: beside the registry. */
  path: z.string().nullable(),
  /** A copy that is not finished, and not in use. */
  arriving: z.string().nullable(),
  /** The old store after the switch, until it is gone. */
  leaving: z.string().nullable(),
});

export type StorePlace = Readonly<z.infer<typeof schema>>;

const atHome: StorePlace = { path: null, arriving: null, leaving: null };

const placeFile = (dataDir: string): string => path.join(dataDir, 'store-place.json');

/** Stands in a store that was moved: a drive that is not attached leaves an empty folder, or none. */
const markFile = (root: string): string => path.join(root, 'loadstone-store.json');

export const homeFolder = (dataDir: string): string => path.join(dataDir, 'store');

/** Where the store is now. Looks at the place only, not at what is there. */
export const storeFolder = (dataDir: string, fs: Fs = nodeFs): string =>
  readPlace(fs, dataDir).path ?? homeFolder(dataDir);

export function readPlace(fs: Fs, dataDir: string): StorePlace {
  const file = placeFile(dataDir);
  if (fs.lstat(file) === null) return atHome;
  try {
    return schema.parse(JSON.parse(fs.readFile(file).toString('utf8')));
  } catch (error) {
    throw new LoadstoneError(
      'store_missing',
      `The file that says where Loadstone keeps its mods cannot be read: ${file}.`,
      'It is a small text file. Put it right, or delete it if the store was never moved.',
      { cause: error, details: { path: file } },
    );
  }
}

export function writePlace(fs: Fs, dataDir: string, place: StorePlace): void {
  const { path: at, arriving, leaving } = place;
  if (at === null && arriving === null && leaving === null) removeFile(fs, placeFile(dataDir));
  else writeFileDurably(fs, placeFile(dataDir), Buffer.from(`${JSON.stringify(place)}\n`));
}

export function markStore(fs: Fs, root: string): void {
  writeFileDurably(fs, markFile(root), Buffer.from(`${JSON.stringify({ store: 'Loadstone', version: 1 })}\n`));
}

/** Ends a move that was cut off and answers where the store is. Throws `store_missing` when its drive is not there. */
export function settleStorePlace(fs: Fs, dataDir: string): string {
  const place = readPlace(fs, dataDir);
  const left = { ...place, arriving: cleared(fs, place.arriving), leaving: cleared(fs, place.leaving) };
  if (left.arriving !== place.arriving || left.leaving !== place.leaving) writePlace(fs, dataDir, left);
  const root = place.path ?? homeFolder(dataDir);
  if (place.path !== null && fs.lstat(markFile(root)) === null) throw storeMissing(root);
  return root;
}

/** Removes what a move left, unless its drive is not there: then a later start does. */
function cleared(fs: Fs, folder: string | null): string | null {
  if (folder === null || fs.lstat(path.dirname(folder)) === null) return folder;
  removeTree(fs, folder);
  return null;
}

const storeMissing = (root: string): LoadstoneError =>
  new LoadstoneError(
    'store_missing',
    `The folder where Loadstone keeps your mods is not there: ${root}.`,
    'Attach the drive it is on and start Loadstone again. Your games work meanwhile, and nothing was changed.',
    { details: { path: root } },
  );
