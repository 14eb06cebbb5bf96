/**
 * mod.io on loopback: the same answers, refusals, limits, mails, expiring links and pictures, with made-up games and
 * mods, and with faults on demand. One server stands for all hosts; `X-Forwarded-Host` says which one a request means.
 */
import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { redirectTo, webPage, type Answer } from '../shared/answer.ts';
import { rangedAnswer } from '../shared/archives.ts';
import type { Fault } from '../shared/faults.ts';
import { createPictures } from '../shared/pictures.ts';
import { startReplicaServer, type SeenRequest, type SharedControl, type SharedOptions } from '../shared/server.ts';
import type { ApiAnswer, ApiRequest } from './answer.ts';
import { answerApi } from './api.ts';
import { fileFrom, type FileSketch } from './builders.ts';
import type { ReplicaGame, ReplicaMod } from './catalogue.ts';
import { closedShaft, lanternDeep } from './lantern-deep.ts';
import { createCounter, noLimits, type Counter, type ReplicaLimits } from './limits.ts';
import { fileSite, site } from './records.ts';
import { createWorld, now, type Mail, type World, type WorldSketch } from './world.ts';

/** One that can do all, one that is locked out. */
export const replicaAccounts = {
  miner: { id: 9_000_001, username: 'Miner', email: 'miner@example.org', locked: false, bought: [5_100_023] },
  locked: { id: 9_000_002, username: 'Locked', email: 'locked@example.org', locked: true, bought: [] },
  poor: { id: 9_000_003, username: 'Poor', email: 'poor@example.org', locked: false, bought: [] },
} as const;

export const userKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
export const gameKey = '0f9e8d7c6b5a49382716f5e4d3c2b1a0';
export const testKey = '11112222333344445555666677778888';

const bothScopes = ['read', 'write'] as const;
const aYear = 31_536_000;

export const replicaTokens = {
  miner: 'replica.token-of-the-miner-that-may-do-all',
  poor: 'replica.token-of-the-poor-one-that-may-do-all',
  reader: 'replica.token-of-the-miner-that-may-only-read',
  expired: 'replica.token-of-the-miner-that-is-too-old',
} as const;

const production = (): WorldSketch => ({
  games: [lanternDeep, closedShaft],
  accounts: Object.values(replicaAccounts),
  keys: [
    { value: userKey, kind: 'user' },
    { value: gameKey, kind: 'game' },
  ],
  tokens: [
    { value: replicaTokens.miner, accountId: 9_000_001, scopes: bothScopes, expires: now() + aYear, revoked: false },
    { value: replicaTokens.poor, accountId: 9_000_003, scopes: bothScopes, expires: now() + aYear, revoked: false },
    { value: replicaTokens.reader, accountId: 9_000_001, scopes: ['read'], expires: now() + aYear, revoked: false },
    { value: replicaTokens.expired, accountId: 9_000_001, scopes: bothScopes, expires: now() - 60, revoked: false },
  ],
});

/** Shares nothing with the other one. */
const testing = (): WorldSketch => ({
  games: [{ ...closedShaft, id: 7, name: 'Test Shaft', nameId: 'test-shaft', access: 1 }],
  accounts: [],
  keys: [{ value: testKey, kind: 'game' }],
  tokens: [],
});

export interface ReplicaOptions extends SharedOptions {
  readonly games?: readonly ReplicaGame[];
  /** Default: none. `documentedLimits` are those of the site. */
  readonly limits?: ReplicaLimits;
  /** Seconds that an address of a download is good for. Default an hour. */
  readonly linkSeconds?: number;
}

export interface ReplicaControl extends SharedControl {
  readonly setLimits: (limits: ReplicaLimits) => void;
  /** Requests that came although they had been refused for being too many. */
  readonly stubborn: () => number;
  /** Mails with codes, oldest first; also on the page `/mailbox`. */
  readonly mails: () => readonly Mail[];
  /** As if so many seconds had gone by since the mails were sent. */
  readonly ageMails: (seconds: number) => void;
  readonly revoke: (token: string) => void;
  readonly setLinkSeconds: (seconds: number) => void;
  readonly changeMod: (modId: number, change: Partial<ReplicaMod>) => void;
  readonly publish: (modId: number, sketch: FileSketch) => void;
  /** 404 from now on. */
  readonly removeGame: (gameId: number) => void;
  readonly subscriptions: (accountId: number) => readonly number[];
  readonly ratingOf: (accountId: number, modId: number) => number;
}

