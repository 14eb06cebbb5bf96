/** Calls about newer versions of what is installed. */
import type { Batch } from '../../shared/batches.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId, JobId } from '../../shared/ids.ts';
import type { FileRef, LibraryEntry } from '../../shared/model.ts';
import type { GameUpdates, UpdateFailure } from '../../shared/updates.ts';
import { checkUpdates, readUpdates } from '../actions/check-updates.ts';
import { requireGame } from '../actions/engine.ts';
import { modRefOf } from '../actions/fetch-mod-file.ts';
import { readBuild } from '../actions/installed-build.ts';
import { planUpdates } from '../actions/update-mods.ts';
import { readLibrary } from '../actions/views.ts';
import { nodeFs } from '../lib/fs.ts';
import { newBatch } from '../lib/new-batch.ts';
import type { Area } from './area.ts';
import { readChoices } from './change-choices.ts';
import { startInstall } from './installs.ts';
import { installTogether } from './mods-install.ts';
import type { Services } from './services.ts';
import { showImage, showUpdate } from './show-images.ts';

export function updatesHandlers(services: Services): Area<'updates'> {
  const { registry, network, catalogue, clock, log, revisions, events } = services;
  const show = showImage(services);
  const deps = { catalogue, providers: network.providers, clock, log };
  const checking = new Map<GameId, Promise<void>>();
  const failures = new Map<GameId, readonly UpdateFailure[]>();
  const library = (gameId: GameId): readonly LibraryEntry[] => readLibrary(registry, gameId);

  const current = async (gameId: GameId): Promise<GameUpdates & { readonly revision: number }> => {
    await services.library.prepare(gameId);
    const known = await readUpdates(deps, gameId, services.library.read(gameId));
    return {
      revision: revisions.current('updates'),
      ...known,
      entries: known.entries.map((update) => showUpdate(update, show)),
      checking: checking.has(gameId),
      failures: failures.get(gameId) ?? [],
    };
  };
  const announce = async (gameId: GameId): Promise<void> => {
    revisions.next('updates');
    events.publish('updates.changed', await current(gameId));
  };
  const check = async (gameId: GameId): Promise<void> => {
    try {
      failures.set(gameId, await checkUpdates(deps, gameId, library(gameId), never()));
    } finally {
      checking.delete(gameId);
    }
  };

  return {
    'updates.snapshot': ({ gameId }) => current(gameId),
    'updates.check': async ({ gameId }) => {
      requireGame(registry, gameId);
      const running = checking.get(gameId) ?? check(gameId);
      checking.set(gameId, running);
      await announce(gameId);
      await running;
      await announce(gameId);
      return current(gameId);
    },
    'updates.plan': async ({ gameId, entries }) => {
      const { entries: checks } = await current(gameId);
      const build = readBuild(nodeFs, requireGame(registry, gameId));
      const installedNeeds = () => services.engine.run('readInstalledNeeds', { gameId });
      const plan = await planUpdates(
        { ...deps, installedNeeds },
        { gameId, build, library: library(gameId), checks, entries },
        never(),
      );
      const updates = plan.updates.map((update) => {
        const keeps = Object.values(readChoices(services, gameId, update.entry) ?? {}).flat();
        return keeps.length === 0 ? update : { ...update, keeps };
      });
      return { ...plan, updates };
    },
    'updates.apply': async ({ gameId, updates, needed, enable }) => {
      const { currentGeneration: before } = requireGame(registry, gameId);
      const all = library(gameId);
      const chosen = updates.map(({ entry, file }) => ({ entry: updatable(all, entry, file), file }));
      const batch = newBatch('update');
      const first = await installTogether(services, { gameId, files: needed, enable }, batch);
      const jobs = chosen.map(({ entry, file }) => startUpdate(services, gameId, entry, file, batch));
      return { before, jobs: [...first, ...jobs] };
    },
  };
}

function updatable(library: readonly LibraryEntry[], id: EntryId, file: FileRef): LibraryEntry {
  const entry = library.find((one) => one.id === id);
  if (entry === undefined)
    throw new LoadstoneError(
      'not_found',
      'One of the mods is not in the library any more.',
      'Check for updates again.',
    );
  if (entry.pinned)
    throw new LoadstoneError('invalid_input', `${entry.name} is kept at its version.`, 'Unpin it first.');
  if (entry.provenance.ref?.provider !== file.provider)
    throw new LoadstoneError('invalid_input', `This is no file of ${entry.name}.`, 'Check for updates again.');
  return entry;
}

/** The player keeps the name they know the mod by. */
function startUpdate(
  services: Services,
  gameId: GameId,
  { id, name, provenance }: LibraryEntry,
  file: FileRef,
  batch: Batch,
): JobId {
  const wish = { gameId, name, replaces: id, batch };
  const modRef = provenance.modRef ?? modRefOf(file);
  const job = services.downloads.order({ file, modRef, wish, title: name });
  startInstall(services, job);
  return job;
}

/** Requests are bounded by the client's own time limits. */
const never = (): AbortSignal => new AbortController().signal;
