/** What the store holds and how long. */
import type { EntryId, GameId } from './ids.ts';
import type { Generation } from './model.ts';

/** How long history is kept. Whatever these say, the current generation, restore points and profiles stay. */
export interface Retention {
  /** Generations of each game that are always kept, newest first. */
  readonly generations: number;
  /** Younger ones are kept as well, in days. */
  readonly days: number;
  /** Bytes the store may take; null: no limit. Over it, the oldest go first, however young. */
  readonly budget: number | null;
  /** Archives that can be downloaded again are kept, to put files right and to ask an installer again offline. */
  readonly archives: boolean;
}

export const defaultRetention: Retention = { generations: 50, days: 30, budget: null, archives: true };

export interface CollectedGeneration extends Pick<Generation, 'number' | 'reason' | 'subject'> {
  readonly gameId: GameId;
}

/** What freeing space did, or would do. */
export interface Collected {
  /** Generations that can no longer be gone back to. */
  readonly generations: readonly CollectedGeneration[];
  /** Generations that can, but need the internet from now on. */
  readonly needDownload: readonly CollectedGeneration[];
  readonly manifests: number;
  readonly files: number;
  readonly archives: number;
  /** Of files and archives. */
  readonly bytes: number;
  readonly dryRun: boolean;
}

/** What moving the store to another folder would mean. */
export interface StoreMove {
  readonly from: string;
  readonly to: string;
  readonly files: number;
  readonly bytes: number;
  /** What can be used there. */
  readonly freeBytes: number;
  /** Names of the games on other drives: their mods are copied there from then on, not linked. */
  readonly copies: readonly string[];
  /** A service keeps the folder in step with other machines. */
  readonly cloud: boolean;
}

export interface StoreMoved extends Pick<StoreMove, 'from' | 'to' | 'files' | 'bytes'> {
  /** Files that were no longer what they should be, and are made again when they are needed. */
  readonly damaged: number;
}

export interface StoreStats {
  readonly files: number;
  readonly bytes: number;
  /** What the files would take if mods and versions shared none. */
  readonly unsharedBytes: number;
  readonly archives: number;
  readonly archiveBytes: number;
  readonly generations: number;
  /** Bytes that no profile needs, only earlier generations: what history costs. */
  readonly historyBytes: number;
  /** null: the system does not say. */
  readonly freeBytes: number | null;
  readonly path: string;
  /** The player has moved it away from the registry. */
  readonly moved: boolean;
  readonly games: readonly {
    readonly gameId: GameId;
    readonly name: string;
    /** Of files; those that its mods share are counted once. */
    readonly bytes: number;
    readonly generations: number;
  }[];
  /** Largest first, at most 200. */
  readonly mods: readonly StoredMod[];
}

/** A mod of a game, with all of its versions and wherever it is installed. What they share is counted once. */
export interface StoredMod {
  readonly gameId: GameId;
  /** The one that was installed last. */
  readonly entry: EntryId;
  readonly name: string;
  readonly bytes: number;
  /** Of them, bytes that other mods have too. */
  readonly sharedBytes: number;
  readonly archiveBytes: number;
  readonly versions: number;
  /** As their authors call them, newest first. */
  readonly versionNames: readonly string[];
  /** In the loadout now, in that of another profile, or only where history leads back to. */
  readonly where: 'loadout' | 'profile' | 'history';
}
