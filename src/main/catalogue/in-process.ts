/** The catalogue without a thread of its own: for the command line, which does one thing and ends. */
import { openCatalogue, type Catalogue, type OpenCatalogue } from './catalogue.ts';
import { dropCatalogueFile, isDamage } from './open.ts';

/** Opens the file when it is first needed; one that turns out damaged is made anew, and asked once more. */
export function catalogueInProcess(file: string): Catalogue {
  let opened: OpenCatalogue | null = null;
  const close = (): void => {
    opened?.close();
    opened = null;
  };
  return {
    ask: async (verb, request) => {
      const run = (): unknown => {
        opened ??= openCatalogue(file);
        return (opened.verbs[verb] as (input: typeof request) => unknown)(request);
      };
      try {
        return run() as never;
      } catch (error) {
        if (!isDamage(error)) throw error;
        close();
        dropCatalogueFile(file);
        return run() as never;
      }
    },
    close: async () => close(),
  };
}
