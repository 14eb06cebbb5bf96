/** The player's settings, one row each. Unknown rows are kept: a newer Loadstone may have written them. */
import type { GameId } from '../../shared/ids.ts';
import {
  accents,
  browseLayouts,
  defaultSettings,
  densities,
  languages,
  lastScreens,
  largestText,
  lowestDownloadLimit,
  mostDownloadsAtOnce,
  smallestText,
  testLanguages,
  type LastPlace,
  type Settings,
} from '../../shared/settings.ts';
import { defaultRetention, type Retention } from '../../shared/storage.ts';
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
      const oneOf = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T =>
        allowed.find((one) => one === stored.get(name)) ?? otherwise;
      const flag = (name: string, otherwise: boolean): boolean => {
        const value = stored.get(name);
        return typeof value === 'boolean' ? value : otherwise;
      };
      const amount = <T>(name: string, least: number, most: number, otherwise: T): number | T => {
        const value = stored.get(name);
        return isWithin(value, least, most) ? value : otherwise;
      };
      const usual = defaultSettings;
      return {
        theme: oneOf('theme', ['system', 'dark', 'light'], usual.theme),
        accent: oneOf('accent', accents, usual.accent),
        density: oneOf('density', densities, usual.density),
        textSize: amount('textSize', smallestText, largestText, usual.textSize),
        language: oneOf('language', ['system', ...languages, ...testLanguages], usual.language),
        systemNotices: flag('systemNotices', usual.systemNotices),
        blurAdult: flag('blurAdult', usual.blurAdult),
        browseLayout: oneOf('browseLayout', browseLayouts, usual.browseLayout),
        hideInstalled: flag('hideInstalled', usual.hideInstalled),
        askBeforeWinning: flag('askBeforeWinning', usual.askBeforeWinning),
        downloadsAtOnce: amount('downloadsAtOnce', 1, mostDownloadsAtOnce, usual.downloadsAtOnce),
        downloadLimit: amount('downloadLimit', lowestDownloadLimit, Infinity, usual.downloadLimit),
        nxmLinks: flag('nxmLinks', usual.nxmLinks),
        retention: retentionOf(stored.get('retention')),
        lastPlace: placeOf(stored.get('lastPlace')),
      };
    },
    set: (changes) => {
      for (const [name, value] of Object.entries(changes)) put.run(name, JSON.stringify(value));
    },
  };
}

function retentionOf(value: unknown): Retention {
  if (typeof value !== 'object' || value === null) return defaultRetention;
  const given: Partial<Record<keyof Retention, unknown>> = value;
  const { generations, days, budget, archives } = given;
  if (!isWithin(generations, 1, Infinity) || !isWithin(days, 0, Infinity)) return defaultRetention;
  return { generations, days, budget: isWithin(budget, 0, Infinity) ? budget : null, archives: archives !== false };
}

function placeOf(value: unknown): LastPlace | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: Partial<Record<keyof LastPlace, unknown>> = value;
  const screen = lastScreens.find((one) => one === given.screen);
  return typeof given.gameId === 'string' && screen !== undefined ? { gameId: given.gameId as GameId, screen } : null;
}

const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;
