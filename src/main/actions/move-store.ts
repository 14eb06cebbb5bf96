/**
 * Moves the store to another folder: everything is copied, read again from there and compared, and only then does the
 * new place count. Whatever stops it before leaves the old store as it was, and no copy behind.
 */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import { isSha256, type Sha256 } from '../../shared/ids.ts';
import type { StoreMove, StoreMoved } from '../../shared/storage.ts';
import { isCloud } from '../games/folder-warnings.ts';
import { isWritable } from '../games/inspect-folder.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import {
  asDiskError,
  copyAndHash,
  hashFile,
  removeTree,
  requireSpace,
  syncNewFiles,
  usableSpace,
} from '../lib/files.ts';
import { isInside } from '../lib/is-inside.ts';
import { createStore } from '../store/store.ts';
import { homeFolder, markStore, settleStorePlace, storeFolder, writePlace } from '../store/store-place.ts';
import type { Engine } from './engine.ts';

export interface MoveStoreRequest {
  /** The store becomes a folder in this one. The data folder itself brings it home. */
  readonly folder: string;
}

/** What moving would mean. Throws where it cannot be done; changes nothing. */
export function planStoreMove(engine: Engine, { folder }: MoveStoreRequest): StoreMove {
  const { fs, registry } = engine;
  const { from, to, files, bytes } = wayOf(engine, folder);
  const volume = fs.lstat(folder)?.dev;
  return {
    from,
    to,
    files: files.length,
    bytes,
    freeBytes: usableSpace(fs, folder),
    copies: registry.games
      .list()
      .filter(({ root }) => fs.lstat(root)?.dev !== volume)
      .map(({ name }) => name),
    cloud: isCloud(fs, folder),
  };
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly files: readonly StoreFile[];
  readonly bytes: number;
}

/** Throws where there is none. */
function wayOf(engine: Engine, folder: string): Way {
  const { fs, dataDir } = engine;
  const from = storeFolder(dataDir, fs);
  const to = newRoot(dataDir, folder);
  requirePlace(engine, folder, from, to);
  const files = [...filesIn(engine, from)];
  return { from, to, files, bytes: files.reduce((sum, file) => sum + file.size, 0) };
}

/** The engine must be opened again afterwards: it holds the old store. */
export function moveStore(engine: Engine, { folder }: MoveStoreRequest, control: Control): StoreMoved {
  const { fs, dataDir } = engine;
  const way = wayOf(engine, folder);
  const { from, to, bytes } = way;
  const home = to === homeFolder(dataDir) ? null : to;
  const before = from === homeFolder(dataDir) ? null : from;
  requireSpace(fs, folder, bytes, `in ${folder}`);
  let moved: Moved;
  try {
    writePlace(fs, dataDir, { path: before, arriving: to, leaving: null });
    moved = copyStore(engine, way, control);
    if (home !== null) markStore(fs, to);
  } catch (error) {
    removeTree(fs, to);
    writePlace(fs, dataDir, { path: before, arriving: null, leaving: null });
    throw asDiskError(error, `copying to ${to}`);
  }
  writePlace(fs, dataDir, { path: home, arriving: null, leaving: from });
  renewFingerprints(engine, to, moved.blobs);
  try {
    settleStorePlace(fs, dataDir);
  } catch (error) {
    // Something holds a file of it open: the next start removes the rest.
    engine.log.error('the old store could not be removed', error);
  }
  return { from, to, files: moved.files, bytes, damaged: moved.damaged };
}

const newRoot = (dataDir: string, folder: string): string =>
  path.resolve(folder) === path.resolve(dataDir) ? homeFolder(dataDir) : path.join(folder, 'Loadstone store');

