/** Games that a store's own installer put into a Wine prefix: of Bottles, of Lutris, or one made by hand. */
import path from 'node:path';
import type { GamePictures } from '../../../shared/games.ts';
import { scanEpic, scanGog } from './other-stores.ts';
import type { LocateEnv } from './locate-env.ts';
import { entriesOf, isThere, textOf } from './read-tolerantly.ts';
import { rowsOf } from './sqlite-rows.ts';
import { entry, foldersAbove, type StoreEntry } from './store-entry.ts';
import { isPrefix, prefixEnv, userOfPrefix } from './wine-prefix.ts';

/** Marked by `bottle.yml`, also those of the Flatpak. */
export function scanBottles(env: LocateEnv): readonly StoreEntry[] {
  if (env.os !== 'linux') return [];
  const folders = ['.local/share/bottles/bottles', '.var/app/com.usebottles.bottles/data/bottles/bottles'];
  return folders.flatMap((below) => {
    const folder = path.join(env.folders.home, below);
    return entriesOf(env.fs, folder)
      .map(({ name }) => path.join(folder, name))
      .filter((bottle) => isThere(env.fs, path.join(bottle, 'bottle.yml')))
      .flatMap((bottle) => gamesInPrefix(env, bottle));
  });
}

/** The prefix of the user, where one was made. */
export function scanWine(env: LocateEnv): readonly StoreEntry[] {
  if (env.os === 'windows') return [];
  const prefixes = [env.variables['WINEPREFIX'], path.join(env.folders.home, '.wine')];
  return [...new Set(prefixes)].flatMap((prefix) => (prefix === undefined ? [] : gamesInPrefix(env, prefix)));
}

/** What Lutris lists as installed, and the programs and prefixes its configuration names. */
export function scanLutris(env: LocateEnv): readonly StoreEntry[] {
  if (env.os !== 'linux') return [];
  const { home } = env.folders;
  const configs = ['.config/lutris/games', '.local/share/lutris/games'].flatMap((below) =>
    configsIn(env, path.join(home, below)),
  );
  const listed = rowsOf(env.fs, path.join(home, '.local/share/lutris/pga.db'), 'SELECT directory FROM games').flatMap(
    ({ directory }) => (typeof directory === 'string' && directory !== '' ? entry(env, directory, []) : []),
  );
  const started = configs.flatMap(({ exe, prefix, slug }) => {
    const user = prefix === null ? {} : { prefix: () => userOfPrefix(env.fs, prefix) };
    const known = { ...user, pictures: () => lutrisPictures(env, slug) };
    return exe === null ? [] : foldersAbove(exe).flatMap((folder) => entry(env, folder, [], known));
  });
  const inside = [...new Set(configs.flatMap(({ prefix }) => prefix ?? []))];
  return [...started, ...inside.flatMap((prefix) => gamesInPrefix(env, prefix)), ...listed];
}

interface LutrisConfig {
  readonly exe: string | null;
  readonly prefix: string | null;
  /** What Lutris calls the game in the names of its files. */
  readonly slug: string;
}

function lutrisPictures({ fs, folders: { home } }: LocateEnv, slug: string): GamePictures {
  const find = (kind: 'coverart' | 'banners'): string | null =>
    ['.local/share', '.cache']
      .flatMap((data) => ['jpg', 'png'].map((ending) => path.join(home, data, 'lutris', kind, `${slug}.${ending}`)))
      .find((file) => isThere(fs, file)) ?? null;
  return { cover: find('coverart'), wide: find('banners') };
}

/** `<slug>-<time>.yml`. `game:` with `exe:` and `prefix:` below it. A relative program lies in the prefix. */
function configsIn({ fs }: LocateEnv, folder: string): readonly LutrisConfig[] {
  return entriesOf(fs, folder).flatMap(({ name }): readonly LutrisConfig[] => {
    const text = name.endsWith('.yml') ? textOf(fs, path.join(folder, name)) : null;
    const [, game = ''] = /^game:[ \t]*\r?\n((?:[ \t]+.*(?:\r?\n|$))*)/mu.exec(text ?? '') ?? [];
    const prefix = yamlText(game, 'prefix');
    const exe = yamlText(game, 'exe');
    const slug = name.replace(/(?:-\d+)?\.yml$/u, '');
    if (exe === null) return prefix === null ? [] : [{ exe, prefix, slug }];
    return [{ slug, exe: path.isAbsolute(exe) ? exe : path.join(prefix ?? folder, exe), prefix }];
  });
}

function yamlText(block: string, key: string): string | null {
  const [, text = ''] = new RegExp(`^[ \\t]+${key}:[ \\t]*(.+)$`, 'mu').exec(block) ?? [];
  const plain = text.trim().replace(/^(['"])(.*)\1$/u, '$2');
  return plain === '' ? null : plain;
}

function gamesInPrefix(env: LocateEnv, prefix: string): readonly StoreEntry[] {
  if (!isPrefix(env.fs, prefix)) return [];
  const inside = prefixEnv(env, prefix);
  const games = [...scanGog(inside), ...scanEpic(inside)];
  // Only the prefix can start them, and none of these launchers is asked to.
  return games.map((game) => ({ ...game, launchUrl: null, prefix: () => userOfPrefix(env.fs, prefix) }));
}
