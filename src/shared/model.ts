/** The words of the design as plain data. Shared by main, renderer, command line and tests. */
import type { EntryId, GameId, Sha256 } from './ids.ts';
import type { RelPath } from './rel-path.ts';
import type { Saying } from './saying.ts';

export const providerIds = ['nexus', 'gamebanana', 'github', 'modio', 'factorio'] as const;
export type ProviderId = (typeof providerIds)[number];

/**
 * The persisted identity of one downloadable file: what makes a re-download possible years later.
 * Ids are decimal strings, because providers count in 64 bits.
 */
export type FileRef =
  | { readonly provider: 'gamebanana'; readonly fileId: string; readonly model: string; readonly modId: string }
  | { readonly provider: 'nexus'; readonly game: string; readonly modId: string; readonly fileUid: string }
  | {
      readonly provider: 'github';
      readonly owner: string;
      readonly repo: string;
      readonly repoId: string;
      readonly assetId: string;
    }
  | {
      readonly provider: 'modio';
      readonly gameId: string;
      readonly modId: string;
      readonly fileId: string;
      readonly md5: string;
    }
  | { readonly provider: 'factorio'; readonly name: string; readonly version: string; readonly sha1: string };

/** A mod page. `id` is the provider's own text form: "Mod/531649" on GameBanana. */
export interface ModRef {
  readonly provider: ProviderId;
  readonly id: string;
}

export type ContentRating = 'safe' | 'warn' | 'adult';

export interface ModSummary {
  readonly ref: ModRef;
  readonly name: string;
  readonly author: string;
  /** Short plain text, may be empty. */
  readonly summary: string;
  /** In main and on the command line the provider's https address; over IPC an address the window may load. */
  readonly image: string | null;
  readonly category: string | null;
  readonly rating: ContentRating;
  /** null where the provider does not tell. */
  readonly downloads: number | null;
  readonly likes: number | null;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number | null;
  readonly version: string | null;
  /** The page on the provider's site. */
  readonly pageUrl: string;
}

/** One page of mods. `next` is null on the last one. `total` is what the provider says and never exact. */
export interface ModPage {
  readonly mods: readonly ModSummary[];
  readonly total: number | null;
  readonly next: number | null;
}

export const modSorts = ['relevance', 'newest', 'updated', 'popular', 'downloads', 'name'] as const;
export type ModSort = (typeof modSorts)[number];

/**
 * Text from strangers as a small tree, never HTML. Links are https only; images were checked the same way
 * and are addresses like `ModSummary.image`.
 */
export type RichNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'rule' }
  | { readonly type: 'image'; readonly src: string; readonly alt: string }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly RichNode[] }
  | {
      readonly type:
        | 'paragraph'
        | 'strong'
        | 'emphasis'
        | 'strike'
        | 'underline'
        | 'code'
        | 'preformatted'
        | 'quote'
        | 'bullets'
        | 'numbers'
        | 'item'
        | 'spoiler';
      readonly children: readonly RichNode[];
    }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly children: readonly RichNode[] };

export interface ModDetails extends ModSummary {
  readonly description: readonly RichNode[];
  /** Addresses like `image`, largest useful size. */
  readonly gallery: readonly string[];
  readonly license: string | null;
  readonly createdAt: number | null;
  readonly files: readonly ModFile[];
  /** Why the page offers nothing to install although it exists; null when it is fine. */
  readonly unavailable: 'private' | 'trashed' | 'withheld' | null;
}

/** What a provider's scanner said. `unknown` means it said nothing, which is not "clean". */
export type ScanVerdict = 'clean' | 'flagged' | 'pending' | 'unknown';

export interface ModFile {
  readonly ref: FileRef;
  readonly name: string;
  /** What its author calls it, where that is not its file name. */
  readonly title?: string;
  readonly size: number | null;
  readonly version: string | null;
  readonly description: string;
  readonly uploadedAt: number | null;
  readonly downloads: number | null;
  readonly archived: boolean;
  /** How the provider groups its files, in its own words: "Main files", a release's name. null: it does not. */
  readonly group: string | null;
  /** The version of the game the file is for, as the provider writes it; null where it does not say. */
  readonly gameVersion: string | null;
  readonly scan: ScanVerdict;
  /** What the provider found inside, in its own words: "contains_exe", "nested_archive". */
  readonly warnings: readonly string[];
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly sha256: string | null;
}

