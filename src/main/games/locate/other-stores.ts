/** Games of GOG, Epic and Heroic, from the files and registry keys these launchers write. */
import path from 'node:path';
import { z } from 'zod';
import { realPath } from '../../lib/real-path.ts';
import type { LocateEnv, UserFolders } from './locate-env.ts';
import { entriesOf, isThere, jsonOf } from './read-tolerantly.ts';
import { prefixUser } from './resolve-targets.ts';
import type { StoreEntry } from './steam.ts';

const noPrefix = (): UserFolders | null => null;
const gogKey = String.raw`HKLM\SOFTWARE\WOW6432Node\GOG.com\Games`;

/** Windows: the registry. Linux: the folder its installers choose. */
export function scanGog(env: LocateEnv): readonly StoreEntry[] {
  const { registry } = env;
  const fromRegistry = registry.subkeys(gogKey).flatMap((key) => {
    const at = `${gogKey}\\${key}`;
    const place = registry.value(at, 'path');
    if (place === null || (registry.value(at, 'dependsOn') ?? '') !== '') return [];
    return entry(place, [registry.value(at, 'gameID') ?? key], { build: registry.value(at, 'buildId') });
  });
  const games = path.join(env.folders.home, 'GOG Games');
  const fromFolder = entriesOf(env.fs, games).flatMap(({ name }) => {
    const folder = path.join(games, name, 'game');
    return isThere(env.fs, folder) ? entry(folder, gogIdsIn(env, folder)) : [];
  });
  return [...fromRegistry, ...fromFolder];
}

const gogIdsIn = ({ fs }: LocateEnv, folder: string): readonly string[] =>
  entriesOf(fs, folder).flatMap(({ name }) => /^goggame-(\d+)\.info$/u.exec(name)?.[1] ?? []);

const epicItem = z.looseObject({
  AppName: z.string(),
  CatalogItemId: z.string().optional(),
  CatalogNamespace: z.string().optional(),
  MainGameCatalogItemId: z.string().optional(),
  InstallLocation: z.string().min(1),
  LaunchExecutable: z.string().optional(),
  ManifestHash: z.string().optional(),
});

export function scanEpic(env: LocateEnv): readonly StoreEntry[] {
  const folder = epicManifests(env);
  return entriesOf(env.fs, folder).flatMap(({ name }) => {
    const item = name.endsWith('.item') ? epicItem.safeParse(jsonOf(env.fs, path.join(folder, name))).data : undefined;
    if (item === undefined) return [];
    const main = item.MainGameCatalogItemId;
    if (main !== undefined && main !== '' && item.CatalogItemId !== undefined && main !== item.CatalogItemId) return [];
    // Manifests stay after a game was removed.
    const program = item.LaunchExecutable ?? '';
    if (program !== '' && !isThere(env.fs, path.join(item.InstallLocation, program))) return [];
    const ids = [item.AppName, item.CatalogItemId, item.CatalogNamespace].filter((id) => id !== undefined);
    return entry(item.InstallLocation, ids, {
      build: item.ManifestHash ?? null,
      launchUrl: `com.epicgames.launcher://apps/${encodeURIComponent(item.AppName)}?action=launch&silent=true`,
    });
  });
}

function epicManifests({ os, registry, variables, folders }: LocateEnv): string {
  const below = path.join('Epic', 'EpicGamesLauncher', 'Data', 'Manifests');
  if (os !== 'windows') return path.join(folders.home, 'Library', 'Application Support', below);
  const named = registry.value(String.raw`HKCU\Software\Epic Games\EOS`, 'ModSdkMetadataDir');
  if (named !== null) return named;
  const data = registry.value(String.raw`HKLM\SOFTWARE\WOW6432Node\Epic Games\EpicGamesLauncher`, 'AppDataPath');
  return data === null
    ? path.join(variables['ProgramData'] ?? String.raw`C:\ProgramData`, below)
    : path.join(data, 'Manifests');
}

