/** Moving the store: asked for, looked at, and watched until it is done. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';

export function moveStoreHandlers({
  engine,
  events,
  host,
  settings,
}: Services): Pick<Area<'storage'>, 'storage.choosePlace' | 'storage.move' | 'storage.cancelMove'> {
  let running: AbortController | null = null;
  return {
    'storage.choosePlace': async ({ home }) => {
      const folder = home ? settings.dataDir : await host.chooseFolder({ for: 'store' });
      return folder === null ? null : { folder, move: await engine.run('planStoreMove', { folder }) };
    },
    'storage.move': async ({ folder }) => {
      if (running !== null) throw movingAlready();
      running = new AbortController();
      try {
        return await engine.run(
          'moveStore',
          { folder },
          ({ bytesDone, bytesTotal }) => events.publish('storage.moving', { bytesDone, bytesTotal }),
          running.signal,
        );
      } finally {
        running = null;
      }
    },
    'storage.cancelMove': () => {
      running?.abort();
      return null;
    },
  };
}

const movingAlready = (): LoadstoneError =>
  new LoadstoneError('store_place_refused', 'Your mods are being moved already.', 'Wait until that is done.');
