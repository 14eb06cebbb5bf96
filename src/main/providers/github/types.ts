/** What GitHub tells beyond the words that all providers share. */
import type { ModFile, RichNode } from '../../../shared/model.ts';

export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Asks for one address. `cacheFor`: milliseconds an earlier answer may stand in; 0 where only the present counts. */
export type Ask = (url: string, cacheFor: number, signal: AbortSignal) => Promise<Answered>;

/** A release that everybody can see, with the assets that can be installed. */
export interface Release {
  readonly id: string;
  readonly tag: string;
  readonly version: string;
  readonly name: string;
  readonly prerelease: boolean;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number | null;
  readonly notes: readonly RichNode[];
  readonly files: readonly ModFile[];
}