export interface ModCategory {
  /** What a search takes as its filter. */
  readonly key: string;
  readonly name: string;
  /** Never exact; null where the provider does not count. */
  readonly mods: number | null;
}

/** A game as a provider knows it. `key` is what `Game.providers` keeps. */
export interface ProviderGame {
  readonly key: string;
  readonly name: string;
  readonly mods: number | null;
}

/** What an author wrote about one version. */
export interface ChangelogEntry {
  readonly version: string | null;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number | null;
  readonly text: readonly RichNode[];
}

/** What a file says it needs, or does not go with. */
export interface Requirement {
  readonly kind: 'required' | 'optional' | 'incompatible';
  readonly name: string;
  /** The mod on the same provider; null for something outside: `url` or `note` explain it then. */
  readonly modRef: ModRef | null;
  /** Where the provider names the very file. */
  readonly file: FileRef | null;
  /** Which versions do, as the provider writes it: ">= 1.2.0". null: any. */
  readonly versions: string | null;
  /** Requirements with the same text are alternatives: one of them is enough. null: stands alone. */
  readonly oneOf: string | null;
  /** true: decides nothing about load order. */
  readonly unordered: boolean;
  readonly note: string;
  readonly url: string | null;
}

/** An installed file as an update check sees it. */
export interface InstalledFile {
  readonly ref: FileRef;
  readonly fileName: string;
  readonly version: string | null;
  readonly uploadedAt: number | null;
  readonly gameVersion: string | null;
}

/** What an update check found about one installed file. */
export type UpdateCheck =
  | { readonly kind: 'current' }
  /** `file` is what to install instead. `changes`: what is new since the installed version, newest first. */
  | { readonly kind: 'update'; readonly file: ModFile; readonly changes: readonly ChangelogEntry[] }
  /** The author published something newer, but the provider does not say which file replaces ours. */
  | { readonly kind: 'look'; readonly why: Saying; readonly files: readonly ModFile[] }
  | { readonly kind: 'gone'; readonly why: Saying };

/** Everything a download needs and nothing that must be kept: addresses expire. */
export interface ResolvedFile {
  readonly provider: ProviderId;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts a redirect may lead to: exact names, or a name with a leading dot for its subdomains. */
  readonly hosts: readonly string[];
  readonly fileName: string;
  readonly size: number | null;
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly sha256: string | null;
  /** Further addresses of the same bytes, best first. */
  readonly mirrors?: readonly string[];
}

/** Where the bytes of a mod entry came from. */
export interface Provenance {
  readonly ref: FileRef | null;
  readonly modRef: ModRef | null;
  readonly fileName: string;
  readonly version: string | null;
  readonly author: string | null;
  readonly pageUrl: string | null;
  /** The image of the mod, as an https address; mapped like `ModSummary.image` over IPC. */
  readonly image: string | null;
  readonly category: string | null;
  readonly rating: ContentRating;
  /** When its file was put on the provider; milliseconds since the epoch. */
  readonly uploadedAt: number | null;
  /** The version of the game the file is for, as the provider writes it. */
  readonly gameVersion: string | null;
  /** Other mods it cannot do without, as its provider said when it was fetched. Absent: nobody said. */
  readonly needs?: readonly KeptNeed[];
}

/** A requirement as it is kept with a mod: enough to know what it means when the provider cannot be asked. */
export type KeptNeed = Pick<Requirement, 'name' | 'modRef' | 'file' | 'oneOf'>;

/** A mod of the loadout, or the player's own changes, kept as if they were one. */
export type EntryKind = 'mod' | 'own-changes' | 'adopted';

/** One mod of a loadout. Priority is the place in the list: later entries win over earlier ones. */
export interface LoadoutEntry {
  readonly id: EntryId;
  readonly name: string;
  readonly enabled: boolean;
  readonly manifest: Sha256;
  readonly archive: Sha256 | null;
  readonly provenance: Provenance;
  readonly installedAt: number;
  readonly pinned: boolean;
  readonly kind: EntryKind;
}

export interface LibraryEntry extends LoadoutEntry {
  readonly files: number;
  /** Bytes of all files of the entry. */
  readonly size: number;
  /** The player's own words about it; empty for none. */
  readonly note: string;
  /** Mods it needs that are here and off. Absent: none. */
  readonly lacks?: readonly NamedEntry[];
}

