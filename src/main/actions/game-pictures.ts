/**
 * Pictures of the managed games. They are kept in the data folder: the store that had them may go, and the player may
 * choose one of their own.
 */
import path from 'node:path';
import { noPictures, type GamePictures, type KeptPictures } from '../../shared/games.ts';
import type { GameId } from '../../shared/ids.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { imageTypeOf } from '../download/image-type.ts';
import { removeFile, removeTree, writeFileDurably } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';

/** Bytes of one picture. */
export const largestPicture = 8 * 1024 * 1024;

export interface GamePictureShelf {
  /** Files in the data folder. */
  readonly of: (gameId: GameId) => KeptPictures;
  /** Takes over those of the game's store that are new or newer. True: something did change. */
  readonly takeOver: (gameId: GameId, found: GamePictures) => boolean;
  /** Puts a picture of the player's in front of that of the store. Throws `invalid_input`. */
  readonly choose: (gameId: GameId, file: string) => void;
  /** Back to that of the store. */
  readonly dismiss: (gameId: GameId) => void;
  readonly forget: (gameId: GameId) => void;
}

export function createGamePictures(fs: Fs, dataDir: string): GamePictureShelf {
  const folderOf = (gameId: GameId): string => path.join(dataDir, 'game-pictures', gameId);
  const kept = (gameId: GameId, ...names: readonly string[]): string | null =>
    names.map((name) => path.join(folderOf(gameId), name)).find((file) => fs.lstat(file) !== null) ?? null;

  function put(gameId: GameId, name: string, bytes: Uint8Array): void {
    fs.mkdirs(folderOf(gameId));
    writeFileDurably(fs, path.join(folderOf(gameId), name), bytes);
  }

  function takeOne(gameId: GameId, name: keyof GamePictures, from: string | null): boolean {
    if (from === null) return false;
    const there = kept(gameId, name);
    if (there !== null && modified(fs, there) >= modified(fs, from)) return false;
    const bytes = pictureIn(fs, from);
    if (bytes === null) return false;
    put(gameId, name, bytes);
    return true;
  }

  return {
    of: (gameId) => ({
      cover: kept(gameId, 'chosen', 'cover'),
      wide: kept(gameId, 'wide'),
      own: kept(gameId, 'chosen') !== null,
    }),
    takeOver: (gameId, found) => {
      const names = Object.keys(noPictures) as (keyof GamePictures)[];
      return names.map((name) => takeOne(gameId, name, found[name])).includes(true);
    },
    choose: (gameId, file) => {
      const bytes = pictureIn(fs, file);
      if (bytes === null) throw notAPicture(file);
      put(gameId, 'chosen', bytes);
    },
    dismiss: (gameId) => removeFile(fs, path.join(folderOf(gameId), 'chosen')),
    forget: (gameId) => removeTree(fs, folderOf(gameId)),
  };
}

const modified = (fs: Fs, file: string): bigint => fs.lstat(file)?.mtimeNs ?? 0n;

/** null: it is none, too large, or cannot be read. */
function pictureIn(fs: Fs, file: string): Uint8Array | null {
  try {
    const stat = fs.lstat(file);
    if (stat?.kind !== 'file' || stat.size > largestPicture) return null;
    const bytes = fs.readFile(file);
    return imageTypeOf(bytes) === null ? null : bytes;
  } catch {
    return null;
  }
}

const notAPicture = (file: string): LoadstoneError =>
  new LoadstoneError(
    'invalid_input',
    `${path.basename(file)} is no picture that can be shown.`,
    'Choose a PNG, JPEG, WebP, GIF or AVIF file of at most 8 MB.',
    { details: { path: file } },
  );
