/** One function for each call of the contract. Inputs were validated; errors are thrown and become data in the router. */
import type { Handlers } from '../../shared/ipc/contract.ts';
import { requireGame } from '../actions/engine.ts';
import { readNotices } from '../actions/read-notices.ts';
import { writeReport } from '../actions/report.ts';
import { accountsHandlers } from './accounts.ts';
import type { Area } from './area.ts';
import { changeChoices } from './change-choices.ts';
import { catalogueHandlers } from './catalogue.ts';
import { downloadsHandlers, linksHandlers } from './download-handlers.ts';
import { gamesHandlers } from './game-handlers.ts';
import { engineHandlers } from './engine-handlers.ts';
import { shareHandlers } from './share-handlers.ts';
import { installFromFile, installFromProvider } from './installs.ts';
import { modsHandlers } from './mods.ts';
import { plannedInstallHandlers } from './mods-install.ts';
import type { Services } from './services.ts';
import { updatesHandlers } from './updates.ts';

export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...settingsHandlers(services),
    ...gamesHandlers(services),
    ...modsHandlers(services),
    ...installHandlers(services),
    ...jobsHandlers(services),
    ...catalogueHandlers(services),
    ...updatesHandlers(services),
    ...downloadsHandlers(services),
    ...engineHandlers(services),
    ...shareHandlers(services),
    ...accountsHandlers(services),
    ...linksHandlers(services),
  };
}

function appHandlers({ settings, host, registry, recovered, begun, downloads, clock }: Services): Area<'app'> {
  return {
    'app.info': () => ({
      version: settings.version,
      platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
      dataDir: settings.dataDir,
      recovered,
      cutOff: begun.cutOff,
    }),
    'app.openExternal': async ({ url }) => ({ opened: await host.openExternal(url) }),
    'app.openFolder': async (input) => ({
      opened: await host.openFolder(
        input.folder === 'data' ? settings.dataDir : requireGame(registry, input.gameId).root,
      ),
    }),
    'app.copyText': async ({ text }) => {
      await host.copyText(text);
      return null;
    },
    'app.report': async () => {
      const now = clock.now();
      const written = await host.chooseSave({
        what: 'report',
        fileName: `loadstone-report-${new Date(now).toISOString().slice(0, 10)}.txt`,
      });
      if (written === null) return { written };
      writeReport(written, {
        version: settings.version,
        dataDir: settings.dataDir,
        now,
        settings: registry.settings.get(),
        games: registry.games.list(),
        downloads: downloads.list(),
      });
      return { written };
    },
    'app.notices': () => ({ text: readNotices() }),
  };
}

function settingsHandlers({ registry, revisions, events, downloads }: Services): Area<'settings'> {
  const current = () => ({ ...registry.settings.get(), revision: revisions.current('settings') });
  return {
    'settings.get': current,
    'settings.set': (changes) => {
      registry.settings.set(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
      downloads.wake();
      revisions.next('settings');
      events.publish('settings.changed', current());
      return current();
    },
  };
}

function installHandlers(services: Services): Area<'install'> {
  return {
    ...plannedInstallHandlers(services),
    'install.fromProvider': ({ gameId, file, modRef, title }) => ({
      jobId: installFromProvider(services, { gameId, file, modRef, title }),
    }),
    'install.questions': ({ jobId }) => services.installers.questions(jobId),
    'install.chosenFiles': ({ jobId, choices }) => services.installers.chosenFiles(jobId, choices),
    'install.answer': ({ jobId, choices }) => {
      services.installers.answer(jobId, choices);
      return null;
    },
    'install.outlook': ({ jobId }) => services.consent.outlook(jobId),
    'install.chosenOutlook': ({ jobId, choices }) => services.installers.outlook(jobId, choices),
    'install.agree': ({ jobId }) => {
      services.consent.agree(jobId);
      return null;
    },
    'install.changeChoices': ({ gameId, entry }) => ({ jobId: changeChoices(services, gameId, entry) }),
    'install.fromFile': ({ gameId, path }) => ({ jobId: installFromFile(services, gameId, path) }),
    'install.chooseArchive': async ({ gameId }) => {
      requireGame(services.registry, gameId);
      const file = await services.host.chooseFile('archive');
      return { jobId: file === null ? null : installFromFile(services, gameId, file) };
    },
  };
}

function jobsHandlers({ jobs, revisions }: Services): Area<'jobs'> {
  return {
    'jobs.snapshot': () => ({ revision: revisions.current('jobs'), jobs: jobs.list() }),
    'jobs.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'jobs.dismiss': ({ jobId }) => {
      jobs.dismiss(jobId);
      return null;
    },
  };
}
