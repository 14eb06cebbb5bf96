/** Sharing a loadout with others: fetched here, installed in the engine's thread. */
import fs from 'node:fs';
import type { AccountState } from '../../shared/accounts.ts';
import type { GameId } from '../../shared/ids.ts';
import type { Download } from '../../shared/jobs.ts';
import type { ProviderId } from '../../shared/model.ts';
import { fetchOnly } from '../actions/downloads.ts';
import { requireGame } from '../actions/engine.ts';
import { storeFolder } from '../store/store-place.ts';
import type { JobWork } from '../actions/jobs.ts';
import {
  exportLoadout,
  importLoadout,
  planImport,
  readSharedLoadout,
  type ImportDeps,
  type SharedLoadout,
} from '../actions/share-loadout.ts';
import { tellingDiskErrors } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import { newBatch } from '../lib/new-batch.ts';
import { createStore } from '../store/store.ts';
import { changeGame } from './change-game.ts';
import type { Area } from './area.ts';
import { announceProfiles } from './engine-handlers.ts';
import type { Services } from './services.ts';
import { watched } from './watched.ts';

export function shareHandlers(services: Services): Area<'share'> {
  const { registry, host, accounts, jobs } = services;
  return {
    'share.export': ({ gameId }) => {
      const { loadout, leftOut } = exportLoadout(registry, gameId);
      return { text: textOf(loadout), mods: loadout.mods.length, leftOut };
    },
    'share.save': async ({ gameId }) => {
      const { loadout } = exportLoadout(registry, gameId);
      const written = await host.chooseSave({ what: 'profile', fileName: fileNameOf(loadout) });
      if (written !== null) tellingDiskErrors('saving the profile', () => fs.writeFileSync(written, textOf(loadout)));
      return { written };
    },
    'share.plan': async ({ gameId, text }) => {
      const shared = readSharedLoadout(text);
      const shut = shutProviders(await accounts.list());
      return planImport(registry, gameId, shared, (provider) => !shut.has(provider));
    },
    'share.import': ({ gameId, text }) => {
      const shared = readSharedLoadout(text);
      requireGame(registry, gameId);
      const about = { kind: 'import' as const, gameId, title: shared.name, modRef: null };
      return watched(jobs, about, async (tools) => {
        const begin = (mod: string): void => tools.rename(`${shared.name}: ${mod}`);
        const imported = await importLoadout(depsOf(services, gameId, tools, begin), gameId, shared);
        tools.rename(imported.profile);
        return imported;
      });
    },
  };
}

const textOf = (loadout: SharedLoadout): string => `${JSON.stringify(loadout, null, 2)}\n`;

/** Any system can write it. */
const fileNameOf = ({ name, game }: SharedLoadout): string =>
  `${`${game.name} - ${name}`.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '').trim() || 'profile'}.loadstone.json`;

/** Providers that hand no file to a player who is not signed in, where nobody is. */
const shutProviders = (accounts: readonly AccountState[]): ReadonlySet<ProviderId> =>
  new Set(accounts.flatMap(({ provider, account }) => (account === null && !isOpen.has(provider) ? [provider] : [])));

/** Facts of the providers: an account there is for more than files. */
const isOpen: ReadonlySet<ProviderId> = new Set(['gamebanana', 'github']);

function depsOf(
  services: Services,
  gameId: GameId,
  { signal, progress, waitFor }: JobWork,
  begun: (mod: string) => void,
): ImportDeps {
  const { registry, engine, downloads, settings } = services;
  const batch = newBatch('import');
  let counted = { filesDone: 0, filesTotal: 0 };
  const show = ({ state, bytesDone, bytesTotal, waitsFor }: Download): void => {
    if (waitsFor !== null) waitFor(waitsFor);
    else if (state === 'downloading') progress({ phase: 'downloading', bytesDone, bytesTotal, ...counted });
  };
  return {
    stopped: () => signal.aborted,
    begin: (mod, done, total) => {
      counted = { filesDone: done, filesTotal: total };
      begun(mod);
      progress({ phase: 'deploying', bytesDone: 0, bytesTotal: null, ...counted });
    },
    registry,
    archivePath: createStore(nodeFs, storeFolder(settings.dataDir)).archives.path,
    fetch: (file) => fetchOnly(downloads, file, { waitForPlayer: true, onChange: show }, signal),
    install: (request) => changeGame(services, 'installMod', request, { signal, batch }),
    createProfile: async (name) => {
      await engine.run('createProfile', { gameId, name, copy: false });
      announceProfiles(services, gameId);
    },
    switchProfile: (name) => changeGame(services, 'switchProfile', { gameId, name }, { batch }),
    setEnabled: (entries, enabled) => changeGame(services, 'setEnabled', { gameId, entries, enabled }, { batch }),
    setPinned: (entries) => changeGame(services, 'setPinned', { gameId, entries, pinned: true }, { batch }),
    undo: () => changeGame(services, 'undo', { gameId }),
    rollBack: (to) => changeGame(services, 'rollBack', { gameId, to }),
    removeProfile: async (name) => {
      await engine.run('removeProfile', { gameId, name });
      announceProfiles(services, gameId);
    },
    choose: (request) => changeGame(services, 'chooseWinner', { gameId, ...request }, { batch }),
  };
}
