/**
 * The addresses of the portal and what is sent there. Sources: wiki.factorio.com "Mod portal API" and "Web
 * authentication API"; of the search, what clients send.
 */
import type { ModSort } from '../../../shared/model.ts';
import type { SearchQuery } from '../provider.ts';
import { api, loginAddress, site } from './traits.ts';
import type { Question } from './types.ts';
import { gameLine } from './version.ts';

/** Names in one request for many mods: what large clients of the portal send. */
export const batchSize = 500;
/** Mods on a page of the search and of lists. */
const shownPageSize = 30;
const feedPageSize = 200;

/** Milliseconds. The portal itself says "max-age=900" on lists. */
export const listFreshFor = 15 * 60 * 1_000;
export const pageFreshFor = 5 * 60 * 1_000;

/** What the search can sort by. The list, which takes no words, also knows the name and the day of the first release. */
export const offeredSorts: readonly ModSort[] = ['relevance', 'popular', 'downloads', 'updated', 'newest', 'name'];

const searchOrders: Readonly<Record<ModSort, string>> = {
  relevance: 'relevancy',
  popular: 'trending',
  downloads: 'most_downloads',
  updated: 'last_updated_at',
  newest: 'last_updated_at',
  name: 'relevancy',
};

/**
 * The list's own orders, for what the search does not know. An unknown one is no error for the portal: it answers by
 * name. Its mods come without pictures.
 */
const listOrders: Readonly<Partial<Record<ModSort, string>>> = {
  newest: 'sort=created_at&sort_order=desc',
  name: 'sort=name&sort_order=asc',
};

/**
 * The version out of the game's key, "factorio@2.0.66" or "2.0"; null: mods for any. The portal has one game only, so
 * that nothing else in a key could matter.
 */
export const gameVersionOf = (key: string): string | null =>
  /^(?:.*@)?(\d{1,5}\.\d{1,5}(?:\.\d{1,5})?)$/u.exec(key)?.[1] ?? null;

/** Browsing in an order that only the list knows goes through the list; everything else is a search, also without words. */
export function searchQuestion(query: SearchQuery): Question {
  const version = gameVersionOf(query.game);
  const words = query.text.trim().slice(0, 200);
  const order = listOrders[query.sort];
  if (words === '' && order !== undefined && query.category === undefined)
    return {
      url: `${api}/mods?page=${query.page}&page_size=${shownPageSize}&${order}${lineFilter(version)}`,
      cacheFor: pageFreshFor,
    };
  return {
    url: `${api}/search`,
    cacheFor: 0,
    json: {
      query: words,
      sort_attribute: words === '' && query.sort === 'relevance' ? 'trending' : searchOrders[query.sort],
      page: query.page,
      page_size: shownPageSize,
      show_deprecated: false,
      // Titles come back with the words marked otherwise.
      highlight_pre_tag: '',
      highlight_post_tag: '',
      ...(version === null ? {} : { version }),
      ...(query.category === undefined ? {} : { category: [query.category] }),
    },
  };
}

const lineFilter = (version: string | null): string => {
  const line = gameLine(version ?? '');
  return line === null ? '' : `&version=${line}`;
};

export const feedQuestion = (game: string, page: number): Question => ({
  url: `${api}/mods?page=${page}&page_size=${feedPageSize}&sort=updated_at&sort_order=desc${lineFilter(gameVersionOf(game))}`,
  cacheFor: 0,
});

/** All mods at once: many megabytes. */
export const everythingQuestion = (game: string): Question => ({
  url: `${api}/mods?page_size=max${lineFilter(gameVersionOf(game))}`,
  cacheFor: listFreshFor,
});

/** Many mods with their releases. Posted, because hundreds of names fit no address. */
export const namesQuestion = (names: readonly string[], pageSize: 'max' | number): Question => ({
  url: `${api}/mods?page_size=${pageSize}&hide_deprecated=false`,
  cacheFor: 0,
  form: { namelist: names.join(',') },
});

export const shortQuestion = (name: string, cacheFor: number): Question => ({
  url: `${api}/mods/${encodeURIComponent(name)}`,
  cacheFor,
});

export const fullQuestion = (name: string, cacheFor: number): Question => ({
  url: `${api}/mods/${encodeURIComponent(name)}/full`,
  cacheFor,
});

export const pageUrl = (name: string): string => `${site}/mod/${encodeURIComponent(name)}`;

/** The names of the player's bookmarked mods. The portal wants to know who asks, so it also proves an account. */
export const bookmarksUrl = `${api}/bookmarks`;

export const bookmarkUrl = (name: string, on: boolean): string =>
  `${api}/bookmarks/toggle?mod=${encodeURIComponent(name)}&state=${on ? 'on' : 'off'}`;

/** Addresses of the portal that the player's name and token are shown to: nowhere else. */
export const secretPaths: readonly string[] = ['/download/', '/api/bookmarks'];

export interface Login {
  /** Name or e-mail address. */
  readonly username: string;
  readonly password: string;
  /** What the portal has sent by e-mail; null on the first attempt. */
  readonly code: string | null;
}

/** From version 4 on, failures answer status 200 and explain themselves; from version 2 on, success tells the name. */
const loginVersion = '6';

export const loginQuestion = ({ username, password, code }: Login): Question => ({
  url: loginAddress,
  cacheFor: 0,
  form: {
    username,
    password,
    api_version: loginVersion,
    require_game_ownership: 'true',
    ...(code === null ? {} : { email_authentication_code: code }),
  },
});