/** A mod of the library, by name for places that do not hold the library. */
export interface NamedEntry {
  readonly entry: EntryId;
  readonly name: string;
}

/** One version an entry has had and could have again. */
export interface EntryVersion {
  readonly manifest: Sha256;
  readonly version: string | null;
  readonly fileName: string;
  readonly installedAt: number;
  readonly current: boolean;
  /** The version before the current one. */
  readonly previous: boolean;
  /** Its bytes were let go of: going back to it needs the internet. */
  readonly needsDownload: boolean;
}

/** A file an entry brings. */
export interface EntryFile {
  readonly target: string;
  readonly path: RelPath;
  readonly size: number;
  /** Who is on disk instead; null when this entry's file is. */
  readonly beatenBy: EntryId | null;
}

/** One line of a loadout as a generation keeps it: enough to deploy it again. */
export interface LoadoutItem {
  readonly entry: EntryId;
  readonly manifest: Sha256;
  readonly enabled: boolean;
  readonly pinned: boolean;
}

/** The player's word on who provides a path, against the load order. */
export interface FileChoice {
  readonly target: string;
  readonly path: RelPath;
  /** true: `path` is a folder, and the choice is about everything below it that has no choice nearer by. */
  readonly folder: boolean;
  /** null: nobody; the file stays away. A mod that is off, or has no such file, leaves it to the load order. */
  readonly entry: EntryId | null;
}

export interface Loadout {
  /** Id of the profile it belongs to: names change. */
  readonly profile: string;
  /** In priority order: later items win. */
  readonly items: readonly LoadoutItem[];
  readonly choices: readonly FileChoice[];
}

/** A named loadout of a game. */
export interface Profile {
  readonly name: string;
  readonly active: boolean;
  readonly mods: number;
  readonly enabledMods: number;
  /** The generation that holds it. */
  readonly generation: number;
}

/** The profile every game starts with. */
export const defaultProfile = { id: 'default', name: 'Default' } as const;

/** Files of one path, from several active mods. */
export interface Conflict {
  readonly target: string;
  readonly path: RelPath;
  readonly winner: EntryId | null;
  /** `order`: it comes last. `choice`: the player said so. */
  readonly why: 'order' | 'choice';
  /** In load order. */
  readonly providers: readonly { readonly entry: EntryId; readonly size: number; readonly sameAsWinner: boolean }[];
  /** All bring the same bytes: nothing is lost whoever wins. */
  readonly identical: boolean;
}

/** How many files a deployment touched. */
export interface ChangeCounts {
  readonly added: number;
  readonly replaced: number;
  readonly removed: number;
}

export type GenerationReason =
  /** Generation 0: the game before Loadstone touched it. */
  | 'start'
  | 'install'
  | 'update'
  | 'enable'
  | 'disable'
  | 'remove'
  | 'reorder'
  | 'choose-winner'
  | 'pin'
  | 'unpin'
  | 'revert'
  | 'switch-profile'
  | 'keep-change'
  | 'roll-back'
  | 'undo'
  | 'redo'
  | 'purge'
  | 'repair'
  | 'adopt';

export interface Generation {
  readonly number: number;
  /** The generation that was current when this one was made. 0 is the untouched game. */
  readonly parent: number;
  /** Milliseconds since the epoch. Shown, never decided upon. */
  readonly createdAt: number;
  readonly reason: GenerationReason;
  /** What it was about: the mod's name, or "generation 3" for a roll back. */
  readonly subject: string;
  readonly changed: ChangeCounts;
  readonly mods: number;
  readonly enabledMods: number;
  /** Identifies the deployed files: equal hashes mean equal paths and contents. */
  readonly treeHash: string;
  readonly note: string;
  /** A restore point: never let go of to free space. */
  readonly pinned: boolean;
  /** Name of the profile it belongs to. */
  readonly profile: string;
  /** Some of its bytes were let go of: going back to it needs the internet. */
  readonly needsDownload: boolean;
}

/** A step along the history: everything that one press of the player did. */
export interface HistoryMove {
  /** The generation that was current when it began. */
  readonly from: number;
  /** What it was, as `Generation.subject`. */
  readonly subject: string;
}

