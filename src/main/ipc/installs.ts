/** Installations as jobs: fetched here, unpacked and deployed in the worker. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { ChangeOutcome, FileRef, ModRef } from '../../shared/model.ts';
import type { Download, FetchedArchive, JobPhase } from '../../shared/jobs.ts';
import { fileReference } from '../../shared/references.ts';
import { finishDownload, followDownload, unknownProvider } from '../actions/downloads.ts';
import { requireGame } from '../actions/engine.ts';
import { modRefOf, nameOfFile, provenanceOfFile } from '../actions/fetch-mod-file.ts';
import type { InstallRequest } from '../actions/install-mod.ts';
import type { JobWork } from '../actions/jobs.ts';
import { readLibrary } from '../actions/views.ts';
import { fingerprintOf } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import { cancelled } from '../download/download-errors.ts';
import { hasEnded } from '../download/queue-rules.ts';
import type { Grant } from '../download/queue-state.ts';
import type { Services } from './services.ts';

export interface ProviderInstall {
  readonly gameId: GameId;
  readonly file: FileRef;
  readonly modRef: ModRef | null;
  /** The mod's name, where it is known. */
  readonly title?: string | undefined;
  /** What a link of the provider's site brought along. */
  readonly grant?: Grant | null;
}

/** What an installation needs of the services, so that they can be put together before it. */
export type InstallServices = Pick<
  Services,
  'registry' | 'network' | 'engine' | 'jobs' | 'downloads' | 'installers' | 'consent' | 'announce'
>;

/** Answers at once; the job tells how it goes on. A file that is on its way already keeps its job. */
export function installFromProvider(services: InstallServices, request: ProviderInstall): JobId {
  const { gameId, file, grant = null } = request;
  requireGame(services.registry, gameId);
  const provider = services.network.providers.get(file.provider);
  if (provider === undefined) throw unknownProvider(file.provider);
  const modRef = request.modRef ?? modRefOf(file);
  const wish = { gameId, name: null, replaces: null };
  const id = services.downloads.order({ file, modRef, wish, title: request.title ?? provider.name }, grant);
  startInstall(services, id);
  return id;
}

/**
 * Gives a download that is to be installed its job, unless it has one. It is fetched at once, and installed when `turn`
 * has come; when that never comes, cancel the job.
 */
export function startInstall(services: InstallServices, id: JobId, turn: Promise<unknown> | null = null): void {
  const download = services.downloads.get(id);
  const gameId = download?.wish?.gameId;
  if (download === null || gameId === undefined || services.jobs.isRunning(id)) return;
  const { title, modRef } = download;
  services.jobs.start({ gameId, title, modRef }, (tools) => installDownload(services, download, tools, turn), id);
}

/** Stops and forgets what was meant for a game that is gone. */
export function forgetInstalls({ downloads, jobs }: InstallServices, gameId: GameId): void {
  for (const { id, wish } of downloads.list()) if (wish?.gameId === gameId) jobs.cancel(id);
  downloads.forgetGame(gameId);
}

/** Takes up what an earlier run left in the queue. */
export function resumeInstalls(services: InstallServices): void {
  const { downloads, registry } = services;
  for (const download of downloads.list()) {
    const { id, wish, state } = download;
    if (wish === null || hasEnded(state)) continue;
    if (registry.games.get(wish.gameId) === null) downloads.cancel(id);
    // The process ended between the commit of the installation and its note in the queue.
    else if (state === 'fetched' && isInstalled(services, download)) downloads.finish(id, null);
    else startInstall(services, id);
  }
  downloads.wake();
}

function isInstalled({ registry, downloads }: InstallServices, { id, wish, file }: Download): boolean {
  const archive = downloads.fetched(id)?.sha256;
  if (wish === null || archive === undefined) return false;
  return readLibrary(registry, wish.gameId).some(({ archive: installed, provenance: { ref } }) => {
    const same = ref !== null && fileReference(ref) === fileReference(file);
    return same && (installed === archive || installed === null);
  });
}

