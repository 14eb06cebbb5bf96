/** mod.io as a provider: asks over the shared client and lets the pure functions of `answers.ts` read. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { FileRef, ModDetails, ModRef, ResolvedFile } from '../../../shared/model.ts';
import type { Http } from '../../lib/http.ts';
import type { FeedPage, Found, Provider, Resolution } from '../provider.ts';
import {
  categoriesOf,
  changelogOf,
  fileRecordOf,
  forOtherPlatformsOnly,
  gamesOf,
  isPaid,
  listOf,
  modDetailsOf,
  modFileOf,
  modPageOf,
  modRecordOf,
  requirementsOf,
  scanOf,
  summariesOf,
  type Answered,
} from './answers.ts';
import { apiErrorOf, isDoneAlready, refusedFor } from './errors.ts';
import { needFile, needMod, parseFileRef, parseModRef, unknownMd5, type ModioFileRef } from './refs.ts';
import {
  dependenciesPath,
  feedPath,
  filePath,
  filesPath,
  gamesPath,
  modPath,
  offeredSorts,
  ratingsPath,
  searchPath,
  subscribedPath,
  subscribePath,
  tagsPath,
} from './requests.ts';
import { createSignIn, type ModioSignIn } from './sign-in.ts';
import { apiHosts, fileHosts, site } from './traits.ts';
import { checkUpdates, type Ask } from './updates.ts';
import type { FileRecord, ModRecord } from './wire.ts';

export interface Modio extends Provider {
  /** Mods of a game that the player has subscribed to on the site. */
  readonly subscriptions: (gameId: string, signal: AbortSignal) => Promise<readonly ModRef[]>;
  readonly setSubscribed: (ref: ModRef, on: boolean, signal: AbortSignal) => Promise<void>;
}

/** Milliseconds. Sixty requests a minute are not many. */
const cacheMs = 5 * 60 * 1_000;
const mostPages = 50;

/** Errors of all calls are those of `Http`, and those of `refusedFor` for what mod.io itself explains. */
export function createModio(http: Http): Modio {
  const signIn = createSignIn(http);
  const ask: Ask = (path, keepFor, signal) =>
    http.json(
      {
        provider: 'modio',
        lane: 'api',
        url: `${signIn.api()}${path}`,
        hosts: apiHosts,
        cacheMs: keepFor,
        worthKeeping,
      },
      signal,
    );
  const change = createChange(http, signIn);
  return {
    id: 'modio',
    name: 'mod.io',
    sorts: offeredSorts,
    search: async (query, signal) => modPageOf(await ask(searchPath(query), cacheMs, signal), query.page),
    feed: (game, cursor, signal) => feed(ask, game, cursor, signal),
    categories: async (game, signal) => categoriesOf(await ask(tagsPath(game), cacheMs, signal)),
    games: async (text, signal) => gamesOf(await ask(gamesPath(text), cacheMs, signal)),
    details: (ref, signal) => details(ask, ref, signal),
    changelog: async (ref, signal) => {
      const { gameId, modId } = needMod(ref);
      return changelogOf(await ask(filesPath(gameId, modId), cacheMs, signal));
    },
    requirements: async (file, signal) => {
      const { gameId, modId } = needFile(file);
      return requirementsOf(await ask(dependenciesPath(gameId, modId), cacheMs, signal), gameId);
    },
    checkUpdates: (installed, signal) => checkUpdates(ask, installed, signal),
    resolve: (ref, signal) => resolve(ask, ref, signal),
    parseFileRef,
    parseModRef,
    signIn,
    approve: async (ref, _version, approve, signal) => {
      const { gameId, modId } = needMod(ref);
      await change('POST', ratingsPath(gameId, modId), { rating: approve ? '1' : '0' }, signal);
    },
    subscriptions: (gameId, signal) => subscriptions(ask, gameId, signal),
    setSubscribed: async (ref, on, signal) => {
      const { gameId, modId } = needMod(ref);
      await change(on ? 'POST' : 'DELETE', subscribePath(gameId, modId), {}, signal);
    },
  };
}

const worthKeeping = (body: unknown): boolean => apiErrorOf(200, body) === null;

/** A list that changes while it is read is read by time, not by place: the next page begins where the last one ended. */
async function feed(ask: Ask, game: string, cursor: string | null, signal: AbortSignal): Promise<FeedPage> {
  const [, time, skipped = '0'] = /^(\d{1,12})(?:\+(\d{1,5}))?$/u.exec(cursor ?? '') ?? [];
  if (cursor !== null && time === undefined)
    throw new LoadstoneError('invalid_input', 'This is not a place in the list of mods.', 'Begin with the first page.');
  const before = time === undefined ? null : Number(time);
  const offset = Number(skipped);
  const answered = await ask(feedPath(game, before, offset), 0, signal);
  const { items, nextOffset } = listOf(answered);
  const mods = summariesOf(items).toSorted((one, other) => (other.updatedAt ?? 0) - (one.updatedAt ?? 0));
  if (nextOffset === null) return { mods, next: null };
  const oldest = Math.floor((mods.at(-1)?.updatedAt ?? 0) / 1_000);
  // Many mods may have one time: then the page goes on by place within it.
  const sameTime = mods.filter((mod) => Math.floor((mod.updatedAt ?? 0) / 1_000) === oldest).length;
  const next = oldest === before ? `${oldest}+${offset + items.length}` : `${oldest}+${sameTime}`;
  return { mods, next: oldest === 0 ? null : next };
}

