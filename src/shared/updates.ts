/** What is known about newer versions of installed mods, and what updating would do. */
import type { ProviderAnswer } from './catalogue.ts';
import type { EntryId, GameId } from './ids.ts';
import type { ChangelogEntry, ModFile, ProviderId, UpdateCheck } from './model.ts';
import type { RequirementsPlan } from './requirements.ts';

/** What the last check said about one mod. */
export interface EntryUpdate {
  readonly entry: EntryId;
  readonly name: string;
  readonly version: string | null;
  /** Milliseconds since the epoch. */
  readonly checkedAt: number;
  readonly result: UpdateCheck;
}

/** A provider that could not be asked; what it said before still stands. */
export interface UpdateFailure {
  readonly provider: ProviderId;
  readonly answer: ProviderAnswer;
}

export interface GameUpdates {
  readonly gameId: GameId;
  readonly checking: boolean;
  /** When all providers answered last; null: not yet. */
  readonly checkedAt: number | null;
  /** In load order. Mods that were not asked about are not in it. */
  readonly entries: readonly EntryUpdate[];
  /** Kept at their version by the player: never asked about. */
  readonly pinned: readonly EntryId[];
  /** Installed from an archive: nobody can be asked. */
  readonly unknown: readonly EntryId[];
  readonly failures: readonly UpdateFailure[];
}

export interface PlannedUpdate {
  readonly entry: EntryId;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly file: ModFile;
  /** What is new, newest first. */
  readonly changes: readonly ChangelogEntry[];
  /** What was chosen in its installer, and stays so as long as the installer asks the same. Absent: it did not ask. */
  readonly keeps?: readonly string[];
}

export type SkipReason = 'pinned' | 'current' | 'look' | 'gone' | 'unchecked' | 'from-archive';

export interface UpdatePlan {
  readonly gameId: GameId;
  readonly updates: readonly PlannedUpdate[];
  /** Mods that were asked for and stay as they are. */
  readonly skipped: readonly { readonly entry: EntryId; readonly name: string; readonly why: SkipReason }[];
  /** What the new versions need and the library does not have, one plan for each update that needs something. */
  readonly requirements: readonly RequirementsPlan[];
  /** Updates whose requirements could not be read. */
  readonly unread: readonly EntryId[];
  /** Bytes to fetch; null: a provider does not say. */
  readonly size: number | null;
}
