/** The player's settings, one row each. Unknown rows are kept: a newer Loadstone may have written them. */
import { defaultSettings, lowestDownloadLimit, mostDownloadsAtOnce, type Settings } from '../../shared/model.ts';
import type { Db } from './open.ts';

export interface SettingsTable {
  readonly get: () => Settings;
  readonly set: (changes: Partial<Settings>) => void;
}

export function createSettings(db: Db): SettingsTable {
  const all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting');
  const put = db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
  return {
    get: () => {
      const stored = new Map(all.all().map((row) => [row.name, JSON.parse(row.value) as unknown]));
      const theme = stored.get('theme');
      const blurAdult = stored.get('blurAdult');
      const atOnce = stored.get('downloadsAtOnce');
      const limit = stored.get('downloadLimit');
      const nxmLinks = stored.get('nxmLinks');
      return {
        theme: theme === 'dark' || theme === 'light' || theme === 'system' ? theme : defaultSettings.theme,
        blurAdult: typeof blurAdult === 'boolean' ? blurAdult : defaultSettings.blurAdult,
        downloadsAtOnce: isWithin(atOnce, 1, mostDownloadsAtOnce) ? atOnce : defaultSettings.downloadsAtOnce,
        downloadLimit: isWithin(limit, lowestDownloadLimit, Infinity) ? limit : defaultSettings.downloadLimit,
        nxmLinks: typeof nxmLinks === 'boolean' ? nxmLinks : defaultSettings.nxmLinks,
      };
    },
    set: (changes) => {
      for (const [name, value] of Object.entries(changes)) put.run(name, JSON.stringify(value));
    },
  };
}

const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;
