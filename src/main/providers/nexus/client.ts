/** Nexus Mods as a provider: v2 for what everybody may see, v1 for what an account is needed for. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ChangelogEntry, ModDetails, ModPage, ModRef, Requirement } from '../../../shared/model.ts';
import type { Http, JsonAnswer, JsonRequest } from '../../lib/http.ts';
import type { Sockets } from '../../lib/sockets.ts';
import type { Timing } from '../http/timing.ts';
import type { FeedPage, Found, Provider, SearchQuery } from '../provider.ts';
import * as read from './answers.ts';
import { apiErrorOf, needsSignIn } from './errors.ts';
import { createGames, day, type Games } from './games.ts';
import { needFile, needMod, parseFileRef, parseModRef, type ModParts } from './refs.ts';
import * as requests from './requests.ts';
import { resolveFile } from './resolve.ts';
import { askUser, createSignIn } from './sign-in.ts';
import { apiHosts, dataHosts, gameList, graphql } from './traits.ts';
import type { AskGraph, AskRest, Endorsement, FileList, HashHit, TrackedMod, Updated } from './types.ts';
import { uidOf } from './uid.ts';
import { checkUpdates } from './updates.ts';

export interface NexusDeps {
  readonly http: Http;
  readonly sockets: Sockets;
  /** A semantic version: the site asks for the real one. */
  readonly version: string;
  readonly timing: Pick<Timing, 'now' | 'wait'>;
  readonly newId: () => string;
}

export interface Nexus extends Provider {
  readonly list: (game: string, which: requests.ModList, signal: AbortSignal) => Promise<ModPage>;
  readonly updated: (game: string, period: requests.Period, signal: AbortSignal) => Promise<readonly Updated[]>;
  /** By the content of an archive. Unreliable: holes for current files are normal. */
  readonly findByHash: (game: string, md5: string, signal: AbortSignal) => Promise<readonly HashHit[]>;
  readonly tracked: (signal: AbortSignal) => Promise<readonly TrackedMod[]>;
  readonly endorsements: (signal: AbortSignal) => Promise<readonly Endorsement[]>;
  readonly track: (ref: ModRef, track: boolean, signal: AbortSignal) => Promise<void>;
}

/** What the application is registered by with Nexus Mods. */
export const applicationSlug = 'loadstone';

/** Milliseconds. The server itself keeps mods and files for five minutes. */
const cacheMs = 5 * 60 * 1_000;
const maxBytes = 32 * 1_024 * 1_024;

const worthKeeping = (body: unknown): boolean => apiErrorOf({ status: 200, body }) === null;