async function installDownload(
  services: InstallServices,
  download: Download,
  tools: JobWork,
  turn: Promise<unknown> | null,
): Promise<ChangeOutcome> {
  const { downloads, engine, installers, consent } = services;
  const { id, wish } = download;
  if (wish === null) throw new Error('the download is not to be installed');
  const fetched = await followDownload(downloads, id, { onChange: show(tools), waitForPlayer: true }, tools.signal);
  const work = { ...installOf(fetched, downloads.archiveOf(id)), gameId: wish.gameId };
  const request: InstallRequest = {
    ...work,
    ...(wish.name === null ? {} : { name: wish.name }),
    ...(wish.replaces === null ? {} : { replaces: wish.replaces }),
  };
  try {
    if (turn !== null) await untilTurn(turn, tools);
    const choices = await installers.ask(request, tools);
    const answered = choices === null ? request : { ...request, choices };
    await consent.ask(answered, { answered: choices !== null, batch: wish.batch }, tools);
    const outcome = await engine.run('installMod', answered, tools.progress, tools.signal, wish.batch);
    consent.installed(wish.batch, outcome.entries);
    finishDownload(downloads, id, null);
    services.announce(outcome);
    return outcome;
  } catch (error) {
    finishDownload(downloads, id, error);
    throw error;
  }
}

async function untilTurn(turn: Promise<unknown>, { signal, progress }: JobWork): Promise<void> {
  if (signal.aborted) throw cancelled();
  const end = Promise.withResolvers<never>();
  const stop = (): void => end.reject(cancelled());
  signal.addEventListener('abort', stop, { once: true });
  progress({ phase: 'waiting', bytesDone: 0, bytesTotal: null, filesDone: 0, filesTotal: null });
  try {
    await Promise.race([turn, end.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const installOf = ({ name, provenance }: FetchedArchive, file: string) => ({ file, name, provenance });

/** A download as the phases of its job. */
function show({ progress, rename, waitFor }: JobWork): (download: Download) => void {
  let title = '';
  return (download) => {
    if (download.title !== title) rename(download.title);
    title = download.title;
    const { bytesDone, bytesTotal } = download;
    const phase = phaseOf(download);
    if (download.waitsFor !== null) waitFor(download.waitsFor);
    else if (phase !== null) progress({ phase, bytesDone, bytesTotal, filesDone: 0, filesTotal: null });
  };
}

function phaseOf({ state }: Download): JobPhase | null {
  switch (state) {
    case 'queued':
      return 'waiting';
    case 'resolving':
    case 'downloading':
    case 'paused':
    case 'waiting-for-player':
      return state;
    // The job itself tells what comes now, or how it ended.
    case 'fetched':
    case 'done':
    case 'failed':
    case 'cancelled':
      return null;
    default:
      return state satisfies never;
  }
}

export function installFromFile(services: Services, gameId: GameId, file: string): JobId {
  requireGame(services.registry, gameId);
  const name = nameOfFile(file);
  return services.jobs.start({ gameId, title: name, modRef: null }, async (tools) => {
    services.begun.begin(tools.id, { gameId, path: file, title: name });
    try {
      return await installArchive(services, gameId, file, tools);
    } finally {
      services.begun.end(tools.id);
    }
  });
}

async function installArchive(
  services: Services,
  gameId: GameId,
  file: string,
  tools: JobWork,
): Promise<ChangeOutcome> {
  const work = { gameId, file, name: nameOfFile(file), provenance: provenanceOfFile(file) };
  const looked = stampOf(file);
  const choices = await services.installers.ask(work, tools);
  const answered = choices === null ? work : { ...work, choices };
  await services.consent.ask(answered, { answered: choices !== null }, tools);
  if (stampOf(file) !== looked) throw archiveChanged(file);
  const outcome = await services.engine.run('installMod', answered, tools.progress, tools.signal);
  services.announce(outcome);
  return outcome;
}

/** The questions may have waited for hours, and the answers were about these very bytes. */
function stampOf(file: string): string | null {
  const stat = nodeFs.lstat(file);
  return stat === null ? null : fingerprintOf(stat);
}

const archiveChanged = (file: string): LoadstoneError =>
  new LoadstoneError(
    'archive_changed',
    `${nodeFs.lstat(file) === null ? 'It is gone' : 'It is another one now'}: ${file}`,
    'Install it again. Nothing was changed.',
    { details: { path: file } },
  );
