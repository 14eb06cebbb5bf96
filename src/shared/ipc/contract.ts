/**
 * The IPC contract: for each call the schema of its input and the type of its answer, for each event its
 * payload. Main's handlers, the preload's object, the window's bridge and the fake in tests are all derived
 * from these two tables.
 */
import type { AccountState, ProviderLimits } from '../accounts.ts';
import type { CatalogueHit, CatalogueStatus, FoundMods } from '../catalogue.ts';
import type { ErrorData } from '../errors.ts';
import type { GameId, JobId } from '../ids.ts';
import type { ChosenFiles, InstallerChoices, InstallerQuestions } from '../installer.ts';
import type { CallName, EventName } from './channels.ts';
import type { inputs } from './inputs.ts';
import type {
  ChangelogEntry,
  ChangeOutcome,
  ChangePreview,
  Conflict,
  EntryFile,
  EntryVersion,
  FileChoice,
  GameStatus,
  Generation,
  HistoryMove,
  InstallOutlook,
  LibraryEntry,
  NamedEntry,
  ModCategory,
  ModDetails,
  ModPage,
  Profile,
  ProviderGame,
  RecoveryReport,
  CutOffInstall,
  Requirement,
  VerifiedGame,
} from '../model.ts';
import type { ListPart } from '../list-change.ts';
import type { Collected, StoreMove, StoreMoved, StoreStats } from '../storage.ts';
import type { Download, Job, Progress } from '../jobs.ts';
import type {
  FolderWarning,
  FoundGames,
  Game,
  GameCheck,
  GameCondition,
  GameDefinition,
  GameNearby,
  LaunchAnswer,
  ManagedGame,
} from '../games.ts';
import type { Imported, ImportPlan } from '../share.ts';
import type { PendingLink, RefusedLink } from '../links.ts';
import type { Settings } from '../settings.ts';
import type { RequirementsPlan } from '../requirements.ts';
import type { GameUpdates, UpdatePlan } from '../updates.ts';
import type { z } from 'zod';

export interface AppInfo {
  readonly version: string;
  readonly platform: 'win32' | 'linux' | 'darwin';
  readonly dataDir: string;
  /** What was put right at start because an earlier run was cut off. */
  readonly recovered: readonly RecoveryReport[];
  /** What has to be begun again, because an earlier run was cut off in it. */
  readonly cutOff: readonly CutOffInstall[];
}

/** What a folder looks like before it is added as a game. */
export interface FolderInspection {
  readonly path: string;
  readonly exists: boolean;
  readonly writable: boolean;
  /** Definitions that recognise the folder, best first. */
  readonly recognisedAs: readonly string[];
  /** Subfolders that mods usually go to, relative; for a custom game's target. */
  readonly folders: readonly string[];
  readonly warnings: readonly FolderWarning[];
  /** Of a folder that no definition recognises: the known game it lies in, or those that lie in it. */
  readonly nearby: readonly GameNearby[];
}

interface Revision {
  /** Counts the changes of its area. An event is news only when its revision is above the snapshot's. */
  readonly revision: number;
}

/**
 * A state of which the window holds an earlier revision: its list is told as what became of it since. The snapshot is
 * asked for instead where main does not know that revision any more.
 */
export type Since<State extends Revision, List extends keyof State> = Omit<State, List> & {
  /** The revision that the parts are of. */
  readonly since: number;
  readonly parts: readonly ListPart<State[List] extends readonly (infer Item)[] ? Item : never>[];
} & More;

/** A long list is told in pieces that hold up neither side. */
interface More {
  /** What became of the list since this revision has the next piece. */
  readonly more: boolean;
}

export interface GamesState extends Revision {
  readonly games: readonly ManagedGame[];
}

export interface JobsState extends Revision {
  readonly jobs: readonly Job[];
}

export interface LibraryState extends Revision {
  readonly gameId: GameId;
  /** In load order: later wins. */
  readonly entries: readonly LibraryEntry[];
}

export interface HistoryState extends Revision {
  readonly gameId: GameId;
  readonly current: number;
  /** Newest first. The last one may be generation 0, the untouched game. */
  readonly generations: readonly Generation[];
  /** What an undo takes back and a redo does again; null: nothing. */
  readonly undo: HistoryMove | null;
  readonly redo: HistoryMove | null;
}

export interface ConflictsState extends Revision {
  readonly gameId: GameId;
  /** In path order, at most `conflictLimit`. */
  readonly conflicts: readonly Conflict[];
  readonly total: number;
  readonly choices: readonly FileChoice[];
}

export const conflictLimit = 20_000;

export interface ProfilesState extends Revision {
  readonly gameId: GameId;
  /** In name order. */
  readonly profiles: readonly Profile[];
}

