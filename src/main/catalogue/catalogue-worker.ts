/** Entry of the catalogue's thread: searches and imports never hold up the window or the engine. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '../../shared/errors.ts';
import type { ThreadAnswer } from '../lib/asked-thread.ts';
import type { CatalogueVerb } from './catalogue.ts';
import { catalogueInProcess } from './in-process.ts';
import type { CatalogueRequest, CatalogueSettings } from './protocol.ts';

const { file } = workerData as CatalogueSettings;
const catalogue = catalogueInProcess(file);

async function run({ id, verb, request }: CatalogueRequest): Promise<ThreadAnswer> {
  try {
    return { kind: 'done', id, answer: await catalogue.ask<CatalogueVerb>(verb, request as never) };
  } catch (error) {
    return { kind: 'refused', id, error: toErrorData(error) };
  }
}

parentPort?.on('message', async (work: CatalogueRequest | 'close') => {
  if (work !== 'close') {
    parentPort?.postMessage(await run(work));
    return;
  }
  await catalogue.close();
  parentPort?.close();
});
