/** The player's downloads: the queue over the registry, the network and the downloads folder. */
import path from 'node:path';
import { fromErrorData, LoadstoneError, toErrorData } from '../../shared/errors.ts';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { Download, DownloadRecord, FetchedArchive, InstallWish } from '../../shared/jobs.ts';
import type { FileRef, ModRef, ProviderId } from '../../shared/model.ts';
import { fileReference } from '../../shared/references.ts';
import { cancelled } from '../download/download-errors.ts';
import { sizeOfPart } from '../download/part-file.ts';
import { hasEnded } from '../download/queue-rules.ts';
import type { Grant } from '../download/queue-state.ts';
import { createQueue, type DownloadQueue } from '../download/queue.ts';
import { createThrottle } from '../download/throttle.ts';
import type { Clock } from '../lib/clock.ts';
import { removeTree } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { Log } from '../lib/log.ts';
import type { Registry } from '../registry/registry.ts';
import { errorOfWait, fetchModFile, type FetchedMod } from './fetch-mod-file.ts';
import type { Network } from './network.ts';

export interface DownloadOrder {
  readonly file: FileRef;
  readonly modRef: ModRef | null;
  readonly wish: InstallWish | null;
  /** Until the name is known. */
  readonly title: string;
}

export interface Downloads extends DownloadQueue {
  /** Fetches a file. One that is on its way for the same game already is gone on with instead. */
  readonly order: (order: DownloadOrder, grant?: Grant | null) => JobId;
  /** The archive of a download in state `fetched` or later. */
  readonly archiveOf: (id: JobId) => string;
  /** The download that waits for the player to permit just this file. */
  readonly parked: (file: FileRef) => Download | null;
  /** Goes on with what waited for a sign-in: the player has signed in. */
  readonly signedIn: (provider: ProviderId) => void;
  /** Gives up and forgets everything that was meant for a game: its rows went with it. */
  readonly forgetGame: (gameId: GameId) => void;
  readonly subscribe: (listener: (download: Download) => void) => () => void;
}

export interface DownloadsDeps {
  readonly dataDir: string;
  readonly registry: Registry;
  /** Made when the first download needs it. */
  readonly network: () => Network;
  readonly fs: Fs;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => JobId;
  /** Milliseconds before each further try after a fault that may pass; empty: tell the player at once. */
  readonly retryAfter: readonly number[];
  /** false: it stays in the queue. Default: everything may start. */
  readonly mayStart?: (id: JobId) => boolean;
}

/** From one provider at the same time, whatever the player allows in all. */
const perProvider = 2;

/** How many ended downloads are remembered. */
const historyLength = 200;

/** A quarter of an hour in all, then the player decides. */
export const patientRetries: readonly number[] = [5_000, 30_000, 120_000, 300_000, 600_000];

const downloadsFolder = (dataDir: string): string => path.join(dataDir, 'downloads');