/** Errors of all calls: those of `Http`, and those of `thrownFor` for what the site itself explains. */
export function createNexus(deps: NexusDeps): Nexus {
  const { http, version } = deps;
  // Asked for by the terms of use. Source: help article 114, "API Acceptable Use Policy".
  const headers = { 'application-name': 'Loadstone', 'application-version': version, 'protocol-version': '1.0.0' };
  const base = { provider: 'nexus', lane: 'api', hosts: apiHosts, headers, maxBytes } as const;
  const ask: AskRest = (url, cacheFor, signal) => http.json({ ...base, url, cacheMs: cacheFor, worthKeeping }, signal);
  const graph: AskGraph = (value, signal) =>
    http.json({ ...base, url: graphql, method: 'POST', harmless: true, body: { kind: 'json', value } }, signal);
  const send = (request: Pick<JsonRequest, 'url' | 'method' | 'body'>, signal: AbortSignal): Promise<JsonAnswer> =>
    http.json({ ...base, ...request }, signal);
  const games = createGames(
    (signal) => http.json({ ...base, url: gameList, hosts: dataHosts, as: null, cacheMs: day, worthKeeping }, signal),
    ask,
    graph,
  );
  const asking: Asking = { ask, graph, games };
  const user = (fresh: boolean, signal: AbortSignal) =>
    askUser({ http, headers }, undefined, fresh ? 0 : cacheMs, signal);
  return {
    id: 'nexus',
    name: 'Nexus Mods',
    sorts: requests.offeredSorts,
    search: (query, signal) => search(asking, query, signal),
    feed: (game, cursor, signal) => feed(asking, game, cursor, signal),
    categories: async (game, signal) => (await games.record(game, signal))?.categories ?? [],
    games: games.find,
    details: (ref, signal) => details(asking, needMod(ref), signal),
    changelog: (ref, signal) => changelog(asking, needMod(ref), signal),
    requirements: (file, signal) => requirements(asking, needFile(file), signal),
    checkUpdates: (installed, signal) =>
      checkUpdates(
        {
          states: async (uids) => read.modStatesOf(await graph(requests.modStatesQuestion(uids), signal), uids),
          files: (mod) => filesOf(asking, mod, 0, signal),
          changelog: (mod) => quietly(changelog(asking, mod, signal), [], signal),
        },
        installed,
      ),
    resolve: (ref, signal, grant) =>
      resolveFile({ ask, graph, user, now: deps.timing.now }, ref, grant ?? null, signal),
    parseFileRef,
    parseModRef,
    signIn: createSignIn({ ...deps, headers, slug: applicationSlug }),
    approve: async (ref, of, approve, signal) => {
      const mod = needMod(ref);
      // An empty version is refused.
      const body = { kind: 'json', value: { Version: of === null || of === '' ? '0' : of } } as const;
      read.doneOf(await send({ url: requests.opinionUrl(mod, approve), method: 'POST', body }, signal));
    },
    list: async (game, which, signal) =>
      read.modListOf(await ask(requests.modListUrl(game, which), cacheMs, signal), { game }),
    updated: async (game, period, signal) =>
      read.updatedOf(await ask(requests.updatedUrl(game, period), cacheMs, signal)),
    findByHash: async (game, md5, signal) =>
      read.hashHitsOf(await ask(requests.hashUrl(game, md5), cacheMs, signal), game),
    tracked: async (signal) => read.trackedOf(await ask(requests.trackedUrl, 0, signal)),
    endorsements: async (signal) => read.endorsementsOf(await ask(requests.endorsementsUrl, 0, signal)),
    track: async (ref, track, signal) => {
      const { game, modId } = needMod(ref);
      const body = { kind: 'json', value: { mod_id: Number(modId) } } as const;
      read.doneOf(await send({ url: requests.trackUrl(game), method: track ? 'POST' : 'DELETE', body }, signal));
    },
  };
}

interface Asking {
  readonly ask: AskRest;
  readonly graph: AskGraph;
  readonly games: Games;
}

async function search({ graph }: Asking, query: SearchQuery, signal: AbortSignal): Promise<ModPage> {
  const offset = (Math.max(1, query.page) - 1) * requests.pageSize;
  return read.graphModsOf(await graph(requests.searchQuestion(query), signal), offset, { game: query.game });
}

async function feed({ graph }: Asking, game: string, cursor: string | null, signal: AbortSignal): Promise<FeedPage> {
  const offset = cursor === null ? 0 : Number(cursor);
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new LoadstoneError('invalid_input', 'This is not a place in the list of mods.', 'Begin with the first page.');
  const { mods, next } = read.graphModsOf(await graph(requests.feedQuestion(game, offset), signal), offset, { game });
  const newestFirst = mods.toSorted((one, other) => (other.updatedAt ?? 0) - (one.updatedAt ?? 0));
  return { mods: newestFirst, next: next === null ? null : String(offset + requests.feedSize) };
}

/** The page is for everybody; the files come from v1 where somebody is signed in, because it knows their names. */
async function details(asking: Asking, mod: ModParts, signal: AbortSignal): Promise<Found<ModDetails>> {
  const [page, files] = await Promise.all([
    pageOf(asking, mod, signal),
    quietly(filesOf(asking, mod, cacheMs, signal), null, signal),
  ]);
  if (page.kind === 'gone') return page;
  const listed = files?.kind === 'found' ? files.value.files : [];
  const newestFirst = listed.toSorted((one, other) => (other.file.uploadedAt ?? 0) - (one.file.uploadedAt ?? 0));
  return { kind: 'found', value: { ...page.value, files: newestFirst.map(({ file }) => file) } };
}

