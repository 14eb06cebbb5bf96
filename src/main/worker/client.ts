/** Main's side of the worker thread. A worker that dies fails its work and is started again: it recovers as it opens. */
import { Worker } from 'node:worker_threads';
import type { Batch } from '../../shared/batches.ts';
import { fromErrorData, LoadstoneError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/jobs.ts';
import type { RecoveryReport } from '../../shared/model.ts';
import type { WorkerMessage, WorkerSettings, WorkRequest } from './protocol.ts';
import type { Verb, VerbAnswer, VerbRequest } from './verbs.ts';

export interface EngineClient {
  /** What was put right when the engine opened first. */
  readonly recovered: readonly RecoveryReport[];
  /**
   * Runs a verb after those already asked for. An aborted signal asks the work to stop; it answers `cancelled` then.
   * `batch`: what the generation is one step with, for undo.
   */
  readonly run: <V extends Verb>(
    verb: V,
    request: VerbRequest<V>,
    onProgress?: (progress: Progress) => void,
    signal?: AbortSignal,
    batch?: Batch | null,
  ) => Promise<VerbAnswer<V>>;
  /** Asks all work to stop, waits until it has, and ends the thread. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: LoadstoneError) => void;
  readonly stop: SharedArrayBuffer;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

interface Running {
  readonly worker: Worker;
  readonly recovered: readonly RecoveryReport[];
}

const askToStop = (stop: SharedArrayBuffer): void => {
  Atomics.store(new Int32Array(stop), 0, 1);
};

const died = (): LoadstoneError =>
  new LoadstoneError(
    'internal',
    'The engine stopped in the middle of its work.',
    'Everything it had begun is taken back. Try again; the log has the details.',
  );

/** Starts the thread and waits until the engine is open; throws what opening it threw. */
export async function startEngine(workerFile: string, settings: Omit<WorkerSettings, 'role'>): Promise<EngineClient> {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let closing = false;
  let running: Promise<Running> = start();

  function start(): Promise<Running> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(workerFile, { workerData: { ...settings, role: 'engine' } satisfies WorkerSettings });
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') resolve({ worker, recovered: message.recovered });
        else if (message.kind === 'failed') reject(fromErrorData(message.error));
        else hear(message);
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        reject(died());
        for (const { reject: fail } of waiting.values()) fail(died());
        waiting.clear();
        if (!closing) running = start();
        // Whoever needs it next hears why it does not start.
        running.catch(() => undefined);
      });
    });
  }

  function hear(message: Exclude<WorkerMessage, { kind: 'ready' | 'failed' }>): void {
    const one = waiting.get(message.id);
    if (one === undefined) return;
    if (message.kind === 'progress') {
      one.onProgress?.(message.progress);
      return;
    }
    waiting.delete(message.id);
    if (message.kind === 'done') one.resolve(message.answer);
    else one.reject(fromErrorData(message.error));
  }

  async function run<V extends Verb>(
    verb: V,
    request: VerbRequest<V>,
    onProgress?: (progress: Progress) => void,
    signal?: AbortSignal,
    batch: Batch | null = null,
  ): Promise<VerbAnswer<V>> {
    const { worker } = await running;
    const stop = new SharedArrayBuffer(4);
    const ask = (): void => askToStop(stop);
    if (signal?.aborted === true) ask();
    signal?.addEventListener('abort', ask, { once: true });
    try {
      const answer = await new Promise((resolve, reject) => {
        const id = (ids += 1);
        waiting.set(id, { resolve, reject, stop, onProgress });
        worker.postMessage({ id, verb, request, batch, stop } satisfies WorkRequest);
      });
      return answer as VerbAnswer<V>;
    } finally {
      signal?.removeEventListener('abort', ask);
    }
  }

  const { recovered } = await running;
  return {
    recovered,
    run,
    close: async () => {
      closing = true;
      const { worker } = await running;
      for (const { stop } of waiting.values()) askToStop(stop);
      worker.postMessage('close');
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
      });
    },
  };
}
