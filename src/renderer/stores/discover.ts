/** What is browsed, by game. It outlives the screen, so that coming back shows the same place. */
import { create } from 'zustand';
import type { FoundMod, FoundMods, ProviderResult } from '../../shared/catalogue.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { EventPayload } from '../../shared/ipc/contract.ts';
import type { ModSort, ProviderId } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { settled } from './notices.ts';
import { commonSorts, providerOffers } from './provider-offers.ts';

/** One provider, or all that the game is known at. */
export type Scope = ProviderId | 'all';

export interface BrowseQuery {
  readonly scope: Scope;
  readonly text: string;
  readonly sort: ModSort;
  /** Of the one provider in scope; null: all. */
  readonly category: string | null;
  /** false: nothing for adults. */
  readonly adult: boolean;
}

export interface Browse extends BrowseQuery {
  readonly findId: string | null;
  readonly mods: readonly FoundMod[];
  readonly providers: readonly ProviderResult[];
  /** What sources that are not asked now have answered to the same words. */
  readonly others: readonly ProviderResult[];
  /** `typing`: what the catalogue suggests, nobody else has been asked. `asking`: the search has just begun. */
  readonly status: 'idle' | 'typing' | 'asking' | 'ready';
  /** `mods` still answer an earlier question. */
  readonly stale: boolean;
  /** The search itself could not begin; what a single provider says is in `providers`. */
  readonly error: ErrorData | null;
}

interface DiscoverStore {
  readonly games: Readonly<Record<GameId, Browse>>;
}

const fresh: Browse = {
  scope: 'all',
  text: '',
  sort: 'popular',
  category: null,
  adult: true,
  findId: null,
  mods: [],
  providers: [],
  others: [],
  status: 'idle',
  stale: false,
  error: null,
};

export const useDiscover = create<DiscoverStore>(() => ({ games: {} }));

export const useBrowse = (gameId: GameId): Browse => useDiscover((store) => store.games[gameId] ?? fresh);

/** Scroll positions are no state of the screen: nothing is drawn from them. */
const scrollTops = new Map<GameId, number>();
export const keepScroll = (gameId: GameId, top: number): void => void scrollTops.set(gameId, top);
export const keptScroll = (gameId: GameId): number => scrollTops.get(gameId) ?? 0;

/** Searches anew with what is different. What is shown stays until there is something to show instead. */
export async function search(gameId: GameId, change: Partial<BrowseQuery> = {}): Promise<void> {
  const before = get(gameId);
  const query = sensible({ ...before, ...change }, before);
  const findId = nextId(gameId);
  keepScroll(gameId, 0);
  // A suggestion that is still on its way is for an older text.
  lastSuggestion.delete(gameId);
  if (before.findId !== null) void getBridge().mods.stopFinding({ findId: before.findId });
  const others = othersOf(query, before);
  put(gameId, {
    ...query,
    findId,
    providers: [],
    others,
    status: 'asking',
    stale: before.mods.length > 0,
    error: null,
  });
  const { scope, text, sort, category, adult } = query;
  const result = await settled(
    getBridge().mods.find({
      gameId,
      findId,
      text,
      sort,
      ...(scope === 'all' ? {} : { providers: [scope] }),
      ...(category === null ? {} : { category }),
      ...(adult ? {} : { adult }),
    }),
  );
  const now = get(gameId);
  // An event may have told more already, and a newer question makes this answer old.
  if (now.findId !== findId || now.status === 'ready') return;
  if (result.ok) putFound(gameId, result.value);
  else put(gameId, { ...now, mods: [], status: 'ready', stale: false, error: result.error });
}

/** What the catalogue knows for a text that is still being typed. */
export async function suggest(gameId: GameId, text: string): Promise<void> {
  const { scope, adult } = get(gameId);
  const asked = nextId(gameId);
  lastSuggestion.set(gameId, asked);
  const found = await settled(
    getBridge().mods.suggest({ gameId, text, limit: suggestionLimit, ...(adult ? {} : { adult }) }),
  );
  const now = get(gameId);
  if (!found.ok || lastSuggestion.get(gameId) !== asked || now.text === text) return;
  const mods = found.value
    .filter(({ mod }) => scope === 'all' || mod.ref.provider === scope)
    .map(({ mod, seenAt }) => ({ ...mod, seenAt }));
  if (mods.length > 0) put(gameId, { ...now, mods, status: 'typing', stale: false });
}

