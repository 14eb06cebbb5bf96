/**
 * The Factorio mod portal on loopback: the same answers, errors, redirects and pictures, with made-up mods, and with
 * faults on demand. One server stands for all hosts; `X-Forwarded-Host` says which one a request means.
 */
import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { packed, redirectTo, webPage, type Answer } from '../shared/answer.ts';
import { rangedAnswer } from '../shared/archives.ts';
import type { Fault } from '../shared/faults.ts';
import { createPictures } from '../shared/pictures.ts';
import { startReplicaServer, type SeenRequest, type SharedControl, type SharedOptions } from '../shared/server.ts';
import { accountIn, answerApi, type ApiAnswer, type ApiState } from './api.ts';
import { releaseFrom, type ReleaseSketch } from './builders.ts';
import type { ReplicaAccount, ReplicaMod, ReplicaRelease } from './catalogue.ts';
import { answerLogin, type LoginState } from './login.ts';
import { factorioMods } from './mods.ts';
import { createReleaseArchives, fileSite, pictureId, releaseId, site } from './records.ts';

export interface ReplicaOptions extends SharedOptions {
  /** Default: mods of every kind. */
  readonly mods?: readonly ReplicaMod[];
  /** Default: `replicaAccounts`. */
  readonly accounts?: readonly ReplicaAccount[];
  /** Requests of the interface a minute; more are answered 429. Default: no limit. */
  readonly perMinute?: number;
}

/** One that can do all, one that is asked for a code, one without the game. */
export const replicaAccounts: readonly ReplicaAccount[] = [
  {
    username: 'Pilot',
    email: 'pilot@example.org',
    password: 'full steam ahead',
    token: '0123456789abcdef0123456789abcd',
    ownsGame: true,
    emailCode: null,
    bookmarks: ['ember-forge', 'Flow Gauge'],
  },
  {
    username: 'Careful',
    email: 'careful@example.org',
    password: 'twice as sure',
    token: 'fedcba9876543210fedcba98765432',
    ownsGame: true,
    emailCode: '314159',
    bookmarks: [],
  },
  {
    username: 'Visitor',
    email: 'visitor@example.org',
    password: 'just looking',
    token: '00112233445566778899aabbccddee',
    ownsGame: false,
    emailCode: null,
    bookmarks: [],
  },
];

interface ReplicaControl extends SharedControl {
  readonly setLimit: (perMinute: number) => void;
  /** The author takes the mod away: 404 from now on. */
  readonly removeMod: (name: string) => void;
  readonly removeRelease: (name: string, version: string) => void;
  readonly publish: (name: string, sketch: ReleaseSketch) => void;
  readonly changeMod: (name: string, change: Partial<ReplicaMod>) => void;
  /** The player asks factorio.com for another token: the old one is worth nothing any more. */
  readonly changeToken: (username: string, token: string) => void;
}

export interface FactorioReplica {
  readonly url: string;
  /** The content of an endpoints file. */
  readonly endpoints: { readonly factorio: { readonly api: string; readonly web: string } };
  readonly control: ReplicaControl;
  readonly close: () => Promise<void>;
}

interface State extends LoginState {
  accounts: readonly ReplicaAccount[];
  mods: readonly ReplicaMod[];
  perMinute: number;
  readonly archiveOf: ApiState['archiveOf'];
  readonly bookmarks: ApiState['bookmarks'];
  readonly pictures: ReturnType<typeof createPictures>;
  /** When the interface was asked, in milliseconds. */
  asked: number[];
}

/** Binds a free port of 127.0.0.1. */
export async function startFactorioReplica(options: ReplicaOptions = {}): Promise<FactorioReplica> {
  const state: State = {
    mods: options.mods ?? factorioMods,
    accounts: options.accounts ?? replicaAccounts,
    perMinute: options.perMinute ?? Number.POSITIVE_INFINITY,
    archiveOf: createReleaseArchives(),
    bookmarks: new Map(),
    pictures: createPictures(),
    failures: 0,
    asked: [],
  };
  const server = await startReplicaServer(
    {
      hostFor: () => 'mods.factorio.com',
      answer: (seen, fault) => rightAnswer(state, seen, fault),
      forget: () => Object.assign(state, { failures: 0, asked: [] }),
    },
    options,
  );
  const { url } = server;
  return {
    ...server,
    endpoints: { factorio: { api: `${url}/api`, web: url } },
    control: { ...server.control, ...controlOf(state) },
  };
}

function controlOf(state: State): Omit<ReplicaControl, keyof SharedControl> {
  const change = (name: string, how: (mod: ReplicaMod) => ReplicaMod): void => {
    state.mods = state.mods.map((mod) => (mod.name === name ? how(mod) : mod));
  };
  return {
    setLimit: (perMinute) => {
      state.perMinute = perMinute;
    },
    removeMod: (name) => {
      state.mods = state.mods.filter((mod) => mod.name !== name);
    },
    removeRelease: (name, version) =>
      change(name, (mod) => ({ ...mod, releases: mod.releases.filter((one) => one.version !== version) })),
    publish: (name, sketch) =>
      change(name, (mod) => ({ ...mod, releases: [...mod.releases, releaseFrom(name, sketch)] })),
    changeMod: (name, changes) => change(name, (mod) => ({ ...mod, ...changes })),
    changeToken: (username, token) => {
      state.accounts = state.accounts.map((account) =>
        account.username === username ? { ...account, token } : account,
      );
    },
  };
}

