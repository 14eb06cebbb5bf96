/** GitHub as a provider: asks over the shared client and lets the pure functions beside it read. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadstoneError } from '../../../shared/errors.ts';
import type {
  ChangelogEntry,
  FileRef,
  ModDetails,
  ModFile,
  ModPage,
  ModRef,
  ModSummary,
  ProviderGame,
  ResolvedFile,
} from '../../../shared/model.ts';
import type { Http } from '../../lib/http.ts';
import { unreadable } from '../http/faults.ts';
import type { Found, Provider, Resolution, SearchQuery } from '../provider.ts';
import { assetOf, foundReposOf, gamesOf, modDetailsOf, repoOf, type FoundRepos, type Repo } from './answers.ts';
import { answerOr404 } from './faults.ts';
import { feed } from './feed.ts';
import { readmeOf } from './readme.ts';
import { needAsset, needRepo, parseFileRef, parseModRef, unknownRepo } from './refs.ts';
import { changelogOf, releasesOf, unreadableDigest } from './releases.ts';
import {
  assetAddress,
  assetUrl,
  downloadHeaders,
  headers,
  offeredSorts,
  readmeUrl,
  releasesUrl,
  repoByIdUrl,
  repoUrl,
  searchPageSize,
  searchUrl,
  starUrl,
  topicsOf,
  topicsUrl,
} from './requests.ts';
import { createSignIn, type SignInDeps } from './sign-in.ts';
import { apiHosts, fileHosts } from './traits.ts';
import type { Ask, Release } from './types.ts';
import { checkUpdates } from './updates.ts';

export type GitHubDeps = Omit<SignInDeps, 'http'>;

/** Milliseconds. Sixty requests an hour is all there is without an account. */
const freshFor = 15 * 60 * 1_000;
const maxBytes = 32 * 1024 * 1024;

/** Errors of all calls are those of `Http`, and `provider_refused` for what GitHub itself explains. */
export function createGitHub(http: Http, deps: GitHubDeps = thisComputer()): Provider {
  const ask: Ask = async (url, cacheMs, signal) => {
    const request = { provider: 'github', lane: 'api', url, hosts: apiHosts, headers, maxBytes, cacheMs } as const;
    const answered = await http.json(request, signal);
    // What a revoked token is refused, everybody may see.
    return answered.status === 401 ? await http.json({ ...request, as: null }, signal) : answered;
  };
  return {
    id: 'github',
    name: 'GitHub',
    sorts: offeredSorts,
    search: (query, signal) => search(ask, query, signal),
    feed: (game, cursor, signal) => feed(ask, game, cursor, signal),
    categories: async () => [],
    games: (text, signal) => games(ask, text, signal),
    details: (ref, signal) => details(ask, ref, signal),
    changelog: (ref, signal) => changelog(ask, ref, signal),
    // Nothing in a release says what it needs.
    requirements: async () => [],
    checkUpdates: (installed, signal) => checkUpdates(ask, installed, signal),
    resolve: (ref, signal) => resolve(ask, ref, signal),
    parseFileRef,
    parseModRef,
    signIn: createSignIn({ http, ...deps }),
    approve: (ref, _version, approve, signal) => star(http, ref, approve, signal),
  };
}

/** Each topic of the game is a question of its own; what several of them find is shown once. */
async function search(ask: Ask, query: SearchQuery, signal: AbortSignal): Promise<ModPage> {
  const { text, sort, page } = query;
  const found: FoundRepos[] = [];
  for (const topic of topicsOf(query.game)) {
    const url = searchUrl({ topic, text, sort, page, pageSize: searchPageSize, pushedUntil: null });
    const isPast = (page - 1) * searchPageSize >= 1_000;
    if (!isPast) found.push(foundReposOf(await ask(url, freshFor, signal), page, searchPageSize));
  }
  const mods = new Map(inTurns(found.map((one) => one.mods)).map((mod) => [mod.ref.id, mod] as const));
  const totals = found.flatMap(({ total }) => total ?? []);
  return {
    mods: sorted([...mods.values()], query),
    total: totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0),
    next: found.some(({ next }) => next !== null) ? page + 1 : null,
  };
}

function sorted(mods: readonly ModSummary[], { sort }: SearchQuery): readonly ModSummary[] {
  if (sort === 'updated') return mods.toSorted((one, other) => (other.updatedAt ?? 0) - (one.updatedAt ?? 0));
  return sort === 'popular' ? mods.toSorted((one, other) => (other.likes ?? 0) - (one.likes ?? 0)) : mods;
}

/** The first of each list, then the second of each: best matches stay on top. */
function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

