/** What every mod source can do. Expected outcomes are values; exceptions are for surprises. */
import type {
  FileRef,
  ModDetails,
  ModFile,
  ModPage,
  ModRef,
  ModSort,
  ProviderId,
  ResolvedFile,
} from '../../shared/model.ts';

export interface SearchQuery {
  /** The provider's own key of the game, from `Game.providers`. */
  readonly game: string;
  /** Empty: browse. */
  readonly text: string;
  readonly sort: ModSort;
  /** 1-based. */
  readonly page: number;
}

export type Resolution =
  | { readonly kind: 'file'; readonly file: ResolvedFile; readonly modFile: ModFile }
  /** The player has to do something on a page of the provider first. */
  | { readonly kind: 'needs_user_action'; readonly url: string; readonly why: string }
  | { readonly kind: 'needs_sign_in'; readonly why: string }
  | { readonly kind: 'gone'; readonly why: string };

export type Found<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'gone'; readonly why: string };

export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  readonly sorts: readonly ModSort[];
  readonly search: (query: SearchQuery, signal: AbortSignal) => Promise<ModPage>;
  readonly details: (ref: ModRef, signal: AbortSignal) => Promise<Found<ModDetails>>;
  readonly resolve: (ref: FileRef, signal: AbortSignal) => Promise<Resolution>;
  /** Reads the short text form of a file: the part after "gamebanana:" in "gamebanana:610939". null: not one. */
  readonly parseFileRef: (text: string) => FileRef | null;
  readonly parseModRef: (text: string) => ModRef | null;
}