export interface ModioReplica {
  readonly url: string;
  /** The content of an endpoints file. */
  readonly endpoints: { readonly modio: { readonly api: string; readonly web: string } };
  readonly control: ReplicaControl;
  readonly close: () => Promise<void>;
}

interface State {
  readonly real: World;
  readonly test: World;
  readonly counter: Counter;
  limits: ReplicaLimits;
  readonly pictures: ReturnType<typeof createPictures>;
}

/** Binds a free port of 127.0.0.1. */
export async function startModioReplica(options: ReplicaOptions = {}): Promise<ModioReplica> {
  const state: State = {
    real: createWorld({ ...production(), ...(options.games === undefined ? {} : { games: options.games }) }),
    test: createWorld(testing()),
    counter: createCounter(),
    limits: options.limits ?? noLimits,
    pictures: createPictures(),
  };
  state.real.linkSeconds = options.linkSeconds ?? state.real.linkSeconds;
  const server = await startReplicaServer(
    { hostFor: hostFor, answer: (seen, fault) => rightAnswer(state, seen, fault), forget: state.counter.clear },
    options,
  );
  const { url } = server;
  return {
    ...server,
    endpoints: { modio: { api: `${url}/v1`, web: url } },
    control: { ...server.control, ...controlOf(state) },
  };
}

function controlOf(state: State): Omit<ReplicaControl, keyof SharedControl> {
  const { real, counter } = state;
  const change = (modId: number, how: (mod: ReplicaMod) => ReplicaMod): void => {
    real.games = real.games.map((game) => ({
      ...game,
      mods: game.mods.map((mod) => (mod.id === modId ? how(mod) : mod)),
    }));
  };
  return {
    setLimits: (limits) => {
      state.limits = limits;
    },
    stubborn: counter.stubborn,
    mails: () => real.mails,
    ageMails: (seconds) => {
      real.mails = real.mails.map((mail) => ({ ...mail, sent: mail.sent - seconds }));
    },
    revoke: (token) => {
      real.tokens = real.tokens.map((one) => (one.value === token ? { ...one, revoked: true } : one));
    },
    setLinkSeconds: (seconds) => {
      real.linkSeconds = seconds;
    },
    changeMod: (modId, changes) => change(modId, (mod) => ({ ...mod, ...changes })),
    publish: (modId, sketch) =>
      change(modId, (mod) => {
        const file = fileFrom(mod.name, sketch);
        return { ...mod, files: [...mod.files, file], live: null, updated: file.added + 60 };
      }),
    removeGame: (gameId) => {
      real.games = real.games.filter(({ id }) => id !== gameId);
    },
    subscriptions: (accountId) => [...(real.subscribed.get(accountId) ?? [])],
    ratingOf: (accountId, modId) => real.ratings.get(`${accountId} ${modId}`) ?? 0,
  };
}

const hostFor = (path: string): string => (path.startsWith('/v1/') ? 'api.mod.io' : 'mod.io');

const apiHost = /^(?:api(?:\.test)?\.mod\.io|[gu]-\d+\.(?:modapi\.io|test\.mod\.io))$/u;

function rightAnswer(state: State, seen: SeenRequest, fault: Fault | null): Answer {
  const url = new URL(seen.path, site);
  if (seen.host === new URL(fileSite).hostname) return fileAnswer(state, url, seen, fault);
  if (seen.host === 'thumb.modcdn.io' || seen.host === 'image.modcdn.io') return pictureAnswer(state, url);
  if (apiHost.test(seen.host) && url.pathname.startsWith('/v1/')) return apiAnswer(state, url, seen);
  if (url.pathname === '/mailbox') return mailbox(state);
  const known = /^\/(?:g|search|u|me|terms|privacy|report)(?:\/|$)/u.test(url.pathname);
  return webPage(`mod.io replica: ${url.pathname}`, known ? 200 : 404);
}

