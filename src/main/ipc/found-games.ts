/** Games that are on this computer, before they are managed: searched for, looked into, chosen by their folder. */
import nodePath from 'node:path';
import { markManaged } from '../actions/find-games.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import { nodeFs } from '../lib/fs.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';
import { showFiles } from './show-images.ts';

type FoundHandlers = Pick<
  Area<'games'>,
  'games.definitions' | 'games.detect' | 'games.chooseFolder' | 'games.openFound' | 'games.inspect'
>;

export function foundGamesHandlers(services: Services): FoundHandlers {
  const { registry, host, looker, settings } = services;
  const show = showFiles(services);
  let found: ReadonlySet<string> = new Set();
  return {
    'games.definitions': () => readDefinitions(nodeFs, settings.dataDir).definitions,
    'games.detect': async () => {
      const search = markManaged(registry, await looker.look('search', null));
      found = new Set(search.games.map(({ folder }) => folder));
      return { ...search, games: search.games.map((game) => ({ ...game, pictures: show(game.pictures) })) };
    },
    'games.chooseFolder': async () => ({ path: await host.chooseFolder({ for: 'game' }) }),
    'games.openFound': async ({ folder }) => ({ opened: found.has(folder) && (await host.openFolder(folder)) }),
    'games.inspect': ({ path }) => looker.look('folder', nodePath.resolve(path)),
  };
}
