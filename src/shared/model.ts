/** The words of the design as plain data. Shared by main, renderer, command line and tests. */
import type { ErrorData } from './errors.ts';
import type { EntryId, GameId, JobId, Sha256 } from './ids.ts';
import type { RelPath } from './rel-path.ts';

// ---- providers --------------------------------------------------------------------------------

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
  | { readonly kind: 'look'; readonly why: string; readonly files: readonly ModFile[] }
  | { readonly kind: 'gone'; readonly why: string };

// ---- accounts ---------------------------------------------------------------------------------

export const signInMethods = ['browser', 'key', 'email', 'password', 'game-file'] as const;
export type SignInMethod = (typeof signInMethods)[number];

export interface SignInField {
  readonly name: string;
  readonly kind: 'text' | 'email' | 'secret' | 'code' | 'consent';
  /** English; the window has its own words for the names it knows. */
  readonly label: string;
}

/** One way to sign in. */
export interface SignInForm {
  readonly method: SignInMethod;
  readonly fields: readonly SignInField[];
  /** The page where the player finds what the fields ask for. */
  readonly page: string | null;
}

/** Where a sign-in is. */
export type SignInStep =
  /** The browser was sent to `url`. `code` is what the player types there. */
  | { readonly kind: 'waiting'; readonly url: string; readonly code: string | null; readonly until: number }
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly until: number }
  /** The provider wants to know more: a code it sent, consent to its terms. */
  | {
      readonly kind: 'asking';
      readonly text: string;
      readonly fields: readonly SignInField[];
      readonly links: readonly { readonly label: string; readonly url: string }[];
    }
  | { readonly kind: 'checking' };

export const accountRights = ['search', 'download', 'fast-download', 'opinion', 'subscriptions'] as const;
export type AccountRight = (typeof accountRights)[number];

/** A signed-in player. Never holds the secret. */
export interface Account {
  readonly provider: ProviderId;
  readonly name: string;
  /** Plain words of the provider: "Premium", "Member". */
  readonly membership: string | null;
  readonly may: readonly AccountRight[];
  /** Milliseconds since the epoch; null: until it is revoked. */
  readonly expiresAt: number | null;
}

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

// ---- games ------------------------------------------------------------------------------------

export const layouts = ['merge-tree', 'folder-per-mod', 'archive-as-is'] as const;
export type Layout = (typeof layouts)[number];

export interface Target {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly layout: Layout;
}

export interface Game {
  readonly id: GameId;
  /** The definition it was added as, or `custom`. */
  readonly definition: string;
  readonly name: string;
  /** Absolute path of the install folder. */
  readonly root: string;
  readonly targets: readonly Target[];
  /** The game's key at each provider that serves it. */
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
  readonly addedAt: number;
  /** Number of the current generation; 0 is the game before Loadstone touched it. */
  readonly currentGeneration: number;
}

/** A game we know how to manage, from `resources/games`. */
export interface GameDefinition {
  readonly id: string;
  readonly name: string;
  readonly targets: readonly TargetDefinition[];
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
  /** Extensions (with dot, lower case) the game only ever reads; `*` means all. Only these are hard-linked. */
  readonly neverRewritten: readonly string[];
  /** Any of these, relative to the install folder, makes a folder recognisable as this game. */
  readonly recognisedBy: readonly string[];
  readonly stores?: StoreIds;
  /** Relative to the install folder; tells which system's build lies there. */
  readonly executables?: Readonly<Partial<Record<GameOs, readonly string[]>>>;
  /** All of a system must be there for a whole installation; `a|b` means either. */
  readonly requiredFiles?: Readonly<Partial<Record<GameOs, readonly string[]>>>;
  readonly installer?: ArchiveRules;
  /** How the game compares names of files. */
  readonly conflictCase?: 'insensitive' | 'sensitive';
  /** What starts the game with its mods. */
  readonly moddedExecutable?: Readonly<Partial<Record<GameOs, string>>>;
  /** The game's protected program must not be started while mods are active. */
  readonly antiCheat?: boolean;
  /** Value of WINEDLLOVERRIDES that a loader of this game needs under Proton. */
  readonly protonOverrides?: string;
}

