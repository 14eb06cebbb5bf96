/** GameBanana as a provider: asks over the shared client and lets the pure functions of `answers.ts` read. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type {
  ChangelogEntry,
  FileRef,
  ModDetails,
  ModFile,
  ModPage,
  ModRef,
  ProviderGame,
  Requirement,
  ResolvedFile,
} from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import type { Http } from '../../lib/http.ts';
import type { FeedPage, Found, Provider, Resolution, SearchQuery } from '../provider.ts';
import {
  apiErrorOf,
  categoriesOf,
  changelogEntryOf,
  downloadsOf,
  feedPageOf,
  fileOf,
  gamesOf,
  modDetailsOf,
  modPageOf,
  requirementsOf,
  updatePageOf,
} from './answers.ts';
import { checkMods } from './batch.ts';
import { parseFileRef, parseModRef, partsOf, unknownMod, type GameBananaFileRef, type ModParts } from './refs.ts';
import {
  categoriesUrl,
  downloadPageUrl,
  feedUrl,
  fileUrl,
  gamesUrl,
  offeredSorts,
  profileUrl,
  searchUrl,
  shortestGameName,
  updatesUrl,
} from './requests.ts';
import { modelPattern } from './submissions.ts';
import { hosts, site } from './traits.ts';
import type { Ask, Checked, UpdatePost } from './types.ts';
import { checkUpdates } from './updates.ts';

export interface GameBanana extends Provider {
  /** Asks for many mods in as few requests as possible. Mods that are gone answer `gone`; the order is kept. */
  readonly check: (refs: readonly ModRef[], signal: AbortSignal) => Promise<readonly Checked[]>;
  readonly updates: (ref: ModRef, page: number, signal: AbortSignal) => Promise<readonly UpdatePost[]>;
  /** `modId` of the answer is "0": a file's record does not say which submission it belongs to. */
  readonly file: (fileId: string, signal: AbortSignal) => Promise<Found<ModFile>>;
}

/** Milliseconds. The site asks nobody for anything, so we ask it for as little as we can. */
const cacheMs = 10 * 60 * 1_000;
const maxBytes = 16 * 1024 * 1024;

const worthKeeping = (body: unknown): boolean => apiErrorOf(body) === null;

/** Errors of all calls are those of `Http`, and `provider_refused` for what the site itself explains. */
export function createGameBanana(http: Http): GameBanana {
  const ask: Ask = async (url, cacheFor, signal) => {
    const request = {
      provider: 'gamebanana',
      lane: 'api',
      url,
      hosts,
      maxBytes,
      cacheMs: cacheFor,
      worthKeeping,
    } as const;
    return (await http.json(request, signal)).body;
  };
  return {
    id: 'gamebanana',
    name: 'GameBanana',
    sorts: offeredSorts,
    search: (query, signal) => search(ask, query, signal),
    details: (ref, signal) => details(ask, ref, signal),
    resolve: (ref, signal) => resolve(ask, ref, signal),
    feed: (game, cursor, signal) => feed(ask, game, cursor, signal),
    games: (text, signal) => games(ask, text, signal),
    changelog: (ref, signal) => changelog(ask, ref, signal),
    requirements: (file, signal) => requirements(ask, file, signal),
    checkUpdates: (installed, signal) => checkUpdates(ask, installed, signal),
    parseFileRef,
    parseModRef,
    signIn: null,
    approve: null,
    check: (refs, signal) => checkMods(ask, refs, signal),
    updates: async (ref, page, signal) => {
      const { model, id } = needParts(ref);
      return updatePageOf(await ask(updatesUrl(model, id, page), cacheMs, signal), page).posts;
    },
    categories: async (game, signal) => categoriesOf(await ask(categoriesUrl(game), cacheMs, signal)),
    file: async (fileId, signal) =>
      fileOf({ model: 'Mod', modId: unknownMod }, await ask(fileUrl(fileId), cacheMs, signal)),
  };
}

async function search(ask: Ask, query: SearchQuery, signal: AbortSignal): Promise<ModPage> {
  const page = modPageOf(await ask(searchUrl(query), cacheMs, signal), query.page);
  // The filter of the site only finds mods with a rating, it cannot leave them out.
  return query.adult === false ? { ...page, mods: page.mods.filter(({ rating }) => rating !== 'adult') } : page;
}

