/**
 * Everything the window can ask for, without files or network: the same handlers that main implements, over a
 * made-up world. Runs in a browser and in Node. Used by the fake bridge and as the services of shell tests.
 */
import type { Batch } from '../../src/shared/batches.ts';
import { LoadstoneError, toErrorData } from '../../src/shared/errors.ts';
import { gameIdFromName, isJobId, type EntryId, type GameId, type JobId } from '../../src/shared/ids.ts';
import type { EventName } from '../../src/shared/ipc/channels.ts';
import type { EventPayload, Handlers, Input } from '../../src/shared/ipc/contract.ts';
import { defaultSettings, type Settings } from '../../src/shared/settings.ts';
import type {
  ChangeOutcome,
  FileRef,
  Generation,
  InstallOutlook,
  LibraryEntry,
  ModDetails,
  ModPage,
  ModRef,
  ModSummary,
} from '../../src/shared/model.ts';
import type { Game } from '../../src/shared/games.ts';
import type { ConsentWait, Job, JobKind, JobPhase, WaitsFor } from '../../src/shared/jobs.ts';
import { partsBetween } from '../../src/shared/list-change.ts';
import type { Revisions } from '../../src/main/ipc/revisions.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import type { PendingLink } from '../../src/shared/links.ts';
import { saying } from '../../src/shared/saying.ts';
import {
  celeste,
  definitions,
  entryOf,
  fakeGames,
  fakeNow,
  fakeSha,
  funkin,
  localEntry,
  makeMods,
} from './fake-data.ts';
import { fakeEngineHandlers } from './fake-engine.ts';
import { fakeFollow } from './fake-follow.ts';
import { createFakeAccounts } from './fake-accounts.ts';
import { createFakeDownloads } from './fake-downloads.ts';
import { createFakeGames, fakeInspection, fakeManaged } from './fake-games.ts';
import { createFakeInstallers } from './fake-installer.ts';
import { fakeModHandlers } from './fake-mods.ts';
import { fakeShareHandlers } from './fake-share.ts';
import { allSources, moreMods, sourceFault } from './fake-sources.ts';
import { createFakeGame, fillFakeGame, fillManyMods, type FakeGame } from './fake-world.ts';

export const fakeStates = ['full', 'empty', 'error', 'offline', 'busy', 'many', 'sources', 'games'] as const;
export type FakeState = (typeof fakeStates)[number];

export interface FakeOptions {
  readonly state?: FakeState;
  /** 1 is a brisk real time; tests take 50. */
  readonly speed?: number;
}

export type FakeListener = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

export interface FakeServices {
  readonly handlers: Handlers;
  readonly subscribe: (listener: FakeListener) => () => void;
  /** As if the player had clicked an install link on a website. */
  readonly receiveLink: () => void;
  /** Every call that came in, oldest first. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** Ends running jobs, so that no timer is left. */
  readonly stop: () => void;
}

const pageSize = 12;
const offline = (): LoadstoneError =>
  new LoadstoneError(
    'offline',
    'GameBanana could not be reached.',
    'Check the connection. Everything that is installed, and every roll back, works without it.',
  );

const sameRef = (a: ModRef | null, b: ModRef | null): boolean =>
  a !== null && b !== null && a.provider === b.provider && a.id === b.id;

function sorted(mods: readonly ModDetails[], sort: string): readonly ModDetails[] {
  const by = (key: (mod: ModDetails) => number) => mods.toSorted((a, b) => key(b) - key(a));
  switch (sort) {
    case 'name':
      return mods.toSorted((a, b) => a.name.localeCompare(b.name));
    case 'newest':
      return by((mod) => mod.createdAt ?? 0);
    case 'updated':
      return by((mod) => mod.updatedAt ?? 0);
    case 'popular':
      return by((mod) => mod.likes ?? 0);
    case 'downloads':
      return by((mod) => mod.downloads ?? 0);
    default:
      return mods;
  }
}

function summaryOf(mod: ModDetails): ModSummary {
  const { description: _d, gallery: _g, license: _l, createdAt: _c, files: _f, unavailable: _u, ...summary } = mod;
  return summary;
}

const nexusPage: WaitsFor = {
  kind: 'page',
  url: 'https://www.nexusmods.com/fridaynightfunkin/mods/1?tab=files',
  why: saying('nexusStartOnPage'),
};

