/** Main's side of the thread that looks at games. It starts when it is first needed, and again when it died. */
import { Worker } from 'node:worker_threads';
import { fromErrorData, LoadstoneError } from '../../shared/errors.ts';
import type { Look, LookAnswer, LookRequest } from '../actions/look-at-games.ts';
import type { LookMessage, LookWork, WorkerSettings } from './protocol.ts';

export interface Looker {
  /** An aborted signal takes nobody's time back: it answers `cancelled`, and the thread goes on by itself. */
  readonly look: <L extends Look>(look: L, request: LookRequest<L>, signal?: AbortSignal) => Promise<LookAnswer<L>>;
  /** Whoever still waits hears `cancelled`. Nothing is written there, so that it may end anywhere. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: LoadstoneError) => void;
}

const died = (cause: unknown): LoadstoneError =>
  new LoadstoneError('internal', 'Looking for games stopped in the middle.', 'Try again: it starts anew.', { cause });

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'Looking for games was cancelled.', 'Ask again whenever you like.');

export function createLooker(workerFile: string, dataDir: string): Looker {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let worker: Worker | null = null;
  let closed = false;

  function start(): Worker {
    const started = new Worker(workerFile, { workerData: { role: 'look', dataDir } satisfies WorkerSettings });
    let fault: unknown;
    started.on('message', (message: LookMessage) => {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'done') one?.resolve(message.answer);
      else one?.reject(fromErrorData(message.error));
    });
    started.on('error', (error) => {
      fault = error;
    });
    started.on('exit', () => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values()) reject(closed ? cancelled() : died(fault));
      waiting.clear();
    });
    return started;
  }

  return {
    look: async (look, request, signal) => {
      if (closed || signal?.aborted === true) throw cancelled();
      const thread = (worker ??= start());
      const id = (ids += 1);
      const stop = (): void => {
        waiting.get(id)?.reject(cancelled());
        waiting.delete(id);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        const answer = await new Promise<unknown>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          thread.postMessage({ id, look, request } satisfies LookWork);
        });
        return answer as LookAnswer<typeof look>;
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    close: async () => {
      closed = true;
      await worker?.terminate();
    },
  };
}
