/** The Factorio Mod Portal as a provider: asks over the shared client and lets the pure functions of `answers.ts` read. */
import fs from 'node:fs/promises';
import os from 'node:os';
import { LoadstoneError } from '../../../shared/errors.ts';
import type {
  ChangelogEntry,
  FileRef,
  ModPage,
  ModRef,
  ModSummary,
  ProviderGame,
  Requirement,
  ResolvedFile,
} from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import type { Http } from '../../lib/http.ts';
import type { FeedPage, Found, Provider, Resolution, SearchQuery } from '../provider.ts';
import { changelogTextOf, isList, isMod, modDetailsOf, modPageOf, portalModOf } from './answers.ts';
import { categories } from './categories.ts';
import { changelogOf } from './changelog.ts';
import { playerDataPlaces } from './player-data.ts';
import { isModName, needFile, parseFileRef, parseModRef, type FactorioFileRef } from './refs.ts';
import { modFileOf } from './releases.ts';
import { requirementOf } from './requirements.ts';
import {
  bookmarkUrl,
  everythingQuestion,
  feedQuestion,
  fullQuestion,
  offeredSorts,
  pageFreshFor,
  pageUrl,
  searchQuestion,
  shortQuestion,
} from './requests.ts';
import { searchLocally } from './local-search.ts';
import { settle } from './settle.ts';
import { askBookmarks, createSignIn } from './sign-in.ts';
import { api, fileHosts, site, siteHosts } from './traits.ts';
import type { Answered, Ask, PortalMod, Release } from './types.ts';
import { checkUpdates, modsByName } from './updates.ts';
import { compareVersions } from './version.ts';