export interface DownloadsState extends Revision {
  /** In the order of the queue, the ended ones included. */
  readonly downloads: readonly Download[];
}

/** Providers with accounts, and what all providers still allow. */
export interface AccountsState extends Revision {
  readonly accounts: readonly AccountState[];
  readonly limits: readonly ProviderLimits[];
}

export interface LinksState extends Revision {
  readonly links: readonly PendingLink[];
  /** Links that are not followed, until they are dismissed. */
  readonly refused: readonly RefusedLink[];
}

/** Several installations that belong together. */
export interface StartedInstalls {
  /** In the order they are installed in. */
  readonly jobs: readonly JobId[];
  /** The generation that was current when they began. They are one step for undo, as long as nothing comes in between. */
  readonly before: number;
}

/** Answer of each call. */
export interface Answers {
  'app.info': AppInfo;
  'app.openExternal': { readonly opened: boolean };
  'app.openFolder': { readonly opened: boolean };
  'app.copyText': null;
  /** Writes the report where the player says; `written` null when the dialog was closed. */
  'app.report': { readonly written: string | null };
  /** Licences of what Loadstone is built with. */
  'app.notices': { readonly text: string };
  'settings.get': Settings & Revision;
  'settings.set': Settings & Revision;
  'games.snapshot': GamesState;
  'games.definitions': readonly GameDefinition[];
  'games.detect': FoundGames;
  'games.launch': LaunchAnswer;
  'games.condition': GameCondition;
  'games.check': GameCheck;
  'games.completeTargets': Game;
  'games.chooseFolder': { readonly path: string | null };
  /** Only folders that the last search told of are opened. */
  'games.openFound': { readonly opened: boolean };
  'games.inspect': FolderInspection;
  'games.add': Game;
  'games.setSources': Game;
  'games.choosePicture': { readonly chosen: boolean };
  'games.dismissPicture': null;
  'games.remove': null;
  'mods.search': ModPage;
  'mods.details': ModDetails;
  /** What the catalogue knows, at once. */
  'mods.find': FoundMods;
  'mods.findMore': null;
  'mods.stopFinding': null;
  'mods.suggest': readonly CatalogueHit[];
  'mods.changelog': readonly ChangelogEntry[];
  'mods.requirements': readonly Requirement[];
  'mods.categories': readonly ModCategory[];
  'mods.games': readonly ProviderGame[];
  'mods.approve': null;
  'catalogue.status': CatalogueStatus & Revision;
  'catalogue.index': null;
  'catalogue.stop': null;
  'catalogue.forget': null;
  'updates.snapshot': GameUpdates & Revision;
  /** Answers when all providers did. */
  'updates.check': GameUpdates & Revision;
  'updates.plan': UpdatePlan;
  'updates.apply': StartedInstalls;
  'install.questions': InstallerQuestions;
  'install.chosenFiles': ChosenFiles;
  'install.answer': null;
  'install.outlook': InstallOutlook;
  'install.chosenOutlook': InstallOutlook;
  'install.agree': null;
  'install.changeChoices': { readonly jobId: JobId };
  'install.plan': RequirementsPlan;
  'install.withRequirements': StartedInstalls;
  'install.fromProvider': { readonly jobId: JobId };
  'install.fromFile': { readonly jobId: JobId };
  /** Opens a file dialog in main; null when the player closed it. */
  'install.chooseArchive': { readonly jobId: JobId | null };
  'jobs.snapshot': JobsState;
  'jobs.cancel': null;
  'jobs.dismiss': null;
  'downloads.snapshot': DownloadsState;
  'downloads.pause': null;
  'downloads.resume': null;
  'downloads.cancel': null;
  'downloads.retry': null;
  'downloads.reorder': null;
  'downloads.clear': null;
  'library.snapshot': LibraryState & More;
  /** null: that revision is not known any more. The same holds for history and conflicts. */
  'library.changes': Since<LibraryState, 'entries'> | null;
  /** Mods that need what would go off, or are off and needed by what would come on. */
  'library.needs': readonly NamedEntry[];
  'library.setEnabled': ChangeOutcome;
  'library.remove': ChangeOutcome;
  'library.setPinned': ChangeOutcome;
  'library.reorder': ChangeOutcome;
  'library.revert': ChangeOutcome;
  /** Newest first. */
  'library.versions': readonly EntryVersion[];
  /** In path order. */
  'library.files': readonly EntryFile[];
  /** What was answered to the installer of a mod; null: it did not ask. */
  'library.choices': { readonly choices: InstallerChoices | null };
  'library.setNote': null;
  'library.preview': ChangePreview;
  'conflicts.snapshot': ConflictsState & More;
  'conflicts.changes': Since<ConflictsState, 'conflicts'> | null;
  'conflicts.choose': ChangeOutcome;
  'profiles.snapshot': ProfilesState;
  'profiles.create': null;
  'profiles.rename': null;
  'profiles.remove': null;
  'profiles.switch': ChangeOutcome;
  'share.export': { readonly text: string; readonly mods: number; readonly leftOut: readonly string[] };
  /** Writes the text where the player says; `written` null when the dialog was closed. */
  'share.save': { readonly written: string | null };
  'share.plan': ImportPlan;
  /**
   * Answers when all is installed, or was skipped for a reason; each mod is a change of its own meanwhile. Shown as a
   * job, which can be cancelled: all of it is taken back then.
   */
  'share.import': Imported;
  'outside.check': GameStatus;
  'outside.keep': ChangeOutcome;
  'outside.restore': ChangeOutcome;
  'outside.adopt': ChangeOutcome;
  /** Answers when every file was read; shown as a job meanwhile, which can be cancelled. */
  'upkeep.verify': VerifiedGame;
  'upkeep.repair': ChangeOutcome;
  'upkeep.purge': ChangeOutcome;
  'storage.stats': StoreStats;
  'storage.collect': Collected;
  /** The folder the player chose, or the one the store came from, and what moving there would mean; null: none. */
  'storage.choosePlace': { readonly folder: string; readonly move: StoreMove } | null;
  /** Answers when the store is there; `storage.moving` tells how far it is. */
  'storage.move': StoreMoved;
  'storage.cancelMove': null;
  /** Faults in the words of the database; empty: it is sound. */
  'storage.checkRegistry': { readonly faults: readonly string[] };
  /** At the next start, when nobody has it open yet. */
  'storage.rebuildRegistry': null;
  'history.compare': ChangePreview;
  'history.pin': null;
  'history.snapshot': HistoryState & More;
  'history.changes': Since<HistoryState, 'generations'> | null;
  'history.preview': ChangePreview;
  'history.rollBack': ChangeOutcome;
  'history.undo': ChangeOutcome;
  'history.redo': ChangeOutcome;
  'history.setNote': null;
  'accounts.snapshot': AccountsState;
  'accounts.signIn': null;
  'accounts.answer': null;
  'accounts.cancel': null;
  'accounts.signOut': null;
  'accounts.check': null;
  'links.snapshot': LinksState;
  'links.receive': null;
  'links.dismiss': null;
  'links.confirm': { readonly jobId: JobId };
}