interface JobPlan {
  readonly gameId: GameId;
  readonly title: string;
  readonly modRef: ModRef | null;
  readonly bytes: number;
  readonly download: boolean;
  readonly entry: () => LibraryEntry;
  readonly replaces?: EntryId | null;
  /** What it is installed together with. */
  readonly batch?: Batch | null;
  /** What only the player can do before the download begins. */
  readonly waitsFor?: WaitsFor | null;
  /** The mod has an installer. */
  readonly asks?: boolean;
  /** What the player has to agree to. */
  readonly outlook?: InstallOutlook;
}

/** As the text that is shipped, with two packages of many. */
const dashes = `\n${'-'.repeat(80)}\n\n`;
const fakeNotices = [
  'Loadstone contains the following software.\n',
  '@base-ui/react 1.9.0\nLicence: The MIT License\nBy: The MUI Team\nhttps://base-ui.com\n\nPermission is hereby granted, free of charge, …\n',
  'better-sqlite3 13.2.0\nLicence: The BSD License\nBy: Joshua and others\n\nRedistribution and use are permitted, …\n',
].join(dashes);

const waitOf = ({ overwrites, executables }: InstallOutlook): ConsentWait => ({
  kind: 'consent',
  why: saying('wouldChange', { mod: 'It' }),
  beats: overwrites.map(({ name, files }) => ({ name, files })),
  mods: overwrites.length,
  programs: executables.length,
});

