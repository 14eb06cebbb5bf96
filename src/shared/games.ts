/** Games: what is known of each, where it was found, where its mods go. */
import type { GameId } from './ids.ts';
import type { ProviderId } from './model.ts';

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
  /** In which the game keeps what of its mods is switched on: changed together with them. */
  readonly lists?: readonly ListDefinition[];
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
  /** Packages are loaded by number, `pak01_dir.vpk` to `pak99_dir.vpk`: each mod gets its own. */
  readonly numbered?: boolean;
  /** What the folder of one mod holds: names of files, with `/` at the end of folders. "*.dll" is only a hint. */
  readonly unit?: readonly string[];
  /** Where other stores' builds have it; the one whose first folder exists is used. */
  readonly alternatives?: readonly string[];
  /** A folder of the install folder that is used instead when it is there, or when the game never ran. */
  readonly portable?: string;
}

/** How games keep which of their mods are switched on, and in which order. */
export const listFormats = [
  'plugins-starred',
  'plugins',
  'rimworld-mods-config',
  'bannerlord-launcher-data',
  'celeste-blacklist',
  'reloaded-app-config',
  'larian-mod-settings',
] as const;
export type ListFormat = (typeof listFormats)[number];

/** What the folder of a list is called among those of a game. No target is: a colon is in no relative path. */
export const listName = (format: ListFormat): string => `list:${format}`;

export const isListName = (target: string): boolean => target.startsWith('list:');

/** A file of the game's own about its mods. It lies in a folder of its own, or in one that mods go to. */
export interface ListDefinition {
  readonly format: ListFormat;
  readonly file: string;
  /** The target whose mods it is about. */
  readonly of: string;
  /** `target`: the folder of the mods themselves; `beside`: the one around it. */
  readonly root: Exclude<TargetRoot, 'game' | 'tool'> | 'target' | 'beside';
  /** Absent: the root itself. */
  readonly path?: string;
  /** Absent: all. */
  readonly os?: readonly GameOs[];
  /** Names the folder has in other stores: the one that exists, and of several the one whose ending fits the store. */
  readonly alternatives?: readonly string[];
}

/** The folder of a list, where it is known. */
export interface ListFolder {
  readonly format: ListFormat;
  /** Absolute. */
  readonly path: string;
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

export const gameStores = ['steam', 'gog', 'epic', 'heroic', 'xbox', 'itch', 'lutris', 'bottles', 'wine'] as const;
export type GameStore = (typeof gameStores)[number];

/** An installed game that a store told of. */
/** Where pictures of a game are: files in main, addresses in the window. null: none that is known. */
export interface GamePictures {
  /** Upright, as on a shelf. */
  readonly cover: string | null;
  /** Wide, without the game's name where there is a choice. */
  readonly wide: string | null;
}

export const noPictures: GamePictures = { cover: null, wide: null };

/** A managed game as the window sees it. */
export interface ManagedGame extends Game {
  readonly pictures: KeptPictures;
}

export interface KeptPictures extends GamePictures {
  /** The cover is one that the player chose here. */
  readonly own: boolean;
}

export interface FoundGame {
  readonly definition: string;
  readonly name: string;
  readonly store: GameStore;
  /** The game's id in that store; empty where the store has none. */
  readonly storeId: string;
  readonly folder: string;
  readonly targets: readonly Target[];
  /** Folders of the lists that the game keeps about its mods. */
  readonly lists?: readonly ListFolder[];
  /** Targets whose folder is not known yet, or cannot be taken up, and why. */
  readonly unresolved: readonly {
    readonly name: string;
    readonly why: 'start-once' | 'choose-folder' | 'holds-mods';
  }[];
  /** The store is updating or moving it right now. */
  readonly busy: boolean;
  /** Which build is installed, as the store counts. */
  readonly build: string | null;
  /** Opens the game through its store; null: start its program. */
  readonly launchUrl: string | null;
  /** What its store keeps on this computer. */
  readonly pictures: GamePictures;
}

export interface FoundGames {
  readonly games: readonly (FoundGame & { readonly managedAs: GameId | null })[];
  /** Folders of games on drives that are not connected. */
  readonly offline: readonly string[];
  /** Definitions of the player's own that cannot be used, and why. */
  readonly brokenDefinitions: readonly { readonly file: string; readonly why: string }[];
}

/** Why a game is not started. */
export const launchRefusals = ['running', 'busy', 'anti-cheat', 'missing', 'unknown', 'failed'] as const;
export type LaunchRefusal = (typeof launchRefusals)[number];

export type LaunchAnswer = { readonly kind: 'started' } | { readonly kind: 'refused'; readonly why: LaunchRefusal };

/** A managed game at this moment. */
export interface GameCondition {
  /** Name of a program of the game that runs; null: none that can be seen. */
  readonly running: string | null;
  /** Its store is updating or moving it. */
  readonly busy: boolean;
  /** Its folder is there: a drive may not be connected. */
  readonly present: boolean;
  readonly launch: 'store' | 'program' | Extract<LaunchRefusal, 'anti-cheat' | 'missing' | 'unknown'>;
  readonly store: GameStore | null;
  /** Its store has put another build there since this was asked last. */
  readonly updated: boolean;
}

/** What the player should know about the folders of a managed game. */
export interface GameCheck {
  readonly warnings: readonly FolderWarning[];
  readonly unresolved: FoundGame['unresolved'];
  /** What Steam has to be told so that Proton loads the game's mod loader; null: nothing. */
  readonly launchOptions: string | null;
}

export const folderWarningCodes = [
  'not-writable',
  'other-volume',
  'no-links',
  'cloud-folder',
  'other-manager',
  'protected-folder',
  'temporary-path',
  'incomplete',
  'list-missing',
  'list-unreadable',
  'whole-drive',
  'home-folder',
  'above-home',
  'own-data',
  'system-folder',
] as const;

/** Something about a folder that the player should know before it is managed. */
export interface FolderWarning {
  readonly code: (typeof folderWarningCodes)[number];
  /** What it means, in plain words. */
  readonly text: string;
  /** Mods cannot be installed there at all. */
  readonly blocks: boolean;
  /** The other manager, where its marks tell which one. */
  readonly by?: string;
}

/** A known game beside a folder that is none itself. */
export interface GameNearby {
  readonly definition: string;
  readonly folder: string;
}
