/**
 * Nexus Mods on loopback: v1, v2, the sign-in socket with its page, download pages, file servers and pictures, with
 * made-up mods and faults on demand. One server stands for all hosts; `X-Forwarded-Host` says which one a request
 * means. Without it the path does, and addresses of files stay on this server.
 */
import { hash } from 'node:crypto';
import { webPage, type Answer } from '../shared/answer.ts';
import { fileArchives, rangedAnswer } from '../shared/archives.ts';
import type { Fault } from '../shared/faults.ts';
import { createPictures } from '../shared/pictures.ts';
import { startReplicaServer, type SeenRequest, type SharedControl, type SharedOptions } from '../shared/server.ts';
import { createBudgets, nexusSizes, type BudgetSizes } from './budgets.ts';
import { file as fileFrom, type FileSketch } from './builders.ts';
import type { ReplicaAccount, ReplicaGame, ReplicaMod } from './catalogue.ts';
import { answerGraph } from './graph.ts';
import { nexusGames, replicaAccounts } from './mods.ts';
import { answerPage, nxmLink, type PageState } from './pages.ts';
import { fileNameOf, gameRecord, type Json } from './records.ts';
import { answerRest, problem, signatureOf, type RestAnswer, type RestState } from './rest.ts';
import { createSso } from './sso.ts';

export interface ReplicaOptions extends SharedOptions {
  /** Default: mods of every kind. */
  readonly games?: readonly ReplicaGame[];
  /** Default: `replicaAccounts`. */
  readonly accounts?: readonly ReplicaAccount[];
  /** Default: those of Nexus Mods. */
  readonly budgets?: BudgetSizes;
  /** Names of applications. Default: ours. */
  readonly slugs?: readonly string[];
}

interface ReplicaControl extends SharedControl {
  readonly setBudgets: (sizes: BudgetSizes) => void;
  /** The newest version, in the place of the files it names. */
  readonly publish: (modId: number, sketch: FileSketch, changes?: readonly string[]) => void;
  readonly changeMod: (modId: number, change: Partial<ReplicaMod>) => void;
  readonly removeMod: (modId: number) => void;
  readonly changeAccount: (name: string, change: Partial<ReplicaAccount>) => void;
  /** Milliseconds between a download and an opinion about it. */
  readonly setOpinionDelay: (ms: number) => void;
  /** What the download page would hand over. `seconds` below 0: a link that has run out. */
  readonly link: (account: string, modId: number, fileId: number, seconds?: number) => string;
  readonly sso: Pick<ReturnType<typeof createSso>, 'decide' | 'newest' | 'drop' | 'set' | 'said'>;
}

export interface NexusReplica {
  readonly url: string;
  /** The content of an endpoints file. */
  readonly endpoints: {
    readonly nexus: Readonly<Record<'api' | 'sso' | 'data' | 'images' | 'files' | 'web', string>>;
  };
  readonly control: ReplicaControl;
  readonly close: () => Promise<void>;
}

interface State extends RestState, PageState {
  games: readonly ReplicaGame[];
  readonly url: () => string;
  readonly budgets: ReturnType<typeof createBudgets>;
  readonly pictures: ReturnType<typeof createPictures>;
}

/** Seconds; about two days. */
const usualLink = 48 * 3_600;

/** Binds a free port of 127.0.0.1. */
export async function startNexusReplica(options: ReplicaOptions = {}): Promise<NexusReplica> {
  let url = '';
  const state: State = {
    url: () => url,
    games: options.games ?? nexusGames,
    accounts: options.accounts ?? replicaAccounts,
    slugs: options.slugs ?? ['loadstone'],
    linkSeconds: usualLink,
    archiveOf: fileArchives(),
    opinions: new Map(),
    tracked: new Set(),
    downloaded: new Map(),
    opinionDelay: 0,
    pictures: createPictures(),
    budgets: createBudgets(options.budgets ?? nexusSizes),
    sso: createSso(),
  };
  const server = await startReplicaServer(
    {
      hostFor: hostFor,
      answer: (seen, fault) => rightAnswer(state, seen, fault),
      forget: state.budgets.clear,
      upgrade: state.sso.upgrade,
    },
    options,
  );
  ({ url } = server);
  return {
    ...server,
    endpoints: { nexus: { api: url, sso: url, data: url, images: url, files: url, web: url } },
    control: { ...server.control, ...controlsOf(state) },
    close: async () => {
      state.sso.close();
      await server.close();
    },
  };
}