export const gameOses = ['windows', 'linux', 'macos'] as const;
export type GameOs = (typeof gameOses)[number];

/** What a target's path is relative to. `tool`: a folder of a loader that only the player knows. */
export const targetRoots = ['game', 'documents', 'appdata', 'localappdata', 'locallow', 'home', 'tool'] as const;
export type TargetRoot = (typeof targetRoots)[number];

export interface TargetDefinition {
  readonly name: string;
  /** `.` is the root itself. */
  readonly path: string;
  readonly layout: Layout;
  /** Absent: the install folder. */
  readonly root?: TargetRoot;
  /** Absent: all. */
  readonly os?: readonly GameOs[];
  /** Only files like these go here, as globs relative to the target. */
  readonly accepts?: readonly string[];
  /** The game looks at no subfolders. */
  readonly flatten?: boolean;
  /** Files that mark the folder of one mod. */
  readonly unit?: readonly string[];
  /** Where other stores' builds have it; the one whose first folder exists is used. */
  readonly alternatives?: readonly string[];
  /** A folder of the install folder that is used instead when it is there, or when the game never ran. */
  readonly portable?: string;
}

/** The names a game has in the stores. Epic's three are different things. */
export interface StoreIds {
  readonly steam?: readonly number[];
  readonly gog?: readonly string[];
  readonly epicAppNames?: readonly string[];
  readonly epicCatalogItemIds?: readonly string[];
  readonly epicNamespaces?: readonly string[];
  readonly xbox?: readonly string[];
}

/** How the files of an archive find their places. Names are compared without case. */
export interface ArchiveRules {
  /** The first folder that holds such a file (or, with `/` at the end, such a folder) is the mod's root. */
  readonly stopPatterns?: readonly string[];
  /** Folders around the root that are dropped. */
  readonly stripPrefixes?: readonly string[];
  readonly topLevelFolders?: readonly string[];
  /** Single files at the root, and the folder of the game they go to. */
  readonly looseFiles?: Readonly<Record<string, string>>;
  /** Files that belong beside the game's program. */
  readonly rootFiles?: readonly string[];
  readonly discard?: readonly string[];
}

export const gameStores = ['steam', 'gog', 'epic', 'heroic'] as const;
export type GameStore = (typeof gameStores)[number];

/** An installed game that a store told of. */
export interface FoundGame {
  readonly definition: string;
  readonly name: string;
  readonly store: GameStore;
  /** The game's id in that store. */
  readonly storeId: string;
  readonly folder: string;
  readonly targets: readonly Target[];
  /** Targets whose folder is not known yet, and why. */
  readonly unresolved: readonly { readonly name: string; readonly why: 'start-once' | 'choose-folder' }[];
  /** The store is updating or moving it right now. */
  readonly busy: boolean;
  /** Which build is installed, as the store counts. */
  readonly build: string | null;
  /** Opens the game through its store; null: start its program. */
  readonly launchUrl: string | null;
}

export interface FoundGames {
  readonly games: readonly (FoundGame & { readonly managedAs: GameId | null })[];
  /** Folders of games on drives that are not connected. */
  readonly offline: readonly string[];
}

export const folderWarningCodes = [
  'not-writable',
  'other-volume',
  'no-links',
  'cloud-folder',
  'other-manager',
  'protected-folder',
  'temporary-path',
] as const;

/** Something about a folder that the player should know before it is managed. */
export interface FolderWarning {
  readonly code: (typeof folderWarningCodes)[number];
  /** What it means, in plain words. */
  readonly text: string;
  /** Mods cannot be installed there at all. */
  readonly blocks: boolean;
}

// ---- loadouts and history ---------------------------------------------------------------------

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
}

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

// ---- sharing ----------------------------------------------------------------------------------

/** What importing a shared loadout would have to do. */
export interface ImportPlan {
  readonly name: string;
  /** false: it was made for another game. */
  readonly sameGame: boolean;
  readonly mods: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly status: 'in-store' | 'to-fetch' | 'cannot-fetch';
  }[];
}

export interface Imported {
  readonly profile: string;
  readonly installed: number;
  /** What could not be had, and why; the rest is there. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** Going back to it takes the whole import back. */
  readonly before: number;
}

// ---- the store --------------------------------------------------------------------------------

