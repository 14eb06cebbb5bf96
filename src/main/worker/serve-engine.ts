/** The thread of the engine: opens it and runs verbs one after the other. The only writer of a data folder. */
import { parentPort } from 'node:worker_threads';
import { openEngine, type Engine } from '../actions/engine.ts';
import type { Control } from '../lib/control.ts';
import { LoadstoneError, toErrorData } from '../../shared/errors.ts';
import type { Progress } from '../../shared/jobs.ts';
import type { WorkerMessage, WorkRequest } from './protocol.ts';
import { storeFolder } from '../store/store-place.ts';
import { verbs } from './verbs.ts';

/** Milliseconds between two progress messages: more would only be drawn over. */
const progressEvery = 50;

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function controlFor({ id, stop, batch }: WorkRequest): Control {
  const flag = new Int32Array(stop);
  let last = 0;
  return {
    ...(batch === null ? {} : { batch }),
    cancelled: () => Atomics.load(flag, 0) !== 0,
    progress: (progress: Progress) => {
      const now = performance.now();
      if (now - last < progressEvery) return;
      last = now;
      post({ kind: 'progress', id, progress });
    },
  };
}

function run(engine: Engine, work: WorkRequest): void {
  try {
    const verb = verbs[work.verb] as (engine: Engine, request: unknown, control: Control) => unknown;
    post({ kind: 'done', id: work.id, answer: verb(engine, work.request, controlFor(work)) });
  } catch (error) {
    if (!(error instanceof LoadstoneError)) engine.log.error(`${work.verb} failed`, error);
    else if (error.cause !== undefined) engine.log.error(`${work.verb}: ${error.message}`, error.cause);
    post({ kind: 'refused', id: work.id, error: toErrorData(error) });
  }
}

export function serveEngine(dataDir: string): void {
  try {
    let open = openEngine(dataDir);
    parentPort?.on('message', (work: WorkRequest | 'close') => {
      if (work === 'close') {
        open.close();
        parentPort?.close();
        return;
      }
      run(open.engine, work);
      // The store was moved: all that knows its place is opened anew.
      if (open.engine.store.root === storeFolder(dataDir)) return;
      open.close();
      open = openEngine(dataDir);
    });
    post({ kind: 'ready', recovered: open.recovered });
  } catch (error) {
    post({ kind: 'failed', error: toErrorData(error) });
  }
}
