/** How each kind of list is read and changed. A new one is a file here and a line in this table. */
import type { ListFormat } from '../../../shared/games.ts';
import { larianModSettings } from './baldurs-gate-3.ts';
import { bannerlordLauncherData } from './bannerlord.ts';
import { celesteBlacklist } from './celeste.ts';
import type { ListKind } from './list-format.ts';
import { plainPlugins, starredPlugins } from './plugins.ts';
import { reloadedAppConfig } from './reloaded.ts';
import { rimworldModsConfig } from './rimworld.ts';

export const listKinds = {
  'plugins-starred': starredPlugins,
  plugins: plainPlugins,
  'rimworld-mods-config': rimworldModsConfig,
  'bannerlord-launcher-data': bannerlordLauncherData,
  'celeste-blacklist': celesteBlacklist,
  'reloaded-app-config': reloadedAppConfig,
  'larian-mod-settings': larianModSettings,
} as const satisfies Record<ListFormat, ListKind>;
