/** What an installation needs besides itself, before anything is fetched. */
import type { EntryId } from './ids.ts';
import type { FileRef, ModFile, ModRef, ProviderId, Requirement } from './model.ts';
import type { Saying } from './saying.ts';

/** A mod that would be fetched. */
export interface PlannedMod {
  readonly ref: ModRef;
  readonly name: string;
  readonly file: ModFile;
  /** Other files of the page that would do as well, newest first: variants of the same mod. */
  readonly others: readonly ModFile[];
  /** Names of the mods that need it. */
  readonly neededBy: readonly string[];
  /** What they say about its version, as the provider writes it. */
  readonly versions: readonly string[];
  /** The entry that has the wrong version of it now. */
  readonly replaces: EntryId | null;
}

/** A requirement that the library meets. */
export interface PresentMod {
  readonly entry: EntryId;
  readonly name: string;
  readonly version: string | null;
  /** false: it has to be switched on. */
  readonly enabled: boolean;
  readonly neededBy: readonly string[];
  /** null: the versions cannot be compared. */
  readonly fits: boolean | null;
}

/** A requirement together with who has it. */
export interface NeededThing {
  readonly requirement: Requirement;
  readonly neededBy: string;
}

/** Several mods, one of which is enough. */
export interface Alternatives {
  readonly neededBy: string;
  readonly options: readonly { readonly requirement: Requirement; readonly entry: EntryId | null }[];
  /** Which one is there or was chosen; null: the player has to. */
  readonly chosen: number | null;
}

export interface RequirementsPlan {
  readonly file: FileRef;
  readonly name: string;
  /** The newest file of the mod that the game takes, where it does not take `file`. */
  readonly instead: ModFile | null;
  /** What to fetch, in the order to install it in: what others need comes first. */
  readonly install: readonly PlannedMod[];
  readonly present: readonly PresentMod[];
  readonly alternatives: readonly Alternatives[];
  /** What would be nice to have and is neither there nor chosen. */
  readonly optional: readonly NeededThing[];
  /** Mods that do not go together with this one, or with what it needs, and are there or would come. */
  readonly incompatible: readonly (NeededThing & { readonly entry: EntryId | null })[];
  /** Things that no provider has: a program, a part of the game. `url` and `note` explain them. */
  readonly outside: readonly NeededThing[];
  /** What is needed and cannot be had. */
  readonly missing: readonly (NeededThing & { readonly why: Saying })[];
  /** Mods that need each other in a circle, by name. They are installed all the same. */
  readonly cycles: readonly (readonly string[])[];
  /** Bytes of `install`; null: a provider does not say. */
  readonly size: number | null;
  /** Nothing is missing, undecided or incompatible. */
  readonly complete: boolean;
}

/** A part of the game itself: only Factorio's portal lists those, and they have no page. */
export const isPartOfGame = (provider: ProviderId | null, { modRef, url }: Requirement): boolean =>
  provider === 'factorio' && modRef === null && url === null;
