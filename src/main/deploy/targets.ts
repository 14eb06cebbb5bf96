/** The folders that mods go to, and the ones above them. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Fs } from '../lib/fs.ts';
import type { GameRow } from '../registry/games.ts';

/** `folder` itself, or the closest folder above it that exists. */
export function nearestFolder(fs: Fs, folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.lstat(at) !== null || at === path.dirname(at)) return at;
  }
}

/** Folders from the first missing one down to `folder`, outermost first. */
export function missingAbove(fs: Fs, folder: string): string[] {
  const missing: string[] = [];
  for (let at = folder; fs.lstat(at) === null; at = path.dirname(at)) missing.unshift(at);
  return missing;
}

/** Refuses to work on a game whose folder is not there: an unplugged drive is no uninstalled game. */
export function requireGameFolder(fs: Fs, game: GameRow): void {
  if (fs.lstat(game.root)?.kind === 'folder') return;
  throw new LoadstoneError(
    'game_folder_missing',
    `The folder of ${game.name} is not there: ${game.root}.`,
    'Connect the drive it is on, or remove the game and add it at its new place. Nothing was changed.',
    { details: { path: game.root } },
  );
}
