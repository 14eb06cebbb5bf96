/** The routes of api.github.com. */
import type { Archive } from '../shared/archives.ts';
import type { ReplicaAccount, ReplicaAsset, ReplicaRelease, ReplicaRepo } from './catalogue.ts';
import {
  accountRecord,
  api,
  assetRecord,
  fullName,
  fullRepoRecord,
  readmeRecord,
  releaseRecord,
  repoRecord,
  type Json,
} from './records.ts';

export interface ApiState {
  repos: readonly ReplicaRepo[];
  accounts: readonly ReplicaAccount[];
  /** "login owner/name" of every star given. */
  readonly stars: Set<string>;
  readonly archiveOf: (asset: ReplicaAsset) => Archive;
}

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly account: ReplicaAccount | null;
  readonly wantsBytes: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** undefined: none. */
  readonly body?: unknown;
  /** The bytes of this asset are wanted. */
  readonly asset?: { readonly repo: ReplicaRepo; readonly asset: ReplicaAsset };
}

const docs = 'https://docs.github.com/rest';
export const problem = (status: number, message: string, more: Json = {}): ApiAnswer => ({
  status,
  body: { message, ...more, documentation_url: docs, status: String(status) },
});
const notFound = problem(404, 'Not Found');
const good = (body: unknown, headers: Readonly<Record<string, string>> = {}): ApiAnswer => ({
  status: 200,
  body,
  headers,
});

export function answerApi(state: ApiState, request: ApiRequest): ApiAnswer {
  const [first = '', second = '', third = '', ...rest] = request.url.pathname
    .split('/')
    .slice(1)
    .map(decodeURIComponent);
  if (first === 'search' && second === 'repositories') return searchRepos(state, request.url);
  if (first === 'search' && second === 'topics') return searchTopics(state, request.url);
  if (first === 'user') return userRoute(state, request, [second, third, ...rest]);
  if (first === 'repositories') {
    const repo = state.repos.find(({ id }) => String(id) === second);
    return repo === undefined
      ? notFound
      : repoRoute(
          state,
          request,
          repo,
          [third, ...rest].filter((part) => part !== ''),
        );
  }
  if (first !== 'repos') return notFound;
  const name = `${second}/${third}`.toLowerCase();
  const repo = state.repos.find((one) => fullName(one).toLowerCase() === name);
  if (repo !== undefined) return repoRoute(state, request, repo, rest);
  const renamed = state.repos.find(({ formerNames }) => formerNames.some((former) => former.toLowerCase() === name));
  return renamed === undefined ? notFound : moved(renamed, rest, request);
}

/** By number, so that it is right whatever the repository is called next. */
function moved(repo: ReplicaRepo, rest: readonly string[], { method, url }: ApiRequest): ApiAnswer {
  const location = `${api}/${['repositories', repo.id, ...rest].join('/')}${url.search}`;
  const body = { message: 'Moved Permanently', url: location, documentation_url: docs };
  return { status: method === 'GET' ? 301 : 307, headers: { location }, body };
}

function repoRoute(state: ApiState, request: ApiRequest, repo: ReplicaRepo, path: readonly string[]): ApiAnswer {
  const [what = '', which = '', more = ''] = path;
  if (what === '') return good(fullRepoRecord(repo));
  if (what === 'readme') return repo.readme === null ? notFound : good(readmeRecord(repo, repo.readme));
  if (what !== 'releases') return notFound;
  const mayPush = request.account?.pushesTo.includes(fullName(repo)) === true;
  const releases = repo.releases.filter(({ draft }) => !draft || mayPush);
  const shown = (release: ReplicaRelease | undefined): ApiAnswer =>
    release === undefined ? notFound : good(releaseRecord(repo, release, state.archiveOf));
  if (which === '') return releaseList(state, request.url, repo, releases);
  if (which === 'assets') return assetAnswer(state, request, repo, releases, more);
  if (which === 'latest') return shown(byCommit(releases).find((one) => !one.prerelease && !one.draft));
  if (which === 'tags') return shown(releases.find(({ tag, draft }) => tag === more && !draft));
  const release = releases.find(({ id }) => String(id) === which);
  if (more !== 'assets' || release === undefined) return shown(release);
  return good(release.assets.map((asset) => assetRecord(repo, release, asset, state.archiveOf(asset))));
}

/** Newest commit first: neither the time of publication nor the version decides. */
const byCommit = (releases: readonly ReplicaRelease[]): readonly ReplicaRelease[] =>
  releases.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));

function releaseList(state: ApiState, url: URL, repo: ReplicaRepo, releases: readonly ReplicaRelease[]): ApiAnswer {
  const { page, perPage } = pagingOf(url);
  const some = byCommit(releases).slice((page - 1) * perPage, page * perPage);
  const link = linkOf(`${api}/repositories/${repo.id}/releases`, url, { page, perPage, total: releases.length });
  return good(
    some.map((release) => releaseRecord(repo, release, state.archiveOf)),
    link === '' ? {} : { link },
  );
}

