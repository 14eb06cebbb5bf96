/** Sharing a loadout with others: fetched here, installed in the engine's thread. */
import type { GameId } from '../../shared/ids.ts';
import { fetchOnly } from '../actions/downloads.ts';
import { storeFolder } from '../actions/engine.ts';
import {
  exportLoadout,
  importLoadout,
  planImport,
  readSharedLoadout,
  type ImportDeps,
} from '../actions/share-loadout.ts';
import { nodeFs } from '../lib/fs.ts';
import { createStore } from '../store/store.ts';
import { changeGame } from './change-game.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';

export function shareHandlers(services: Services): Area<'share'> {
  const { registry } = services;
  return {
    'share.export': ({ gameId }) => {
      const { loadout, leftOut } = exportLoadout(registry, gameId);
      return { text: `${JSON.stringify(loadout, null, 2)}\n`, mods: loadout.mods.length, leftOut };
    },
    'share.plan': ({ gameId, text }) => planImport(registry, gameId, readSharedLoadout(text)),
    'share.import': ({ gameId, text }) => importLoadout(depsOf(services, gameId), gameId, readSharedLoadout(text)),
  };
}

function depsOf(services: Services, gameId: GameId): ImportDeps {
  const { registry, engine, downloads, settings } = services;
  // The downloads screen shows how far they are, and what they wait for.
  const following = { waitForPlayer: true, onChange: () => undefined };
  return {
    registry,
    archivePath: createStore(nodeFs, storeFolder(settings.dataDir)).archives.path,
    fetch: (file) => fetchOnly(downloads, file, following, new AbortController().signal),
    install: (request) => changeGame(services, 'installMod', request),
    createProfile: (name) => engine.run('createProfile', { gameId, name, copy: false }),
    switchProfile: (name) => changeGame(services, 'switchProfile', { gameId, name }),
    setEnabled: (entries, enabled) => changeGame(services, 'setEnabled', { gameId, entries, enabled }),
    setPinned: (entries) => changeGame(services, 'setPinned', { gameId, entries, pinned: true }),
    choose: (request) => changeGame(services, 'chooseWinner', { gameId, ...request }),
  };
}