function controlsOf(state: State): Omit<ReplicaControl, keyof SharedControl> {
  const change = (modId: number, how: (mod: ReplicaMod) => readonly ReplicaMod[]): void => {
    state.games = state.games.map((game) => ({
      ...game,
      mods: game.mods.flatMap((mod) => (mod.id === modId ? how(mod) : [mod])),
    }));
  };
  return {
    sso: state.sso,
    setBudgets: state.budgets.setSizes,
    setOpinionDelay: (ms) => {
      state.opinionDelay = ms;
    },
    changeMod: (modId, changes) => change(modId, (mod) => [{ ...mod, ...changes }]),
    removeMod: (modId) => change(modId, () => []),
    publish: (modId, sketch, changes) => change(modId, (mod) => [withFile(mod, sketch, changes)]),
    changeAccount: (name, changes) => {
      state.accounts = state.accounts.map((one) => (one.name === name ? { ...one, ...changes } : one));
    },
    link: (name, modId, fileId, seconds = usualLink) => {
      const account = state.accounts.find((one) => one.name === name);
      const game = state.games.find(({ mods }) => mods.some(({ id }) => id === modId));
      if (account === undefined || game === undefined) throw new Error('no such account or mod');
      return nxmLink(account, game, modId, fileId, seconds);
    },
  };
}

function withFile(mod: ReplicaMod, sketch: FileSketch, changes: readonly string[] = []): ReplicaMod {
  const added = fileFrom(sketch);
  const before = mod.files.map((one) =>
    added.replaces.includes(one.id) ? { ...one, category: 'OLD_VERSION' as const } : one,
  );
  const changelogs = changes.length === 0 ? mod.changelogs : { ...mod.changelogs, [added.version]: changes };
  return { ...mod, version: added.version, updated: added.uploaded, changelogs, files: [...before, added] };
}

