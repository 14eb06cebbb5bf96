/** Addresses of the REST API. Parameters and their limits: docs.github.com/rest. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModSort } from '../../../shared/model.ts';
import type { GitHubFileRef, RepoName } from './refs.ts';
import { api, site } from './traits.ts';

/** Answers change with the version; an unknown one is refused. */
export const headers: Readonly<Record<string, string>> = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};

/** Sent to the store too, so it says nothing about the API. */
export const downloadHeaders: Readonly<Record<string, string>> = { accept: 'application/octet-stream' };

export const offeredSorts: readonly ModSort[] = ['relevance', 'updated', 'popular'];

/** Without `sort` the order is that of the best match. */
const sorts: Readonly<Partial<Record<ModSort, string>>> = { updated: 'updated', popular: 'stars' };

export const searchPageSize = 30;
export const feedPageSize = 100;
/** The search hands out no more of a question, whatever it counts: 422 beyond. */
export const mostResults = 1_000;

const topicPattern = /^[a-z0-9][a-z0-9-]{0,49}$/u;

/** The key of a game: one topic, or several separated by commas that all mean the game. Throws `invalid_input`. */
export function topicsOf(game: string): readonly string[] {
  const topics = [...new Set(game.split(',').map((topic) => topic.trim().toLowerCase()))].filter(
    (topic) => topic !== '',
  );
  if (topics.length > 0 && topics.length <= 5 && topics.every((topic) => topicPattern.test(topic))) return topics;
  throw new LoadstoneError(
    'invalid_input',
    'A game of GitHub is a topic, or a few of them.',
    'Topics look like "btd6-mod,btd6-mods".',
  );
}

export interface RepoQuestion {
  readonly topic: string;
  readonly text: string;
  readonly sort: ModSort;
  readonly page: number;
  readonly pageSize: number;
  /** Only what was pushed to until then, as an ISO date; null: no bound. */
  readonly pushedUntil: string | null;
}

/** One topic: two of them in one question would mean repositories that have both. */
export function searchUrl({ topic, text, sort, page, pageSize, pushedUntil }: RepoQuestion): string {
  const bound = pushedUntil === null ? [] : [`pushed:<=${pushedUntil}`];
  const by = sorts[sort];
  return withParameters('/search/repositories', {
    q: [...words(text), `topic:${topic}`, ...bound].join(' '),
    ...(by === undefined ? {} : { sort: by, order: 'desc' }),
    per_page: String(pageSize),
    page: String(page),
  });
}

/** What players type is words: nothing in it may turn into a qualifier or an operator. A question has 256 characters. */
const words = (text: string): readonly string[] =>
  text
    .replaceAll(/[^\p{L}\p{N}._'+#-]+/gu, ' ')
    .replaceAll(/\b(?:AND|OR|NOT)\b/gu, (word) => word.toLowerCase())
    .slice(0, 120)
    .split(' ')
    .map((word) => word.replace(/^-+/u, ''))
    .filter((word) => word !== '');

export const topicsUrl = (text: string): string =>
  withParameters('/search/topics', { q: words(text).join(' '), per_page: '20' });

export const repoUrl = ({ owner, repo }: RepoName): string => `${api}/repos/${owner}/${repo}`;
export const repoByIdUrl = (id: string): string => `${api}/repositories/${id}`;
export const readmeUrl = (name: RepoName): string => `${repoUrl(name)}/readme`;

/** `base`: of the repository, by name or by id. The newest hundred; nobody goes through more. */
export const releasesUrl = (base: string): string => `${base}/releases?per_page=100`;
export const assetUrl = (base: string, assetId: string): string => `${base}/releases/assets/${assetId}`;

/** The address that stays the same when an asset or a repository is renamed. */
export const assetAddress = (ref: GitHubFileRef): string => assetUrl(repoUrl(ref), ref.assetId);

export const userUrl = `${api}/user`;
export const starUrl = ({ owner, repo }: RepoName): string => `${api}/user/starred/${owner}/${repo}`;

export const deviceCodeUrl = `${site}/login/device/code`;
export const accessTokenUrl = `${site}/login/oauth/access_token`;
/** Where the player types the code. Never another one, whatever an answer says. */
export const devicePage = `${site}/login/device`;
export const tokenPage = `${site}/settings/personal-access-tokens/new`;

const withParameters = (path: string, parameters: Readonly<Record<string, string>>): string =>
  `${api}${path}?${new URLSearchParams(parameters).toString()}`;
