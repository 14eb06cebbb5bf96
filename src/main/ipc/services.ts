/**
 * Everything behind the window, put together: the engine's thread, a reading connection, the network, jobs and pictures.
 * Plain Node; the shell hands in what only Electron can do.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { ManagedGame } from '../../shared/games.ts';
import { isJobId, type GameId, type JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/jobs.ts';
import type { ChangeOutcome, RecoveryReport } from '../../shared/model.ts';
import { logFolder, prepareDataFolder, registryFile } from '../actions/engine.ts';
import { openDownloads, patientRetries, type Downloads } from '../actions/downloads.ts';
import type { Accounts } from '../actions/accounts.ts';
import { rebuildRegistry } from '../actions/rebuild-registry.ts';
import { rebuildIfAsked } from '../actions/registry-care.ts';
import { followLibrary, type LibraryFollower } from '../actions/follow-library.ts';
import { createGamePictures, type GamePictureShelf } from '../actions/game-pictures.ts';
import { openBegunInstalls, type BegunInstalls } from '../actions/begun-installs.ts';
import { createJobs, type Jobs } from '../actions/jobs.ts';
import type { Network } from '../actions/network.ts';
import { createImageCache, type ImageCache } from '../download/images.ts';
import { systemClock, type Clock } from '../lib/clock.ts';
import { nodeFs } from '../lib/fs.ts';
import { createFileLog, type Log } from '../lib/log.ts';
import { providerTraits } from '../providers/index.ts';
import { toGame } from '../registry/games.ts';
import { lockDataFolder } from '../registry/instance-lock.ts';
import { openRegistry, type Registry } from '../registry/registry.ts';
import { startEngine, type EngineClient } from '../worker/client.ts';
import { createLooker, type Looker } from '../worker/looker.ts';
import { openNetwork } from './accounts.ts';
import { openCatalogueDesk, type CatalogueDesk } from './catalogue.ts';
import { createConsentDesk, type ConsentDesk } from './consent-desk.ts';
import { createEvents, type EventHub } from './events.ts';
import { createFollowedList } from './followed-lists.ts';
import type { Host } from './host.ts';
import { createInstallerDesk, type InstallerDesk } from './installer-desk.ts';
import { installFromProvider, resumeInstalls } from './installs.ts';
import { createLinkDesk, type LinkDesk } from './pending-links.ts';
import { createRevisions, type Revisions } from './revisions.ts';
import { showEntry, showFiles, showImage } from './show-images.ts';
import { throttled } from './throttled.ts';

export interface ServicesSettings {
  readonly dataDir: string;
  readonly version: string;
  /** The built worker, or its source under Node 24. */
  readonly workerFile: string;
  /** The same of the catalogue's thread. */
  readonly catalogueFile: string;
  readonly endpointsFile: string | null;
}

export interface Services extends CatalogueDesk {
  readonly settings: ServicesSettings;
  readonly host: Host;
  readonly engine: EngineClient;
  /** Looks at games on the disk, also while the engine is busy for long. */
  readonly looker: Looker;
  /** A connection for reading; all that changes a game goes through `engine`. */
  readonly registry: Registry;
  readonly network: Network;
  readonly images: ImageCache;
  readonly pictures: GamePictureShelf;
  /** The managed games with their pictures. */
  readonly showGames: () => readonly ManagedGame[];
  /** The mods of each game as the window sees them. */
  readonly library: LibraryFollower;
  readonly jobs: Jobs;
  readonly installers: InstallerDesk;
  readonly consent: ConsentDesk;
  readonly downloads: Downloads;
  readonly accounts: Accounts;
  readonly events: EventHub;
  readonly revisions: Revisions;
  readonly log: Log;
  readonly clock: Clock;
  readonly links: LinkDesk;
  readonly recovered: readonly RecoveryReport[];
  readonly begun: BegunInstalls;
  /** Tells the window about a new generation. */
  readonly announce: (outcome: ChangeOutcome) => void;
  readonly announceGames: () => void;
  readonly announceDownloads: () => void;
  readonly close: () => Promise<void>;
}

