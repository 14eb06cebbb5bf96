/** Addresses of v1 and the variables of GraphQL questions; nothing else builds one. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModSort } from '../../../shared/model.ts';
import type { DownloadGrant, SearchQuery } from '../provider.ts';
import { filesByUidQuery, modFilesQuery, modQuery, modStatesQuery, requirementsQuery, searchQuery } from './queries.ts';
import type { FileParts, ModParts } from './refs.ts';
import { rest } from './traits.ts';

/** Rows of a page; the server cuts at 80 without a word. */
export const pageSize = 40;
export const feedSize = 50;
/** Uids in one question. */
export const batchSize = 50;

export const offeredSorts: readonly ModSort[] = ['relevance', 'updated', 'newest', 'popular', 'downloads', 'name'];

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const gamePattern = /^[a-z0-9]{1,64}$/u;

function gameFilter(game: string): Readonly<Record<string, unknown>> {
  if (/^\d+$/u.test(game)) return { gameId: equals(game) };
  if (gamePattern.test(game)) return { gameDomainName: equals(game) };
  throw new LoadstoneError(
    'invalid_input',
    'A game of Nexus Mods is a word as in its addresses, like "skyrimspecialedition".',
    'Check the definition of the game.',
  );
}

/** `value` is a text even for numbers. */
const equals = (value: string) => [{ value, op: 'EQUALS' }];

const sortFields: Readonly<Record<Exclude<ModSort, 'relevance'>, string>> = {
  updated: 'updatedAt',
  newest: 'createdAt',
  popular: 'endorsements',
  downloads: 'downloads',
  name: 'name',
};

/** Without words nothing is relevant: what players like most comes first. */
const sortOf = (sort: ModSort, words: string) => {
  const field = sort === 'relevance' ? (words === '' ? 'endorsements' : 'relevance') : sortFields[sort];
  return [{ [field]: { direction: sort === 'name' ? 'ASC' : 'DESC' } }];
};

/** Throws `invalid_input` when the game's key is none, before anything is sent. */
export function searchQuestion({ game, text, sort, page, category, adult }: SearchQuery): Question {
  const words = text.trim().slice(0, 200);
  const filter = {
    ...gameFilter(game),
    ...(words === '' ? {} : { nameStemmed: [{ value: words, op: 'MATCHES' }] }),
    ...(category === undefined ? {} : { categoryName: equals(category) }),
    ...(adult === false ? { adultContent: [{ value: false, op: 'EQUALS' }] } : {}),
  };
  const offset = (Math.max(1, page) - 1) * pageSize;
  return { query: searchQuery, variables: { filter, sort: sortOf(sort, words), offset, count: pageSize } };
}

export const feedQuestion = (game: string, offset: number): Question => ({
  query: searchQuery,
  variables: { filter: gameFilter(game), sort: sortOf('updated', ''), offset, count: feedSize },
});

export const modQuestion = (uid: string): Question => ({ query: modQuery, variables: { uids: [uid], count: 1 } });

export const modStatesQuestion = (uids: readonly string[]): Question => ({
  query: modStatesQuery,
  variables: { uids, count: uids.length },
});

export const modFilesQuestion = (gameId: string, modId: string): Question => ({
  query: modFilesQuery,
  variables: { gameId, modId },
});

export const filesByUidQuestion = (uids: readonly string[]): Question => ({
  query: filesByUidQuery,
  variables: { uids, count: uids.length },
});

export const requirementsQuestion = (uid: string): Question => ({
  query: requirementsQuery,
  variables: { uids: [uid] },
});

// ---- v1 ---------------------------------------------------------------------------------------

export const validateUrl = `${rest}/users/validate.json`;
export const trackedUrl = `${rest}/user/tracked_mods.json`;
export const endorsementsUrl = `${rest}/user/endorsements.json`;

function gameUrl(game: string): string {
  gameFilter(game);
  return `${rest}/games/${game}`;
}

export const gameOnlyUrl = (game: string): string => `${gameUrl(game)}.json`;
export const modUrl = ({ game, modId }: ModParts): string => `${gameUrl(game)}/mods/${modId}.json`;
export const filesUrl = ({ game, modId }: ModParts): string => `${gameUrl(game)}/mods/${modId}/files.json`;
export const changelogsUrl = ({ game, modId }: ModParts): string => `${gameUrl(game)}/mods/${modId}/changelogs.json`;
export const fileUrl = ({ game, modId, fileId }: FileParts): string =>
  `${gameUrl(game)}/mods/${modId}/files/${fileId}.json`;

/** `grant` null: on the strength of the membership. Key and time go together or not at all. */
export function downloadLinkUrl({ game, modId, fileId }: FileParts, grant: DownloadGrant | null): string {
  const url = `${gameUrl(game)}/mods/${modId}/files/${fileId}/download_link.json`;
  if (grant === null) return url;
  return `${url}?${new URLSearchParams({ key: grant.key, expires: grant.expires }).toString()}`;
}

export type Period = '1d' | '1w' | '1m';
export const updatedUrl = (game: string, period: Period): string =>
  `${gameUrl(game)}/mods/updated.json?period=${period}`;

export type ModList = 'latest_added' | 'latest_updated' | 'trending';
export const modListUrl = (game: string, which: ModList): string => `${gameUrl(game)}/mods/${which}.json`;

export const hashUrl = (game: string, md5: string): string =>
  `${gameUrl(game)}/mods/md5_search/${md5.toLowerCase()}.json`;

export const opinionUrl = ({ game, modId }: ModParts, approve: boolean): string =>
  `${gameUrl(game)}/mods/${modId}/${approve ? 'endorse' : 'abstain'}.json`;

export const trackUrl = (game: string): string =>
  `${trackedUrl}?${new URLSearchParams({ domain_name: game }).toString()}`;