function requirePlace({ fs, registry, dataDir }: Engine, folder: string, from: string, to: string): void {
  const refuse = (why: string, hint: string): LoadstoneError =>
    new LoadstoneError('store_place_refused', why, hint, { details: { path: folder } });
  if (!path.isAbsolute(folder) || fs.lstat(folder)?.kind !== 'folder')
    throw refuse(`There is no folder ${folder}.`, 'Make it first, or choose another one.');
  if (to === from) throw refuse('That is where your mods are kept now.', 'Choose another folder.');
  if (isInside(from, to) || (to !== homeFolder(dataDir) && isInside(dataDir, to)))
    throw refuse(`${folder} is inside Loadstone’s own folder.`, 'Choose a folder of yours, best on another drive.');
  const game = registry.games
    .list()
    .find(({ root, targets }) => [root, ...targets.map((target) => target.path)].some((at) => isInside(at, folder)));
  if (game !== undefined)
    throw refuse(
      `${folder} is inside the folder of ${game.name}.`,
      'A game may change what lies there. Choose another.',
    );
  if (!isWritable(fs, folder))
    throw refuse(`Loadstone may not write to ${folder}.`, 'Allow your user to write there, or choose another folder.');
  if (fs.lstat(to) !== null && fs.readdir(to).length > 0)
    throw refuse(
      `${to} is there already and not empty.`,
      'Look what it is; delete or rename it, or choose another folder.',
    );
}

interface StoreFile {
  /** From the root of the store. */
  readonly at: string;
  readonly size: number;
  readonly mode: number;
  /** What its content is named by; null for records and what is in quarantine. */
  readonly hash: Sha256 | null;
}

function* filesIn({ fs }: Pick<Engine, 'fs'>, root: string, at = ''): Generator<StoreFile> {
  for (const { name, kind } of fs.readdir(path.join(root, at))) {
    const inner = path.join(at, name);
    if (kind === 'folder' && inner !== 'tmp') yield* filesIn({ fs }, root, inner);
    else if (kind === 'file' && inner !== 'loadstone-store.json') {
      const stat = fs.lstat(path.join(root, inner));
      if (stat !== null) yield { at: inner, size: stat.size, mode: stat.mode & 0o777, hash: hashIn(inner) };
    }
  }
}

function hashIn(at: string): Sha256 | null {
  const [kind, shard = '', rest = ''] = at.split(path.sep);
  const hash = shard + rest;
  return (kind === 'blobs' || kind === 'archives') && isSha256(hash) ? hash : null;
}

interface Moved {
  readonly files: number;
  readonly damaged: number;
  readonly blobs: readonly Sha256[];
}

function copyStore({ fs }: Engine, { from, to, files, bytes }: Way, control: Control): Moved {
  const folders = new Set<string>();
  const copied: { readonly file: string; readonly hash: Sha256 }[] = [];
  const blobs: Sha256[] = [];
  let damaged = 0;
  let [bytesDone, filesDone] = [0, 0];
  const tell = (): void => {
    throwIfCancelled(control);
    // Each is written once and read back once.
    control.progress({ phase: 'deploying', bytesDone, bytesTotal: bytes * 2, filesDone, filesTotal: null });
  };
  fs.mkdirs(to);
  for (const { at, size, mode, hash } of files) {
    const target = path.join(to, at);
    makeFolder(path.dirname(target));
    const copy = copyAndHash(fs, path.join(from, at), target, mode);
    if (hash !== null && copy.hash !== hash) {
      damaged += 1;
      makeFolder(path.join(to, 'quarantine'));
      fs.rename(target, path.join(to, 'quarantine', hash));
    } else {
      copied.push({ file: target, hash: copy.hash });
      if (at.startsWith('blobs')) blobs.push(copy.hash);
    }
    bytesDone += size;
    filesDone += 1;
    tell();
  }
  syncNewFiles(
    fs,
    to,
    copied.map(({ file }) => file),
    [...folders],
  );
  for (const { file, hash } of copied) {
    if (hashFile(fs, file) !== hash) throw badCopy(file);
    bytesDone += fs.lstat(file)?.size ?? 0;
    tell();
  }
  return { files: copied.length, damaged, blobs };

  function makeFolder(folder: string): void {
    if (folders.has(folder)) return;
    fs.mkdirs(folder);
    folders.add(folder);
  }
}

const badCopy = (file: string): LoadstoneError =>
  new LoadstoneError(
    'io_failed',
    `A copy is not what was written: ${file}.`,
    'The drive may be failing. Your mods stay where they are; choose another drive.',
    { details: { path: file } },
  );

/** What was just read is known to be sound: nothing of it has to be read again when it is used. */
function renewFingerprints({ fs, registry }: Engine, root: string, blobs: readonly Sha256[]): void {
  const store = createStore(fs, root);
  registry.transaction(() => {
    for (const hash of blobs) {
      const stored = store.blobs.stat(hash);
      if (stored !== null && registry.content.blobByHash(hash) !== null) registry.content.putBlob(stored);
    }
  });
}
