/** The routes of `/api`: lists, mods, the search and bookmarks. */
import type { ReplicaAccount, ReplicaMod } from './catalogue.ts';
import { foundRecord, listRecord, modRecord, site, updated, type ArchiveOf, type Json } from './records.ts';

export interface ApiState {
  readonly mods: readonly ReplicaMod[];
  readonly accounts: readonly ReplicaAccount[];
  readonly archiveOf: ArchiveOf;
  /** Names by account, beside what the account came with. */
  readonly bookmarks: Map<string, Set<string>>;
}

export interface ApiRequest {
  readonly method: string;
  /** After `/api/`, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly posted: string;
  readonly type: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const message = (status: number, text: string): ApiAnswer => ({ status, body: { message: text } });
const good = (body: unknown, headers: Readonly<Record<string, string>> = {}): ApiAnswer => ({
  status: 200,
  body,
  headers,
});

export function answerApi(state: ApiState, request: ApiRequest): ApiAnswer {
  const [section = '', name, what, ...more] = request.path.split('/');
  if (more.length > 0) return message(404, 'Not found');
  if (section === 'mods' && name === undefined) return list(state, request);
  if (section === 'mods' && name !== undefined) return oneMod(state, decodeURIComponent(name), what);
  if (section === 'search' && request.method === 'POST') return search(state, request);
  if (section === 'bookmarks') return bookmarks(state, request, name);
  return message(404, 'Not found');
}

function oneMod({ mods, archiveOf }: ApiState, name: string, what: string | undefined): ApiAnswer {
  const mod = mods.find((one) => one.name === name);
  if (mod === undefined || (what !== undefined && what !== 'full')) return message(404, 'Mod not found');
  return good(modRecord(archiveOf, mod, what === 'full' ? 'full' : 'short'));
}

const lines = ['0.13', '0.14', '0.15', '0.16', '0.17', '0.18', '1.0', '1.1', '2.0', '2.1'];
const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');

/** 1.0 also loads mods of 0.18, and the portal answers so. */
const isFor = (mod: ReplicaMod, line: string): boolean =>
  mod.releases.some(({ game }) => lineOf(game) === line || (line === '1.0' && lineOf(game) === '0.18'));

function list({ mods, archiveOf }: ApiState, request: ApiRequest): ApiAnswer {
  const parameters = parametersOf(request);
  const names = parameters.getAll('namelist').flatMap((value) => value.split(','));
  const version = parameters.get('version');
  if (version !== null && !lines.includes(lineOf(version))) return message(400, `Invalid version: ${version}`);
  const found = mods
    .filter((mod) => names.length === 0 || names.includes(mod.name))
    .filter((mod) => parameters.get('hide_deprecated') === 'false' || !mod.deprecated)
    .filter((mod) => version === null || isFor(mod, lineOf(version)))
    .toSorted(listOrder(parameters.get('sort') ?? 'name', parameters.get('sort_order')));
  const { results, pagination } = paged(found, parameters, names.length > 0);
  return good(
    { pagination, results: results.map((mod) => listRecord(archiveOf, mod, names.length > 0)) },
    { 'cache-control': 'max-age=900, public' },
  );
}

/** Parameters of the address and of what was posted count alike. */
function parametersOf({ query, posted, type }: ApiRequest): URLSearchParams {
  const all = new URLSearchParams(query);
  if (type.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(posted)) all.append(name, value);
  return all;
}

/** An order it does not know is no error: it answers by name, from the start of the alphabet. */
function listOrder(sort: string, order: string | null): (one: ReplicaMod, other: ReplicaMod) => number {
  if (sort !== 'created_at' && sort !== 'updated_at')
    return order === 'desc' ? (one, other) => byName(other, one) : byName;
  const key = sort === 'created_at' ? (mod: ReplicaMod) => mod.created : updated;
  const sign = order === 'asc' ? 1 : -1;
  return (one, other) => sign * (key(one) - key(other)) || byName(one, other);
}

const byName = (one: ReplicaMod, other: ReplicaMod): number =>
  one.name < other.name ? -1 : Number(one.name > other.name);

/** Past the last page there is nothing, with status 200. Everything at once has no pages. */
function paged(found: readonly ReplicaMod[], parameters: URLSearchParams, named: boolean) {
  if (parameters.get('page_size') === 'max') return { results: found, pagination: null };
  const size = Math.max(1, Number(parameters.get('page_size') ?? '25') || 25);
  const page = Math.max(1, Number(parameters.get('page') ?? '1') || 1);
  const pages = Math.max(1, Math.ceil(found.length / size));
  const link = (to: number, there: boolean): string | null => (there && !named ? `${site}/api/mods?page=${to}` : null);
  const links = {
    first: link(1, page > 1),
    next: link(page + 1, page < pages),
    prev: link(page - 1, page > 1),
    last: link(pages, page < pages),
  };
  const pagination = { count: found.length, page, page_count: pages, page_size: size, links };
  return { results: found.slice((page - 1) * size, page * size), pagination };
}

interface SearchBody {
  readonly query: string;
  readonly sort: string;
  readonly page: number;
  readonly size: number;
  readonly version: string | null;
  readonly categories: readonly string[];
  readonly excluded: readonly string[];
  readonly deprecated: boolean;
}

function search({ mods }: ApiState, request: ApiRequest): ApiAnswer {
  const asked = searchBody(request);
  if (asked === null) return message(400, 'The request is not JSON');
  const words = asked.query.toLowerCase().split(/\s+/u).filter(Boolean);
  const weigh = (mod: ReplicaMod): number =>
    words.reduce((sum, word) => {
      const inTitle = `${mod.title} ${mod.name}`.toLowerCase().includes(word);
      const elsewhere = `${mod.summary} ${mod.owner}`.toLowerCase().includes(word);
      return sum + (inTitle ? 10 : elsewhere ? 1 : -1_000);
    }, 0);
  const found = mods
    .filter((mod) => weigh(mod) >= 0 && (asked.deprecated || !mod.deprecated))
    .filter((mod) => asked.version === null || isFor(mod, lineOf(asked.version)))
    .filter(({ category }) => asked.categories.length === 0 || asked.categories.includes(category))
    .filter(({ category }) => !asked.excluded.includes(category))
    .toSorted(searchOrder(asked.sort, weigh));
  const from = (asked.page - 1) * asked.size;
  return good({
    pagination: {
      count: found.length,
      page: asked.page,
      page_count: Math.max(1, Math.ceil(found.length / asked.size)),
      page_size: asked.size,
    },
    results: found.slice(from, from + asked.size).map(foundRecord),
  });
}

function searchOrder(sort: string, weigh: (mod: ReplicaMod) => number): (one: ReplicaMod, other: ReplicaMod) => number {
  if (sort === 'most_downloads') return (one, other) => other.downloads - one.downloads;
  if (sort === 'last_updated_at') return (one, other) => updated(other) - updated(one);
  if (sort === 'trending') return (one, other) => other.score - one.score;
  return (one, other) => weigh(other) - weigh(one) || other.score - one.score;
}

function searchBody({ posted, type }: ApiRequest): SearchBody | null {
  if (!type.startsWith('application/json')) return null;
  try {
    const body = JSON.parse(posted) as Json;
    return {
      query: typeof body['query'] === 'string' ? body['query'] : '',
      sort: typeof body['sort_attribute'] === 'string' ? body['sort_attribute'] : 'relevancy',
      page: Math.max(1, Number(body['page'] ?? 1) || 1),
      size: Math.min(100, Math.max(1, Number(body['page_size'] ?? 20) || 20)),
      version: typeof body['version'] === 'string' ? body['version'] : null,
      categories: texts(body['category']),
      excluded: texts(body['exclude_category']),
      deprecated: body['show_deprecated'] === true,
    };
  } catch {
    return null;
  }
}

const texts = (value: unknown): readonly string[] => [value ?? []].flat().filter((one) => typeof one === 'string');

/** The account that an address names with the right token. An e-mail address is no name here. */
export const accountIn = (accounts: readonly ReplicaAccount[], query: URLSearchParams): ReplicaAccount | null =>
  accounts.find(({ username, token }) => username === query.get('username') && token === query.get('token')) ?? null;

function bookmarks(
  { accounts, bookmarks: kept }: ApiState,
  { query }: ApiRequest,
  action: string | undefined,
): ApiAnswer {
  const account = accountIn(accounts, query);
  if (account === null) return message(403, 'Invalid username or token');
  const names = kept.get(account.username) ?? new Set(account.bookmarks);
  kept.set(account.username, names);
  if (action === undefined) return good([...names]);
  if (action !== 'toggle') return message(404, 'Not found');
  const name = query.get('mod') ?? '';
  if (query.get('state') === 'on') names.add(name);
  else names.delete(name);
  return good({ success: true });
}
