/** What the player can set. */
import type { GameId } from './ids.ts';
import { defaultRetention, type Retention } from './storage.ts';

export const accents = ['brass', 'teal', 'blue', 'violet', 'rose'] as const;
export const densities = ['comfortable', 'compact'] as const;
/** How mods are laid out where they are browsed. */
export const browseLayouts = ['grid', 'list'] as const;
/** Languages the window speaks. */
export const languages = ['en', 'de'] as const;
/** English made longer and strange, the second also from right to left. A released window does not speak them. */
export const testLanguages = ['en-XA', 'en-XB'] as const;
export type Language = (typeof languages)[number] | (typeof testLanguages)[number];

/** The first of the system's languages that we speak; English when there is none. */
export function firstSpoken(wanted: readonly string[]): (typeof languages)[number] {
  const short = wanted.map((one) => one.toLowerCase().split('-')[0]);
  return short.map((one) => languages.find((spoken) => spoken === one)).find((one) => one !== undefined) ?? 'en';
}

/** Screens that the window opens again at its next start. */
export const lastScreens = ['discover', 'library', 'updates', 'conflicts', 'history', 'upkeep'] as const;
export type MainScreen = (typeof lastScreens)[number];

export interface LastPlace {
  readonly gameId: GameId;
  readonly screen: MainScreen;
}

export interface Settings {
  readonly theme: 'system' | 'dark' | 'light';
  readonly accent: (typeof accents)[number];
  readonly density: (typeof densities)[number];
  /** Percent of the usual size, `smallestText` to `largestText`. */
  readonly textSize: number;
  /** `system`: the first of the system's languages that the window speaks. */
  readonly language: 'system' | Language;
  /** Messages of the system when an install ends, fails or waits while no window of ours has the focus. */
  readonly systemNotices: boolean;
  readonly blurAdult: boolean;
  readonly browseLayout: (typeof browseLayouts)[number];
  /** Leaves out of what is browsed what is in the library. */
  readonly hideInstalled: boolean;
  /** Asks before a new mod wins files over another one. What runs is asked about all the same. */
  readonly askBeforeWinning: boolean;
  /** How many downloads run at the same time, 1 to 8. */
  readonly downloadsAtOnce: number;
  /** Bytes a second of all downloads together; null: as fast as it goes. */
  readonly downloadLimit: number | null;
  /** The player wants the download buttons of Nexus Mods to open Loadstone. Another manager may have them until then. */
  readonly nxmLinks: boolean;
  /** What freeing space keeps, as the player last chose it. */
  readonly retention: Retention;
  /** Where the player was last; null before a game was opened. */
  readonly lastPlace: LastPlace | null;
}

export const mostDownloadsAtOnce = 8;
/** Bytes a second: below this a download would look like a dead connection. */
export const lowestDownloadLimit = 16 * 1024;

export const smallestText = 80;
export const largestText = 200;

export const defaultSettings: Settings = {
  theme: 'dark',
  accent: 'brass',
  density: 'comfortable',
  textSize: 100,
  language: 'system',
  systemNotices: false,
  blurAdult: true,
  browseLayout: 'grid',
  hideInstalled: false,
  askBeforeWinning: true,
  downloadsAtOnce: 3,
  downloadLimit: null,
  nxmLinks: false,
  retention: defaultRetention,
  lastPlace: null,
};
