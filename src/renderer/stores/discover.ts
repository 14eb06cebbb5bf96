/** What is browsed, by game and provider. It outlives the screen, so that coming back shows the same place. */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ModSort, ModSummary, ProviderId } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { settled } from './notices.ts';

export interface Browse {
  readonly text: string;
  readonly sort: ModSort;
  readonly mods: readonly ModSummary[];
  readonly total: number | null;
  /** The page to ask for next; null after the last one. */
  readonly next: number | null;
  readonly status: 'idle' | 'loading' | 'loading-more' | 'ready';
  readonly error: ErrorData | null;
}

interface DiscoverStore {
  readonly provider: Readonly<Record<GameId, ProviderId>>;
  readonly browse: Readonly<Record<string, Browse>>;
}

export const browseSorts: readonly ModSort[] = ['popular', 'downloads', 'updated', 'newest', 'name'];

const fresh: Browse = { text: '', sort: 'popular', mods: [], total: null, next: 1, status: 'idle', error: null };

export const useDiscover = create<DiscoverStore>(() => ({ provider: {}, browse: {} }));

export const browseKey = (gameId: GameId, provider: ProviderId): string => `${gameId} ${provider}`;

export const useBrowse = (gameId: GameId, provider: ProviderId): Browse =>
  useDiscover((store) => store.browse[browseKey(gameId, provider)] ?? fresh);

/** Scroll positions are no state of the screen: nothing is drawn from them. */
const scrollTops = new Map<string, number>();
export const keepScroll = (key: string, top: number): void => void scrollTops.set(key, top);
export const keptScroll = (key: string): number => scrollTops.get(key) ?? 0;

export function chooseProvider(gameId: GameId, provider: ProviderId): void {
  useDiscover.setState((store) => ({ provider: { ...store.provider, [gameId]: provider } }));
}

/** Starts from the first page. An answer to an older question is dropped when it comes late. */
export async function search(
  gameId: GameId,
  provider: ProviderId,
  query: Pick<Browse, 'text' | 'sort'>,
): Promise<void> {
  const key = browseKey(gameId, provider);
  keepScroll(key, 0);
  const before = get(key);
  put(key, { ...before, ...query, status: 'loading', error: null, next: 1 });
  await fetchPage(gameId, provider, 1);
}

export async function loadMore(gameId: GameId, provider: ProviderId): Promise<void> {
  const key = browseKey(gameId, provider);
  const now = get(key);
  if (now.next === null || now.status === 'loading' || now.status === 'loading-more') return;
  put(key, { ...now, status: 'loading-more', error: null });
  await fetchPage(gameId, provider, now.next);
}

const questions = new Map<string, number>();

async function fetchPage(gameId: GameId, provider: ProviderId, page: number): Promise<void> {
  const key = browseKey(gameId, provider);
  const question = (questions.get(key) ?? 0) + 1;
  questions.set(key, question);
  const { text, sort } = get(key);
  const sortAsked: ModSort = text === '' && sort === 'relevance' ? 'popular' : sort;
  const result = await settled(getBridge().mods.search({ gameId, provider, text, sort: sortAsked, page }));
  if (questions.get(key) !== question) return;
  const now = get(key);
  if (!result.ok) {
    put(key, { ...now, mods: page === 1 ? [] : now.mods, status: 'ready', error: result.error });
    return;
  }
  const { mods, total, next } = result.value;
  put(key, { ...now, mods: page === 1 ? mods : joined(now.mods, mods), total, next, status: 'ready', error: null });
}

/** Lists move while one scrolls: what is shown already is not shown twice. */
function joined(shown: readonly ModSummary[], more: readonly ModSummary[]): readonly ModSummary[] {
  const known = new Set(shown.map((mod) => mod.ref.id));
  return [...shown, ...more.filter((mod) => !known.has(mod.ref.id))];
}

const get = (key: string): Browse => useDiscover.getState().browse[key] ?? fresh;

function put(key: string, browse: Browse): void {
  useDiscover.setState((store) => ({ browse: { ...store.browse, [key]: browse } }));
}
