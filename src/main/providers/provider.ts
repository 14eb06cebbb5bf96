/** What every mod source can do. Expected outcomes are values; exceptions are for surprises. */
import type { Account, SignInField, SignInForm, SignInMethod, SignInStep } from '../../shared/accounts.ts';
import type {
  ChangelogEntry,
  FileRef,
  InstalledFile,
  ModCategory,
  ModDetails,
  ModFile,
  ModPage,
  ModRef,
  ModSort,
  ModSummary,
  ProviderGame,
  ProviderId,
  Requirement,
  ResolvedFile,
  UpdateCheck,
} from '../../shared/model.ts';
import type { Saying } from '../../shared/saying.ts';
import type { Credentials } from '../lib/http.ts';

export interface SearchQuery {
  /** The provider's own key of the game, from `Game.providers`. */
  readonly game: string;
  /** Empty: browse. */
  readonly text: string;
  readonly sort: ModSort;
  /** 1-based. */
  readonly page: number;
  /** `ModCategory.key`; absent: all. */
  readonly category?: string;
  /** false: nothing for adults, where the provider can leave it out. Default true. */
  readonly adult?: boolean;
}

/** What a link from the provider's site brings along, so that a player without a paid account may download. */
export interface DownloadGrant {
  readonly key: string;
  /** Seconds since the epoch, as the link writes it. */
  readonly expires: string;
  readonly userId: string | null;
}

export type Resolution =
  | { readonly kind: 'file'; readonly file: ResolvedFile; readonly modFile: ModFile }
  /** The player has to do something on a page of the provider first. */
  | { readonly kind: 'needs_user_action'; readonly url: string; readonly why: Saying }
  | { readonly kind: 'needs_sign_in'; readonly why: Saying }
  | { readonly kind: 'gone'; readonly why: Saying };

export type Found<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'gone'; readonly why: Saying };

/** A page of mods by the time of their last change, newest first: what the catalogue is filled from. */
export interface FeedPage {
  readonly mods: readonly ModSummary[];
  /** What the next page is asked with; null on the last one. */
  readonly next: string | null;
}

export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** What its search can really sort by, the natural one first. */
  readonly sorts: readonly ModSort[];
  readonly search: (query: SearchQuery, signal: AbortSignal) => Promise<ModPage>;
  /** Strictly by `updatedAt`, newest first. `cursor` null: the first page. */
  readonly feed: (game: string, cursor: string | null, signal: AbortSignal) => Promise<FeedPage>;
  /** Empty where the provider has none. */
  readonly categories: (game: string, signal: AbortSignal) => Promise<readonly ModCategory[]>;
  /** Games of the provider by name, best first. */
  readonly games: (text: string, signal: AbortSignal) => Promise<readonly ProviderGame[]>;
  readonly details: (ref: ModRef, signal: AbortSignal) => Promise<Found<ModDetails>>;
  /** Newest first; empty where the author wrote nothing. */
  readonly changelog: (ref: ModRef, signal: AbortSignal) => Promise<readonly ChangelogEntry[]>;
  readonly requirements: (file: FileRef, signal: AbortSignal) => Promise<readonly Requirement[]>;
  /**
   * Where mods set limits on each other: the versions that go together, and why there are none. Absent: each mod's newest
   * file that its own requirements allow will do.
   */
  readonly settle?: (wish: SettleWish, signal: AbortSignal) => Promise<Settled>;
  /** For many files in as few requests as can be; one answer for each, in their order. */
  readonly checkUpdates: (installed: readonly InstalledFile[], signal: AbortSignal) => Promise<readonly UpdateCheck[]>;
  readonly resolve: (ref: FileRef, signal: AbortSignal, grant?: DownloadGrant) => Promise<Resolution>;
  /** Reads the short text form of a file: the part after "gamebanana:" in "gamebanana:610939". null: not one. */
  readonly parseFileRef: (text: string) => FileRef | null;
  readonly parseModRef: (text: string) => ModRef | null;
  /** null: the provider has no accounts, or none that would help. */
  readonly signIn: SignIn | null;
  /** Endorse, like, rate up. null: not possible over its interface. Throws `needs_sign_in`. */
  readonly approve:
    | ((ref: ModRef, version: string | null, approve: boolean, signal: AbortSignal) => Promise<void>)
    | null;
}

/** What is wanted together. */
export interface SettleWish {
  readonly file: FileRef;
  /** The provider's own key of the game. */
  readonly game: string;
  /** Whether the expansion of the game is there; null: not known. */
  readonly expansion: boolean | null;
  /** Mods the player wants besides. */
  readonly chosen: readonly ModRef[];
  readonly installed: readonly {
    readonly ref: FileRef;
    readonly enabled: boolean;
    /** What it says itself that it needs, as its author wrote it. null: it could not be read. */
    readonly needs: readonly string[] | null;
  }[];
}

export interface Settled {
  /** `file` and what it needs. */
  readonly files: readonly FileRef[];
  /** Installed mods that would not go with `file` and do in another version, which has to come with it. */
  readonly replaces: readonly { readonly ref: FileRef; readonly modRef: ModRef; readonly versions: string }[];
  readonly obstacles: readonly Obstacle[];
  /** The newest file of the same mod that the game takes, where it does not take `file`. */
  readonly instead: FileRef | null;
}

/** A mod without a version that would do. */
export interface Obstacle {
  /** null: no mod, another version of the game. */
  readonly modRef: ModRef | null;
  readonly name: string;
  /** Empty: the file itself. */
  readonly neededBy: readonly string[];
  readonly why: Saying;
}

/** How a sign-in speaks with the player while it runs. */
export interface SignInDialog {
  /** Opens a page in the player's own browser, through the allow-listed opener. */
  readonly openPage: (url: string) => Promise<void>;
  readonly show: (step: SignInStep) => void;
  /** Values by field name. Throws `cancelled`. */
  readonly ask: (step: Extract<SignInStep, { kind: 'asking' }>) => Promise<Readonly<Record<string, string>>>;
}

export interface SignedIn {
  /** What is kept in the secret store, one line of text. */
  readonly secret: string;
  readonly account: Account;
}

export interface SignIn {
  /** The recommended one first. */
  readonly forms: readonly SignInForm[];
  /** Signs in and proves it with a request. Errors: those of `Http`, `sign_in_failed`, `cancelled`. */
  readonly run: (
    method: SignInMethod,
    fields: Readonly<Record<SignInField['name'], string>>,
    dialog: SignInDialog,
    signal: AbortSignal,
  ) => Promise<SignedIn>;
  /** How a stored secret is shown to the provider. null: the text is no secret of ours. */
  readonly credentials: (secret: string) => Credentials | null;
  /** Asks the provider who is signed in now. `gone`: the secret was revoked or has run out. */
  readonly check: (signal: AbortSignal) => Promise<Found<Account>>;
  /** Tells the provider that a secret is over, where it can be told and the secret was made for us. Errors: those of `Http`. */
  readonly end?: (secret: string, signal: AbortSignal) => Promise<void>;
}
