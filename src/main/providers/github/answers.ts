/**
 * Every answer of GitHub as a value: pure functions of what was asked and what came back. Shared by the client and by
 * recordings. Errors: `provider_answer_unreadable` for a shape we do not know, `rate_limited`, `provider_refused` for
 * what GitHub explains. "Not Found" is an expected outcome: deleted, private and never there look the same.
 */
import type { ModDetails, ModFile, ModPage, ModSummary, ProviderGame, RichNode } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import type { Found } from '../provider.ts';
import { oneLine } from '../rich-text.ts';
import { answerOr404, shapeUnknown } from './faults.ts';
import { repoNameOf, type RepoName } from './refs.ts';
import { modFileOf, releaseOfAsset, type AssetOwner } from './releases.ts';
import { mostResults } from './requests.ts';
import { site } from './traits.ts';
import type { Answered, Release } from './types.ts';
import { assetSchema, repoSchema, searchSchema, topicSchema, type RepoRecord } from './wire.ts';

/** A search is never gone. */
const mustAnswer = (answered: Answered): void => {
  if (answerOr404(answered).gone !== null) throw shapeUnknown('a search');
};

/** One page of a search. `incomplete`: GitHub ran out of time, absences mean nothing. */
export interface FoundRepos extends ModPage {
  readonly incomplete: boolean;
}

export function foundReposOf(answered: Answered, page: number, pageSize: number): FoundRepos {
  mustAnswer(answered);
  const found = searchSchema.safeParse(answered.body).data;
  if (found === undefined) throw shapeUnknown('a search');
  const total = found.total_count ?? null;
  const mods = found.items.flatMap((item) => {
    const repo = repoSchema.safeParse(item).data;
    return repo === undefined ? [] : (summaryOf(repo) ?? []);
  });
  const end = Math.min(total ?? (found.items.length < pageSize ? 0 : mostResults), mostResults);
  const next = found.items.length === 0 || page * pageSize >= end ? null : page + 1;
  return { mods, total, next, incomplete: found.incomplete_results === true };
}

export function gamesOf(answered: Answered): readonly ProviderGame[] {
  mustAnswer(answered);
  const found = searchSchema.safeParse(answered.body).data;
  if (found === undefined) throw shapeUnknown('a search');
  return found.items.flatMap((item) => {
    const topic = topicSchema.safeParse(item).data;
    const key = topic?.name.toLowerCase() ?? '';
    if (topic === undefined || !/^[a-z0-9][a-z0-9-]{0,49}$/u.test(key)) return [];
    const name = oneLine(topic.display_name ?? '', 100);
    return [{ key, name: name === '' ? key : name, mods: null }];
  });
}

export interface Repo {
  readonly id: string;
  readonly name: RepoName;
  readonly branch: string;
  readonly summary: ModSummary;
  readonly license: string | null;
  readonly createdAt: number | null;
  readonly disabled: boolean;
}

export function repoOf(answered: Answered): Found<Repo> {
  const { gone } = answerOr404(answered);
  if (gone !== null) return { kind: 'gone', why: gone };
  const record = repoSchema.safeParse(answered.body).data;
  const summary = record === undefined ? null : summaryOf(record);
  const name = record === undefined ? null : repoNameOf(record.full_name);
  if (record === undefined || summary === null || name === null) throw shapeUnknown('a repository');
  const license = oneLine(record.license?.name ?? record.license?.spdx_id ?? '', 100);
  return {
    kind: 'found',
    value: {
      id: record.id,
      name,
      branch: record.default_branch ?? 'HEAD',
      summary,
      license: license === '' || license === 'Other' ? null : license,
      createdAt: record.created_at ?? null,
      disabled: record.disabled === true,
    },
  };
}

function summaryOf(repo: RepoRecord): ModSummary | null {
  const name = repoNameOf(repo.full_name);
  if (name === null || repo.private === true) return null;
  return {
    ref: { provider: 'github', id: repo.full_name },
    name: name.repo,
    author: name.owner,
    summary: oneLine(repo.description ?? '', 400),
    // The card GitHub draws for every repository; the part before the name only tells versions apart.
    image: `https://opengraph.githubassets.com/${repo.pushed_at ?? repo.updated_at ?? 1}/${repo.full_name}`,
    category: null,
    rating: 'safe',
    downloads: null,
    likes: repo.stargazers_count ?? null,
    updatedAt: repo.updated_at ?? repo.pushed_at ?? null,
    version: null,
    pageUrl: `${site}/${repo.full_name}`,
  };
}

/** The repository, its releases and its README. Without a README the short description stands for it. */
export function modDetailsOf(repo: Repo, releases: readonly Release[], readme: readonly RichNode[]): ModDetails {
  const files = repo.disabled ? [] : releases.flatMap((release) => release.files);
  const newest = releases.find(({ prerelease, files: some }) => !prerelease && some.length > 0) ?? releases[0];
  const counts = files.flatMap(({ downloads }) => downloads ?? []);
  const short: readonly RichNode[] =
    repo.summary.summary === ''
      ? []
      : [{ type: 'paragraph', children: [{ type: 'text', text: repo.summary.summary }] }];
  return {
    ...repo.summary,
    version: newest?.version ?? null,
    downloads: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    description: readme.length > 0 ? readme : short,
    gallery: picturesIn(readme),
    license: repo.license,
    createdAt: repo.createdAt,
    files,
    unavailable: repo.disabled ? 'withheld' : null,
  };
}

const mostPictures = 12;

/** What a README shows, without its badges. */
function picturesIn(nodes: readonly RichNode[]): readonly string[] {
  const found = new Set<string>();
  const look = (some: readonly RichNode[]): void => {
    for (const node of some) {
      if (node.type === 'image' && !isBadge(node.src)) found.add(node.src);
      else if ('children' in node) look(node.children);
    }
  };
  look(nodes);
  return [...found].slice(0, mostPictures);
}

const isBadge = (address: string): boolean => /\.svg(?:$|[?#])|\/badge|\/workflows?\//iu.test(address);

/** One asset by its id. The release it belongs to is not part of it. */
export function assetOf(owner: AssetOwner, answered: Answered): Found<ModFile> {
  const { gone } = answerOr404(answered);
  if (gone !== null) return { kind: 'gone', why: gone };
  const record = assetSchema.safeParse(answered.body).data;
  if (record === undefined) throw shapeUnknown('an asset');
  if (record.state !== undefined && record.state !== 'uploaded')
    return { kind: 'gone', why: saying('githubUnfinished') };
  return { kind: 'found', value: modFileOf(owner, record, releaseOfAsset(record)) };
}
