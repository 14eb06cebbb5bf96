/** Main's side of the catalogue's thread. It starts when it is first needed, and again when it died. */
import { Worker } from 'node:worker_threads';
import { fromErrorData, LoadstoneError } from '../../shared/errors.ts';
import type { Catalogue } from './catalogue.ts';
import type { CatalogueMessage, CatalogueRequest, CatalogueSettings } from './protocol.ts';

const died = (cause: unknown): LoadstoneError =>
  new LoadstoneError(
    'internal',
    'The catalogue of mods stopped working.',
    'Try again: it starts anew. What is installed is not touched by it.',
    { cause },
  );

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: LoadstoneError) => void;
}

export function catalogueInThread(workerFile: string, settings: CatalogueSettings): Catalogue {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let worker: Worker | null = null;
  let closed = false;

  function start(): Worker {
    const started = new Worker(workerFile, { workerData: settings });
    let fault: unknown;
    started.on('message', (message: CatalogueMessage) => {
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
      for (const { reject } of waiting.values()) reject(died(fault));
      waiting.clear();
    });
    return started;
  }

  return {
    ask: async (verb, request) => {
      if (closed) throw died(undefined);
      const thread = (worker ??= start());
      const answer = await new Promise<unknown>((resolve, reject) => {
        const id = (ids += 1);
        waiting.set(id, { resolve, reject });
        thread.postMessage({ id, verb, request } satisfies CatalogueRequest);
      });
      return answer as never;
    },
    close: async () => {
      closed = true;
      const thread = worker;
      if (thread === null) return;
      await new Promise<void>((resolve) => {
        thread.once('exit', () => resolve());
        thread.postMessage('close');
      });
    },
  };
}
