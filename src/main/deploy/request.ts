/** What is to be deployed, and why. */
import type { EntryId } from '../../shared/ids.ts';
import type { GenerationReason, Loadout } from '../../shared/model.ts';
import type { OutsideChoice } from '../plan/decide.ts';
import type { GameRow } from '../registry/games.ts';

export interface DeployRequest {
  readonly game: GameRow;
  readonly from: Loadout;
  readonly to: Loadout;
  readonly reason: GenerationReason;
  readonly subject: string;
  /** The generation whose loadout `to` is, for roll back, undo and redo. */
  readonly restores: number | null;
  readonly entries: readonly EntryId[];
  readonly outside: OutsideChoice;
  /** Paths to read beyond those of entries that changed, for repair. */
  readonly alsoPaths?: ReadonlySet<number>;
  /** Runs inside the commit: what must stand or fall with the generation. */
  readonly withCommit?: () => void;
}