function rightAnswer(state: State, seen: SeenRequest, fault: Fault | null): Answer {
  const url = new URL(seen.path, site);
  if (seen.host === 'auth.factorio.com') return authAnswer(state, url, seen);
  if (seen.host === 'dl-mod.factorio.com') return fileAnswer(state, url, seen, fault);
  if (seen.host === 'assets-mod.factorio.com') return pictureAnswer(state, url);
  if (url.pathname.startsWith('/api/')) return limited(state, seen) ?? apiAnswer(state, url, seen);
  const [, name = '', id = ''] = /^\/download\/([^/]+)\/([0-9a-f]{24})$/u.exec(url.pathname) ?? [];
  if (id !== '') return downloadStart(state, decodeURIComponent(name), id, url);
  if (url.pathname === '/login') return webPage('Log in to factorio.com');
  return webPage(`Factorio mod portal replica: ${url.pathname}`, url.pathname.startsWith('/mod/') ? 200 : 404);
}

/** More than the limit in a minute: 429 with the seconds until the oldest is forgotten. */
function limited(state: State, { at }: SeenRequest): Answer | null {
  state.asked = [...state.asked.filter((then) => at - then < 60_000), at];
  if (state.asked.length <= state.perMinute) return null;
  const seconds = Math.ceil((60_000 - (at - (state.asked[0] ?? at))) / 1_000);
  return json({ status: 429, body: { message: 'Too many requests' }, headers: { 'retry-after': String(seconds) } }, {});
}

function apiAnswer(state: State, url: URL, { method, posted, headers }: SeenRequest): Answer {
  const type = headers['content-type'] ?? '';
  const request = { method, path: url.pathname.slice('/api/'.length), query: url.searchParams, posted, type };
  return json(answerApi(state, request), headers);
}

function authAnswer(state: State, url: URL, { method, posted, headers }: SeenRequest): Answer {
  if (url.pathname !== '/api-login') return webPage('Not found', 404);
  if (method !== 'POST') return json({ status: 405, body: { message: 'Method not allowed' } }, headers);
  return json(answerLogin(state, new URLSearchParams(posted)), headers);
}

/** The portal ends its answers with a line break. */
function json({ status, body, headers = {} }: ApiAnswer, asked: IncomingMessage['headers']): Answer {
  const text = Buffer.from(`${JSON.stringify(body)}\n`);
  const about = { 'content-type': 'application/json', vary: 'Accept-Encoding, Cookie', ...headers };
  return packed({ status, headers: about, body: text }, asked);
}

interface Named {
  readonly mod: ReplicaMod;
  readonly release: ReplicaRelease;
}

const releaseBy = (state: State, wanted: (named: Named) => boolean): Named | undefined =>
  state.mods.flatMap((mod) => mod.releases.map((one) => ({ mod, release: one }))).find(wanted);

/** Nobody: to the login. Somebody else, or without the game: refused. Otherwise an address that is good for an hour. */
function downloadStart(state: State, name: string, id: string, url: URL): Answer {
  const found = releaseBy(state, ({ mod, release: one }) => mod.name === name && releaseId(mod, one) === id);
  if (found === undefined) return webPage('Not found', 404);
  if (!url.searchParams.has('username') || !url.searchParams.has('token'))
    return redirectTo(`/login?next=${encodeURIComponent(url.pathname)}`);
  const account = accountIn(state.accounts, url.searchParams);
  if (account === null || !account.ownsGame) return json({ status: 403, body: { message: 'Forbidden' } }, {});
  const { sha1 } = state.archiveOf(found.release, found.mod);
  const until = Math.floor(Date.now() / 1_000) + 3_600;
  const path = `/files/${sha1.slice(0, 2)}/${sha1.slice(2)}`;
  return redirectTo(`${fileSite}${path}?secure=${signature(path, until)},${until}`);
}

const signature = (path: string, until: number): string => hash('md5', `${path} ${until} replica`, 'base64url');

/** The file server wants the signed address and nothing else: a token that comes along was given away. */
function fileAnswer(state: State, url: URL, { headers }: SeenRequest, fault: Fault | null): Answer {
  const leaked = url.searchParams.has('token') || headers.authorization !== undefined || headers.cookie !== undefined;
  if (leaked) return webPage('A secret was shown to the file server', 400);
  const [signed = '', until = ''] = (url.searchParams.get('secure') ?? '').split(',');
  if (signed !== signature(url.pathname, Number(until)) || Number(until) * 1_000 < Date.now())
    return webPage('Forbidden', 403);
  const sha1 = url.pathname.replace(/^\/files\//u, '').replace('/', '');
  const found = releaseBy(state, ({ mod, release: one }) => state.archiveOf(one, mod).sha1 === sha1);
  if (found === undefined) return webPage('Not found', 404);
  const archive = state.archiveOf(found.release, found.mod);
  return rangedAnswer(archive.bytes, archive.sha1, headers, fault);
}

function pictureAnswer({ mods, pictures }: State, url: URL): Answer {
  const [, id, small] = /^\/assets\/([0-9a-f]{40})(\.thumb)?\.png$/u.exec(url.pathname) ?? [];
  const order = mods
    .flatMap((mod) => mod.pictures.map((picture, index) => ({ id: pictureId(mod, index), picture })))
    .find((one) => one.id === id)?.picture;
  return pictures(order, small === undefined ? 800 : 288);
}