export async function openServices(settings: ServicesSettings, host: Host): Promise<Services> {
  const { dataDir } = settings;
  prepareDataFolder(dataDir);
  const lock = lockDataFolder(dataDir);
  try {
    const earlier = rebuildIfAsked(dataDir);
    const engine = await startSound(settings, host);
    const recovered = [...earlier, ...engine.recovered];
    return assemble(settings, host, { ...engine, recovered }, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A registry that cannot be read is made anew when the player wants it. */
async function startSound({ workerFile, dataDir }: ServicesSettings, host: Host): Promise<EngineClient> {
  try {
    return await startEngine(workerFile, { dataDir });
  } catch (error) {
    const damaged = error instanceof LoadstoneError && error.code === 'registry_damaged';
    if (!damaged || !(await host.confirmRebuild())) throw error;
    const { recovered } = rebuildRegistry(dataDir);
    const engine = await startEngine(workerFile, { dataDir });
    return { ...engine, recovered: [...recovered, ...engine.recovered] };
  }
}

function assemble(settings: ServicesSettings, host: Host, engine: EngineClient, unlock: () => void): Services {
  const { dataDir } = settings;
  const clock = systemClock;
  const log = createFileLog(logFolder(dataDir), clock.now);
  const registry = openRegistry(registryFile(dataDir));
  const events = createEvents((fault) => log.error('an event was not heard', fault));
  const revisions = createRevisions();
  const base = { settings, host, registry, events, revisions, clock, log };
  const { network, accounts } = openNetwork(base, (provider) => downloads.signedIn(provider));
  const jobs = openJobs(base);
  const begun = openBegunInstalls({ fs: nodeFs, dataDir, registry, log });
  const downloads = openQueue(base, () => network);
  const showDownloads = throttled(() => {
    events.publish('downloads.changed', { revision: revisions.next('downloads'), downloads: downloads.list() });
  }, downloadsEvery);
  downloads.subscribe(showDownloads.fire);
  const desk = openCatalogueDesk({ ...base, network });
  const images = openImages(network, dataDir);
  const { pictures, showGames } = openPictures({ registry, images }, dataDir);
  const { announce, announceGames } = createAnnouncements({ ...base, showGames });
  const show = showImage({ images });
  const library = followLibrary(registry, (entry) => showEntry(entry, show));
  const looker = createLooker(settings.workerFile, dataDir);
  const installers = createInstallerDesk({ engine, images });
  const consent = createConsentDesk({
    engine,
    asksBeforeWinning: () => registry.settings.get().askBeforeWinning,
  });
  const installing = { registry, network, engine, jobs, downloads, installers, consent, announce };
  const links = createLinkDesk({
    registry,
    network,
    downloads,
    clock,
    changed: () => events.publish('links.changed', { revision: revisions.next('links'), ...links.state() }),
    install: (request) => installFromProvider(installing, request),
  });
  resumeInstalls(installing);
  return {
    settings,
    host,
    engine,
    looker,
    registry,
    network,
    downloads,
    images,
    pictures,
    showGames,
    library,
    installers,
    consent,
    jobs,
    accounts,
    events,
    revisions,
    log,
    clock,
    links,
    recovered: engine.recovered,
    begun,
    announce,
    announceGames,
    announceDownloads: showDownloads.fire,
    ...desk,
    close: async () => {
      begun.close();
      // First, so that jobs which are stopped by it leave their downloads in the queue.
      await downloads.close();
      showDownloads.stop();
      await jobs.close();
      await desk.closeCatalogue();
      await accounts.close();
      await looker.close();
      await engine.close();
      await network.close();
      registry.close();
      unlock();
    },
  };
}

const openQueue = (
  { settings: { dataDir }, registry, clock, log }: Pick<Services, 'settings' | 'registry' | 'clock' | 'log'>,
  network: () => Network,
): Downloads =>
  openDownloads({ dataDir, registry, network, fs: nodeFs, clock, log, newId: newJobId, retryAfter: patientRetries });

function openJobs({ clock, log, events, revisions }: Pick<Services, 'clock' | 'log' | 'events' | 'revisions'>): Jobs {
  const told = createFollowedList<Job>(revisions, 'jobs', Number.POSITIVE_INFINITY);
  const changed = (list: readonly Job[]): void => {
    const since = revisions.current('jobs');
    revisions.next('jobs');
    const news = told.since(since, list);
    if (news !== null) events.publish('jobs.changed', news);
  };
  const jobs = createJobs({ clock, log, newId: newJobId, changed });
  told.tell(jobs.list());
  return jobs;
}

function openPictures(
  deps: Pick<Services, 'registry' | 'images'>,
  dataDir: string,
): Pick<Services, 'pictures' | 'showGames'> {
  const pictures = createGamePictures(nodeFs, dataDir);
  const show = showFiles(deps);
  return {
    pictures,
    showGames: () => deps.registry.games.list().map((row) => ({ ...toGame(row), pictures: show(pictures.of(row.id)) })),
  };
}

function createAnnouncements({
  showGames,
  events,
  revisions,
}: Pick<Services, 'showGames' | 'events' | 'revisions'>): Pick<Services, 'announce' | 'announceGames'> {
  const announceGames = (): void =>
    events.publish('games.changed', { revision: revisions.next('games'), games: showGames() });
  return {
    announceGames,
    announce: (outcome) => {
      events.publish('game.changed', { revision: revisions.next(gameArea(outcome.gameId)), outcome });
      announceGames();
    },
  };
}

/** Milliseconds between two reports of the downloads. */
const downloadsEvery = 200;

/** Library and history of a game count together: both change with each generation. */
export const gameArea = (gameId: GameId): string => `game ${gameId}`;

function newJobId(): JobId {
  const id = randomBytes(9).toString('base64url');
  if (!isJobId(id)) throw new Error(`not a job id: ${id}`);
  return id;
}

const openImages = ({ http }: Network, dataDir: string): ImageCache =>
  createImageCache({ http, folder: path.join(dataDir, 'cache', 'images'), sources: providerTraits });
