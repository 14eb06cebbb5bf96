/** A thread that answers questions. It starts when it is first needed, and again when it died. */
import { Worker } from 'node:worker_threads';
import { fromErrorData, type ErrorData, type LoadstoneError } from '../../shared/errors.ts';

/** What the thread posts, with the `id` of the question. */
export type ThreadAnswer =
  | { readonly kind: 'done'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorData };

export interface AskedThread {
  /** Posts `question` with an `id`. An aborted signal takes nobody's time back: the thread goes on by itself. */
  readonly ask: (question: object, signal?: AbortSignal) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export interface ThreadSettings {
  readonly file: string;
  readonly workerData: object;
  /** It has something to put away, and ends by itself when it is told 'close'. Otherwise it may end anywhere. */
  readonly endsItself: boolean;
  readonly died: (cause: unknown) => LoadstoneError;
  /** What those hear who still wait at the close, come after it, or take their question back. */
  readonly dropped: () => LoadstoneError;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: LoadstoneError) => void;
}

export function askedThread({ file, workerData, endsItself, died, dropped }: ThreadSettings): AskedThread {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let worker: Worker | null = null;
  let closed = false;

  function start(): Worker {
    const started = new Worker(file, { workerData });
    let fault: unknown;
    started.on('message', (message: ThreadAnswer) => {
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
      for (const { reject } of waiting.values()) reject(closed ? dropped() : died(fault));
      waiting.clear();
    });
    return started;
  }

  async function close(): Promise<void> {
    closed = true;
    const thread = worker;
    if (thread === null) return;
    if (!endsItself) {
      await thread.terminate();
      return;
    }
    await new Promise<void>((resolve) => {
      thread.once('exit', () => resolve());
      thread.postMessage('close');
    });
  }

  return {
    ask: async (question, signal) => {
      if (closed || signal?.aborted === true) throw dropped();
      const thread = (worker ??= start());
      const id = (ids += 1);
      const stop = (): void => {
        waiting.get(id)?.reject(dropped());
        waiting.delete(id);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return await new Promise<unknown>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          thread.postMessage({ id, ...question });
        });
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    close,
  };
}
