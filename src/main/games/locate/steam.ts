/** Games that Steam installed: native, Flatpak and Snap, over several libraries. */
import path from 'node:path';
import { realPath } from '../../lib/real-path.ts';
import type { LocateEnv, UserFolders } from './locate-env.ts';
import { entriesOf, isThere, textOf } from './read-tolerantly.ts';
import { prefixUser } from './resolve-targets.ts';
import { steamPictures } from './steam-pictures.ts';
import type { StoreEntry } from './store-entry.ts';
import { readVdf, vdfNode, vdfText } from './vdf.ts';

export interface StoreScan {
  readonly entries: readonly StoreEntry[];
  /** Libraries on drives that are not connected. */
  readonly offline: readonly string[];
}

export function scanSteam(env: LocateEnv): StoreScan {
  const roots = steamRoots(env);
  const listed = roots.flatMap((root) => [root, ...librariesOf(env, root)]);
  const libraries = new Map<string, string>();
  const offline: string[] = [];
  for (const library of listed) {
    const real = realPath(library);
    if (real === null) offline.push(library);
    else libraries.set(env.os === 'windows' ? real.toLowerCase() : real, real);
  }
  const all = [...libraries.values()];
  return { entries: all.flatMap((library) => gamesIn(env, library, all, roots)), offline: [...new Set(offline)] };
}

function steamRoots(env: LocateEnv): readonly string[] {
  const found = rootCandidates(env).filter(
    (root) =>
      isThere(env.fs, path.join(root, 'config', 'libraryfolders.vdf')) ||
      isThere(env.fs, path.join(root, 'steamapps', 'libraryfolders.vdf')),
  );
  return found;
}

function rootCandidates({ os, folders: { home }, variables, registry }: LocateEnv): readonly string[] {
  switch (os) {
    case 'windows':
      return [
        registry.value(String.raw`HKCU\Software\Valve\Steam`, 'SteamPath'),
        registry.value(String.raw`HKLM\SOFTWARE\WOW6432Node\Valve\Steam`, 'InstallPath'),
        path.join(variables['ProgramFiles(x86)'] ?? String.raw`C:\Program Files (x86)`, 'Steam'),
      ].flatMap((root) => (root === null ? [] : [path.normalize(root)]));
    case 'macos':
      return [path.join(home, 'Library', 'Application Support', 'Steam')];
    case 'linux':
      // Built from the home folder: in a sandbox XDG_DATA_HOME points into the sandbox's own data.
      return [
        '.local/share/Steam',
        '.steam/debian-installation',
        '.steam/steam',
        '.steam',
        '.local/.steam',
        '.var/app/com.valvesoftware.Steam/.local/share/Steam',
        '.var/app/com.valvesoftware.Steam/data/Steam',
        '.var/app/com.valvesoftware.Steam/.steam/steam',
        'snap/steam/common/.local/share/Steam',
      ].map((root) => path.join(home, root));
    default:
      return os satisfies never;
  }
}

/** Both copies of the list are read; entries are a plain path (old form) or an object with one. */
function librariesOf({ fs }: LocateEnv, root: string): readonly string[] {
  return ['config', 'steamapps'].flatMap((folder) => {
    const text = textOf(fs, path.join(root, folder, 'libraryfolders.vdf'));
    const list = text === null ? null : vdfNode(readVdf(text), 'libraryfolders');
    return Object.entries(list ?? {}).flatMap(([key, value]) => {
      if (!/^\d+$/u.test(key) || value === undefined) return [];
      const place = typeof value === 'string' ? value : vdfText(value, 'path');
      return place === null || !path.isAbsolute(place) ? [] : [path.normalize(place)];
    });
  });
}

const installed = 4;
/** Running, updating, uninstalling, backup, and every stage of a download. */
const atWork = 64 | 256 | 1024 | 2048 | 4096;
const isBusy = (flags: number): boolean => (flags & atWork) !== 0 || flags >= 65_536;

function gamesIn(
  env: LocateEnv,
  library: string,
  libraries: readonly string[],
  roots: readonly string[],
): readonly StoreEntry[] {
  const apps = path.join(library, 'steamapps');
  return entriesOf(env.fs, apps).flatMap(({ name }) => {
    if (!/^appmanifest_\d+\.acf$/u.test(name)) return [];
    const text = textOf(env.fs, path.join(apps, name));
    const state = text === null ? null : vdfNode(readVdf(text), 'AppState');
    const id = vdfText(state, 'appid');
    const folderName = vdfText(state, 'installdir');
    const flags = Number(vdfText(state, 'StateFlags') ?? Number.NaN);
    if (id === null || !/^\d+$/u.test(id) || folderName === null || /^\.*$|[/\\]/u.test(folderName)) return [];
    if (!Number.isInteger(flags) || (flags & installed) === 0) return [];
    const folder = realPath(path.join(apps, 'common', folderName));
    if (folder === null) return [];
    return [
      {
        ids: [id],
        folder,
        busy: isBusy(flags),
        build: vdfText(state, 'buildid'),
        launchUrl: `steam://rungameid/${id}`,
        prefix: () => protonUser(env, id, [library, ...libraries]),
        pictures: () => steamPictures(env.fs, roots, id),
      },
    ];
  });
}

/** Games get moved between libraries, their prefixes not always with them. */
function protonUser({ fs }: LocateEnv, id: string, libraries: readonly string[]): UserFolders | null {
  for (const library of libraries) {
    const user = prefixUser(fs, path.join(library, 'steamapps', 'compatdata', id, 'pfx'));
    if (user !== null) return user;
  }
  return null;
}
