/** The answers of an installed mod's installer, and giving other ones. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId, JobId } from '../../shared/ids.ts';
import type { InstallerChoices } from '../../shared/installer.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import { currentLoadout, entryRow, requireEntry } from '../actions/change-loadout.ts';
import { fetchOnly } from '../actions/downloads.ts';
import { requireGame } from '../actions/engine.ts';
import { storeFolder } from '../store/store-place.ts';
import type { InstallRequest } from '../actions/install-mod.ts';
import type { JobWork } from '../actions/jobs.ts';
import { hashFile, removeFile } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import { createStore } from '../store/store.ts';
import { changeGame } from './change-game.ts';
import type { Services } from './services.ts';

/** null: the mod has no installer that asked. */
export function readChoices({ registry }: Services, gameId: GameId, entry: EntryId): InstallerChoices | null {
  const item = requireEntry(currentLoadout(registry, requireGame(registry, gameId)), entry);
  const { id, archive } = registry.content.requireManifest(item.manifest);
  return archive === null ? null : (registry.content.originOf(id).choices ?? null);
}

/** Changes that run, by game and entry: one of them at a time. */
const changing = new Map<string, JobId>();

/**
 * Asks the installer's questions again, with the old answers filled in, and installs what the new ones choose. One that
 * is asked already is gone on with.
 */
export function changeChoices(services: Services, gameId: GameId, entry: EntryId): JobId {
  const { registry, jobs } = services;
  const item = requireEntry(currentLoadout(registry, requireGame(registry, gameId)), entry);
  const { name, provenance } = entryRow(registry, item);
  if (readChoices(services, gameId, entry) === null)
    throw new LoadstoneError('not_found', `${name} has no installer that asks.`, 'Choose another mod.');
  const { target } = registry.content.originOf(registry.content.requireManifest(item.manifest).id);
  const key = `${gameId} ${entry}`;
  const running = changing.get(key);
  if (running !== undefined && jobs.isRunning(running)) return running;
  const id = jobs.start({ gameId, title: name, modRef: null }, (tools) =>
    withArchive(services, gameId, entry, tools, (file) => {
      const aimed = target === undefined ? {} : { target };
      return askAgain(services, { gameId, file, name, provenance, replaces: entry, ...aimed }, tools);
    }),
  );
  changing.set(key, id);
  return id;
}

/** null: the new answers choose the same files. */
async function askAgain(services: Services, request: InstallRequest, tools: JobWork): Promise<ChangeOutcome | null> {
  const choices = await services.installers.ask({ ...request, again: true }, tools);
  try {
    return await changeGame(services, 'installMod', { ...request, ...(choices === null ? {} : { choices }) }, tools);
  } catch (error) {
    if (error instanceof LoadstoneError && error.code === 'already_installed') return null;
    throw error;
  }
}

/** The archive as it lies in the store; one that was let go of is fetched again, and has to be the same. */
async function withArchive<T>(
  { registry, settings, downloads }: Services,
  gameId: GameId,
  entry: EntryId,
  { signal, waitFor, progress }: JobWork,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const item = requireEntry(currentLoadout(registry, requireGame(registry, gameId)), entry);
  const { archive } = registry.content.requireManifest(item.manifest);
  const { provenance } = entryRow(registry, item);
  if (archive !== null && registry.content.hasArchive(archive))
    return work(createStore(nodeFs, storeFolder(settings.dataDir)).archives.path(archive));
  if (provenance.ref === null)
    throw new LoadstoneError(
      'not_found',
      'The archive of this mod was let go of to free space, and it came from no provider.',
      'Install the mod again from its archive.',
    );
  const follow = {
    waitForPlayer: true,
    onChange: ({
      waitsFor,
      state,
      bytesDone,
      bytesTotal,
    }: Parameters<Parameters<typeof downloads.subscribe>[0]>[0]) => {
      if (waitsFor !== null) waitFor(waitsFor);
      else if (state === 'downloading')
        progress({ phase: state, bytesDone, bytesTotal, filesDone: 0, filesTotal: null });
    },
  };
  const { file } = await fetchOnly(downloads, provenance.ref, follow, signal);
  try {
    if (archive === null || hashFile(nodeFs, file) === archive) return await work(file);
    throw new LoadstoneError(
      'download_hash_mismatch',
      'The file at the provider is another one than the one that was installed.',
      'Install the mod from its page, if you want the new one.',
    );
  } finally {
    removeFile(nodeFs, file);
  }
}