/** How long history is kept. Whatever these say, the current generation, restore points and profiles stay. */
export interface Retention {
  /** Generations of each game that are always kept, newest first. */
  readonly generations: number;
  /** Younger ones are kept as well, in days. */
  readonly days: number;
  /** Bytes the store may take; null: no limit. Over it, the oldest go first, however young. */
  readonly budget: number | null;
}

export const defaultRetention: Retention = { generations: 50, days: 30, budget: null };

/** What freeing space did, or would do. */
export interface Collected {
  /** Generations that can no longer be gone back to. */
  readonly generations: readonly { readonly gameId: GameId; readonly number: number; readonly subject: string }[];
  /** Generations that can, but need the internet from now on. */
  readonly needDownload: readonly { readonly gameId: GameId; readonly number: number; readonly subject: string }[];
  readonly manifests: number;
  readonly files: number;
  readonly archives: number;
  /** Of files and archives. */
  readonly bytes: number;
  readonly dryRun: boolean;
}

export interface StoreStats {
  readonly files: number;
  readonly bytes: number;
  /** What the files would take if mods and versions shared none. */
  readonly unsharedBytes: number;
  readonly archives: number;
  readonly archiveBytes: number;
  readonly generations: number;
  /** Bytes that only earlier generations need: what history costs. */
  readonly historyBytes: number;
  /** null: the system does not say. */
  readonly freeBytes: number | null;
  readonly path: string;
  readonly games: readonly {
    readonly gameId: GameId;
    readonly name: string;
    /** Of files, shared ones counted in full. */
    readonly bytes: number;
    readonly generations: number;
  }[];
  /** Largest first, at most 200. */
  readonly mods: readonly {
    readonly gameId: GameId;
    readonly entry: EntryId;
    readonly name: string;
    readonly bytes: number;
    /** Of them, bytes that other mods or versions have too. */
    readonly sharedBytes: number;
    readonly archiveBytes: number;
    readonly versions: number;
    /** In the loadout now. */
    readonly current: boolean;
  }[];
}

export const previewLimit = 500;

/** What happened to a deployment that an earlier run did not finish. */
export interface RecoveryReport {
  readonly gameId: GameId;
  readonly deployment: string;
  readonly subject: string;
  /** Files put back. */
  readonly undone: number;
  /** Files that matched neither the old nor the new state and were set aside, with their new places. */
  readonly setAside: readonly string[];
}

// ---- jobs -------------------------------------------------------------------------------------

export const jobPhases = [
  'waiting',
  'resolving',
  'downloading',
  'paused',
  'waiting-for-player',
  'unpacking',
  'deploying',
  'done',
  'failed',
  'cancelled',
] as const;
export type JobPhase = (typeof jobPhases)[number];

export interface Job {
  readonly id: JobId;
  readonly gameId: GameId;
  readonly title: string;
  readonly phase: JobPhase;
  /** The mod page the job installs from, so that its Install button can show the progress. */
  readonly modRef: ModRef | null;
  /** Bytes of the current phase. null: not known. */
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  readonly filesDone: number;
  readonly filesTotal: number | null;
  /** Bytes per second over the last seconds; null when not moving bytes. */
  readonly rate: number | null;
  readonly startedAt: number;
  /** In phase `waiting-for-player`: what the player has to do; null otherwise. */
  readonly waitsFor: JobWaitsFor | null;
  readonly error: ErrorData | null;
  readonly outcome: ChangeOutcome | null;
}

/** Progress of one phase, from a worker to whoever shows it. */
export interface Progress {
  readonly phase: JobPhase;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  readonly filesDone: number;
  readonly filesTotal: number | null;
}

// ---- downloads --------------------------------------------------------------------------------

export const downloadStates = [
  'queued',
  'resolving',
  'downloading',
  'paused',
  'waiting-for-player',
  /** Here and verified; its installation is under way or still to come. */
  'fetched',
  'done',
  'failed',
  'cancelled',
] as const;
export type DownloadState = (typeof downloadStates)[number];

/** What only the player can do before a download goes on. */
export type WaitsFor =
  | { readonly kind: 'page'; readonly url: string; readonly why: string }
  | { readonly kind: 'sign-in'; readonly provider: ProviderId; readonly why: string };

