/**
 * GitHub on loopback: search, repositories, releases, the store of files, budgets, ETags and the device flow, with
 * made-up repositories and faults on demand. One server stands for all hosts; `X-Forwarded-Host` says which one a request
 * means. Without it a request is one of the API, or of the site for `/login/…`, and redirects stay on this server.
 */
import { hash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { packed, webPage, type Answer } from '../shared/answer.ts';
import { fileArchives, rangedAnswer } from '../shared/archives.ts';
import type { Fault } from '../shared/faults.ts';
import { createPictures } from '../shared/pictures.ts';
import { startReplicaServer, type SeenRequest, type SharedControl, type SharedOptions } from '../shared/server.ts';
import { answerApi, problem, type ApiAnswer, type ApiState } from './api.ts';
import { budgetHeaders, createBudgets, gitHubSizes, type BudgetSizes } from './budgets.ts';
import { release, type ReleaseSketch } from './builders.ts';
import type { ReplicaAccount, ReplicaAsset, ReplicaRepo } from './catalogue.ts';
import { answerLogin, type LoginState } from './login.ts';
import { fullName, store } from './records.ts';
import { gitHubRepos } from './repos.ts';

export interface ReplicaOptions extends SharedOptions {
  /** Default: repositories in every state. */
  readonly repos?: readonly ReplicaRepo[];
  /** Default: `replicaAccounts`. */
  readonly accounts?: readonly ReplicaAccount[];
  /** Default: those of GitHub. */
  readonly budgets?: BudgetSizes;
  /** Seconds between questions for a token. Default 5. */
  readonly interval?: number;
}

/** The id of the application that the replica knows. */
export const replicaClientId = 'Iv1.replica0000000000';

export const replicaAccounts: readonly ReplicaAccount[] = [
  { id: 501, login: 'stargazer', token: `gho_${'A1b2C3d4'.repeat(5)}`, scopes: ['public_repo'], pushesTo: [] },
  {
    id: 502,
    login: 'quietfold',
    token: `ghu_${'Z9y8X7w6'.repeat(5)}`,
    scopes: null,
    pushesTo: ['quietfold/cargo-tetris'],
  },
  { id: 503, login: 'visitor', token: `gho_${'Q5w4E3r2'.repeat(5)}`, scopes: [], pushesTo: [] },
];

interface ReplicaControl extends SharedControl {
  readonly setBudgets: (sizes: BudgetSizes) => void;
  readonly publish: (fullName: string, sketch: ReleaseSketch, id: number) => void;
  readonly removeAsset: (id: number) => void;
  readonly removeRepo: (fullName: string) => void;
  readonly changeRepo: (fullName: string, change: Partial<ReplicaRepo>) => void;
  readonly addRepo: (repo: ReplicaRepo) => void;
  readonly revokeToken: (login: string) => void;
  /** Seconds: of codes from now on. */
  readonly setCodes: (codes: { readonly interval: number; readonly expiresIn: number }) => void;
  /** Types the newest code on the page, as the player would. null: refuses. */
  readonly typeCode: (login: string | null) => void;
}

export interface GitHubReplica {
  readonly url: string;
  /** The content of an endpoints file. */
  readonly endpoints: { readonly github: { readonly api: string; readonly web: string } };
  readonly control: ReplicaControl;
  readonly close: () => Promise<void>;
}

interface State extends ApiState, LoginState {
  readonly url: () => string;
  readonly pictures: ReturnType<typeof createPictures>;
  /** Signed addresses of the store, good for five minutes. */
  readonly signed: Map<string, { readonly asset: ReplicaAsset; readonly until: number }>;
  readonly budgets: ReturnType<typeof createBudgets>;
  accounts: readonly ReplicaAccount[];
}

/** Binds a free port of 127.0.0.1. */
export async function startGitHubReplica(options: ReplicaOptions = {}): Promise<GitHubReplica> {
  let url = '';
  const state: State = {
    url: () => url,
    repos: options.repos ?? gitHubRepos,
    accounts: options.accounts ?? replicaAccounts,
    stars: new Set(),
    archiveOf: fileArchives(),
    codes: new Map(),
    interval: options.interval ?? 5,
    expiresIn: 900,
    clientIds: [replicaClientId],
    pictures: createPictures(),
    signed: new Map(),
    budgets: createBudgets(options.budgets ?? gitHubSizes),
  };
  const server = await startReplicaServer(
    { hostFor: hostFor, answer: (seen, fault) => rightAnswer(state, seen, fault), forget: state.budgets.clear },
    options,
  );
  ({ url } = server);
  return {
    ...server,
    endpoints: { github: { api: url, web: url } },
    control: { ...server.control, ...controlsOf(state) },
  };
}

function controlsOf(state: State): Omit<ReplicaControl, keyof SharedControl> {
  const change = (name: string, how: (repo: ReplicaRepo) => ReplicaRepo): void => {
    state.repos = state.repos.map((repo) => (fullName(repo) === name ? how(repo) : repo));
  };
  return {
    setBudgets: state.budgets.setSizes,
    publish: (name, sketch, id) =>
      change(name, (repo) => ({ ...repo, releases: [release(sketch, id), ...repo.releases] })),
    removeAsset: (id) => {
      state.repos = state.repos.map((repo) => ({
        ...repo,
        releases: repo.releases.map((one) => ({ ...one, assets: one.assets.filter((asset) => asset.id !== id) })),
      }));
    },
    removeRepo: (name) => {
      state.repos = state.repos.filter((repo) => fullName(repo) !== name);
    },
    changeRepo: (name, changes) => change(name, (repo) => ({ ...repo, ...changes })),
    addRepo: (repo) => {
      state.repos = [...state.repos, repo];
    },
    revokeToken: (login) => {
      state.accounts = state.accounts.filter((account) => account.login !== login);
    },
    setCodes: ({ interval, expiresIn }) => Object.assign(state, { interval, expiresIn }),
    typeCode: (login) => {
      const userCode = [...state.codes.values()].at(-1)?.userCode ?? '';
      const decision = login === null ? 'cancel' : 'authorize';
      answerLogin(
        state,
        'POST',
        '/login/device',
        new URLSearchParams({ user_code: userCode, login: login ?? '', decision }),
      );
    },
  };
}

function hostFor(path: string): string {
  if (path.startsWith('/login/')) return 'github.com';
  return path.startsWith('/store/') ? 'release-assets.githubusercontent.com' : 'api.github.com';
}

function rightAnswer(state: State, seen: SeenRequest, fault: Fault | null): Answer {
  const url = new URL(seen.path, `https://${seen.host}`);
  if (seen.host === 'api.github.com') return apiAnswer(state, seen, url);
  if (url.pathname.startsWith('/store/')) return storeAnswer(state, seen, url, fault);
  if (seen.host === 'opengraph.githubassets.com')
    return pictureAnswer(state, url.pathname.split('/').slice(2).join('/'), 0);
  const [, place, index] = /^\/([^/]+\/[^/]+)\/[^/]+\/docs\/(\d+)\.png$/u.exec(url.pathname) ?? [];
  if (place !== undefined) return pictureAnswer(state, place, Number(index));
  const login = answerLogin(state, seen.method, url.pathname, new URLSearchParams(seen.posted));
  return login ?? webPage(`GitHub replica: ${url.pathname}`);
}

const versions = new Set(['2022-11-28', '2026-03-10']);

function apiAnswer(state: State, { method, headers, direct }: SeenRequest, url: URL): Answer {
  if ((headers['user-agent'] ?? '') === '')
    return encoded({ status: 403, body: 'Request forbidden by administrative rules.' }, headers, {});
  const version = headers['x-github-api-version'];
  if (typeof version === 'string' && !versions.has(version))
    return encoded(problem(400, 'Unknown API version'), headers, {});
  const token = /^(?:bearer|token) (.+)$/iu.exec(headers.authorization ?? '')?.[1] ?? null;
  const account = state.accounts.find((one) => one.token === token) ?? null;
  if (token !== null && account === null) return encoded(problem(401, 'Bad credentials'), headers, {});
  const budgetName = url.pathname.startsWith('/search/') ? 'search' : 'core';
  if (url.pathname === '/rate_limit') return encoded(rateLimit(state, account), headers, {});

  const wantsBytes = /application\/octet-stream/u.test(headers.accept ?? '');
  const answer = answerApi(state, { method, url, account, wantsBytes });
  const etag = answer.status === 200 && budgetName === 'core' ? etagOf(answer, token) : null;
  const unchanged = etag !== null && headers['if-none-match'] === etag;
  // A 304 costs nothing only for those who are signed in.
  const budget = state.budgets.take(account?.login ?? null, budgetName, unchanged && account !== null);
  const scopes = account === null || account.scopes === null ? {} : { 'x-oauth-scopes': account.scopes.join(', ') };
  const about = {
    ...budgetHeaders(budget),
    'x-github-api-version-selected': '2022-11-28',
    'x-github-media-type': 'github.v3; format=json',
    ...scopes,
  };
  if (budget.refused) {
    const hint = '(But here’s the good news: Authenticated requests get a higher rate limit.)';
    return encoded(problem(403, `API rate limit exceeded for 127.0.0.1. ${hint}`), headers, about);
  }
  if (unchanged) return { status: 304, headers: { ...about, etag }, body: Buffer.alloc(0) };
  if (answer.asset !== undefined) return toStore(state, answer.asset.asset, direct, about);
  const own = Object.entries(answer.headers ?? {});
  // Who came without a name for the API stays here.
  const local = direct
    ? own.map(([name, value]) => [name, value.replaceAll('https://api.github.com', state.url())])
    : [];
  return encoded({ ...answer, headers: { ...answer.headers, ...Object.fromEntries(local) } }, headers, {
    ...about,
    ...(etag === null ? {} : { etag }),
  });
}

/** ETags differ with the token. */
const etagOf = ({ body }: ApiAnswer, token: string | null): string =>
  `W/"${hash('sha256', `${token ?? ''} ${JSON.stringify(body)}`, 'hex')}"`;

function rateLimit({ budgets }: State, account: ReplicaAccount | null): ApiAnswer {
  const [core, search] = (['core', 'search'] as const).map((name) => {
    const { limit, used, reset } = budgets.take(account?.login ?? null, name, true);
    return { limit, used, remaining: limit - used, reset };
  });
  return { status: 200, body: { resources: { core, search }, rate: core } };
}

function encoded(
  answer: ApiAnswer,
  asked: IncomingMessage['headers'],
  about: Readonly<Record<string, string>>,
): Answer {
  const headers = { ...about, ...answer.headers };
  if (answer.body === undefined) return { status: answer.status, headers, body: Buffer.alloc(0) };
  const text = Buffer.from(JSON.stringify(answer.body));
  const type = {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    vary: 'Accept, Authorization, Accept-Encoding',
  };
  return packed({ status: answer.status, headers: type, body: text }, asked);
}

function toStore(state: State, asset: ReplicaAsset, direct: boolean, about: Readonly<Record<string, string>>): Answer {
  const signature = randomBytes(16).toString('hex');
  state.signed.set(signature, { asset, until: performance.now() + 300_000 });
  const base = direct ? state.url() : store;
  const query = new URLSearchParams({ sig: signature, sp: 'r', rscd: `attachment; filename=${asset.name}` });
  const location = `${base}/store/${asset.id}?${query.toString()}`;
  return {
    status: 302,
    headers: { ...about, location, 'content-type': 'text/html;charset=utf-8' },
    body: Buffer.alloc(0),
  };
}

const storeError = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`),
});

/** Refuses whoever shows it a token, and addresses that were signed too long ago. */
function storeAnswer(state: State, { headers }: SeenRequest, url: URL, fault: Fault | null): Answer {
  if (headers.authorization !== undefined) return storeError(400, 'InvalidAuthenticationInfo');
  const signed = state.signed.get(url.searchParams.get('sig') ?? '');
  if (signed === undefined || performance.now() > signed.until) return storeError(403, 'AuthenticationFailed');
  const { bytes, sha256 } = state.archiveOf(signed.asset);
  return rangedAnswer(bytes, `0x${sha256.slice(0, 16).toUpperCase()}`, headers, fault);
}

function pictureAnswer({ repos, pictures }: State, place: string, index: number): Answer {
  const order = repos.find((repo) => fullName(repo) === place)?.pictures[index];
  return pictures(order, 800);
}
