/** What the portal tells beyond the words that all providers share. */
import type { Dependency } from './dependency.ts';

export interface Release {
  /** As the author wrote it; part of the file name. */
  readonly version: string;
  /** The line of the game it is for, "2.0"; null where the portal does not say. */
  readonly game: string | null;
  /** null: the answer did not tell (lists and short answers do not). */
  readonly dependencies: readonly Dependency[] | null;
  readonly fileName: string;
  /** Path on the portal; null: nothing to download. */
  readonly downloadPath: string | null;
  /** Lower case; empty where it is missing. */
  readonly sha1: string;
  /** Milliseconds since the epoch. */
  readonly releasedAt: number | null;
  /** What of the expansion it needs, in the portal's words: "space-travel". */
  readonly featureFlags: readonly string[];
}

/** A mod with its releases, as resolving needs it. */
export interface PortalMod {
  readonly name: string;
  readonly title: string;
  readonly deprecated: boolean;
  /** Highest version first. */
  readonly releases: readonly Release[];
}

/** Answers of the portal, whatever their status. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Asks for one address. `cacheFor`: milliseconds an earlier answer may stand in; 0 where only the present counts. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Answered>;

export interface Question {
  readonly url: string;
  readonly cacheFor: number;
  /** Asked with POST; changes nothing on the portal. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}
