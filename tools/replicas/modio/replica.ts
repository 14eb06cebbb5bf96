/**
 * mod.io on loopback: the same answers, refusals, limits, mails, expiring links and pictures, with made-up games and
 * mods, and with faults on demand. One server stands for all hosts; `X-Forwarded-Host` says which one a request means.
 */
import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createFaults,
  sendAnswer,
  spoiled,
  webPage,
  type Answer,
  type Fault,
  type FaultRule,
} from '../gamebanana/faults.ts';
import { drawPicture } from '../pictures/scenes.ts';
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

export interface ReplicaOptions {
  readonly games?: readonly ReplicaGame[];
  /** Milliseconds before every answer. */
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule[];
  /** Default: none. `documentedLimits` are those of the site. */
  readonly limits?: ReplicaLimits;
  /** Seconds that an address of a download is good for. Default an hour. */
  readonly linkSeconds?: number;
}

interface SeenRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly posted: string;
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
}

export interface ReplicaControl {
  readonly requests: readonly SeenRequest[];
  readonly fail: (rule: FaultRule) => void;
  /** Ends all faults, forgets the requests seen so far and what they were counted on. */
  readonly reset: () => void;
  readonly setLatency: (ms: number) => void;
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
  latencyMs: number;
  readonly pictures: Map<string, Buffer>;
}

/** Binds a free port of 127.0.0.1. */
export async function startModioReplica(options: ReplicaOptions = {}): Promise<ModioReplica> {
  const state: State = {
    real: createWorld({ ...production(), ...(options.games === undefined ? {} : { games: options.games }) }),
    test: createWorld(testing()),
    counter: createCounter(),
    limits: options.limits ?? noLimits,
    latencyMs: options.latencyMs ?? 0,
    pictures: new Map(),
  };
  state.real.linkSeconds = options.linkSeconds ?? state.real.linkSeconds;
  const faults = createFaults(options.faults);
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void serve(state, request, response, (seen) => {
      requests.push(seen);
      return faults.take(`${seen.host}${seen.path}`);
    }).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reset = (): void => {
    faults.clear();
    requests.length = 0;
    state.counter.clear();
  };
  return {
    url,
    endpoints: { modio: { api: `${url}/v1`, web: url } },
    control: { requests, fail: faults.add, reset, ...controlOf(state) },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function controlOf(state: State): Omit<ReplicaControl, 'requests' | 'fail' | 'reset'> {
  const { real, counter } = state;
  const change = (modId: number, how: (mod: ReplicaMod) => ReplicaMod): void => {
    real.games = real.games.map((game) => ({
      ...game,
      mods: game.mods.map((mod) => (mod.id === modId ? how(mod) : mod)),
    }));
  };
  return {
    setLatency: (ms) => {
      state.latencyMs = ms;
    },
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

/** Bytes of what is posted. */
const largestPost = 100_000;

async function serve(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  take: (seen: SeenRequest) => Fault | null,
): Promise<void> {
  let posted = '';
  for await (const chunk of request) {
    posted += String(chunk);
    if (posted.length > largestPost) throw new Error('too much was posted');
  }
  const forwarded = request.headers['x-forwarded-host'];
  const path = request.url ?? '/';
  const seen: SeenRequest = {
    method: request.method ?? 'GET',
    host: typeof forwarded === 'string' ? forwarded : path.startsWith('/v1/') ? 'api.mod.io' : 'mod.io',
    path,
    headers: request.headers,
    posted,
    at: performance.now(),
  };
  const fault = take(seen);
  if (state.latencyMs > 0) await sleep(state.latencyMs);
  await sendAnswer(response, spoiled(rightAnswer(state, seen, fault), fault), fault);
}

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
  return { status: 302, headers: { location }, body: Buffer.alloc(0) };
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
  return ranged(found.world.archiveOf(file), headers, fault);
}

function ranged(
  { bytes, md5 }: { readonly bytes: Buffer; readonly md5: string },
  headers: IncomingMessage['headers'],
  fault: Fault | null,
): Answer {
  const etag = `"${fault?.kind === 'other-etag' ? `other-${md5}` : md5}"`;
  const about = { 'content-type': 'application/zip', 'accept-ranges': 'bytes', etag };
  const [, from] = /^bytes=(\d+)-$/u.exec(headers.range ?? '') ?? [];
  const same = headers['if-range'] === undefined || headers['if-range'] === etag;
  if (from === undefined || !same || fault?.kind === 'ignore-range')
    return { status: 200, headers: about, body: bytes };
  const total = bytes.byteLength;
  if (Number(from) >= total)
    return { status: 416, headers: { 'content-range': `bytes */${total}` }, body: Buffer.alloc(0) };
  const claimed = Number(from) + (fault?.kind === 'wrong-range' ? 1 : 0);
  const range = `bytes ${claimed}-${total - 1}/${total}`;
  return { status: 206, headers: { ...about, 'content-range': range }, body: bytes.subarray(Number(from)) };
}

function pictureAnswer({ real, pictures }: State, url: URL): Answer {
  const [, modId, size = '800', index = ''] =
    /^\/mods\/(\d+)\/(?:crop_(\d+)x\d+\/)?[a-z0-9-]+\.(\d+)\.png$/u.exec(url.pathname) ?? [];
  const mod = real.games.flatMap(({ mods }) => mods).find(({ id }) => String(id) === modId);
  const order = mod?.pictures[Number(index)];
  if (order === undefined) return webPage('No such picture', 404);
  const width = Math.min(1_280, Number(size));
  const bytes = pictures.get(url.pathname) ?? drawPicture(order, width);
  pictures.set(url.pathname, bytes);
  return { status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'max-age=604800' }, body: bytes };
}