function assetAnswer(
  state: ApiState,
  { wantsBytes }: ApiRequest,
  repo: ReplicaRepo,
  releases: readonly ReplicaRelease[],
  id: string,
): ApiAnswer {
  for (const release of releases) {
    const asset = release.assets.find((one) => String(one.id) === id);
    if (asset === undefined) continue;
    if (wantsBytes) return { status: 302, asset: { repo, asset } };
    return good(assetRecord(repo, release, asset, state.archiveOf(asset)));
  }
  return notFound;
}

interface Paging {
  readonly page: number;
  readonly perPage: number;
}

/** Larger pages than a hundred are pages of a hundred. */
function pagingOf(url: URL): Paging {
  const number = (name: string, otherwise: number): number =>
    Math.max(1, Number(url.searchParams.get(name)) || otherwise);
  return { page: number('page', 1), perPage: Math.min(100, number('per_page', 30)) };
}

function linkOf(base: string, from: URL, { page, perPage, total }: Paging & { readonly total: number }): string {
  const last = Math.max(1, Math.ceil(total / perPage));
  const to = (number: number, rel: string): string => {
    const query = new URLSearchParams(from.search);
    query.set('page', String(number));
    return `<${base}?${query.toString()}>; rel="${rel}"`;
  };
  return [
    ...(page > 1 ? [to(page - 1, 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ].join(', ');
}

const sortKeys: Readonly<Record<string, (repo: ReplicaRepo) => number>> = {
  stars: ({ stars }) => stars,
  updated: ({ updatedAt }) => Date.parse(updatedAt),
  forks: () => 0,
  'help-wanted-issues': () => 0,
};

function searchRepos({ repos }: ApiState, url: URL): ApiAnswer {
  const q = (url.searchParams.get('q') ?? '').trim();
  if (q === '')
    return problem(422, 'Validation Failed', { errors: [{ resource: 'Search', field: 'q', code: 'missing' }] });
  if (q.length > 256)
    return problem(422, 'Validation Failed', { errors: [{ resource: 'Search', field: 'q', code: 'invalid' }] });
  const { page, perPage } = pagingOf(url);
  if ((page - 1) * perPage >= 1_000) return problem(422, 'Only the first 1000 search results are available');
  const key = sortKeys[url.searchParams.get('sort') ?? ''];
  const sign = url.searchParams.get('order') === 'asc' ? -1 : 1;
  const matching = repos.filter((repo) => q.split(/\s+/u).every((term) => matches(repo, term)));
  // Without a sort the order says nothing, whatever `order` asks for.
  const sorted =
    key === undefined
      ? matching.toSorted((one, other) => ((one.id * 7_919) % 997) - ((other.id * 7_919) % 997))
      : matching.toSorted((one, other) => sign * (key(other) - key(one)));
  const reachable = Math.min(sorted.length, 1_000);
  const items = sorted.slice((page - 1) * perPage, Math.min(page * perPage, 1_000));
  const link = linkOf(`${api}/search/repositories`, url, { page, perPage, total: reachable });
  return good(
    {
      total_count: sorted.length,
      incomplete_results: false,
      items: items.map((repo) => ({ ...repoRecord(repo), score: 1 })),
    },
    link === '' ? {} : { link },
  );
}

function matches(repo: ReplicaRepo, term: string): boolean {
  const [, name, value = ''] = /^(topic|pushed|user|fork):(.+)$/u.exec(term) ?? [];
  if (name === 'topic') return repo.topics.includes(value.toLowerCase());
  if (name === 'user') return repo.owner === value;
  if (name === 'pushed') {
    const [, sign = '', date = ''] = /^(<=|>=|<|>)?(.+)$/u.exec(value) ?? [];
    const difference = Date.parse(repo.pushedAt) - Date.parse(date);
    return sign.startsWith('<') ? difference <= 0 : difference >= 0;
  }
  if (name === 'fork') return true;
  return [repo.name, repo.description ?? '', ...repo.topics].join(' ').toLowerCase().includes(term.toLowerCase());
}

function searchTopics({ repos }: ApiState, url: URL): ApiAnswer {
  const q = (url.searchParams.get('q') ?? '').toLowerCase();
  const topics = [...new Set(repos.flatMap((repo) => repo.topics))].filter((topic) =>
    q.split(/\s+/u).every((word) => topic.includes(word)),
  );
  const items = topics.map((name) => ({
    name,
    display_name: null,
    short_description: null,
    description: null,
    created_by: null,
    released: null,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    featured: false,
    curated: false,
    score: 1,
  }));
  return good({ total_count: items.length, incomplete_results: false, items });
}

function userRoute(
  state: ApiState,
  { method, account }: ApiRequest,
  [what = '', owner = '', name = '']: readonly string[],
): ApiAnswer {
  if (account === null) return problem(401, 'Requires authentication');
  if (what === '') return good(accountRecord(account));
  const repo = state.repos.find((one) => fullName(one) === `${owner}/${name}`);
  if (what !== 'starred' || repo === undefined) return notFound;
  const star = `${account.login} ${fullName(repo)}`;
  if (method === 'GET') return state.stars.has(star) ? { status: 204 } : notFound;
  if (account.scopes !== null && !account.scopes.includes('public_repo')) return notFound;
  if (method === 'PUT') state.stars.add(star);
  else state.stars.delete(star);
  return { status: 204 };
}