/** Where a person or a test that drives a browser reads the codes. */
function mailbox({ real }: State): Answer {
  const rows = real.mails.map(({ to, code }) => `<li><b>${to.replaceAll(/[<>&]/gu, '')}</b> <code>${code}</code></li>`);
  const page = `<!DOCTYPE html><html><head><title>Mailbox</title></head><body><ul>${rows.join('')}</ul></body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
}

function apiAnswer(state: State, url: URL, { method, host, posted, headers, at }: SeenRequest): Answer {
  const world = host.endsWith('.test.mod.io') ? state.test : state.real;
  const path = url.pathname.slice('/v1/'.length).split('/').filter(Boolean);
  const [, , , , , , download, secret] = path;
  if (download === 'download') return downloadStart(world, secret ?? '', headers);
  const request: ApiRequest = { method, path, query: url.searchParams, form: new URLSearchParams(posted), headers };
  const { authorization } = headers;
  const refused = state.counter.refuse(
    {
      who: authorization ?? url.searchParams.get('api_key') ?? '',
      withToken: authorization !== undefined,
      method,
      endpoint: path.map((part) => (/^\d+$/u.test(part) ? '*' : part)).join('/'),
      at,
    },
    state.limits,
  );
  return json(refused ?? answerApi(world, request));
}

/** Slashes come with a backslash before them, as PHP writes them. */
function json({ status, body, headers = {} }: ApiAnswer): Answer {
  const text = body === null ? '' : JSON.stringify(body).replaceAll('/', String.raw`\/`);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(text) };
}

/** The address leads on to the file servers while it is good, and for some games only who shows a token. */
function downloadStart(world: World, secret: string, headers: IncomingMessage['headers']): Answer {
  const link = world.links.get(secret);
  if (link === undefined) return webPage('Not found', 404);
  if (link.until <= now()) return webPage('Gone', 410);
  const token = world.tokens.find(({ value }) => headers.authorization === `Bearer ${value}`);
  if ((link.game.access & 4) !== 0 && (token === undefined || token.revoked))
    return json({ status: 401, body: { error: { code: 401, error_ref: 11_000, message: 'A token is needed.' } } });
  const path = `/mods/${link.mod.id}/${link.file.id}/${encodeURIComponent(link.file.filename)}`;
  const location = `${fileSite}${path}?verify=${link.until}-${signature(path, link.until)}`;
  return redirectTo(location);
}

const signature = (path: string, until: number): string => hash('md5', `${path} ${until} replica`, 'base64url');

/** The file server wants the signed address and nothing else: a secret that comes along was given away. */
function fileAnswer({ real, test }: State, url: URL, { headers }: SeenRequest, fault: Fault | null): Answer {
  const { authorization, cookie } = headers;
  if (authorization !== undefined || cookie !== undefined || url.searchParams.has('api_key'))
    return webPage('A secret was shown to the file server', 400);
  const [until = '', ...signed] = (url.searchParams.get('verify') ?? '').split('-');
  if (signed.join('-') !== signature(url.pathname, Number(until))) return webPage('Forbidden', 403);
  if (Number(until) <= now()) return webPage('Gone', 410);
  const [, , modId, fileId] = url.pathname.split('/');
  const worlds = [real, test].flatMap((world) =>
    world.games.flatMap(({ mods }) => mods.map((mod) => ({ mod, world }))),
  );
  const found = worlds.find(({ mod }) => String(mod.id) === modId);
  const file = found?.mod.files.find(({ id }) => String(id) === fileId);
  if (found === undefined || file === undefined) return webPage('Not found', 404);
  const { bytes, md5 } = found.world.archiveOf(file);
  return rangedAnswer(bytes, md5, headers, fault);
}

function pictureAnswer({ real, pictures }: State, url: URL): Answer {
  const [, modId, size = '800', index = ''] =
    /^\/mods\/(\d+)\/(?:crop_(\d+)x\d+\/)?[a-z0-9-]+\.(\d+)\.png$/u.exec(url.pathname) ?? [];
  const mod = real.games.flatMap(({ mods }) => mods).find(({ id }) => String(id) === modId);
  const order = mod?.pictures[Number(index)];
  return pictures(order, Math.min(1_280, Number(size)));
}
