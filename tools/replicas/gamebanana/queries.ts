/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** Lists and their rules: what may be asked, in which order, how many at a time, and how a wrong question is answered. */
import type { ReplicaGame, ReplicaMod } from './catalogue.ts';
import { categoryId, listRecord, type Json, type Records } from './records.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export const good = (body: unknown): ApiAnswer => ({ status: 200, body });
export const flatError = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  body: { _sErrorCode: code, _sErrorMessage: message },
});
export const inputError = (field: string, code: string, message: string): ApiAnswer => ({
  status: 400,
  body: { _sErrorCode: 'INPUT_ERRORS', _aErrorData: { [field]: { _sErrorCode: code, _sErrorMessage: message } } },
});
/** A missing record with status 200 on its profile page and 404 on the download page, as observed. */
export const noSuchRecord = (status: number): ApiAnswer => flatError(status, 'NO_SUCH_RECORD', "Record doesn't exist");

type Order = (one: ReplicaMod, other: ReplicaMod) => number;
const newest =
  (time: (mod: ReplicaMod) => number): Order =>
  (one, other) =>
    time(other) - time(one);

const sorts: Readonly<Record<string, Order>> = {
  Generic_Newest: newest(({ added }) => added),
  Generic_Oldest: newest(({ added }) => -added),
  Generic_LatestModified: newest(({ modified }) => modified),
  Generic_NewAndUpdated: newest(({ updated, added }) => updated ?? added),
  Generic_LatestUpdated: newest(({ updated }) => updated ?? 0),
  Generic_Alphabetically: (one, other) => one.name.localeCompare(other.name, 'en'),
  Generic_ReverseAlphabetically: (one, other) => other.name.localeCompare(one.name, 'en'),
  Generic_MostLiked: newest(({ likes }) => likes),
  Generic_MostViewed: newest(({ views }) => views),
  Generic_MostCommented: newest(({ likes }) => likes),
  Generic_LatestComment: newest(({ modified }) => modified),
  Generic_MostDownloaded: newest(({ downloads }) => downloads),
};

export const sortAliases = Object.keys(sorts);

const searchOrders: Readonly<Record<string, Order>> = {
  best_match: newest(({ likes }) => likes),
  popularity: newest(({ likes }) => likes),
  date: newest(({ added }) => added),
  udate: newest(({ modified }) => modified),
};

interface Asked {
  readonly mods: readonly ReplicaMod[];
  readonly page: number;
  readonly perPage: number;
}

function envelope(records: Records, { mods, page, perPage }: Asked): ApiAnswer {
  const from = (page - 1) * perPage;
  return good({
    _aMetadata: { _nRecordCount: mods.length, _nPerpage: perPage, _bIsComplete: from + perPage >= mods.length },
    _aRecords: mods.slice(from, from + perPage).map((mod) => listRecord(records, mod)),
  });
}

const pageOf = (query: URLSearchParams): number => Number(query.get('_nPage') ?? '1');
const badPage = (page: number): ApiAnswer | null =>
  Number.isInteger(page) && page >= 1 ? null : inputError('_nPage', 'INVALID_PAGE', 'Page must be 1 or more');

/** Mods that lists show: closed ones stay in them, trashed and withheld ones do not. */
const listed = (game: ReplicaGame): readonly ReplicaMod[] =>
  game.mods.filter(({ state }) => state === 'normal' || state === 'private');

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');

export function search(records: Records, query: URLSearchParams): ApiAnswer {
  const text = query.get('_sSearchString') ?? '';
  if (text.trim().length < 2)
    return inputError('_sSearchString', 'TOO_SHORT', 'Search string must be at least 2 characters');
  const order = searchOrders[query.get('_sOrder') ?? 'best_match'];
  if (order === undefined) return inputError('_sOrder', 'UNKNOWN_ORDER', 'Order not recognized');
  const page = pageOf(query);
  const game = query.get('_idGameRow');
  const found =
    game !== null && Number(game) !== records.game.id
      ? []
      : listed(records.game)
          .filter((mod) => matches(mod, text))
          .toSorted(order);
  // Whatever page size is asked for, there are fifteen.
  return badPage(page) ?? envelope(records, { mods: found, page, perPage: 15 });
}

function matches(mod: ReplicaMod, text: string): boolean {
  const haystack = [mod.name, mod.author, mod.summary, mod.category, ...mod.tags].join(' ').toLowerCase();
  return words(text).every((word) => haystack.includes(word));
}

export function index(records: Records, model: string, query: URLSearchParams): ApiAnswer {
  const page = pageOf(query);
  const perPage = Number(query.get('_nPerpage') ?? '15');
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 50)
    return inputError('_nPerpage', 'INVALID_PERPAGE', 'Perpage must be from 1 to 50');
  const order = sorts[query.get('_sSort') ?? 'Generic_NewAndUpdated'];
  if (order === undefined) return inputError('_sSort', 'UNKNOWN_SORT', 'Sort alias not recognized');
  const all = model === 'Mod' ? listed(records.game) : [];
  const mods = all.filter((mod) => passes(records.game, mod, query)).toSorted(order);
  return badPage(page) ?? envelope(records, { mods, page, perPage });
}

/** Filters of other endpoints are dropped without a word, as on the site. */
function passes(game: ReplicaGame, mod: ReplicaMod, query: URLSearchParams): boolean {
  const filter = (name: string): string | null => query.get(`_aFilters[Generic_${name}]`);
  const [gameId, category, name] = [filter('Game'), filter('Category'), filter('Name')];
  if (gameId !== null && Number(gameId) !== game.id) return false;
  if (category !== null && Number(category) !== categoryId(game, mod.category)) return false;
  const [how, ...text] = (name ?? '').split(',');
  return name === null || how !== 'contains' || mod.name.toLowerCase().includes(text.join(',').toLowerCase());
}

export function subfeed(records: Records, query: URLSearchParams): ApiAnswer {
  const mods = listed(records.game).toSorted(newest(({ id }) => (id * 7_919) % 997));
  return envelope(records, { mods, page: pageOf(query), perPage: 15 });
}

const properties = new Set(
  '_idRow,_sName,_sVersion,_tsDateAdded,_tsDateModified,_tsDateUpdated,_bIsPrivate,_bIsTrashed,_bIsWithheld,_bIsObsolete,_aFiles,_sProfileUrl'.split(
    ',',
  ),
);

/** One unknown id refuses the whole batch and names the first. */
export function multi(records: Records, query: URLSearchParams, recordOf: (mod: ReplicaMod) => Json): ApiAnswer {
  const wanted = (query.get('_csvProperties') ?? '').split(',').filter((name) => name !== '');
  const unknown = wanted.find((name) => !properties.has(name));
  if (unknown !== undefined)
    return inputError('_csvProperties', 'UNKNOWN_PROPERTY', `Property ${unknown} not recognized`);
  const rows: Json[] = [];
  for (const id of (query.get('_csvRowIds') ?? '').split(',')) {
    const mod = records.game.mods.find((one) => String(one.id) === id);
    if (mod === undefined) return inputError('_csvRowIds', 'NO_SUCH_RECORD', `Record Mod.${id} doesn't exist`);
    rows.push(Object.fromEntries(Object.entries(recordOf(mod)).filter(([name]) => wanted.includes(name))));
  }
  return good(rows);
}