function hostFor(path: string): string {
  if (/^\/v[123]\//u.test(path)) return 'api.nexusmods.com';
  if (path.startsWith('/file/')) return 'data.nexusmods.com';
  if (path.startsWith('/cdn/')) return 'cf-files.nexusmods.com';
  return path.startsWith('/mods/') ? 'staticdelivery.nexusmods.com' : 'www.nexusmods.com';
}

async function rightAnswer(state: State, seen: SeenRequest, fault: Fault | null): Promise<Answer> {
  const url = new URL(seen.path, `https://${seen.host}`);
  switch (seen.host) {
    case 'api.nexusmods.com':
      return await apiAnswer(state, seen, url);
    case 'data.nexusmods.com':
      return gamesFile(state, seen, url);
    case 'staticdelivery.nexusmods.com':
      return pictureAnswer(state, url);
    case 'www.nexusmods.com':
      return answerPage(state, { method: seen.method, url, posted: new URLSearchParams(seen.posted) });
    default:
      return fileAnswer(state, seen, url, fault);
  }
}

const json = ({ status, body }: RestAnswer, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

/** Who does not say what it is and which version is no guest here. Source: help article 114. */
function unnamed({ headers }: SeenRequest): Answer | null {
  const version = headers['application-version'];
  const named = headers['application-name'] !== undefined && headers['user-agent'] !== undefined;
  if (named && typeof version === 'string' && /^\d+\.\d+\.\d+/u.test(version)) return null;
  return json(problem(400, 'Application-Name and a semantic Application-Version are required'));
}

async function apiAnswer(state: State, seen: SeenRequest, url: URL): Promise<Answer> {
  const refused = unnamed(seen);
  if (refused !== null) return refused;
  const key = seen.headers['apikey'];
  const account = state.accounts.find((one) => one.key === key && !one.revoked) ?? null;
  const posted = postedIn(seen);
  if (url.pathname === '/v2/graphql') {
    if (seen.method !== 'POST') return webPage('Not found', 404);
    if (key !== undefined && account === null) return json(unauthorised);
    // Counts on no budget.
    return json({ status: 200, body: await answerGraph(state, posted, account !== null) });
  }
  if (!url.pathname.startsWith('/v1/')) return json(problem(404, 'Not Found'));
  if (account === null) return json(unauthorised);
  const free = /^\/v1\/users\/validate(?:\.json)?$/u.test(url.pathname);
  const budget = state.budgets.take(String(account.id), free);
  if (budget.refused) return json(problem(429, 'Too Many Requests'), budget.headers);
  const answer = answerRest(state, { method: seen.method, url, account, posted });
  const text = JSON.stringify(answer.body);
  const etag = `W/"${hash('md5', text, 'hex')}"`;
  const about = { ...budget.headers, 'x-runtime': '0.012', userid: String(account.id), etag };
  if (seen.method === 'GET' && answer.status === 200 && seen.headers['if-none-match'] === etag)
    return { status: 304, headers: about, body: Buffer.alloc(0) };
  return json({ ...answer, body: seen.direct ? staying(state, answer.body) : answer.body }, about);
}

const unauthorised: RestAnswer = { status: 401, body: { message: 'Please provide a valid API Key' } };

/** JSON and form data both do. */
function postedIn({ posted, headers }: SeenRequest): Json {
  if (headers['content-type']?.startsWith('application/json') !== true)
    return Object.fromEntries(new URLSearchParams(posted));
  try {
    const value: unknown = JSON.parse(posted);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}

/** Addresses of files on this server, for clients that know no hosts. */
const staying = (state: State, body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body).replaceAll(
      /https:\/\/(?:cf-files\.nexusmods\.com\/cdn|[a-z-]+\.nexus-cdn\.com)/gu,
      `${state.url()}/cdn`,
    ),
  );

/** For everybody, and a key that comes along was given away. */
function gamesFile({ games }: State, { headers }: SeenRequest, { pathname }: URL): Answer {
  if (headers['apikey'] !== undefined) return webPage('A key was shown to the data server', 400);
  if (pathname !== '/file/nexus-data/games.json') return webPage('Not found', 404);
  return json({
    status: 200,
    body: games.map((game) => ({ ...gameRecord(game), name_lower: game.name.toLowerCase() })),
  });
}

/** Refuses whoever shows it a key, and addresses that were not signed or have run out. */
function fileAnswer(state: State, { headers }: SeenRequest, url: URL, fault: Fault | null): Answer {
  if (headers['apikey'] !== undefined) return webPage('A key was shown to the file server', 400);
  const path = decodeURIComponent(url.pathname.replace(/^\/cdn(?=\/)/u, ''));
  const expires = Number(url.searchParams.get('expires'));
  const signed = signatureOf(path, expires, Number(url.searchParams.get('user_id')));
  if (url.searchParams.get('md5') !== signed || expires * 1_000 < Date.now()) return webPage('403 Forbidden', 403);
  const [, gameId, modId, ...name] = path.split('/');
  const mod = state.games.find(({ id }) => String(id) === gameId)?.mods.find(({ id }) => String(id) === modId);
  const found = mod?.files.find((one) => fileNameOf(mod, one) === name.join('/'));
  if (found === undefined) return webPage('404 Not Found', 404);
  const { bytes, md5 } = state.archiveOf(found);
  return rangedAnswer(bytes, md5, headers, fault);
}

function pictureAnswer({ games, pictures }: State, { pathname }: URL): Answer {
  const [, gameId, small, modId] = /^\/mods\/(\d+)\/images\/(thumbnails\/)?(\d+)\/\d+-0\.png$/u.exec(pathname) ?? [];
  const mod = games.find(({ id }) => String(id) === gameId)?.mods.find(({ id }) => String(id) === modId);
  const order = mod?.pictures[0];
  return pictures(order, small === undefined ? 800 : 385);
}
