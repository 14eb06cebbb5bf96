/** What is to be deployed, and why. */
import type { Batch } from '../../shared/batches.ts';
import type { EntryId, Sha256 } from '../../shared/ids.ts';
import type { GenerationReason, Loadout } from '../../shared/model.ts';
import type { OutsideChoice } from '../plan/decide.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { RelPath } from '../../shared/rel-path.ts';

/** A file the game itself keeps about its mods, which changes together with them. It is never counted as ours. */
export interface CompanionFile {
  readonly target: TargetRow;
  readonly path: RelPath;
  /** A blob of the store; null: the file goes. What is there now has been saved. */
  readonly becomes: Sha256 | null;
  /** Time it is given. */
  readonly mtimeNs: bigint;
}

export interface DeployRequest {
  readonly game: GameRow;
  readonly from: Loadout;
  readonly to: Loadout;
  readonly reason: GenerationReason;
  readonly subject: string;
  /** The generation whose loadout `to` is, for roll back, undo and redo. */
  readonly restores: number | null;
  /** What it is one step with, for undo and redo. */
  readonly batch: Batch | null;
  readonly entries: readonly EntryId[];
  readonly outside: OutsideChoice;
  /** Paths to read beyond those of entries that changed, for repair. */
  readonly alsoPaths?: ReadonlySet<number>;
  readonly companions?: readonly CompanionFile[];
  /** Runs inside the commit: what must stand or fall with the generation. */
  readonly withCommit?: () => void;
}