/** Payload of each event. */
export interface Events {
  /** Made, renamed or removed. A switch is a `game.changed`. */
  'profiles.changed': ProfilesState;
  'games.changed': GamesState;
  /** A game got a new generation: what became of its library, history and conflicts is to be asked for. */
  'game.changed': Revision & { readonly outcome: ChangeOutcome };
  /** What became of the jobs since the revision before. */
  'jobs.changed': Since<JobsState, 'jobs'>;
  /** Comes at most a few times a second. */
  'downloads.changed': DownloadsState;
  'links.changed': LinksState;
  /** Also when a provider asked for a pause. */
  'accounts.changed': AccountsState;
  'settings.changed': Settings & Revision;
  'mods.found': { readonly findId: string; readonly found: FoundMods };
  'catalogue.changed': CatalogueStatus & Revision;
  'updates.changed': GameUpdates & Revision;
  /** Bytes written and read back. */
  'storage.moving': Pick<Progress, 'bytesDone' | 'bytesTotal'>;
}

export type Input<C extends CallName> = z.infer<(typeof inputs)[C]>;
export type Answer<C extends CallName> = Answers[C];
export type EventPayload<E extends EventName> = Events[E];

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

type AreaOf<N extends string> = N extends `${infer Area}.${string}` ? Area : never;
type VerbOf<N extends string, Area extends string> = N extends `${Area}.${infer Verb}` ? Verb : never;
type CallArguments<C extends CallName> = Input<C> extends undefined ? [] : [input: Input<C>];

/** What main implements: one function for each call. */
export type Handlers = {
  readonly [C in CallName]: (...input: CallArguments<C>) => Promise<Answer<C>> | Answer<C>;
};

/** What the window sees: `bridge.history.rollBack({…})`, and `bridge.on('jobs.changed', …)`. */
export type Bridge = {
  readonly [Area in AreaOf<CallName>]: {
    readonly [Verb in VerbOf<CallName, Area>]: `${Area}.${Verb}` extends infer C extends CallName
      ? (...input: CallArguments<C>) => Promise<Result<Answer<C>>>
      : never;
  };
} & {
  /** Listens to one event; the answer stops listening. */
  readonly on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void;
  /** The path of a dropped file. Empty for a file that is not on disk. */
  readonly pathOfFile: (file: unknown) => string;
};