/** A file that is not as we left it. */
export interface OutsideChange {
  readonly target: string;
  readonly path: RelPath;
  readonly kind: 'edited' | 'deleted' | 'added' | 'replaced-by-folder' | 'replaced-by-link';
  /** The mod whose file it is; null for a file that came from outside. */
  readonly entry: EntryId | null;
}

/** What every mutating verb answers. */
export interface ChangeOutcome {
  readonly gameId: GameId;
  readonly generation: number;
  readonly reason: GenerationReason;
  readonly subject: string;
  readonly changed: ChangeCounts;
  readonly treeHash: string;
  /** Entries that were added or changed, for selecting them afterwards. */
  readonly entries: readonly EntryId[];
  /** Files left alone because they were changed outside. */
  readonly kept: readonly OutsideChange[];
  /** Files whose outside edits were saved into the store before they were replaced. */
  readonly captured: readonly { readonly target: string; readonly path: RelPath; readonly blob: Sha256 }[];
  /** Mods of it could not be switched on in the list that the game keeps: it is not there yet, or no list. */
  readonly list?: 'missing' | 'unreadable';
}

export type FileAction = 'add' | 'replace' | 'remove';

/** What a change would do, before it is done. */
export interface ChangePreview {
  readonly changed: ChangeCounts;
  /** At most `previewLimit` files, in path order. */
  readonly files: readonly { readonly target: string; readonly path: RelPath; readonly action: FileAction }[];
  readonly mods: readonly {
    readonly name: string;
    readonly change: 'added' | 'removed' | 'enabled' | 'disabled' | 'version' | 'moved';
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** Paths whose winner the player chose, or chose no longer. */
  readonly choices: number;
  readonly kept: readonly OutsideChange[];
  /** Bytes that have to be downloaded first, by mod. Empty: works offline. */
  readonly downloads: readonly { readonly name: string; readonly size: number | null }[];
}

/** What an installation would bring, before anything is written. */
export interface InstallPreview extends ChangePreview {
  /** Mods whose files it would replace, with how many. */
  readonly overwrites: readonly { readonly entry: EntryId; readonly name: string; readonly files: number }[];
  /** Files of the game it would replace. They are saved first. */
  readonly replacesOriginals: number;
  /** Programs and scripts inside. */
  readonly executables: readonly RelPath[];
  /** Files of the archive that are not installed, at most `previewLimit`: readmes, previews, sources. */
  readonly leftOut?: readonly RelPath[];
}

/** What an installation would do to other mods and to the game, told by the names in its archive. */
export interface InstallOutlook {
  readonly files: number;
  /** Mods at whose paths its files would lie instead, in load order. */
  readonly overwrites: InstallPreview['overwrites'];
  /** Files of the game it would replace. They are saved first. */
  readonly replacesOriginals: number;
  /** Programs and scripts inside, at most `previewLimit`. */
  readonly executables: readonly RelPath[];
  /** Files of the archive that are not installed, at most `previewLimit`: readmes, previews, sources. */
  readonly leftOut?: readonly RelPath[];
}

/** What is found when deployed files are looked at. */
export interface GameStatus {
  readonly gameId: GameId;
  readonly generation: number;
  /** Files that were looked at. */
  readonly files: number;
  readonly changes: readonly OutsideChange[];
}

export interface VerifiedGame extends GameStatus {
  /** Blobs that no longer match their name; moved to quarantine. */
  readonly damagedBlobs: readonly Sha256[];
}

export const previewLimit = 500;

/** What happened to a deployment that an earlier run did not finish. */
export interface RecoveryReport {
  readonly gameId: GameId;
  readonly deployment: string;
  readonly subject: string;
  /** `finished`: the change had been made and only cleaning was left of it. */
  readonly end: 'taken-back' | 'finished';
  /** Files put back. */
  readonly undone: number;
  /** Files that matched neither the old nor the new state and were set aside, with their new places. */
  readonly setAside: readonly string[];
}

/** An installation of an archive from the player's disk that an earlier run was cut off in. */
export interface CutOffInstall {
  readonly gameId: GameId;
  /** What the mod is called. */
  readonly title: string;
  /** Of the archive, absolute. */
  readonly path: string;
  /** The archive is still there. */
  readonly present: boolean;
}
