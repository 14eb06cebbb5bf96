/**
 * How synchronous engine work is watched and stopped. Bulk file work runs as plain synchronous calls inside a
 * worker thread, where an AbortSignal could never be delivered: the flag behind `cancelled` is shared memory.
 */
import type { Batch } from '../../shared/batches.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/jobs.ts';

export interface Control {
  /** True once the player asked to stop. Cheap: may be asked for every file. */
  readonly cancelled: () => boolean;
  /** Reports progress; called often, the receiver thins it out. */
  readonly progress: (progress: Progress) => void;
  /** The press of the player that the work belongs to, where that makes several changes. */
  readonly batch?: Batch;
}

/** For work that nobody watches. */
export const unwatched: Control = { cancelled: () => false, progress: () => undefined };

/** Throws `cancelled` when the player asked to stop. Only called where nothing is half done. */
export function throwIfCancelled(control: Control): void {
  if (!control.cancelled()) return;
  throw new LoadstoneError(
    'cancelled',
    'The work was cancelled.',
    'Nothing was changed. Start it again whenever you like.',
  );
}