/** Opens the queue. Nothing is fetched before `wake`. */
export function openDownloads(deps: DownloadsDeps): Downloads {
  const { registry, fs, clock, log } = deps;
  const root = downloadsFolder(deps.dataDir);
  const folderOf = (id: JobId): string => path.join(root, id);
  const listeners = new Set<(download: Download) => void>();
  // Asked for each chunk: too often for the registry.
  let { downloadLimit } = registry.settings.get();
  const throttle = createThrottle(() => downloadLimit);
  putRight(deps, root, folderOf);
  const queue = createQueue({
    table: registry.downloads,
    clock,
    retryAfter: deps.retryAfter,
    ...(deps.mayStart === undefined ? {} : { mayStart: deps.mayStart }),
    limits: () => ({ atOnce: registry.settings.get().downloadsAtOnce, perProvider }),
    sizeOf: (id) => sizeOfPart(fs, folderOf(id)),
    discard: (id) => discard(fs, log, folderOf(id)),
    fetch: ({ id, file }, tools, signal) => {
      const { http, providers } = deps.network();
      const provider = providers.get(file.provider);
      if (provider === undefined) throw unknownProvider(file.provider);
      return fetchModFile({ http, provider, throttle, folder: folderOf(id) }, file, tools, signal);
    },
    changed: (download) => {
      for (const listener of listeners) listener(download);
    },
  });
  queue.clear(tooOld(queue.list()));
  return {
    ...queue,
    ...ordersOf(deps, queue),
    wake: () => {
      ({ downloadLimit } = registry.settings.get());
      queue.wake();
    },
    archiveOf: (id) => path.join(folderOf(id), queue.fetched(id)?.sha256 ?? 'missing'),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Ended downloads beyond the newest of them. */
const tooOld = (downloads: readonly Download[]): readonly JobId[] =>
  downloads
    .filter(({ state }) => hasEnded(state))
    .toSorted((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0))
    .slice(historyLength)
    .map(({ id }) => id);

/** What no row speaks of goes; a row whose archive is gone begins again. */
function putRight({ registry, fs, log }: DownloadsDeps, root: string, folderOf: (id: JobId) => string): void {
  fs.mkdirs(root);
  const known = new Set<string>();
  const isThere = ({ id, fetched }: DownloadRecord): boolean =>
    fetched !== null && fs.lstat(path.join(folderOf(id), fetched.sha256))?.size === fetched.size;
  for (const record of registry.downloads.list()) {
    const { id, state, fetched, wish } = record;
    if (fetched !== null && !isThere(record)) {
      registry.downloads.put({
        ...record,
        fetched: null,
        ...(state === 'fetched' ? { state: 'queued' as const } : {}),
      });
    }
    const used = wish !== null || fetched === null || !isThere(record);
    const over = state === 'cancelled' || (state === 'done' && used);
    if (!over) known.add(id);
  }
  for (const { name } of fs.readdir(root)) if (!known.has(name)) discard(fs, log, path.join(root, name));
}

/** Never throws: what is left over is looked at again at the next start. */
function discard(fs: Fs, log: Log, folder: string): void {
  try {
    removeTree(fs, folder);
  } catch (error) {
    log.error('a download could not be removed', error);
  }
}

const isSame = (download: Download, { file, wish }: DownloadOrder): boolean =>
  fileReference(download.file) === fileReference(file) &&
  download.wish?.gameId === wish?.gameId &&
  download.wish?.replaces === wish?.replaces;

function ordersOf(
  { clock, newId }: DownloadsDeps,
  queue: DownloadQueue,
): Pick<Downloads, 'order' | 'parked' | 'signedIn' | 'forgetGame'> {
  function order(wanted: DownloadOrder, grant: Grant | null = null): JobId {
    const known = queue.list().filter((download) => isSame(download, wanted));
    const same = known.find(({ state }) => !hasEnded(state)) ?? known.find(({ state }) => state === 'failed');
    if (same !== undefined) {
      if (hasEnded(same.state)) queue.retry(same.id, grant, wanted.wish);
      else queue.resume(same.id, grant);
      return same.id;
    }
    queue.clear(known.map(({ id }) => id));
    const record: DownloadRecord = {
      id: newId(),
      ...wanted,
      state: 'queued',
      bytesTotal: null,
      waitsFor: null,
      error: null,
      notBefore: null,
      addedAt: clock.now(),
      endedAt: null,
      fetched: null,
    };
    queue.add(record, grant);
    return record.id;
  }

  return {
    order,
    parked: (file) =>
      queue
        .list()
        .find((one) => one.state === 'waiting-for-player' && fileReference(one.file) === fileReference(file)) ?? null,
    signedIn: (provider) => {
      for (const { id, waitsFor } of queue.list()) {
        if (waitsFor?.kind === 'sign-in' && waitsFor.provider === provider) queue.resume(id);
      }
    },
    forgetGame: (gameId) => {
      const ids = queue.list().flatMap(({ id, wish }) => (wish?.gameId === gameId ? [id] : []));
      queue.forget(ids);
    },
  };
}

export interface Following {
  readonly onChange: (download: Download) => void;
  /** false: what only the player can do ends it as an error, because nobody is there. */
  readonly waitForPlayer: boolean;
}

/** Waits until the archive is here. Throws what ended the download, and `cancelled`; cancels it when told to stop. */
export async function followDownload(
  downloads: Downloads,
  id: JobId,
  { onChange, waitForPlayer }: Following,
  signal: AbortSignal,
): Promise<FetchedArchive> {
  const end = Promise.withResolvers<FetchedArchive>();
  const look = (download: Download): void => {
    if (download.id !== id) return;
    onChange(download);
    const fetched = downloads.fetched(id);
    if (download.waitsFor !== null && !waitForPlayer) end.reject(errorOfWait(download.waitsFor));
    else if (download.state === 'failed' && download.error !== null) end.reject(fromErrorData(download.error));
    else if (download.state === 'cancelled') end.reject(cancelled());
    else if (fetched !== null) end.resolve(fetched);
  };
  const stop = (): void => {
    downloads.cancel(id);
    end.reject(cancelled());
  };
  const unsubscribe = downloads.subscribe(look);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const now = downloads.get(id);
    if (now === null || signal.aborted) stop();
    else look(now);
    return await end.promise;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
}

/** Fetches a file and installs nothing. */
export async function fetchOnly(
  downloads: Downloads,
  file: FileRef,
  following: Following,
  signal: AbortSignal,
  start: (id: JobId) => void = downloads.wake,
): Promise<FetchedMod> {
  const id = downloads.order({ file, modRef: null, wish: null, title: fileReference(file) });
  start(id);
  const { name, provenance } = await followDownload(downloads, id, following, signal);
  return { file: downloads.archiveOf(id), name, provenance };
}

/** Faults of an installation that have nothing to do with the archive: trying again needs no second download. */
const archiveIsFine: ReadonlySet<string> = new Set([
  'disk_full',
  'file_in_use',
  'game_running',
  'game_folder_missing',
  'game_folder_not_writable',
  'deployment_failed',
  'internal',
]);

/** Takes down how the installation of a download ended. */
export function finishDownload(downloads: Downloads, id: JobId, thrown: unknown): void {
  if (thrown === null) {
    downloads.finish(id, null);
    return;
  }
  const error = toErrorData(thrown);
  downloads.finish(id, error, archiveIsFine.has(error.code));
}

export const unknownProvider = (id: ProviderId): LoadstoneError =>
  new LoadstoneError(
    'provider_unknown',
    `This Loadstone cannot talk to ${id} yet.`,
    'Install the mod from its archive.',
  );