async function details(ask: Ask, ref: ModRef, signal: AbortSignal): Promise<Found<ModDetails>> {
  const { gameId, modId } = needMod(ref);
  const [mod, files] = await Promise.all([
    ask(modPath(gameId, modId), cacheMs, signal),
    optional(ask(filesPath(gameId, modId), cacheMs, signal)),
  ]);
  return modDetailsOf(mod, files);
}

/** The mod alone is enough to show it. */
async function optional(answer: Promise<Answered>): Promise<Answered | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LoadstoneError && error.code !== 'cancelled') return null;
    throw error;
  }
}

/** Asks anew right before a download: an address holds a hash and runs out. */
async function resolve(ask: Ask, file: FileRef, signal: AbortSignal): Promise<Resolution> {
  const ref = needFile(file);
  try {
    const found = fileRecordOf(await ask(filePath(ref.gameId, ref.modId, ref.fileId), 0, signal));
    if (found.kind === 'gone') return found;
    const mod = modRecordOf(await ask(modPath(ref.gameId, ref.modId), cacheMs, signal));
    return judge(ref, found.value, mod.kind === 'found' ? mod.value : null);
  } catch (error) {
    if (error instanceof LoadstoneError && error.code === 'needs_sign_in')
      return { kind: 'needs_sign_in', why: error.message };
    if (error instanceof LoadstoneError && error.code === 'needs_user_action')
      return { kind: 'needs_user_action', url: `${site}/search/mods/${ref.modId}`, why: error.message };
    throw error;
  }
}

function judge(ref: ModioFileRef, record: FileRecord, mod: ModRecord | null): Resolution {
  const modFile = modFileOf(ref, record);
  if (scanOf(record) === 'flagged') return { kind: 'gone', why: 'The scan of mod.io found the file to be malicious.' };
  if (ref.md5 !== unknownMd5 && modFile.md5 !== null && modFile.md5 !== ref.md5)
    return { kind: 'gone', why: 'The file on mod.io is another one than the one that was meant.' };
  if (forOtherPlatformsOnly(record))
    return { kind: 'gone', why: 'The file is for a console or a phone, not for a computer.' };
  const url = record.download?.binary_url ?? '';
  if (url === '') {
    const page = mod?.profile_url ?? `${site}/search/mods/${ref.modId}`;
    const why =
      mod !== null && isPaid(mod) ? 'The mod has to be bought on mod.io.' : 'mod.io offers no download of it.';
    return { kind: 'needs_user_action', url: page, why };
  }
  const resolved: ResolvedFile = {
    provider: 'modio',
    url,
    headers: {},
    hosts: fileHosts,
    fileName: modFile.name,
    size: modFile.size,
    md5: modFile.md5,
    sha1: null,
    sha256: null,
  };
  return { kind: 'file', file: resolved, modFile };
}

async function subscriptions(ask: Ask, gameId: string, signal: AbortSignal): Promise<readonly ModRef[]> {
  const refs: ModRef[] = [];
  for (let offset: number | null = 0, page = 0; offset !== null && page < mostPages; page += 1) {
    const { items, nextOffset } = listOf(await ask(subscribedPath(gameId, offset), 0, signal));
    refs.push(...summariesOf(items).map((mod) => mod.ref));
    offset = nextOffset;
  }
  return refs;
}

type Change = (
  method: 'POST' | 'DELETE',
  path: string,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<void>;

/** Everything that is changed needs a form, also an empty one. What is so already counts as done. */
function createChange(http: Http, signIn: ModioSignIn): Change {
  return async (method, path, fields, signal) => {
    const url = `${signIn.api()}${path}`;
    const request = { provider: 'modio', lane: 'api', method, url, hosts: apiHosts } as const;
    const answer = await withoutBody(http.json({ ...request, body: { kind: 'form', fields } }, signal));
    const error = answer === null ? null : apiErrorOf(answer.status, answer.body);
    if (error === null || isDoneAlready(error)) return;
    throw refusedFor(error);
  };
}

/** 204 has no body, which is no JSON. */
async function withoutBody(answer: Promise<Answered>): Promise<Answered | null> {
  try {
    return await answer;
  } catch (error) {
    const empty = error instanceof LoadstoneError && error.code === 'provider_answer_unreadable';
    if (empty) return null;
    throw error;
  }
}
