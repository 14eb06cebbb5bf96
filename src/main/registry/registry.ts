/** The registry: all tables over one connection. The only place that starts transactions. */
import { createApplied, type Applied } from './applied.ts';
import { createBaseline, type Baseline } from './baseline.ts';
import { createContent, type Content } from './content.ts';
import { createDownloads, type DownloadTable } from './downloads.ts';
import { createGames, type Games } from './games.ts';
import { createHistory, type History } from './history.ts';
import { createJournal, type Journal } from './journal.ts';
import { checkRegistryFile, openRegistryFile, type Db } from './open.ts';
import { createKeepsakes, type Keepsakes } from './keepsakes.ts';
import { createLeftFiles, type LeftFiles } from './left-files.ts';
import { createPathFacts, type PathFactsTable } from './path-facts.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import { createProviderLimits, type ProviderLimitTable } from './provider-limits.ts';
import { migrations } from './migrations/index.ts';
import { createStoreUsage, type StoreUsage } from './store-usage.ts';
import { createSettings, type SettingsTable } from './settings.ts';

export interface Registry {
  readonly games: Games;
  readonly content: Content;
  readonly facts: PathFactsTable;
  readonly usage: StoreUsage;
  readonly history: History;
  readonly profiles: Profiles;
  readonly applied: Applied;
  readonly baseline: Baseline;
  readonly keepsakes: Keepsakes;
  readonly leftFiles: LeftFiles;
  readonly journal: Journal;
  readonly settings: SettingsTable;
  readonly downloads: DownloadTable;
  readonly providerLimits: ProviderLimitTable;
  /** Runs `work` in one `BEGIN IMMEDIATE` transaction: all of it or none. */
  readonly transaction: <T>(work: () => T) => T;
  /** Faults in the file itself; empty when it is sound. */
  readonly check: () => readonly string[];
  /** The file as it is after the last commit. */
  readonly serialize: () => Buffer;
  readonly close: () => void;
}

export function createRegistry(db: Db): Registry {
  return {
    games: createGames(db),
    content: createContent(db),
    facts: createPathFacts(db),
    usage: createStoreUsage(db),
    history: createHistory(db),
    profiles: createProfiles(db),
    applied: createApplied(db),
    baseline: createBaseline(db),
    keepsakes: createKeepsakes(db),
    leftFiles: createLeftFiles(db),
    journal: createJournal(db),
    settings: createSettings(db),
    downloads: createDownloads(db),
    providerLimits: createProviderLimits(db),
    transaction: (work) => db.transaction(work).immediate(),
    check: () => checkRegistryFile(db),
    serialize: () => db.serialize(),
    close: () => {
      db.pragma('optimize');
      db.close();
    },
  };
}

/** `alone`: nobody else has the file open, as at the start of the only writer. */
export const openRegistry = (file: string, alone = false): Registry =>
  createRegistry(openRegistryFile(file, migrations, alone));
