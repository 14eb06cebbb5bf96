/**
 * The addresses of the interface (v1), without their host: a player's key may belong to one of its own. Filters work on
 * fields of the object itself, and only some are ours to use: `status` and `visible` are refused to ordinary players.
 */
import { LoadstoneError } from '../../../shared/errors.ts';
import { modioGameName } from '../../../shared/game-sources.ts';
import type { ModSort } from '../../../shared/model.ts';
import type { SearchQuery } from '../provider.ts';

/** Items on a page: the most there is. Source: docs.mod.io, "Pagination". */
export const pageSize = 100;
/** A page of results that a player looks at. */
const browseSize = 30;

/** `popular` is offered by the site, but which way it counts is not documented. */
export const offeredSorts: readonly ModSort[] = ['relevance', 'downloads', 'updated', 'newest', 'name'];

/** Without `_sort` the oldest come first, also in a search. */
const sorts: Readonly<Record<ModSort, string>> = {
  relevance: '-downloads',
  popular: '-downloads',
  downloads: '-downloads',
  newest: '-date_live',
  updated: '-date_updated',
  name: 'name',
};

const digits = /^\d{1,20}$/u;

function game(key: string): string {
  if (digits.test(key)) return `/games/${key}`;
  throw new LoadstoneError('invalid_input', 'A game of mod.io is a number.', 'Check the definition of the game.');
}

const query = (parameters: Readonly<Record<string, string>>): string =>
  `?${new URLSearchParams(parameters).toString()}`;

export function searchPath({ game: key, text, sort, page, category, adult = true }: SearchQuery): string {
  const words = text.trim();
  return `${game(key)}/mods${query({
    ...(words === '' ? {} : { _q: words }),
    ...(category === undefined ? {} : { 'tags-in': category }),
    ...(adult ? {} : { maturity_option: '0' }),
    _sort: sorts[sort],
    _limit: String(browseSize),
    _offset: String((page - 1) * browseSize),
  })}`;
}

/** `before`: seconds since the epoch; mods changed then or earlier. */
export const feedPath = (key: string, before: number | null, offset: number): string =>
  `${game(key)}/mods${query({
    _sort: '-date_updated',
    _limit: String(pageSize),
    _offset: String(offset),
    ...(before === null ? {} : { 'date_updated-max': String(before) }),
  })}`;

export const modPath = (gameId: string, modId: string): string => `${game(gameId)}/mods/${modId}`;

export const filesPath = (gameId: string, modId: string, offset = 0): string =>
  `${modPath(gameId, modId)}/files${query({ _sort: '-date_added', _limit: String(pageSize), _offset: String(offset) })}`;

export const filePath = (gameId: string, modId: string, fileId: string): string =>
  `${modPath(gameId, modId)}/files/${fileId}`;

/** Of every status and visibility. What they need themselves is asked for in its turn: the plan wants to know who needs what. */
export const dependenciesPath = (gameId: string, modId: string, offset = 0): string =>
  `${modPath(gameId, modId)}/dependencies${query({ _limit: String(pageSize), _offset: String(offset) })}`;

/** One deleted or hidden id is simply missing from a list; asked for by itself it is an error. */
export const modsByIdPath = (gameId: string, ids: readonly string[]): string =>
  `${game(gameId)}/mods${query({ 'id-in': ids.join(','), _limit: String(pageSize) })}`;

export const tagsPath = (key: string): string => `${game(key)}/tags${query({ _limit: String(pageSize) })}`;

/** By words of the name, or by the address of the game's page. */
export function gamesPath(text: string): string {
  const words = text.trim();
  const page = modioGameName(words);
  const filter = page !== null ? { name_id: page } : words === '' ? {} : { _q: words };
  return `/games${query({ ...filter, _limit: '30' })}`;
}

export const subscribedPath = (gameId: string, offset: number): string =>
  `/me/subscribed${query({ game_id: gameId, _limit: String(pageSize), _offset: String(offset) })}`;

export const purchasedPath = (gameId: string, modId: string): string =>
  `/me/purchased${query({ game_id: gameId, id: modId })}`;

export const subscribePath = (gameId: string, modId: string): string => `${modPath(gameId, modId)}/subscribe`;
export const ratingsPath = (gameId: string, modId: string): string => `${modPath(gameId, modId)}/ratings`;

export const mePath = '/me';
export const termsPath = '/authenticate/terms';
export const emailRequestPath = '/oauth/emailrequest';
export const emailExchangePath = '/oauth/emailexchange';
export const logoutPath = '/oauth/logout';
