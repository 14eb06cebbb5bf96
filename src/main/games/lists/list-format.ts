/** What a list of mods that a game keeps itself is to Loadstone: entries of ours among those of the player and the game. */
import type { RelPath } from '../../../shared/rel-path.ts';

/** What one mod is on a list. */
export interface ListedMod {
  /** By it the list knows the mod; compared as it is, so fold it where the game does not tell upper from lower case. */
  readonly id: string;
  /** As it is written into the list. */
  readonly text: string;
  /** Those of a lower rank go before those of a higher one. */
  readonly rank: number;
  /** Ids of those that have to be loaded before it, where they are on the list. */
  readonly after?: readonly string[];
  /** More that the list wants to know, by the name it has there. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** What the mods of a loadout mean for a list. */
export interface ListChange {
  /** All that active mods provide, in the order they are to be loaded. */
  readonly ours: readonly ListedMod[];
  /** Those of them that were not provided before: they are switched on. Of the others the player may have thought better. */
  readonly fresh: ReadonlySet<string>;
  /** Provided in another version than before. */
  readonly renewed: ReadonlySet<string>;
  /** No longer provided by anyone. */
  readonly gone: ReadonlySet<string>;
  /** What lay in their place was the game's or the player's own: what the list did not name then, it need not name now. */
  readonly replacing: ReadonlySet<string>;
  /** The list was never changed by us: whatever is missing on it is added. */
  readonly first: boolean;
  /** The order of those that stay is another one than before; otherwise the order on the list counts. */
  readonly reordered: boolean;
}

/** A file of a mod that a list may be about. */
export interface ModFile {
  readonly path: RelPath;
  /** null: larger than anything a list needs, or not to be had. */
  readonly read: (maxBytes: number) => Uint8Array | null;
  /** A part of it. */
  readonly readPart: (from: number, length: number) => Uint8Array | null;
  readonly size: number;
}

export interface ListKind {
  /** The file that makes a mod known: right in the target by its ending, or at a folded path in each folder there. */
  readonly knownBy: { readonly ending: RegExp } | { readonly inFolder: string };
  /** null: no mod that the list could name. */
  readonly modOf: (file: ModFile) => ListedMod | null;
  /**
   * The list after the change. What is not ours stays byte for byte, in its place and order; doing it twice changes
   * nothing more. null: the list is not there, and not needed or not for us to begin. One that cannot be read comes back
   * as it is.
   */
  readonly merge: (current: Uint8Array | null, change: ListChange) => Uint8Array | null;
  /** Whether `merge` understands it. */
  readonly isSound: (current: Uint8Array) => boolean;
  /** Whether we begin a list that is not there. */
  readonly begins: boolean;
}

/** Longer lists are no lists. Bytes. */
export const maxListBytes = 4 * 1024 ** 2;

/** A byte order mark stays in it. null: too long, or no UTF-8. */
export function listText(list: Uint8Array): string | null {
  if (list.byteLength > maxListBytes) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(list);
  } catch {
    return null;
  }
}