async function feed(ask: Ask, game: string, cursor: string | null, signal: AbortSignal): Promise<FeedPage> {
  const page = cursor === null ? 1 : Number(cursor);
  if (!Number.isSafeInteger(page) || page < 1)
    throw new LoadstoneError('invalid_input', 'This is not a place in the list of mods.', 'Begin with the first page.');
  return feedPageOf(await ask(feedUrl(game, page), 0, signal), page);
}

async function games(ask: Ask, text: string, signal: AbortSignal): Promise<readonly ProviderGame[]> {
  const name = text.trim();
  return name.length < shortestGameName ? [] : gamesOf(await ask(gamesUrl(name), cacheMs, signal));
}

/** Pages of ten posts: more than anybody reads. */
const mostPages = 5;

async function changelog(ask: Ask, ref: ModRef, signal: AbortSignal): Promise<readonly ChangelogEntry[]> {
  const { model, id } = needParts(ref);
  const posts: UpdatePost[] = [];
  for (let page: number | null = 1; page !== null && page <= mostPages;) {
    const { posts: some, next } = updatePageOf(await ask(updatesUrl(model, id, page), cacheMs, signal), page);
    posts.push(...some);
    page = next;
  }
  return posts.map(changelogEntryOf);
}

/** What the page of the mod asks for; a file whose mod is not known says nothing. */
async function requirements(ask: Ask, ref: FileRef, signal: AbortSignal): Promise<readonly Requirement[]> {
  if (ref.provider !== 'gamebanana' || ref.modId === unknownMod) return [];
  const { model, id } = needParts({ provider: 'gamebanana', id: `${ref.model}/${ref.modId}` });
  return requirementsOf(await ask(profileUrl(model, id), cacheMs, signal));
}

async function details(ask: Ask, ref: ModRef, signal: AbortSignal): Promise<Found<ModDetails>> {
  const { model, id } = needParts(ref);
  const [profile, downloads] = await Promise.all([
    ask(profileUrl(model, id), cacheMs, signal),
    optional(ask(downloadPageUrl(model, id), cacheMs, signal)),
  ]);
  return modDetailsOf(model, id, profile, downloads);
}

/** The profile page alone is enough to show a mod. */
async function optional(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LoadstoneError && error.code !== 'cancelled') return null;
    throw error;
  }
}

function needParts(ref: ModRef): ModParts {
  const parts = partsOf(ref);
  if (parts !== null) return parts;
  throw new LoadstoneError('invalid_input', 'This is not a mod of GameBanana.', 'A mod looks like "Mod/531649".');
}

/**
 * Asks for the files of the submission anew and takes the one with the id: an address that was valid once leads to
 * a web page later, without any error. Archived files count; a file that is listed no more is `gone`.
 */
async function resolve(ask: Ask, ref: FileRef, signal: AbortSignal): Promise<Resolution> {
  if (ref.provider !== 'gamebanana' || !/^\d{1,20}$/u.test(ref.fileId) || !modelPattern.test(ref.model))
    throw new LoadstoneError('invalid_input', 'This is not a file of GameBanana.', 'A file looks like "610939".');
  const found = await currentFile(ask, ref, signal);
  if (found.kind === 'gone') return found;
  const { value: modFile } = found;
  if (modFile.warnings.includes('missing')) return { kind: 'gone', why: saying('gamebananaLost') };
  return { kind: 'file', modFile, file: resolved(ref.fileId, modFile) };
}

async function currentFile(ask: Ask, ref: GameBananaFileRef, signal: AbortSignal): Promise<Found<ModFile>> {
  const owner = { model: ref.model, modId: ref.modId };
  if (ref.modId === unknownMod) return fileOf(owner, await ask(fileUrl(ref.fileId), 0, signal));
  const listed = downloadsOf(owner, await ask(downloadPageUrl(ref.model, ref.modId), 0, signal));
  if (listed.kind === 'gone') return listed;
  const file = listed.value.find((one) => one.ref.provider === 'gamebanana' && one.ref.fileId === ref.fileId);
  if (file !== undefined) return { kind: 'found', value: file };
  return { kind: 'gone', why: saying('authorRemovedFile') };
}

const resolved = (fileId: string, file: ModFile): ResolvedFile => ({
  provider: 'gamebanana',
  url: `${site}/dl/${fileId}`,
  headers: {},
  hosts,
  fileName: file.name,
  size: file.size,
  md5: file.md5,
  sha1: null,
  sha256: null,
});