/** What only the player can do before an installation goes on. `installer`: answer the questions of the mod's author. */
export type JobWaitsFor = WaitsFor | { readonly kind: 'installer'; readonly why: string };

/** What becomes of a download once it is here. */
export interface InstallWish {
  readonly gameId: GameId;
  /** Shown in the library; null: the name of the mod. */
  readonly name: string | null;
  /** The entry whose new version it is. */
  readonly replaces: EntryId | null;
}

export interface Download {
  /** Also the id of the job that installs it. */
  readonly id: JobId;
  readonly file: FileRef;
  readonly modRef: ModRef | null;
  /** null: it is only fetched. */
  readonly wish: InstallWish | null;
  readonly title: string;
  readonly state: DownloadState;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  /** Bytes per second; null when not moving bytes. */
  readonly rate: number | null;
  readonly waitsFor: WaitsFor | null;
  readonly error: ErrorData | null;
  /** When it is tried again by itself, in milliseconds since the epoch; null: as soon as its turn comes. */
  readonly notBefore: number | null;
  readonly addedAt: number;
  readonly endedAt: number | null;
}

/** A verified archive in its download's folder, and what to remember of where it came from. */
export interface FetchedArchive {
  readonly sha256: Sha256;
  readonly size: number;
  readonly name: string;
  readonly provenance: Provenance;
}

/** What is kept of a download over a restart. One that was moving bytes is kept as `queued`. */
export interface DownloadRecord extends Omit<Download, 'state' | 'bytesDone' | 'rate'> {
  readonly state: Exclude<DownloadState, 'resolving' | 'downloading'>;
  readonly fetched: FetchedArchive | null;
}

// ---- settings and links -----------------------------------------------------------------------

export const accents = ['brass', 'teal', 'blue', 'violet', 'rose'] as const;
export const densities = ['comfortable', 'compact'] as const;
/** Languages the window speaks. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

export interface Settings {
  readonly theme: 'system' | 'dark' | 'light';
  readonly accent: (typeof accents)[number];
  readonly density: (typeof densities)[number];
  /** Percent of the usual size, `smallestText` to `largestText`. */
  readonly textSize: number;
  /** `system`: the first of the system's languages that the window speaks. */
  readonly language: 'system' | Language;
  /** Messages of the system when an install ends, fails or waits while no window of ours has the focus. */
  readonly systemNotices: boolean;
  readonly blurAdult: boolean;
  /** How many downloads run at the same time, 1 to 8. */
  readonly downloadsAtOnce: number;
  /** Bytes a second of all downloads together; null: as fast as it goes. */
  readonly downloadLimit: number | null;
  /** The player wants the download buttons of Nexus Mods to open Loadstone. Another manager may have them until then. */
  readonly nxmLinks: boolean;
  /** What freeing space keeps, as the player last chose it. */
  readonly retention: Retention;
}

export const mostDownloadsAtOnce = 8;
/** Bytes a second: below this a download would look like a dead connection. */
export const lowestDownloadLimit = 16 * 1024;

export const smallestText = 80;
export const largestText = 200;

export const defaultSettings: Settings = {
  theme: 'system',
  accent: 'brass',
  density: 'comfortable',
  textSize: 100,
  language: 'system',
  systemNotices: false,
  blurAdult: true,
  downloadsAtOnce: 3,
  downloadLimit: null,
  nxmLinks: false,
  retention: defaultRetention,
};

/** A deep link that waits for the player's word. Links never act by themselves. */
export interface PendingLink {
  readonly id: string;
  readonly provider: ProviderId;
  /** Plain words: "Install file 610939 of mod 302016 from GameBanana". */
  readonly title: string;
  readonly modRef: ModRef;
  /** null: the link names a page, the player chooses the file there. */
  readonly file: FileRef | null;
  /** Games it could be installed into; the only one, or those to choose from. */
  readonly games: readonly GameId[];
  /** The job that waits for exactly this link: confirming goes on with it. */
  readonly jobId: JobId | null;
}

/** A link we know and do not follow, with the reason and, where there is one, the page to open instead. */
export interface RefusedLink {
  readonly id: string;
  readonly error: ErrorData;
  readonly page: string | null;
}
