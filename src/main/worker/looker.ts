/** Main's side of the thread that looks at games. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Look, LookAnswer, LookRequest } from '../actions/look-at-games.ts';
import { askedThread } from '../lib/asked-thread.ts';
import type { LookWork, WorkerSettings } from './protocol.ts';

export interface Looker {
  /** An aborted signal takes nobody's time back: it answers `cancelled`, and the thread goes on by itself. */
  readonly look: <L extends Look>(look: L, request: LookRequest<L>, signal?: AbortSignal) => Promise<LookAnswer<L>>;
  /** Whoever still waits hears `cancelled`. Nothing is written there, so that it may end anywhere. */
  readonly close: () => Promise<void>;
}

const died = (cause: unknown): LoadstoneError =>
  new LoadstoneError('internal', 'Looking for games stopped in the middle.', 'Try again: it starts anew.', { cause });

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'Looking for games was cancelled.', 'Ask again whenever you like.');

export function createLooker(workerFile: string, dataDir: string): Looker {
  const workerData = { role: 'look', dataDir } satisfies WorkerSettings;
  const thread = askedThread({ file: workerFile, workerData, endsItself: false, died, dropped: cancelled });
  return {
    look: async (look, request, signal) => {
      const answer = await thread.ask({ look, request } satisfies Omit<LookWork, 'id'>, signal);
      return answer as LookAnswer<typeof look>;
    },
    close: thread.close,
  };
}