/** What v2 keeps from people who are not signed in, or cannot answer any more, v1 may. */
async function pageOf({ ask, graph, games }: Asking, mod: ModParts, signal: AbortSignal): Promise<Found<ModDetails>> {
  const gameId = await quietly(games.idOf(mod.game, signal), null, signal);
  const first = async (): Promise<Found<ModDetails>> =>
    read.graphModOf(await graph(requests.modQuestion(uidOf(gameId ?? '0', mod.modId)), signal), mod);
  const found = gameId === null ? null : await quietly(first(), null, signal);
  if (found?.kind === 'found') return found;
  const answer = await ask(requests.modUrl(mod), cacheMs, signal);
  const error = apiErrorOf(answer);
  if (error !== null && needsSignIn(error) && found !== null) return found;
  const names = (await quietly(games.record(mod.game, signal), null, signal))?.categoryNames;
  return read.modOf(answer, mod, names);
}

async function filesOf(
  { ask, graph, games }: Asking,
  mod: ModParts,
  cacheFor: number,
  signal: AbortSignal,
): Promise<Found<FileList>> {
  const answer = await ask(requests.filesUrl(mod), cacheFor, signal);
  const error = apiErrorOf(answer);
  const gameId = await quietly(games.idOf(mod.game, signal), null, signal);
  if (error === null || !needsSignIn(error) || gameId === null) return read.filesOf(answer, mod, gameId ?? undefined);
  const found = read.graphFilesOf(await graph(requests.modFilesQuestion(gameId, mod.modId), signal), mod);
  return found.kind === 'gone' ? found : { kind: 'found', value: { files: found.value, successions: [] } };
}

/** The changelog of the mod wants an account; without one, what stands at the single files. */
async function changelog(asking: Asking, mod: ModParts, signal: AbortSignal): Promise<readonly ChangelogEntry[]> {
  const answer = await asking.ask(requests.changelogsUrl(mod), cacheMs, signal);
  const error = apiErrorOf(answer);
  if (error === null || !needsSignIn(error)) return read.changelogOf(answer);
  const list = await filesOf(asking, mod, cacheMs, signal);
  if (list.kind === 'gone') return [];
  const told = list.value.files.filter(({ changes }) => changes.length > 0);
  const newestFirst = told.toSorted((one, other) => (other.file.uploadedAt ?? 0) - (one.file.uploadedAt ?? 0));
  return newestFirst.map(({ file, changes }) => read.changeOf(file.version ?? '', changes, file.uploadedAt));
}

async function requirements(
  { graph, games }: Asking,
  mod: ModParts,
  signal: AbortSignal,
): Promise<readonly Requirement[]> {
  const gameId = await games.idOf(mod.game, signal);
  if (gameId === null) return [];
  const answer = await graph(requests.requirementsQuestion(uidOf(gameId, mod.modId)), signal);
  const found = read.requirementsOf(answer, (game) => (game === gameId ? mod.game : game));
  // A requirement of another game comes with that game's number.
  return await Promise.all(
    found.map(async (one) => {
      const [game = '', modId = ''] = one.modRef?.id.split('/') ?? [];
      if (!/^\d+$/u.test(game)) return one;
      const record = await quietly(games.record(game, signal), null, signal);
      return record === null ? one : { ...one, modRef: { provider: 'nexus', id: `${record.key}/${modId}` } as const };
    }),
  );
}

/** For what is good to have: a failure costs no more than itself. */
async function quietly<T, F>(answer: Promise<T>, otherwise: F, signal: AbortSignal): Promise<T | F> {
  try {
    return await answer;
  } catch (error) {
    if (signal.aborted || !(error instanceof LoadstoneError)) throw error;
    return otherwise;
  }
}
