/** The addresses of the site's own interface (apiv11). It is undocumented; names and limits come from recordings. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModSort } from '../../../shared/model.ts';
import type { SearchQuery } from '../provider.ts';
import { api } from './traits.ts';

/** Records on a page of `Index`, where we may choose: at most 50, a larger number is an error. */
const browsePageSize = 30;
/** Ids in one `Multi` request. */
export const batchSize = 40;

export const offeredSorts: readonly ModSort[] = ['relevance', 'updated', 'newest', 'popular', 'downloads', 'name'];

/** Aliases of `Mod/ListFilterConfig`. LatestModified also moves when files are swapped without an update post. */
const indexSorts: Readonly<Record<ModSort, string>> = {
  relevance: 'Generic_NewAndUpdated',
  newest: 'Generic_Newest',
  updated: 'Generic_LatestModified',
  popular: 'Generic_MostLiked',
  downloads: 'Generic_MostDownloaded',
  name: 'Generic_Alphabetically',
};

/** Search answers 15 records whatever is asked for, and knows four orders; the others are had by filtering the index by name. */
const searchOrders: Readonly<Partial<Record<ModSort, string>>> = {
  relevance: 'best_match',
  newest: 'date',
  updated: 'udate',
  popular: 'popularity',
};

const digits = /^\d{1,20}$/u;

/** Throws `invalid_input` when the game's key is not a number, before anything is sent. */
export function searchUrl({ game, text, sort, page, category }: SearchQuery): string {
  const filters = categoryFilter(category);
  const words = text.trim();
  const order = searchOrders[sort];
  // The search wants two characters at least, and cannot look into one category.
  if (words.length >= 2 && order !== undefined && category === undefined)
    return withParameters('Util/Search/Results', {
      _sModelName: 'Mod',
      _sOrder: order,
      _idGameRow: gameKey(game),
      _sSearchString: words,
      _csvFields: 'name,description,article,attribs,studio,owner,credits',
      _nPage: String(page),
    });
  return withParameters('Mod/Index', {
    _nPage: String(page),
    _nPerpage: String(browsePageSize),
    _sSort: indexSorts[sort],
    '_aFilters[Generic_Game]': gameKey(game),
    ...filters,
    ...(words === '' ? {} : { '_aFilters[Generic_Name]': `contains,${words}` }),
  });
}

/** By the last change, silent swaps of files included, in the largest pages there are. */
export const feedUrl = (game: string, page: number): string =>
  withParameters('Mod/Index', {
    _nPage: String(page),
    _nPerpage: '50',
    _sSort: indexSorts.updated,
    '_aFilters[Generic_Game]': gameKey(game),
  });

/** The site wants three characters at least. */
export const shortestGameName = 3;

export const gamesUrl = (name: string): string =>
  withParameters('Util/Game/NameMatch', { _sName: name, _nPage: '1', _nPerpage: '20' });

function gameKey(game: string): string {
  if (digits.test(game)) return game;
  throw new LoadstoneError('invalid_input', 'A game of GameBanana is a number.', 'Check the definition of the game.');
}

function categoryFilter(category: string | undefined): Readonly<Record<string, string>> {
  if (category === undefined) return {};
  if (digits.test(category)) return { '_aFilters[Generic_Category]': category };
  throw new LoadstoneError('invalid_input', 'A category of GameBanana is a number.', 'Choose one from the list.');
}

export const profileUrl = (model: string, id: string): string => `${api}/${model}/${id}/ProfilePage`;
export const downloadPageUrl = (model: string, id: string): string => `${api}/${model}/${id}/DownloadPage`;
export const fileUrl = (id: string): string => `${api}/File/${id}`;

export const updatesUrl = (model: string, id: string, page: number): string =>
  withParameters(`${model}/${id}/Updates`, { _nPage: String(page), _nPerpage: '10' });

export const categoriesUrl = (game: string): string =>
  withParameters('Mod/Categories', { _sSort: 'a_to_z', _bShowEmpty: 'false', _idGameRow: gameKey(game) });

/** `_aArchivedFiles` is refused here: `_aFiles` is the union of current and archived files. */
export const multiUrl = (model: string, ids: readonly string[]): string =>
  withParameters(`${model}/Multi`, {
    _csvRowIds: ids.join(','),
    _csvProperties:
      '_idRow,_sName,_sVersion,_tsDateAdded,_tsDateModified,_tsDateUpdated,_bIsPrivate,_bIsTrashed,_bIsWithheld,_aFiles',
  });

function withParameters(path: string, parameters: Readonly<Record<string, string>>): string {
  return `${api}/${path}?${new URLSearchParams(parameters).toString()}`;
}
