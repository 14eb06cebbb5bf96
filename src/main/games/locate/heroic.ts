/** Games of the Heroic launcher (and of Legendary alone): Epic's, GOG's, and those that were added by hand. */
import path from 'node:path';
import { z } from 'zod';
import type { LocateEnv, UserFolders } from './locate-env.ts';
import { isThere, jsonOf } from './read-tolerantly.ts';
import { entry, foldersAbove, type StoreEntry } from './store-entry.ts';
import { userOfPrefix } from './wine-prefix.ts';

const legendaryGames = z.record(z.string(), z.unknown());
const legendaryGame = z.looseObject({
  app_name: z.string(),
  install_path: z.string().min(1),
  is_dlc: z.boolean().optional(),
  version: z.string().optional(),
});
const gogGames = z.looseObject({ installed: z.array(z.unknown()) });
const gogGame = z.looseObject({
  appName: z.coerce.string(),
  install_path: z.string().min(1),
  is_dlc: z.boolean().optional(),
  buildId: z.coerce.string().optional(),
});
const sideloaded = z.looseObject({ games: z.array(z.unknown()) });
const sideloadedGame = z.looseObject({
  app_name: z.string().min(1),
  is_installed: z.boolean().optional(),
  install: z.looseObject({ executable: z.string().min(1) }),
});

export const scanHeroic = (env: LocateEnv): readonly StoreEntry[] =>
  heroicRoots(env).flatMap((root) => [
    ...epicGames(env, root),
    ...gogGamesOf(env, root),
    ...sideloadedGames(env, root),
  ]);

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

function epicGames(env: LocateEnv, root: string): readonly StoreEntry[] {
  const files = [
    path.join(root, 'legendaryConfig', 'legendary', 'installed.json'),
    path.join(env.folders.home, '.config', 'legendary', 'installed.json'),
  ];
  return files.flatMap((file) =>
    Object.values(legendaryGames.safeParse(jsonOf(env.fs, file)).data ?? {}).flatMap((value) => {
      const game = legendaryGame.safeParse(value).data;
      if (game === undefined || game.is_dlc === true) return [];
      return entry(env, game.install_path, [game.app_name], {
        build: game.version ?? null,
        ...startedBy(env, root, 'legendary', game.app_name),
      });
    }),
  );
}

function gogGamesOf(env: LocateEnv, root: string): readonly StoreEntry[] {
  const list = gogGames.safeParse(jsonOf(env.fs, path.join(root, 'gog_store', 'installed.json'))).data?.installed;
  return (list ?? []).flatMap((value) => {
    const game = gogGame.safeParse(value).data;
    if (game === undefined || game.is_dlc === true) return [];
    return entry(env, game.install_path, [game.appName], {
      build: game.buildId ?? null,
      ...startedBy(env, root, 'gog', game.appName),
    });
  });
}

/** Only the program is known of these: each folder above it is offered, and the game's own files decide. */
function sideloadedGames(env: LocateEnv, root: string): readonly StoreEntry[] {
  const files = [
    path.join(root, 'sideload_apps', 'library.json'),
    path.join(root, 'store_cache', 'sideload_cache.json'),
  ];
  const list = files.flatMap((file) => sideloaded.safeParse(jsonOf(env.fs, file)).data?.games ?? []);
  return list.flatMap((value) => {
    const game = sideloadedGame.safeParse(value).data;
    if (game === undefined || game.is_installed === false || !isThere(env.fs, game.install.executable)) return [];
    return foldersAbove(game.install.executable).flatMap((folder) =>
      entry(env, folder, [], startedBy(env, root, 'sideload', game.app_name)),
    );
  });
}

const startedBy = (
  env: LocateEnv,
  root: string,
  runner: 'legendary' | 'gog' | 'sideload',
  app: string,
): Pick<StoreEntry, 'launchUrl' | 'prefix'> => ({
  launchUrl: `heroic://launch/${runner}/${encodeURIComponent(app)}`,
  prefix: () => heroicPrefix(env, root, app),
});

function heroicPrefix({ fs, folders }: LocateEnv, root: string, app: string): UserFolders | null {
  const name = path.basename(app);
  const settings = z
    .record(z.string(), z.unknown())
    .safeParse(jsonOf(fs, path.join(root, 'GamesConfig', `${name}.json`))).data;
  const own = z.looseObject({ winePrefix: z.string().min(1) }).safeParse(settings?.[app]).data?.winePrefix;
  const common = z
    .looseObject({ defaultSettings: z.looseObject({ defaultWinePrefix: z.string().min(1) }) })
    .safeParse(jsonOf(fs, path.join(root, 'config.json'))).data?.defaultSettings.defaultWinePrefix;
  return userOfPrefix(fs, own ?? path.join(common ?? path.join(folders.home, 'Games', 'Heroic', 'Prefixes'), name));
}
