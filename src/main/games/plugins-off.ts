/**
 * Plugins that a game has on its list but does not load. Skyrim SE, Fallout 4 and Starfield keep a `plugins.txt` in the
 * player's local application data: one file name a line, in Latin-1, with a star before those that are loaded. What is
 * not on the list says nothing: the game's own are not, and a mod that has just come is not yet. Fallout: New Vegas
 * lists only what it loads.
 */
import path from 'node:path';
import { listName } from '../../shared/games.ts';
import { pluginsWithoutStar } from './lists/plugins.ts';
import type { LocateEnv } from './locate/locate-env.ts';
import { existingSpelling } from './locate/read-tolerantly.ts';
import { prefixUser } from './locate/resolve-targets.ts';

type Files = LocateEnv['fs'];

/** By definition: the folder's name, and what stores put behind it. The one that exists is used. */
const folders: Readonly<Record<string, readonly string[]>> = {
  'skyrim-special-edition': ['Skyrim Special Edition', 'GOG', 'EPIC', 'MS'],
  'fallout-4': ['Fallout4', 'GOG', 'EPIC', 'MS'],
  starfield: ['Starfield'],
};

/** Longer lists are no lists. Bytes. */
const maxSize = 1024 ** 2;

interface ListedGame {
  readonly definition: string;
  readonly root: string;
  /** Folders of lists that are known already. */
  readonly lists?: readonly { readonly name: string; readonly path: string }[];
}

/** Folded names. Empty also where nothing can be told. */
export function pluginsOff(
  fs: Files,
  { definition, root, lists = [] }: ListedGame,
  steamIds: readonly number[],
  localAppData: string | undefined,
): ReadonlySet<string> {
  const known = lists.find(({ name }) => name === listName('plugins-starred'));
  // Where it is changed is where it is read.
  if (known !== undefined) return offIn(fs, listFile(fs, known.path));
  const places = [localAppData, ...steamIds.map((id) => localAppDataUnderProton(fs, root, id))];
  for (const place of places) {
    const file = place === undefined || place === null ? null : listIn(fs, definition, place);
    if (file !== null) return offIn(fs, file);
  }
  return new Set();
}

function listIn(fs: Files, definition: string, place: string): string | null {
  const [name, ...suffixes] = folders[definition] ?? [];
  if (name === undefined) return null;
  for (const folder of [name, ...suffixes.map((suffix) => `${name} ${suffix}`)]) {
    const list = listFile(fs, path.join(place, folder));
    if (list !== null) return list;
  }
  return null;
}

function listFile(fs: Files, folder: string): string | null {
  const list = existingSpelling(fs, folder, 'plugins.txt');
  const stat = fs.lstat(list);
  return stat?.kind === 'file' && stat.size <= maxSize ? list : null;
}

const offIn = (fs: Files, file: string | null): ReadonlySet<string> =>
  file === null ? new Set() : pluginsWithoutStar(fs.readFile(file));

/** Of a game that Steam keeps in `steamapps/common`. */
function localAppDataUnderProton(fs: Files, root: string, steamId: number): string | null {
  const library = path.dirname(path.dirname(root));
  if (path.basename(path.dirname(root)) !== 'common') return null;
  return prefixUser(fs, path.join(library, 'compatdata', String(steamId), 'pfx'))?.localappdata ?? null;
}
