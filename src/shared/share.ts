/** A loadout as a text for others. */
import type { ErrorData } from './errors.ts';
import type { GameId } from './ids.ts';
import type { ProviderId } from './model.ts';

/** As long as a shared text may be, in characters. */
export const sharedTextLimit = 900_000;

export interface SharedModPlan {
  readonly name: string;
  readonly version: string | null;
  /** Whether it comes switched on. */
  readonly enabled: boolean;
  /** Where it is fetched; null: it came from nowhere anybody else can reach. */
  readonly provider: ProviderId | null;
  /** The page on the provider's site. */
  readonly pageUrl: string | null;
  /** `needs-sign-in`: its provider hands files to signed-in players only. */
  readonly status: 'in-store' | 'to-fetch' | 'needs-sign-in' | 'cannot-fetch';
}

/** What importing a shared loadout would have to do. */
export interface ImportPlan {
  /** Of the profile it comes from. */
  readonly name: string;
  /** Of the profile it would become. */
  readonly profile: string;
  /** The game it was made for, by its name. */
  readonly game: string;
  /** false: it was made for another game. */
  readonly sameGame: boolean;
  /** Managed games it was made for. */
  readonly fits: readonly GameId[];
  readonly mods: readonly SharedModPlan[];
  /** Names of mods whose files only the player who shared it has. */
  readonly leftOut: readonly string[];
  /** Files whose winner was chosen by hand. */
  readonly winners: number;
}

export interface SkippedMod {
  readonly name: string;
  /** The message of `error`. */
  readonly why: string;
  readonly error: ErrorData;
  readonly pageUrl: string | null;
}

export interface Imported {
  readonly profile: string;
  readonly installed: number;
  /** What could not be had, and why; the rest is there. */
  readonly skipped: readonly SkippedMod[];
  /** Going back to it takes the whole import back. */
  readonly before: number;
}