const legendaryGames = z.record(z.string(), z.unknown());
const legendaryGame = z.looseObject({
  app_name: z.string(),
  install_path: z.string().min(1),
  is_dlc: z.boolean().optional(),
  version: z.string().optional(),
});
const heroicGog = z.looseObject({ installed: z.array(z.unknown()) });
const heroicGogGame = z.looseObject({
  appName: z.coerce.string(),
  install_path: z.string().min(1),
  is_dlc: z.boolean().optional(),
  buildId: z.coerce.string().optional(),
});

export function scanHeroic(env: LocateEnv): readonly StoreEntry[] {
  return heroicRoots(env).flatMap((root) => [...heroicEpic(env, root), ...heroicGogGames(env, root)]);
}

function heroicRoots({ os, folders: { home, appdata } }: LocateEnv): readonly string[] {
  switch (os) {
    case 'windows':
      return [path.join(appdata, 'heroic')];
    case 'macos':
      return [path.join(home, 'Library', 'Application Support', 'heroic')];
    case 'linux':
      return [
        '.config/heroic',
        '.config/heroic-games-launcher',
        '.var/app/com.heroicgameslauncher.hgl/config/heroic',
        'snap/heroic/current/.config/heroic',
      ].map((root) => path.join(home, root));
    default:
      return os satisfies never;
  }
}

function heroicEpic(env: LocateEnv, root: string): readonly StoreEntry[] {
  const files = [
    path.join(root, 'legendaryConfig', 'legendary', 'installed.json'),
    path.join(env.folders.home, '.config', 'legendary', 'installed.json'),
  ];
  return files.flatMap((file) =>
    Object.values(legendaryGames.safeParse(jsonOf(env.fs, file)).data ?? {}).flatMap((value) => {
      const game = legendaryGame.safeParse(value).data;
      if (game === undefined || game.is_dlc === true) return [];
      return entry(game.install_path, [game.app_name], {
        build: game.version ?? null,
        launchUrl: `heroic://launch/legendary/${encodeURIComponent(game.app_name)}`,
        prefix: () => heroicPrefix(env, root, game.app_name),
      });
    }),
  );
}

function heroicGogGames(env: LocateEnv, root: string): readonly StoreEntry[] {
  const list = heroicGog.safeParse(jsonOf(env.fs, path.join(root, 'gog_store', 'installed.json'))).data?.installed;
  return (list ?? []).flatMap((value) => {
    const game = heroicGogGame.safeParse(value).data;
    if (game === undefined || game.is_dlc === true) return [];
    return entry(game.install_path, [game.appName], {
      build: game.buildId ?? null,
      launchUrl: `heroic://launch/gog/${encodeURIComponent(game.appName)}`,
      prefix: () => heroicPrefix(env, root, game.appName),
    });
  });
}

/** A prefix with `pfx` in it is Proton's; in others the user has the name of the login. */
function heroicPrefix({ fs, folders }: LocateEnv, root: string, app: string): UserFolders | null {
  const settings = z
    .record(z.string(), z.unknown())
    .safeParse(jsonOf(fs, path.join(root, 'GamesConfig', `${path.basename(app)}.json`))).data;
  const own = z.looseObject({ winePrefix: z.string().min(1) }).safeParse(settings?.[app]).data?.winePrefix;
  const prefix = own ?? path.join(folders.home, 'Games', 'Heroic', 'Prefixes', path.basename(app));
  const inner = path.join(prefix, 'pfx');
  const base = isThere(fs, inner) ? inner : prefix;
  const users = entriesOf(fs, path.join(base, 'drive_c', 'users')).map(({ name }) => name);
  const user = users.find((name) => name === 'steamuser') ?? users.find((name) => name.toLowerCase() !== 'public');
  return user === undefined ? null : prefixUser(fs, base, user);
}

function entry(
  place: string,
  ids: readonly string[],
  more: Partial<Pick<StoreEntry, 'build' | 'launchUrl' | 'prefix'>> = {},
): readonly StoreEntry[] {
  const folder = path.isAbsolute(place) ? realPath(place) : null;
  return folder === null ? [] : [{ ids, folder, busy: false, build: null, launchUrl: null, prefix: noPrefix, ...more }];
}