async function games(ask: Ask, text: string, signal: AbortSignal): Promise<readonly ProviderGame[]> {
  return text.trim() === '' ? [] : gamesOf(await ask(topicsUrl(text), freshFor, signal));
}

async function details(ask: Ask, ref: ModRef, signal: AbortSignal): Promise<Found<ModDetails>> {
  const found = repoOf(await ask(repoUrl(needRepo(ref)), freshFor, signal));
  if (found.kind === 'gone') return found;
  const repo = found.value;
  const releases = await releasesOfRepo(ask, repo, signal);
  const readme = await optional(async () => readmeOf(repo, await ask(readmeUrl(repo.name), freshFor, signal)));
  return { kind: 'found', value: modDetailsOf(repo, releases, readme ?? []) };
}

async function releasesOfRepo(ask: Ask, { name, id }: Repo, signal: AbortSignal): Promise<readonly Release[]> {
  const found = releasesOf({ ...name, repoId: id }, await ask(releasesUrl(repoUrl(name)), freshFor, signal));
  return found.kind === 'gone' ? [] : found.value;
}

/** A README is nice to have: the budget may be at its end. */
async function optional<T>(get: () => Promise<T>): Promise<T | null> {
  try {
    return await get();
  } catch (error) {
    if (error instanceof LoadstoneError && error.code !== 'cancelled') return null;
    throw error;
  }
}

async function changelog(ask: Ask, ref: ModRef, signal: AbortSignal): Promise<readonly ChangelogEntry[]> {
  const name = needRepo(ref);
  const found = releasesOf({ ...name, repoId: unknownRepo }, await ask(releasesUrl(repoUrl(name)), freshFor, signal));
  return found.kind === 'gone' ? [] : changelogOf(found.value);
}

/**
 * Asks for the asset anew. Its id names one upload for good, so a repository that took over the name has none with it;
 * where the name leads nowhere, the id of the repository still does.
 */
async function resolve(ask: Ask, file: FileRef, signal: AbortSignal): Promise<Resolution> {
  const ref = needAsset(file);
  const byName = assetOf(ref, await ask(assetAddress(ref), 0, signal));
  if (byName.kind === 'found') return fileIn(byName.value, assetAddress(ref));
  if (ref.repoId === unknownRepo) return byName;
  const address = assetUrl(repoByIdUrl(ref.repoId), ref.assetId);
  const byId = assetOf(ref, await ask(address, 0, signal));
  return byId.kind === 'found' ? fileIn(byId.value, address) : byName;
}

function fileIn(modFile: ModFile, url: string): Resolution {
  if (modFile.warnings.includes(unreadableDigest)) throw unreadable('github', 'a checksum of an unknown kind');
  return { kind: 'file', modFile, file: resolved(modFile, url) };
}

/** The store's address is signed for minutes and never kept: whoever goes on with a download asks for it again. */
const resolved = (file: ModFile, url: string): ResolvedFile => ({
  provider: 'github',
  url,
  headers: downloadHeaders,
  hosts: fileHosts,
  fileName: file.name,
  size: file.size,
  md5: null,
  sha1: null,
  sha256: file.sha256,
});

async function star(http: Http, ref: ModRef, on: boolean, signal: AbortSignal): Promise<void> {
  const url = starUrl(needRepo(ref));
  const method = on ? 'PUT' : 'DELETE';
  const answered = await emptyOr(() =>
    http.json({ provider: 'github', lane: 'api', method, url, hosts: apiHosts, headers, harmless: true }, signal),
  );
  if (answered === null) return;
  if (answered.status === 403 || answered.status === 404)
    throw new LoadstoneError(
      'provider_refused',
      'GitHub does not let this sign-in give stars, or the repository is gone.',
      'Sign in with a token that may: "Starring", or the scope "public_repo".',
      { details: { provider: 'github', status: answered.status } },
    );
  answerOr404(answered);
}

/** Success has no body (204), which is no JSON. */
async function emptyOr<T>(get: () => Promise<T>): Promise<T | null> {
  try {
    return await get();
  } catch (error) {
    if (error instanceof LoadstoneError && error.details?.['reason'] === 'not JSON') return null;
    throw error;
  }
}

/**
 * The public id of the application registered with GitHub. There is none yet: whoever builds Loadstone registers one
 * (device flow on, no secret needed) and gives it here or in the environment.
 */
const registeredClientId: string | null = null;

const thisComputer = (): GitHubDeps => ({
  clientId: process.env['LOADSTONE_GITHUB_CLIENT_ID'] ?? registeredClientId,
  now: () => Date.now(),
  wait: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch {
      throw new LoadstoneError('cancelled', 'The sign-in was called off.', 'Begin anew whenever you like.');
    }
  },
});
