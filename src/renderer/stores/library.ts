/** The mods of each game, and the changes to them that are under way. */
import { create } from 'zustand';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { LibraryState } from '../../shared/ipc/contract.ts';
import type { LibraryEntry, ModRef } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { orNotice, settled } from './notices.ts';
import { isNews } from './revision.ts';

interface LibraryStore {
  readonly games: Readonly<Record<GameId, Loaded<LibraryState>>>;
  /** What a switch was set to while main still works on it. */
  readonly pending: ReadonlyMap<EntryId, boolean>;
}

const noEntries: readonly LibraryEntry[] = [];

export const useLibraryStore = create<LibraryStore>(() => ({ games: {}, pending: new Map() }));

export const useLibrary = (gameId: GameId): Loaded<LibraryState> =>
  useLibraryStore((store) => store.games[gameId] ?? notLoaded);

export const useEntries = (gameId: GameId): readonly LibraryEntry[] =>
  useLibraryStore((store) => store.games[gameId]?.value?.entries ?? noEntries);

export const heldLibrary = (gameId: GameId): LibraryState | null =>
  useLibraryStore.getState().games[gameId]?.value ?? null;

/** True from the first time the library was asked for. */
export const knowsLibrary = (gameId: GameId): boolean => useLibraryStore.getState().games[gameId] !== undefined;

export async function readLibrary(gameId: GameId): Promise<void> {
  put(gameId, { ...held(gameId), loading: true });
  const result = await settled(getBridge().library.snapshot({ gameId }));
  if (!result.ok) put(gameId, { value: held(gameId).value, error: result.error, loading: false });
  else if (isNews(result.value, held(gameId).value)) put(gameId, { value: result.value, error: null, loading: false });
  else put(gameId, { ...held(gameId), error: null, loading: false });
}

export async function setEnabled(gameId: GameId, entries: readonly EntryId[], enabled: boolean): Promise<void> {
  if (entries.length === 0) return;
  setPending(entries, enabled);
  const outcome = await orNotice(getBridge().library.setEnabled({ gameId, entries: [...entries], enabled }));
  if (outcome !== null) await readLibrary(gameId);
  setPending(entries, null);
}

export async function removeEntries(gameId: GameId, entries: readonly EntryId[]): Promise<void> {
  if (entries.length === 0) return;
  await orNotice(getBridge().library.remove({ gameId, entries: [...entries] }));
}

/** The entry that came from this page, if one is installed. */
export const useEntryOfMod = (gameId: GameId, ref: ModRef): LibraryEntry | null =>
  useLibraryStore(
    (store) =>
      store.games[gameId]?.value?.entries.find(
        ({ provenance: { modRef } }) => modRef !== null && modRef.provider === ref.provider && modRef.id === ref.id,
      ) ?? null,
  );

const held = (gameId: GameId): Loaded<LibraryState> => useLibraryStore.getState().games[gameId] ?? notLoaded;

function put(gameId: GameId, loaded: Loaded<LibraryState>): void {
  useLibraryStore.setState(({ games }) => ({ games: { ...games, [gameId]: loaded } }));
}

function setPending(entries: readonly EntryId[], enabled: boolean | null): void {
  useLibraryStore.setState(({ pending }) => {
    const next = new Map(pending);
    for (const entry of entries) {
      if (enabled === null) next.delete(entry);
      else next.set(entry, enabled);
    }
    return { pending: next };
  });
}
