/** Installing a mod together with what it needs: looked at first, then done in order. */
import type { Batch } from '../../shared/batches.ts';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { requireGame } from '../actions/engine.ts';
import { modRefOf } from '../actions/fetch-mod-file.ts';
import { readBuild } from '../actions/installed-build.ts';
import { planRequirements } from '../actions/plan-requirements.ts';
import { readLibrary } from '../actions/views.ts';
import { cancelled } from '../download/download-errors.ts';
import { nodeFs } from '../lib/fs.ts';
import { newBatch } from '../lib/new-batch.ts';
import type { Area } from './area.ts';
import { changeGame } from './change-game.ts';
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
          build: readBuild(nodeFs, requireGame(registry, gameId)),
        },
        new AbortController().signal,
      ),
    'install.withRequirements': async (request) => {
      const { currentGeneration: before } = requireGame(registry, request.gameId);
      return { before, jobs: await installTogether(services, request, newBatch('install')) };
    },
  };
}

type Together = Input<'install.withRequirements'>;

/** Switches on what is off, and installs the files in their order. Answers before they are there. */
export async function installTogether(
  services: Services,
  { gameId, files, enable }: Together,
  batch: Batch,
): Promise<readonly JobId[]> {
  if (enable.length > 0)
    await changeGame(services, 'setEnabled', { gameId, entries: enable, enabled: true }, { batch });
  return startInOrder(services, gameId, files, batch);
}

/**
 * All of them are fetched at once; each is installed when the one before it is done. When one is not installed, what
 * follows is cancelled: it was to be installed together with what it needs. After a restart they go on without an order.
 */
function startInOrder(services: Services, gameId: GameId, files: Together['files'], batch: Batch): readonly JobId[] {
  const { downloads, network, jobs } = services;
  const ids = files.map(({ file, modRef, replaces, title }) =>
    downloads.order({
      file,
      modRef: modRef ?? modRefOf(file),
      wish: { gameId, name: null, replaces, batch },
      title: title ?? network.providers.get(file.provider)?.name ?? file.provider,
    }),
  );
  let before: Promise<void> | null = null;
  for (const id of ids) {
    startInstall(services, id, before);
    before?.catch(() => jobs.cancel(id));
    before = installed(services, id);
  }
  before?.catch(() => null);
  return ids;
}

/** Resolves when the job has installed its file; rejects when it ended without. */
async function installed({ jobs, events }: Services, id: JobId): Promise<void> {
  const end = Promise.withResolvers<void>();
  const look = (): void => {
    const job = jobs.list().find((one) => one.id === id);
    if (job === undefined || job.phase === 'failed' || job.phase === 'cancelled') end.reject(cancelled());
    else if (job.phase === 'done') end.resolve();
  };
  const stop = events.subscribe((event) => {
    if (event === 'jobs.changed') look();
  });
  look();
  try {
    await end.promise;
  } finally {
    stop();
  }
}
