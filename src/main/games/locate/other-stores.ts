/** Games of GOG and Epic, from the files and registry keys these launchers write. */
import path from 'node:path';
import { z } from 'zod';
import type { LocateEnv } from './locate-env.ts';
import { entriesOf, isThere, jsonOf } from './read-tolerantly.ts';
import { entry, type StoreEntry } from './store-entry.ts';

const gogKey = String.raw`HKLM\SOFTWARE\WOW6432Node\GOG.com\Games`;

/** Windows: the registry. Linux: the folder its installers choose. macOS: the programs, told by the file GOG puts in. */
export function scanGog(env: LocateEnv): readonly StoreEntry[] {
  const { registry } = env;
  const fromRegistry = registry.subkeys(gogKey).flatMap((key) => {
    const at = `${gogKey}\\${key}`;
    const place = registry.value(at, 'path');
    if (place === null || (registry.value(at, 'dependsOn') ?? '') !== '') return [];
    return entry(env, place, [registry.value(at, 'gameID') ?? key], { build: registry.value(at, 'buildId') });
  });
  const games = path.join(env.folders.home, 'GOG Games');
  const fromFolder = entriesOf(env.fs, games).flatMap(({ name }) => {
    const folder = path.join(games, name, 'game');
    return isThere(env.fs, folder) ? entry(env, folder, gogIdsIn(env, folder)) : [];
  });
  return [...fromRegistry, ...fromFolder, ...gogPrograms(env)];
}

function gogPrograms(env: LocateEnv): readonly StoreEntry[] {
  if (env.os !== 'macos') return [];
  return entriesOf(env.fs, env.applications).flatMap(({ name }) => {
    const folder = path.join(env.applications, name);
    const ids = name.endsWith('.app') ? gogIdsIn(env, path.join(folder, 'Contents', 'Resources')) : [];
    return ids.length === 0 ? [] : entry(env, folder, ids);
  });
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

/** Its manifests, and the list that its installer of engines keeps of everything. */
export const scanEpic = (env: LocateEnv): readonly StoreEntry[] => [...epicItems(env), ...epicList(env)];

function epicItems(env: LocateEnv): readonly StoreEntry[] {
  const folder = epicManifests(env);
  return entriesOf(env.fs, folder).flatMap(({ name }) => {
    const item = name.endsWith('.item') ? epicItem.safeParse(jsonOf(env.fs, path.join(folder, name))).data : undefined;
    if (item === undefined) return [];
    const main = item.MainGameCatalogItemId;
    if (main !== undefined && main !== '' && item.CatalogItemId !== undefined && main !== item.CatalogItemId) return [];
    const ids = [item.AppName, item.CatalogItemId, item.CatalogNamespace].filter((id) => id !== undefined);
    const found = entry(env, item.InstallLocation, ids, {
      build: item.ManifestHash ?? null,
      launchUrl: epicUrl(item.AppName),
    });
    // Manifests stay after a game was removed.
    const program = (item.LaunchExecutable ?? '').replaceAll('\\', '/');
    return found.filter((game) => program === '' || isThere(env.fs, path.join(game.folder, program)));
  });
}

const epicUrl = (app: string): string =>
  `com.epicgames.launcher://apps/${encodeURIComponent(app)}?action=launch&silent=true`;

const installedList = z.looseObject({ InstallationList: z.array(z.unknown()) });
const installedGame = z.looseObject({ InstallLocation: z.string().min(1), AppName: z.string().min(1) });

function epicList(env: LocateEnv): readonly StoreEntry[] {
  if (env.os !== 'windows') return [];
  const file = path.join(programData(env), 'Epic', 'UnrealEngineLauncher', 'LauncherInstalled.dat');
  const list = installedList.safeParse(jsonOf(env.fs, file)).data?.InstallationList ?? [];
  return list.flatMap((value) => {
    const game = installedGame.safeParse(value).data;
    return game === undefined
      ? []
      : entry(env, game.InstallLocation, [game.AppName], { launchUrl: epicUrl(game.AppName) });
  });
}

const programData = ({ variables }: Pick<LocateEnv, 'variables'>): string =>
  variables['ProgramData'] ?? String.raw`C:\ProgramData`;

function epicManifests({ os, registry, variables, folders, hostPath }: LocateEnv): string {
  const below = path.join('Epic', 'EpicGamesLauncher', 'Data', 'Manifests');
  if (os !== 'windows') return path.join(folders.home, 'Library', 'Application Support', below);
  const named = registry.value(String.raw`HKCU\Software\Epic Games\EOS`, 'ModSdkMetadataDir');
  const here = (place: string): string => hostPath?.(place) ?? place;
  if (named !== null) return here(named);
  const data = registry.value(String.raw`HKLM\SOFTWARE\WOW6432Node\Epic Games\EpicGamesLauncher`, 'AppDataPath');
  return data === null ? path.join(programData({ variables }), below) : path.join(here(data), 'Manifests');
}