export interface Factorio extends Provider {
  /** Everything the portal has, newest first, in one answer of many megabytes where it gives that, else page by page. */
  readonly everything: (game: string, signal: AbortSignal) => Promise<readonly ModSummary[]>;
  /** Mods with their releases, for as many names as it takes; names the portal does not know are left out. */
  readonly byName: (names: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, PortalMod>>;
  readonly settle: NonNullable<Provider['settle']>;
  /** Names of the mods the player has bookmarked on the portal. `gone`: not signed in, or no longer. */
  readonly bookmarks: (signal: AbortSignal) => Promise<Found<readonly string[]>>;
  readonly setBookmark: (ref: ModRef, on: boolean, signal: AbortSignal) => Promise<void>;
}

export interface FactorioDeps {
  readonly readText: (path: string) => Promise<string | null>;
  /** Where the game's `player-data.json` may be. */
  readonly places: () => readonly string[];
}

/** Bytes after decompression: all mods of the portal are about ten megabytes. */
const maxBytes = 64 * 1024 * 1024;

/** Errors of all calls are those of `Http`, and `provider_refused` for what the portal itself explains. */
export function createFactorio(http: Http, deps: FactorioDeps = thisComputer): Factorio {
  const ask = createAsk(http);
  return {
    id: 'factorio',
    name: 'Factorio Mod Portal',
    sorts: offeredSorts,
    search: (query, signal) => search(ask, query, signal),
    feed: (game, cursor, signal) => feed(ask, game, cursor, signal),
    categories: async () => categories,
    games: async (text) => gamesLike(text),
    details: async (ref, signal) => modDetailsOf(await ask(fullQuestion(needName(ref), pageFreshFor), signal)),
    changelog: (ref, signal) => changelog(ask, ref, signal),
    requirements: (file, signal) => requirements(ask, file, signal),
    settle: (wish, signal) => settle(wish, (name) => fullMod(ask, name, signal)),
    checkUpdates: (installed, signal) => checkUpdates(ask, installed, signal),
    resolve: (ref, signal) => resolve(http, ask, ref, signal),
    parseFileRef,
    parseModRef,
    signIn: createSignIn({ http, ...deps }),
    // The portal has no opinions, only a list of bookmarks for oneself.
    approve: null,
    everything: (game, signal) => everything(ask, game, signal),
    byName: (names, signal) => modsByName(ask, names, signal),
    bookmarks: (signal) => askBookmarks(http, undefined, signal),
    setBookmark: (ref, on, signal) => setBookmark(http, ref, on, signal),
  };
}

/** What is asked of everybody is asked as nobody: the player's token has no business there, and answers may be kept. */
const createAsk =
  (http: Http): Ask =>
  async ({ url, cacheFor, json, form }, signal): Promise<Answered> => {
    const common = { provider: 'factorio', lane: 'api', url, hosts: siteHosts, maxBytes, as: null } as const;
    if (json !== undefined)
      return await http.json(
        { ...common, method: 'POST', harmless: true, body: { kind: 'json', value: json } },
        signal,
      );
    if (form !== undefined)
      return await http.json(
        { ...common, method: 'POST', harmless: true, body: { kind: 'form', fields: form } },
        signal,
      );
    const worthKeeping = url.startsWith(`${api}/mods/`) ? isMod : isList;
    return await http.json({ ...common, cacheMs: cacheFor, worthKeeping }, signal);
  };

/**
 * The search of the portal is an internal interface that has lost features before. When it refuses, or has nothing at
 * all to browse, all mods are looked through here instead.
 */
async function search(ask: Ask, query: SearchQuery, signal: AbortSignal): Promise<ModPage> {
  const question = searchQuestion(query);
  const answered = await ask(question, signal);
  const page = answered.status < 400 ? modPageOf(answered, query.page) : null;
  const empty = page?.mods.length === 0 && query.text.trim() === '' && query.page === 1;
  if (question.json === undefined || (page !== null && !empty)) return page ?? modPageOf(answered, query.page);
  try {
    return searchLocally(modPageOf(await ask(everythingQuestion(query.game), signal), 1).mods, query);
  } catch (error) {
    if (signal.aborted) throw error;
    return page ?? modPageOf(answered, query.page);
  }
}

/** The portal sorts by the last release; within a page, what it says about releases decides. */
async function feed(ask: Ask, game: string, cursor: string | null, signal: AbortSignal): Promise<FeedPage> {
  const page = cursor === null ? 1 : Number(cursor);
  if (!Number.isSafeInteger(page) || page < 1)
    throw new LoadstoneError('invalid_input', 'This is not a place in the list of mods.', 'Begin with the first page.');
  const { mods, next } = modPageOf(await ask(feedQuestion(game, page), signal), page);
  return { mods: newestFirst(mods), next: next === null ? null : String(next) };
}

const newestFirst = (mods: readonly ModSummary[]): readonly ModSummary[] =>
  mods.toSorted((one, other) => (other.updatedAt ?? 0) - (one.updatedAt ?? 0));

/** The one large answer has failed for days at a time (503): then in pages. */
async function everything(ask: Ask, game: string, signal: AbortSignal): Promise<readonly ModSummary[]> {
  try {
    return newestFirst(modPageOf(await ask(everythingQuestion(game), signal), 1).mods);
  } catch (error) {
    if (!(error instanceof LoadstoneError) || error.code !== 'provider_unavailable') throw error;
  }
  const mods = new Map<string, ModSummary>();
  for (let cursor: string | null = null, page = 0; page < mostPages; page += 1) {
    const { mods: some, next } = await feed(ask, game, cursor, signal);
    for (const mod of some) mods.set(mod.ref.id, mod);
    if (next === null) break;
    cursor = next;
  }
  return newestFirst([...mods.values()]);
}

const mostPages = 1_000;

const gamesLike = (text: string): readonly ProviderGame[] =>
  'factorio'.includes(text.trim().toLowerCase()) ? [{ key: 'factorio', name: 'Factorio', mods: null }] : [];

async function changelog(ask: Ask, ref: ModRef, signal: AbortSignal): Promise<readonly ChangelogEntry[]> {
  const answered = await ask(fullQuestion(needName(ref), pageFreshFor), signal);
  const found = portalModOf(answered);
  const released = new Map(
    found.kind === 'gone' ? [] : found.value.releases.map(({ version, releasedAt }) => [version, releasedAt] as const),
  );
  return changelogOf(changelogTextOf(answered)).map((entry) => ({
    ...entry,
    publishedAt: entry.publishedAt ?? released.get(entry.version ?? '') ?? null,
  }));
}

async function requirements(ask: Ask, file: FileRef, signal: AbortSignal): Promise<readonly Requirement[]> {
  const ref = needFile(file);
  const mod = await fullMod(ask, ref.name, signal);
  const release = mod === null ? null : releaseOf(mod, ref);
  return (release?.dependencies ?? []).map(requirementOf);
}

async function fullMod(ask: Ask, name: string, signal: AbortSignal): Promise<PortalMod | null> {
  if (!isModName(name)) return null;
  const found = portalModOf(await ask(fullQuestion(name, pageFreshFor), signal));
  return found.kind === 'found' ? found.value : null;
}

/**
 * Asks for the releases anew, and whether the portal lets this player in: without that, a download answers the page of
 * the login, and clients that come again and again are shut out. The name and token are added on the way only.
 */
async function resolve(http: Http, ask: Ask, file: FileRef, signal: AbortSignal): Promise<Resolution> {
  const ref = needFile(file);
  const found = portalModOf(await ask(shortQuestion(ref.name, 0), signal));
  if (found.kind === 'gone') return found;
  const release = releaseOf(found.value, ref);
  if (release === null) return { kind: 'gone', why: saying('factorioVersionGone', { version: ref.version }) };
  if (ref.sha1 !== '' && release.sha1 !== '' && ref.sha1.toLowerCase() !== release.sha1)
    return {
      kind: 'gone',
      why: saying('factorioOtherFile', { version: ref.version }),
    };
  if (release.downloadPath === null)
    return { kind: 'needs_user_action', url: pageUrl(ref.name), why: saying('factorioNoDownload') };
  const refused = await whyNotIn(http, signal);
  if (refused !== null) return { kind: 'needs_sign_in', why: refused };
  return { kind: 'file', modFile: modFileOf(ref.name, release), file: resolved(release, release.downloadPath) };
}

/** null: let in, or the portal does not say. */
async function whyNotIn(http: Http, signal: AbortSignal): Promise<Saying | null> {
  try {
    const bookmarks = await askBookmarks(http, undefined, signal);
    return bookmarks.kind === 'found' ? null : saying('factorioMustOwn');
  } catch (error) {
    if (error instanceof LoadstoneError && ['provider_refused', 'provider_answer_unreadable'].includes(error.code))
      return null;
    throw error;
  }
}

const resolved = (release: Release, path: string): ResolvedFile => ({
  provider: 'factorio',
  url: `${site}${path}`,
  headers: {},
  hosts: fileHosts,
  fileName: release.fileName,
  size: null,
  md5: null,
  sha1: release.sha1 === '' ? null : release.sha1,
  sha256: null,
});

/** By its very text first: "1.1.02" and "1.1.2" are the same version, but could be two files. */
const releaseOf = ({ releases }: PortalMod, { version }: FactorioFileRef): Release | null =>
  releases.find((release) => release.version === version) ??
  releases.find((release) => compareVersions(release.version, version) === 0) ??
  null;

async function setBookmark(http: Http, ref: ModRef, on: boolean, signal: AbortSignal): Promise<void> {
  const url = bookmarkUrl(needName(ref), on);
  const answer = await http.json({ provider: 'factorio', lane: 'api', method: 'POST', url, hosts: siteHosts }, signal);
  if (answer.status < 400) return;
  throw new LoadstoneError('needs_sign_in', 'Bookmarks on the mod portal need an account.', 'Sign in and try again.');
}

function needName(ref: ModRef): string {
  if (ref.provider === 'factorio' && isModName(ref.id)) return ref.id;
  throw new LoadstoneError('invalid_input', 'This is not a mod of Factorio.', 'A mod looks like "alien-biomes".');
}

/** Characters; real ones have a few thousand. */
const longestPlayerData = 16 * 1024 * 1024;

const thisComputer: FactorioDeps = {
  readText: async (path) => {
    try {
      const { size } = await fs.stat(path);
      return size > longestPlayerData ? null : await fs.readFile(path, 'utf8');
    } catch {
      return null;
    }
  },
  places: () => {
    const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
    return playerDataPlaces({ platform, home: os.homedir(), appData: process.env['APPDATA'] });
  },
};
