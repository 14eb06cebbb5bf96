/**
 * Plugins that a game has on its list but does not load. Skyrim SE, Fallout 4 and Starfield keep a `plugins.txt` in the
 * player's local application data: one file name a line, in Latin-1, with a star before those that are loaded. What is
 * not on the list says nothing: the game's own are not, and a mod that has just come is not yet. Fallout: New Vegas
 * lists only what it loads.
 */
import path from 'node:path';
import { foldKey } from '../../shared/rel-path.ts';
import type { LocateEnv } from './locate/locate-env.ts';
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

/** Folded names. Empty also where nothing can be told. */
export function pluginsOff(
  fs: Files,
  { definition, root }: { readonly definition: string; readonly root: string },
  steamIds: readonly number[],
  localAppData: string | undefined,
): ReadonlySet<string> {
  const places = [localAppData, ...steamIds.map((id) => localAppDataUnderProton(fs, root, id))];
  for (const place of places) {
    const file = place === undefined || place === null ? null : listIn(fs, definition, place);
    if (file !== null) return offIn(fs.readFile(file).toString('latin1'));
  }
  return new Set();
}

function listIn(fs: Files, definition: string, place: string): string | null {
  const [name, ...suffixes] = folders[definition] ?? [];
  if (name === undefined) return null;
  for (const folder of [name, ...suffixes.map((suffix) => `${name} ${suffix}`)]) {
    for (const file of ['plugins.txt', 'Plugins.txt']) {
      const list = path.join(place, folder, file);
      const stat = fs.lstat(list);
      if (stat?.kind === 'file' && stat.size <= maxSize) return list;
    }
  }
  return null;
}

const offIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/\r?\n/u)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('*'))
      .map(foldKey),
  );

/** Of a game that Steam keeps in `steamapps/common`. */
function localAppDataUnderProton(fs: Files, root: string, steamId: number): string | null {
  const library = path.dirname(path.dirname(root));
  if (path.basename(path.dirname(root)) !== 'common') return null;
  return prefixUser(fs, path.join(library, 'compatdata', String(steamId), 'pfx'))?.localappdata ?? null;
}
