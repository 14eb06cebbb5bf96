/** One kind of answer for each game: read from main, kept while a newer one is fetched. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { settled } from './notices.ts';
import { isNews } from './revision.ts';

interface PerGameStore<T> {
  readonly games: Readonly<Record<GameId, Loaded<T>>>;
}

export interface PerGame<T> {
  readonly useStore: UseBoundStore<StoreApi<PerGameStore<T>>>;
  readonly use: (gameId: GameId) => Loaded<T>;
  readonly held: (gameId: GameId) => T | null;
  /** True from the first time it was asked for. */
  readonly knows: (gameId: GameId) => boolean;
  /** Asks main. An answer that is not newer than what is held changes nothing. */
  readonly read: (gameId: GameId) => Promise<void>;
  /** Takes what came with an event. */
  readonly take: (gameId: GameId, value: T) => void;
  /** For what main has no event for. The next snapshot says the same. */
  readonly patch: (gameId: GameId, change: (value: T) => T) => void;
}

type Revised = { readonly revision: number };

/** What a value has become since. null: main does not know that revision any more. */
export type AskNews<T> = (gameId: GameId, held: T) => Promise<Result<T | null>>;

/** With `askNews` all of it is asked for once; after that, what became of it. */
export function createPerGame<T extends object>(
  ask: (gameId: GameId) => Promise<Result<T>>,
  askNews?: AskNews<T>,
): PerGame<T> {
  const useStore = create<PerGameStore<T>>(() => ({ games: {} }));
  const get = (gameId: GameId): Loaded<T> => useStore.getState().games[gameId] ?? notLoaded;
  const put = (gameId: GameId, loaded: Loaded<T>): void =>
    useStore.setState(({ games }) => ({ games: { ...games, [gameId]: loaded } }));
  const take = (gameId: GameId, value: T): void => {
    const { value: held } = get(gameId);
    put(gameId, { value: newer(value, held) ? value : held, error: null, loading: false });
  };
  const takeAnswer = (gameId: GameId, result: Result<T>): void => {
    if (result.ok) take(gameId, result.value);
    else put(gameId, { value: get(gameId).value, error: result.error, loading: false });
  };
  /** False when all of it has to be asked for. What is not news draws nothing again. */
  const readNews = async (gameId: GameId): Promise<boolean> => {
    const { value: held, error } = get(gameId);
    if (askNews === undefined || held === null || error !== null) return false;
    const news = await settled(askNews(gameId, held));
    if (!news.ok) takeAnswer(gameId, news);
    else if (news.value === null) return false;
    else if (newer(news.value, get(gameId).value)) take(gameId, news.value);
    return true;
  };
  return {
    useStore,
    use: (gameId) => useStore((store) => store.games[gameId] ?? notLoaded),
    held: (gameId) => get(gameId).value,
    knows: (gameId) => useStore.getState().games[gameId] !== undefined,
    read: async (gameId) => {
      if (await readNews(gameId)) return;
      put(gameId, { ...get(gameId), loading: true });
      takeAnswer(gameId, await settled(ask(gameId)));
    },
    take,
    patch: (gameId, change) => {
      const { value } = get(gameId);
      if (value !== null) put(gameId, { ...get(gameId), value: change(value) });
    },
  };
}

/** Answers without a revision are always as new as their call. */
const newer = (value: object, held: object | null): boolean =>
  held === null || !hasRevision(value) || !hasRevision(held) || isNews(value, held);

const hasRevision = (value: object): value is Revised => 'revision' in value;
