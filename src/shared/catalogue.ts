/** Words for finding mods: what this machine has seen, what providers answer, and how far a game is indexed. */
import type { ErrorData } from './errors.ts';
import type { GameId } from './ids.ts';
import type { ModSort, ModSummary, ProviderId } from './model.ts';

/** A game at one provider: what a search or a feed is asked about. */
export interface CatalogueSource {
  readonly provider: ProviderId;
  /** The provider's own key of the game. */
  readonly game: string;
}

/** A mod out of the catalogue. It may have changed since. */
export interface CatalogueHit {
  readonly mod: ModSummary;
  /** Milliseconds since the epoch: when the provider last told us about it. */
  readonly seenAt: number;
}

/** Where the answer of one provider is, in a search that asks several. */
export type ProviderAnswer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'ok' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'rate-limited'; readonly until: number }
  | { readonly kind: 'needs-sign-in' }
  | { readonly kind: 'error'; readonly error: ErrorData };

export interface ProviderResult {
  readonly provider: ProviderId;
  readonly answer: ProviderAnswer;
  /** What the provider says there is in all; never exact. */
  readonly total: number | null;
  /** The page to ask for next; null: there is none. */
  readonly next: number | null;
}

/** A mod of a merged search. */
export interface FoundMod extends ModSummary {
  /** When it was seen, for one that only the catalogue has so far; null: the provider has just answered it. */
  readonly seenAt: number | null;
}

/** A search of one or several providers of a game, as far as it is now. */
export interface FoundMods {
  readonly mods: readonly FoundMod[];
  /** In the order the game lists them. */
  readonly providers: readonly ProviderResult[];
}

export interface FindQuery {
  readonly text: string;
  readonly sort: ModSort;
  readonly category?: string | undefined;
  readonly adult?: boolean | undefined;
}

export type IndexActivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  /** The provider asked us to wait; it goes on by itself. */
  | { readonly kind: 'paused'; readonly until: number }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** How much of a provider's mods of a game this machine knows. */
export interface IndexStatus extends CatalogueSource {
  readonly mods: number;
  /** When the index was last brought up to date; null: never to the end. */
  readonly indexedAt: number | null;
  /** An indexing was stopped half-way: the next one goes on from there. */
  readonly unfinished: boolean;
  readonly activity: IndexActivity;
  /** Pages and mods read since the indexing began. */
  readonly pages: number;
  readonly seen: number;
}

export interface CatalogueStatus {
  readonly gameId: GameId;
  readonly sources: readonly IndexStatus[];
}
