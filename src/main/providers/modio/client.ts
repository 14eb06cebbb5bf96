/** mod.io as a provider: asks over the shared client and lets the pure functions of `answers.ts` read. */
import { LoadstoneError, sayingOf } from '../../../shared/errors.ts';
import type { FileRef, ModDetails, ModRef, Requirement, ResolvedFile } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import type { Http, JsonAnswer } from '../../lib/http.ts';
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
  pageUrlOf,
  requirementsOf,
  scanOf,
  summariesOf,
  type Answered,
} from './answers.ts';
import { apiErrorOf, isDoneAlready, refusedFor } from './errors.ts';
import {
  modRefOf,
  needFile,
  needMod,
  parseFileRef,
  parseModRef,
  unknownMd5,
  type ModioFileRef,
  type ModioMod,
} from './refs.ts';
import {
  dependenciesPath,
  feedPath,
  filePath,
  filesPath,
  gamesPath,
  modPath,
  offeredSorts,
  purchasedPath,
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
export function createModio(http: Http, platform: NodeJS.Platform = process.platform): Modio {
  const signIn = createSignIn(http);
  const headers = { 'x-modio-platform': platformName(platform) };
  const ask = createAsk(http, signIn, headers);
  const change = createChange(http, signIn, headers);
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
      return await requirements(ask, { gameId, modId }, signal);
    },
    checkUpdates: (installed, signal) => checkUpdates(ask, installed, signal),
    resolve: (ref, signal) => resolve(ask, ref, signIn, signal),
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
      await change(
        on ? 'POST' : 'DELETE',
        subscribePath(gameId, modId),
        on ? { include_dependencies: 'false' } : {},
        signal,
      );
    },
  };
}

/** Games run on Linux as they were made for Windows, mostly; a Mac wants files of its own. Not said, it means Windows. */
const platformName = (platform: NodeJS.Platform): string => (platform === 'darwin' ? 'mac' : 'windows');

type Headers = Readonly<Record<string, string>>;

function createAsk(http: Http, signIn: ModioSignIn, headers: Headers): Ask {
  const once = (api: string, path: string, cacheFor: number, signal: AbortSignal): Promise<JsonAnswer> => {
    const request = { provider: 'modio', lane: 'api', headers, hosts: apiHosts, worthKeeping } as const;
    return http.json({ ...request, url: `${api}${path}`, cacheMs: cacheFor }, signal);
  };
  return async (path, cacheFor, signal) => {
    const api = signIn.api();
    const answer = await once(api, path, cacheFor, signal);
    // Right after the start, the key with its own address may have been read only while the request waited.
    return answer.status === 401 && signIn.api() !== api ? await once(signIn.api(), path, cacheFor, signal) : answer;
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

async function requirements(ask: Ask, mod: ModioMod, signal: AbortSignal): Promise<readonly Requirement[]> {
  const found: Requirement[] = [];
  for (let offset: number | null = 0, page = 0; offset !== null && page < mostPages; page += 1) {
    const answered: Answered = await ask(dependenciesPath(mod.gameId, mod.modId, offset), cacheMs, signal);
    found.push(...requirementsOf(answered, mod.gameId));
    offset = listOf(answered).nextOffset;
  }
  // Around a circle a mod would come to need itself.
  return found.filter(({ modRef }) => modRef?.id !== modRefOf(mod).id);
}

/** Asks anew right before a download: an address holds a hash and runs out. */
async function resolve(ask: Ask, file: FileRef, signIn: ModioSignIn, signal: AbortSignal): Promise<Resolution> {
  const ref = needFile(file);
  try {
    const found = fileRecordOf(await ask(filePath(ref.gameId, ref.modId, ref.fileId), 0, signal));
    if (found.kind === 'gone') return found;
    const mod = modRecordOf(await ask(modPath(ref.gameId, ref.modId), cacheMs, signal));
    const record = mod.kind === 'found' ? mod.value : null;
    if (record !== null && isPaid(record) && !(signIn.hasToken() && (await isBought(ask, ref, signal))))
      return { kind: 'needs_user_action', url: pageUrlOf(record, ref), why: saying('modioMustBuy') };
    return judge(ref, found.value, record);
  } catch (error) {
    if (error instanceof LoadstoneError && error.code === 'needs_sign_in')
      return { kind: 'needs_sign_in', why: sayingOf(error) };
    if (error instanceof LoadstoneError && error.code === 'needs_user_action')
      return { kind: 'needs_user_action', url: `${site}/search/mods/${ref.modId}`, why: sayingOf(error) };
    throw error;
  }
}

async function isBought(ask: Ask, { gameId, modId }: ModioFileRef, signal: AbortSignal): Promise<boolean> {
  return summariesOf(listOf(await ask(purchasedPath(gameId, modId), 0, signal)).items).some(
    ({ ref }) => ref.id === `${gameId}/${modId}`,
  );
}

function judge(ref: ModioFileRef, record: FileRecord, mod: ModRecord | null): Resolution {
  const modFile = modFileOf(ref, record);
  if (scanOf(record) === 'flagged') return { kind: 'gone', why: saying('modioFlagged') };
  if (ref.md5 !== unknownMd5 && modFile.md5 !== null && modFile.md5 !== ref.md5)
    return { kind: 'gone', why: saying('modioOtherFile') };
  if (forOtherPlatformsOnly(record)) return { kind: 'gone', why: saying('modioOtherPlatform') };
  const url = record.download?.binary_url ?? '';
  if (url === '') {
    const page = mod === null ? `${site}/search/mods/${ref.modId}` : pageUrlOf(mod, ref);
    return { kind: 'needs_user_action', url: page, why: saying('modioNoDownload') };
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
function createChange(http: Http, signIn: ModioSignIn, headers: Headers): Change {
  return async (method, path, fields, signal) => {
    const url = `${signIn.api()}${path}`;
    const request = { provider: 'modio', lane: 'api', method, url, headers, hosts: apiHosts } as const;
    const answer = await withoutBody(http.json({ ...request, body: { kind: 'form', fields } }, signal));
    const error = answer === null ? null : apiErrorOf(answer.status, answer.body);
    if (error === null || isDoneAlready(error)) return;
    throw refusedFor(error);
  };
}

/** How the shared client calls a body that is none: 204 has no body. A web page is called otherwise. */
const notJson = 'not JSON';

async function withoutBody(answer: Promise<Answered>): Promise<Answered | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LoadstoneError && error.details?.['reason'] === notJson) return null;
    throw error;
  }
}