export function createFakeServices(options: FakeOptions = {}): FakeServices {
  const state = options.state ?? 'full';
  const speed = options.speed ?? 1;
  let clock = fakeNow;
  let started = Date.now();
  const now = (): number => clock + (Date.now() - started);
  const setNow = (time: number): void => {
    clock = time;
    started = Date.now();
  };

  const listeners = new Set<FakeListener>();
  const emit: FakeListener = (event, payload) => {
    for (const listener of listeners) listener(event, payload);
  };
  const recorded: { name: string; input: unknown }[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const later = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms / speed);
      timers.add(timer);
    });

  const mods = new Map(makeMods());
  if (state === 'sources') {
    const some = mods.get(funkin) ?? [];
    mods.set(funkin, [...some, ...(some[0] === undefined ? [] : moreMods(some[0]))]);
  }
  const installers = createFakeInstallers(() => outlookOf(funkin).overwrites);
  const worlds = new Map<GameId, FakeGame>();
  let games: readonly Game[] = [];
  let jobs: readonly Job[] = [];
  let links: readonly PendingLink[] = [];
  // So that a test chooses dark or light as the system would.
  let settings: Settings = { ...defaultSettings, theme: 'system' };
  const revisions = { games: 0, jobs: 0, links: 0, settings: 0, content: 0 };
  let lastJob = 0;
  let lastEntry = 100;

  if (state !== 'empty') {
    setNow(fakeGames[0]?.addedAt ?? fakeNow);
    const filled = createFakeGame(funkin, now);
    if (state === 'many') fillManyMods(filled, mods.get(funkin) ?? [], 10_000);
    else fillFakeGame(filled, mods.get(funkin) ?? [], setNow);
    setNow(fakeNow);
    worlds.set(funkin, filled);
    worlds.set(celeste, createFakeGame(celeste, now));
    games = fakeGames.map((game) => ({ ...game, currentGeneration: worlds.get(game.id)?.current() ?? 0 }));
    if (state === 'sources') {
      games = games.map((game) => (game.id === funkin ? { ...game, providers: allSources } : game));
    }
  }

  const contentRevisions: Revisions = {
    current: () => revisions.content,
    next: () => (revisions.content += 1),
  };
  const histories = fakeFollow<Generation>(contentRevisions, ({ number }) => number);

  const chosenPictures = new Set<GameId>();
  const gamesState = () => ({ revision: revisions.games, games: fakeManaged(games, chosenPictures) });
  const jobsState = () => ({ revision: revisions.jobs, jobs });
  const linksState = () => ({ revision: revisions.links, links, refused: [] });
  const settingsState = () => ({ revision: revisions.settings, ...settings });

  function setGames(next: readonly Game[]): void {
    games = next;
    revisions.games += 1;
    emit('games.changed', gamesState());
  }
  function setJobs(next: readonly Job[]): void {
    const since = revisions.jobs;
    const parts = partsBetween(jobs, next);
    jobs = next;
    revisions.jobs += 1;
    emit('jobs.changed', { revision: revisions.jobs, since, parts, more: false });
  }
  function setLinks(next: readonly PendingLink[]): void {
    links = next;
    revisions.links += 1;
    emit('links.changed', linksState());
  }

  const worldOf = (gameId: GameId): FakeGame => {
    const world = worlds.get(gameId);
    if (world !== undefined) return world;
    throw new LoadstoneError('game_not_found', `There is no game ${gameId}.`, 'Add it under Games first.');
  };
  const findMod = (ref: ModRef): ModDetails => {
    const found = [...mods.values()].flat().find((mod) => sameRef(mod.ref, ref));
    if (found !== undefined) return found;
    throw new LoadstoneError('mod_gone', 'The mod is no longer on the provider.', 'Look for another one.');
  };

  function announce(outcome: ChangeOutcome): ChangeOutcome {
    revisions.content += 1;
    setGames(
      games.map((game) => (game.id === outcome.gameId ? { ...game, currentGeneration: outcome.generation } : game)),
    );
    emit('game.changed', { revision: revisions.content, outcome });
    return outcome;
  }

  const refuseIfBroken = (): void => {
    if (state !== 'error') return;
    throw new LoadstoneError(
      'deployment_failed',
      'mods/engine-hotfixes/core.dll is held open by another program.',
      'Close the game and try again. Nothing was changed.',
      { details: { path: '/games/Funkin/mods/engine-hotfixes/core.dll', waitedMs: 10_000 } },
    );
  };

  const patchJob = (id: JobId, patch: Partial<Job>): void =>
    setJobs(jobs.map((job) => (job.id === id ? { ...job, ...patch } : job)));
  const phaseOf = (id: JobId): JobPhase | null => jobs.find((job) => job.id === id)?.phase ?? null;
  const ended = (id: JobId): boolean => {
    const phase = phaseOf(id);
    return phase === null || phase === 'cancelled' || phase === 'failed' || phase === 'done';
  };

  async function runJob(id: JobId, plan: JobPlan): Promise<void> {
    const { bytes } = plan;
    await later(250);
    if (plan.download) {
      if (ended(id)) return;
      patchJob(id, { phase: 'resolving' });
      await later(400);
      if (state === 'offline') throw offline();
      if (plan.waitsFor !== undefined && plan.waitsFor !== null) {
        // Until it is cancelled: nobody presses the button of this page.
        patchJob(id, { phase: 'waiting-for-player', waitsFor: plan.waitsFor });
        return;
      }
      const steps = 24;
      for (let step = 0; step <= steps; step += 1) {
        if (ended(id)) return;
        const bytesDone = Math.round((bytes * step) / steps);
        patchJob(id, { phase: 'downloading', bytesDone, bytesTotal: bytes, rate: Math.round(bytes / 3) });
        await later(120);
      }
    }
    if (plan.asks === true) {
      patchJob(id, {
        phase: 'waiting-for-player',
        waitsFor: {
          kind: 'installer',
          why: saying('asksWhatToInstallNow'),
          ...(plan.replaces !== undefined && !plan.download && { again: true as const }),
        },
      });
      await installers.ask(id, plan.title, plan.replaces !== undefined && !plan.download);
    }
    if (plan.outlook !== undefined) {
      patchJob(id, {
        phase: 'waiting-for-player',
        waitsFor: waitOf(plan.outlook),
      });
      await installers.consent(id, plan.outlook);
    }
    for (let files = 0; files <= 40; files += 8) {
      if (ended(id)) return;
      patchJob(id, {
        waitsFor: null,
        phase: 'unpacking',
        bytesDone: 0,
        bytesTotal: null,
        rate: null,
        filesDone: files,
        filesTotal: 40,
      });
      await later(100);
    }
    if (ended(id)) return;
    refuseIfBroken();
    for (let files = 0; files <= 40; files += 8) {
      if (ended(id)) return;
      patchJob(id, { phase: 'deploying', filesDone: files, filesTotal: 40 });
      await later(60);
    }
    if (ended(id)) return;
    const world = worldOf(plan.gameId);
    const entry = plan.entry();
    const { replaces = null, batch = null } = plan;
    const outcome = announce(
      replaces === null
        ? world.commit('install', entry.name, [...world.entries(), entry], { batch })
        : world.commit(
            'update',
            entry.name,
            world.entries().map((one) => (one.id === replaces ? { ...entry, id: replaces } : one)),
            { batch },
          ),
    );
    patchJob(id, { phase: 'done', outcome, filesDone: 40 });
  }

  function addJob(
    plan: Pick<JobPlan, 'gameId' | 'title' | 'modRef'> & Pick<Job, 'phase'> & { bytes: number | null; kind?: JobKind },
  ): JobId {
    worldOf(plan.gameId);
    lastJob += 1;
    const id = `job-${lastJob}`;
    if (!isJobId(id)) throw new Error(`not a job id: ${id}`);
    const job: Job = {
      id,
      kind: plan.kind ?? 'install',
      gameId: plan.gameId,
      title: plan.title,
      phase: plan.phase,
      modRef: plan.modRef,
      bytesDone: 0,
      bytesTotal: plan.bytes,
      filesDone: 0,
      filesTotal: null,
      rate: null,
      startedAt: now(),
      waitsFor: null,
      error: null,
      outcome: null,
    };
    setJobs([...jobs, job]);
    return id;
  }

  function startJob(plan: JobPlan): JobId {
    const id = addJob({ ...plan, bytes: plan.download ? plan.bytes : null, phase: 'waiting' });
    runJob(id, plan).catch((error: unknown) =>
      patchJob(id, { phase: 'failed', rate: null, error: toErrorData(error) }),
    );
    return id;
  }

  const nextEntry = (): number => {
    lastEntry += 1;
    return lastEntry;
  };
  const outlookOf = (gameId: GameId): InstallOutlook => ({
    files: 42,
    overwrites: worldOf(gameId)
      .entries()
      .slice(0, 2)
      .map(({ id, name }, index) => ({ entry: id, name, files: 3 - 2 * index })),
    replacesOriginals: 2,
    executables: [relPath('mods/hooks/loader.dll'), relPath('tools/setup.bat')],
  });
  const fromArchive = (gameId: GameId, fileName: string): JobId =>
    startJob({
      gameId,
      title: fileName,
      modRef: null,
      bytes: 3_200_120,
      download: false,
      asks: fileName.includes('installer'),
      ...(fileName.includes('conflict') && {
        outlook: { ...outlookOf(gameId), ...(fileName.includes('plain') && { executables: [] }) },
      }),
      entry: () => localEntry(fileName, nextEntry(), now()),
    });

  /** Calls that leave the machine. */
  async function online(): Promise<void> {
    await later(state === 'busy' ? 4_000 : 220);
    if (state === 'offline') throw offline();
    if (state === 'error') {
      throw new LoadstoneError(
        'rate_limited',
        'GameBanana asks us to slow down for 40 seconds.',
        'It goes on by itself; you can also use what is installed meanwhile.',
        { details: { retryAfterSeconds: 40 } },
      );
    }
  }

  /** Work on a whole game, shown as a job that counts its files. */
  async function runUpkeep(gameId: GameId, kind: JobKind, files: number): Promise<void> {
    const id = addJob({ kind, gameId, title: '', modRef: null, bytes: null, phase: 'deploying' });
    for (let step = 0; step <= 10; step += 1) {
      if (ended(id)) throw new LoadstoneError('cancelled', 'It was cancelled.', 'Nothing was changed.');
      patchJob(id, { filesDone: Math.round((files * step) / 10), filesTotal: files });
      await later(120);
    }
    patchJob(id, { phase: 'done' });
  }

  /** Work on one mod after the other, as one job. */
  async function runImport(
    gameId: GameId,
    title: string,
    names: readonly string[],
    each: (at: number) => Promise<void>,
  ): Promise<void> {
    const id = addJob({ kind: 'import', gameId, title, modRef: null, bytes: null, phase: 'deploying' });
    for (const [at, name] of names.entries()) {
      patchJob(id, { title: `${title}: ${name}`, filesDone: at, filesTotal: names.length });
      await later(400);
      if (ended(id))
        throw new LoadstoneError('cancelled', 'The import was cancelled.', 'The game is as it was before.');
      await each(at);
    }
    patchJob(id, { phase: 'done', title });
  }

  const downloads = createFakeDownloads({
    gameId: funkin,
    mods: state === 'empty' ? [] : (mods.get(funkin) ?? []),
    now: fakeNow,
    live: state === 'busy',
    later,
    changed: (next) => emit('downloads.changed', next),
  });

  const searchPage = async ({
    gameId,
    provider,
    text,
    sort,
    page,
    category,
    adult,
  }: Input<'mods.search'>): Promise<ModPage> => {
    await online();
    const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
    const found = sorted(mods.get(gameId) ?? [], sort).filter(
      (mod) =>
        mod.ref.provider === provider &&
        (category === undefined || mod.category === category) &&
        (adult !== false || mod.rating !== 'adult') &&
        words.every((word) => `${mod.name} ${mod.author} ${mod.summary}`.toLowerCase().includes(word)),
    );
    const start = (page - 1) * pageSize;
    return {
      mods: found.slice(start, start + pageSize).map(summaryOf),
      total: found.length,
      next: start + pageSize < found.length ? page + 1 : null,
    };
  };

  function installFile(
    gameId: GameId,
    file: FileRef,
    modRef: ModRef | null,
    instead: { readonly entry: EntryId; readonly version: string | null } | null = null,
    batch: Batch | null = null,
  ): JobId {
    const everything = [...mods.values()].flat();
    const wanted = JSON.stringify(file);
    const mod = everything.find((one) => one.files.some((each) => JSON.stringify(each.ref) === wanted));
    const modFile = mod?.files.find((each) => JSON.stringify(each.ref) === wanted) ?? null;
    if (mod === undefined) throw new LoadstoneError('mod_gone', 'The file is no longer there.', 'Choose another file.');
    return startJob({
      gameId,
      title: mod.name,
      modRef: modRef ?? mod.ref,
      bytes: modFile?.size ?? 20_000_000,
      download: true,
      entry: () => {
        const entry = entryOf(mod, modFile, nextEntry(), now());
        const version = instead?.version ?? entry.provenance.version;
        return { ...entry, provenance: { ...entry.provenance, version } };
      },
      replaces: instead?.entry ?? null,
      batch,
      waitsFor: state === 'sources' && file.provider === 'nexus' ? nexusPage : null,
    });
  }

  const engineHandlers = fakeEngineHandlers({
    worldOf,
    games: () => games,
    announce,
    later,
    now,
    revisions: contentRevisions,
    emit,
    refuseIfBroken,
    runUpkeep,
    quiet: state === 'many',
  });
  const handlers: Handlers = {
    ...engineHandlers,
    ...fakeModHandlers({
      mods: (gameId) => mods.get(gameId) ?? [],
      findMod,
      summaryOf,
      library: (gameId) => worldOf(gameId).entries(),
      current: (gameId) => worldOf(gameId).current(),
      online,
      search: searchPage,
      everyMod: () => [...mods.values()].flat(),
      fault: (provider) => (state === 'sources' ? sourceFault(provider) : null),
      install: (gameId, file, batch, instead) => installFile(gameId, file, null, instead, batch),
      now,
      emit,
    }),
    ...fakeShareHandlers({
      ...engineHandlers,
      games: () => games,
      worldOf,
      mods: (gameId) => mods.get(gameId) ?? [],
      announce,
      nextEntry,
      now,
      work: runImport,
    }),
    'app.info': () => ({
      version: '0.1.0',
      platform: 'linux',
      dataDir: '/home/player/.local/share/loadstone',
      recovered:
        state === 'error'
          ? [
              {
                gameId: funkin,
                deployment: 'd-17',
                subject: 'Neon Boulevard',
                end: 'taken-back',
                undone: 31,
                setAside: ['/games/Funkin/.loadstone/conflict/d-17/options.json'],
              },
            ]
          : [],
      cutOff:
        state === 'error'
          ? [{ gameId: funkin, title: 'Neon Boulevard', path: '/home/player/neon.zip', present: true }]
          : [],
    }),
    'app.openExternal': () => ({ opened: true }),
    'app.openFolder': () => ({ opened: true }),
    'app.copyText': () => null,
    'app.report': () => ({ written: '~/loadstone-report.txt' }),
    'app.notices': () => ({ text: fakeNotices }),
    'settings.get': settingsState,
    'settings.set': (changes) => {
      settings = {
        ...settings,
        ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
      };
      revisions.settings += 1;
      emit('settings.changed', settingsState());
      return settingsState();
    },
    'games.snapshot': gamesState,
    'games.definitions': () => definitions,
    ...createFakeGames({
      state,
      game: (gameId) => games.find(({ id }) => id === gameId),
      change: (game) => setGames(games.map((one) => (one.id === game.id ? game : one))),
    }),
    'games.chooseFolder': () => ({ path: '/games/Factorio' }),
    'games.openFound': () => ({ opened: true }),
    'games.inspect': ({ path }) =>
      fakeInspection(
        path,
        definitions
          .filter((one) => path.toLowerCase().includes(one.name.split(' ').at(-1)?.toLowerCase() ?? ''))
          .map((one) => one.id),
      ),
    'games.add': ({ path, as, name, providers }) => {
      const definition = definitions.find((one) => one.id === as);
      const title = name ?? definition?.name ?? path.split(/[/\\]/u).at(-1) ?? 'Game';
      const id = gameIdFromName(title);
      if (games.some((game) => game.id === id)) {
        throw new LoadstoneError('game_exists', `${title} is already managed.`, 'Open it from the list of games.');
      }
      const game: Game = {
        id,
        definition: definition?.id ?? 'custom',
        name: title,
        root: path,
        targets: [{ name: 'mods', path: `${path}/mods`, layout: definition?.targets[0]?.layout ?? 'merge-tree' }],
        providers: providers ?? definition?.providers ?? {},
        addedAt: now(),
        currentGeneration: 0,
      };
      worlds.set(id, createFakeGame(id, now));
      setGames([...games, game]);
      return game;
    },
    'games.setSources': ({ gameId, providers }) => {
      const game = games.find((one) => one.id === gameId);
      if (game === undefined) throw new LoadstoneError('not_found', 'There is no such game.', 'Choose another one.');
      const known = Object.entries({ ...game.providers, ...providers }).filter(([, key]) => key !== '');
      const changed = { ...game, providers: Object.fromEntries(known) };
      setGames(games.map((one) => (one.id === gameId ? changed : one)));
      return changed;
    },
    'games.choosePicture': ({ gameId }) => {
      chosenPictures.add(gameId);
      setGames(games);
      return { chosen: true };
    },
    'games.dismissPicture': ({ gameId }) => {
      chosenPictures.delete(gameId);
      setGames(games);
      return null;
    },
    'games.remove': ({ gameId }) => {
      worldOf(gameId);
      worlds.delete(gameId);
      setGames(games.filter((game) => game.id !== gameId));
      return null;
    },
    'mods.search': searchPage,
    'mods.details': async ({ ref }) => {
      await online();
      return findMod(ref);
    },
    'install.changeChoices': ({ gameId, entry }) => {
      const old = worldOf(gameId)
        .entries()
        .find(({ id }) => id === entry);
      if (old === undefined) throw new LoadstoneError('not_found', 'There is no such mod.', 'Read the library again.');
      const jobId = startJob({
        gameId,
        title: old.name,
        modRef: null,
        bytes: 0,
        download: false,
        asks: true,
        replaces: entry,
        entry: () => ({ ...old, manifest: fakeSha(40_000 + nextEntry()), installedAt: now() }),
      });
      return { jobId };
    },
    'install.fromProvider': ({ gameId, file, modRef }) => ({ jobId: installFile(gameId, file, modRef) }),
    'install.fromFile': ({ gameId, path }) => ({ jobId: fromArchive(gameId, path.split(/[/\\]/u).at(-1) ?? path) }),
    'install.chooseArchive': ({ gameId }) => ({ jobId: fromArchive(gameId, 'chosen-archive.zip') }),
    'jobs.snapshot': jobsState,
    'jobs.cancel': ({ jobId }) => {
      if (!ended(jobId)) patchJob(jobId, { phase: 'cancelled', rate: null, waitsFor: null });
      return null;
    },
    'jobs.dismiss': ({ jobId }) => {
      if (ended(jobId)) setJobs(jobs.filter((job) => job.id !== jobId));
      return null;
    },
    'history.snapshot': ({ gameId, limit }) => {
      const history = worldOf(gameId).history(limit);
      const { items: generations, ...told } = histories(gameId).tell(history.generations);
      return { ...history, generations, ...told };
    },
    'history.changes': ({ gameId, limit, since }) => {
      const { generations, ...history } = worldOf(gameId).history(limit);
      const told = histories(gameId).since(since, generations);
      return told === null ? null : { ...history, ...told };
    },
    'history.preview': async ({ gameId, to }) => {
      await later(150);
      return worldOf(gameId).preview(worldOf(gameId).at(to));
    },
    'history.rollBack': async ({ gameId, to }) => {
      await later(500);
      refuseIfBroken();
      return announce(worldOf(gameId).rollBack(to));
    },
    'history.undo': async ({ gameId }) => {
      await later(500);
      refuseIfBroken();
      return announce(worldOf(gameId).undo());
    },
    'history.redo': async ({ gameId }) => {
      await later(500);
      refuseIfBroken();
      return announce(worldOf(gameId).redo());
    },
    'history.setNote': ({ gameId, generation, note }) => {
      worldOf(gameId).patch(generation, { note });
      return null;
    },
    'links.snapshot': linksState,
    'links.receive': () => {
      receiveLink();
      return null;
    },
    'links.dismiss': ({ id }) => {
      setLinks(links.filter((link) => link.id !== id));
      return null;
    },
    'links.confirm': ({ id, gameId }) => {
      const link = links.find((one) => one.id === id);
      const mod = link === undefined ? undefined : findMod(link.modRef);
      if (link === undefined || mod === undefined)
        throw new LoadstoneError('not_found', 'No such link.', 'Click again.');
      setLinks(links.filter((one) => one !== link));
      const file = mod.files[0] ?? null;
      const entry = (): LibraryEntry => entryOf(mod, file, nextEntry(), now());
      const jobId = startJob({ gameId, title: mod.name, modRef: mod.ref, bytes: 20_000_000, download: true, entry });
      return { jobId };
    },
    ...installers.handlers,
    ...downloads.handlers,
    ...createFakeAccounts({ now: fakeNow, later, changed: (next) => emit('accounts.changed', next) }),
  };

  function receiveLink(): void {
    const mod = mods.get(funkin)?.[4];
    if (mod === undefined) return;
    const id = `link-${revisions.links + 1}`;
    setLinks([
      ...links,
      {
        id,
        provider: 'gamebanana',
        name: null,
        modRef: mod.ref,
        file: mod.files[0]?.ref ?? null,
        games: [funkin],
        jobId: null,
      },
    ]);
  }

  if (state === 'busy') startBusyWork();

  /** Jobs in every phase, two of which never end. */
  function startBusyWork(): void {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it does use `mods`
    const sample = (number: number, index: number, patch: Partial<Job>): Job => {
      const mod = mods.get(funkin)?.[index];
      const id = `busy-${number}`;
      if (!isJobId(id)) throw new Error(`not a job id: ${id}`);
      return {
        id,
        kind: 'install',
        gameId: funkin,
        title: mod?.name ?? 'A mod',
        phase: 'waiting',
        modRef: mod?.ref ?? null,
        bytesDone: 0,
        bytesTotal: null,
        filesDone: 0,
        filesTotal: null,
        rate: null,
        startedAt: fakeNow,
        waitsFor: null,
        error: null,
        outcome: null,
        ...patch,
      };
    };
    const failure = offline();
    jobs = [
      sample(1, 1, { phase: 'downloading', bytesDone: 18_400_000, bytesTotal: 52_000_000, rate: 2_900_000 }),
      sample(2, 2, { phase: 'downloading', bytesDone: 4_400_000, rate: 900_000 }),
      sample(3, 5, { phase: 'unpacking', filesDone: 318, filesTotal: 2_140 }),
      sample(4, 6, { phase: 'waiting' }),
      sample(5, 9, { phase: 'failed', error: failure.toData() }),
      sample(6, 13, { phase: 'cancelled' }),
    ];
    receiveLink();
  }

  const record = recordCalls(handlers, recorded);
  return {
    handlers: record,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    receiveLink,
    calls: recorded,
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      listeners.clear();
    },
  };
}

function recordCalls(handlers: Handlers, recorded: { name: string; input: unknown }[]): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    (input: unknown) => {
      recorded.push({ name, input });
      return (handler as (value: unknown) => unknown)(input);
    },
  ]);
  return Object.fromEntries(wrapped) as Handlers;
}
