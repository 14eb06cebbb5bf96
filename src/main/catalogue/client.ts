/** Main's side of the catalogue's thread. */
import { LoadstoneError } from '../../shared/errors.ts';
import { askedThread } from '../lib/asked-thread.ts';
import type { Catalogue } from './catalogue.ts';
import type { CatalogueRequest, CatalogueSettings } from './protocol.ts';

const died = (cause?: unknown): LoadstoneError =>
  new LoadstoneError(
    'internal',
    'The catalogue of mods stopped working.',
    'Try again: it starts anew. What is installed is not touched by it.',
    { cause },
  );

export function catalogueInThread(workerFile: string, settings: CatalogueSettings): Catalogue {
  const thread = askedThread({ file: workerFile, workerData: settings, endsItself: true, died, dropped: died });
  return {
    ask: async (verb, request) => (await thread.ask({ verb, request } satisfies Omit<CatalogueRequest, 'id'>)) as never,
    close: thread.close,
  };
}
