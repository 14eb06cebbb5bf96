/** Installing a mod together with what it needs: looked at first, then done in order. */
import type { GameId, JobId } from '../../shared/ids.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { requireGame } from '../actions/engine.ts';
import { modRefOf } from '../actions/fetch-mod-file.ts';
import { planRequirements } from '../actions/plan-requirements.ts';
import { readLibrary } from '../actions/views.ts';
import { hasEnded } from '../download/queue-rules.ts';
import type { Area } from './area.ts';
import { startInstall } from './installs.ts';
import type { Services } from './services.ts';

export function plannedInstallHandlers(
  services: Services,
): Pick<Area<'install'>, 'install.plan' | 'install.withRequirements'> {
  const { registry, network, engine } = services;
  return {
    'install.plan': ({ gameId, ...request }) =>
      planRequirements(
        { providers: network.providers, installedNeeds: () => engine.run('readInstalledNeeds', { gameId }) },
        {
          ...request,
          library: readLibrary(registry, gameId),
          keys: requireGame(registry, gameId).providers,
        },
        new AbortController().signal,
      ),
    'install.withRequirements': async ({ gameId, files, enable }) => {
      const { currentGeneration: before } = requireGame(registry, gameId);
      if (enable.length > 0)
        services.announce(await engine.run('setEnabled', { gameId, entries: enable, enabled: true }));
      return { before, jobs: startInOrder(services, gameId, files) };
    },
  };
}

type PlannedFiles = Input<'install.withRequirements'>['files'];

/**
 * All of them are fetched at once; each is installed when the one before it is done. When one fails, what follows is
 * cancelled: it was to be installed together with what it needs. After a restart they go on without an order.
 */
function startInOrder(services: Services, gameId: GameId, files: PlannedFiles): readonly JobId[] {
  const { downloads, network, log } = services;
  const jobs = files.map(({ file, modRef, replaces }) =>
    downloads.order({
      file,
      modRef: modRef ?? modRefOf(file),
      wish: { gameId, name: null, replaces },
      title: network.providers.get(file.provider)?.name ?? file.provider,
    }),
  );
  oneAfterTheOther(services, jobs).catch((error: unknown) => log.error('an installation in order failed', error));
  return jobs;
}

async function oneAfterTheOther(services: Services, jobs: readonly JobId[]): Promise<void> {
  for (const [at, id] of jobs.entries()) {
    startInstall(services, id);
    if (await isInstalled(services, id)) continue;
    // Loadstone is closing: what is left stays in the queue and goes on at the next start.
    const stopped = services.downloads.get(id);
    if (stopped !== null && !hasEnded(stopped.state)) return;
    for (const left of jobs.slice(at + 1)) {
      const download = services.downloads.get(left);
      if (download !== null && !hasEnded(download.state)) services.downloads.cancel(left);
    }
    return;
  }
}

/** Resolves when the job has ended; false when it did not install its file. */
async function isInstalled({ jobs, events }: Services, id: JobId): Promise<boolean> {
  const end = Promise.withResolvers<boolean>();
  const look = (): void => {
    const job = jobs.list().find((one) => one.id === id);
    if (job === undefined || job.phase === 'failed' || job.phase === 'cancelled') end.resolve(false);
    else if (job.phase === 'done') end.resolve(true);
  };
  const stop = events.subscribe((event) => {
    if (event === 'jobs.changed') look();
  });
  look();
  try {
    return await end.promise;
  } finally {
    stop();
  }
}
