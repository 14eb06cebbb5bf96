/** Messages between main and the worker thread. Structured clone; errors travel as data. */
import type { Batch } from '../../shared/batches.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Progress } from '../../shared/jobs.ts';
import type { RecoveryReport } from '../../shared/model.ts';
import type { Look } from '../actions/look-at-games.ts';
import type { Verb } from './verbs.ts';

export interface WorkerSettings {
  /** `engine` changes games and is the only one that does; `look` only reads. */
  readonly role: 'engine' | 'look';
  readonly dataDir: string;
}

export interface LookWork {
  readonly id: number;
  readonly look: Look;
  readonly request: unknown;
}

export interface WorkRequest {
  readonly id: number;
  readonly verb: Verb;
  readonly request: unknown;
  /** The press of the player that it belongs to, where that makes several changes. */
  readonly batch: Batch | null;
  /** One Int32; anything but 0 asks the work to stop. Shared, because a busy thread hears no messages. */
  readonly stop: SharedArrayBuffer;
}

export type WorkerMessage =
  | { readonly kind: 'ready'; readonly recovered: readonly RecoveryReport[] }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorData };
