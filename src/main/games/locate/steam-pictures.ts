/** Pictures of a game that Steam keeps on this computer, or the player gave it there. */
import path from 'node:path';
import type { GamePictures } from '../../../shared/games.ts';
import { entriesOf, isThere, type ReadableFs } from './read-tolerantly.ts';

/**
 * The player's own first. Seen in clients of 2019 to 2026: `<id>_library_600x900.jpg` beside those of all games, the
 * same without the id in a folder of the game, and in a folder of each picture below that. Newer ones call the upright
 * one `library_capsule.jpg`.
 */
export function steamPictures(fs: ReadableFs, roots: readonly string[], id: string): GamePictures {
  const find = (own: readonly string[], cached: readonly string[]): string | null => {
    for (const root of roots) {
      const found = ownPicture(fs, root, own) ?? cachedPicture(fs, root, id, cached);
      if (found !== null) return found;
    }
    return null;
  };
  return {
    cover: find([`${id}p`], ['library_600x900.jpg', 'library_capsule.jpg']),
    wide: find([`${id}_hero`, id], ['library_hero.jpg', 'library_header.jpg', 'header.jpg']),
  };
}

const endings = ['png', 'jpg', 'jpeg', 'webp'];

/** Of any account that uses this installation of Steam. */
function ownPicture(fs: ReadableFs, root: string, names: readonly string[]): string | null {
  const accounts = path.join(root, 'userdata');
  for (const { name: account } of entriesOf(fs, accounts)) {
    const grid = path.join(accounts, account, 'config', 'grid');
    const files = names.flatMap((name) => endings.map((ending) => path.join(grid, `${name}.${ending}`)));
    const found = files.find((file) => isThere(fs, file));
    if (found !== undefined) return found;
  }
  return null;
}

function cachedPicture(fs: ReadableFs, root: string, id: string, names: readonly string[]): string | null {
  const cache = path.join(root, 'appcache', 'librarycache');
  const folder = path.join(cache, id);
  const inside = entriesOf(fs, folder).flatMap(({ name, kind }) =>
    kind === 'folder' ? [path.join(folder, name)] : [],
  );
  for (const name of names) {
    const places = [folder, ...inside].map((place) => path.join(place, name));
    const found = [path.join(cache, `${id}_${name}`), ...places].find((file) => isThere(fs, file));
    if (found !== undefined) return found;
  }
  return null;
}