/** What the catalogue knows without words or filters, while no source answers. */
export async function showKnown(gameId: GameId): Promise<void> {
  const { scope, findId } = get(gameId);
  const found = await settled(getBridge().mods.suggest({ gameId, text: '', limit: suggestionLimit }));
  const now = get(gameId);
  if (!found.ok || now.findId !== findId) return;
  const mods = found.value
    .filter(({ mod }) => scope === 'all' || mod.ref.provider === scope)
    .map(({ mod, seenAt }) => ({ ...mod, seenAt }));
  put(gameId, { ...now, text: '', category: null, adult: true, mods, stale: false });
}

/** Asks the providers that have more for their next page. */
export async function loadMore(gameId: GameId): Promise<void> {
  const ready = get(gameId).providers.filter(({ answer, next }) => answer.kind === 'ok' && next !== null);
  await Promise.all(ready.map(({ provider }) => askAgain(gameId, provider)));
}

/** The next page of one provider, or again what failed. */
export async function askAgain(gameId: GameId, provider: ProviderId): Promise<void> {
  const now = get(gameId);
  if (now.findId === null) return;
  const providers = now.providers.map((one) =>
    one.provider === provider ? { ...one, answer: { kind: 'asking' } as const } : one,
  );
  put(gameId, { ...now, providers });
  const result = await settled(getBridge().mods.findMore({ findId: now.findId, provider }));
  if (result.ok || get(gameId).findId !== now.findId) return;
  const { error } = result;
  const failed = get(gameId).providers.map((one) =>
    one.provider === provider ? { ...one, answer: { kind: 'error', error } as const } : one,
  );
  put(gameId, { ...get(gameId), providers: failed });
}

/** An event of a search that is not shown any more is dropped. */
export function takeFound({ findId, found }: EventPayload<'mods.found'>): void {
  const entry = Object.entries(useDiscover.getState().games).find(([, browse]) => browse.findId === findId);
  if (entry !== undefined) putFound(entry[0] as GameId, found);
}

export const hasMore = ({ providers }: Browse): boolean =>
  providers.some(({ answer, next }) => next !== null && (answer.kind === 'ok' || answer.kind === 'asking'));

export const isAsking = ({ providers }: Browse): boolean => providers.some(({ answer }) => answer.kind === 'asking');

/** As many as main puts in front of a search, so that the list stays what it is when the search begins. */
const suggestionLimit = 50;

const lastSuggestion = new Map<GameId, string>();
let ids = 0;

function nextId(gameId: GameId): string {
  ids += 1;
  return `${gameId.slice(0, 40)}-${ids}`;
}

/** Words sort by how well they match unless the player chose otherwise; a category belongs to its provider. */
function sensible(query: Browse, before: Browse): Browse {
  const begins = query.text !== '' && before.text === '';
  const ends = query.text === '' && query.sort === 'relevance';
  const sort = begins ? 'relevance' : ends ? 'popular' : query.sort;
  return {
    ...query,
    sort: offered(query.scope, query.text, sort),
    category: query.scope === before.scope ? query.category : null,
  };
}

/** A narrower search says nothing about how much there is in all; another one nothing about this. */
function othersOf(query: BrowseQuery, before: Browse): readonly ProviderResult[] {
  if (query.text !== before.text || query.adult !== before.adult) return [];
  const answered = before.category === null ? before.providers.filter(({ answer }) => answer.kind === 'ok') : [];
  const newer = new Set(answered.map(({ provider }) => provider));
  return [...answered, ...before.others.filter(({ provider }) => !newer.has(provider))];
}

/** The order that was asked for, or the first that the one source in scope can answer in. */
function offered(scope: Scope, text: string, sort: ModSort): ModSort {
  if (scope === 'all' || providerOffers[scope].sorts.includes(sort)) return sort;
  return commonSorts([scope], text)[0] ?? sort;
}

function putFound(gameId: GameId, { mods, providers }: FoundMods): void {
  const now = get(gameId);
  const waiting = mods.length === 0 && providers.some(({ answer }) => answer.kind === 'asking');
  put(gameId, {
    ...now,
    mods: waiting ? now.mods : mods,
    stale: waiting && now.mods.length > 0,
    providers,
    status: 'ready',
    error: null,
  });
}

const get = (gameId: GameId): Browse => useDiscover.getState().games[gameId] ?? fresh;

function put(gameId: GameId, browse: Browse): void {
  useDiscover.setState(({ games }) => ({ games: { ...games, [gameId]: browse } }));
}
