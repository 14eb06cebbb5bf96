/** The mods of each game, and the changes to them that are under way. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { LibraryState } from '../../shared/ipc/contract.ts';
import type { LibraryEntry, ModRef } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { createFollowedPerGame } from './follow-list.ts';
import { withNeeds } from './needs.ts';
import { noticeError, orNotice, settled } from './notices.ts';

const libraries = createFollowedPerGame({
  snapshot: (gameId) => getBridge().library.snapshot({ gameId }),
  changes: (gameId, since) => getBridge().library.changes({ gameId, since }),
  itemsOf: (state: LibraryState) => state.entries,
  join: ({ revision, gameId }, entries) => ({ revision, gameId, entries }),
});

interface LibraryStore {
  /** What a switch was set to while main still works on it. */
  readonly pending: ReadonlyMap<EntryId, boolean>;
}

const noEntries: readonly LibraryEntry[] = [];

export const useLibraryStore = create<LibraryStore>(() => ({ pending: new Map() }));

export const useLibrary = libraries.use;
export const heldLibrary = libraries.held;
export const knowsLibrary = libraries.knows;
export const readLibrary = libraries.read;

export const useEntries = (gameId: GameId): readonly LibraryEntry[] =>
  libraries.useStore((store) => store.games[gameId]?.value?.entries ?? noEntries);

/** The name of a mod, for places that only hold its id. */
export const useEntryNames = (gameId: GameId): ReadonlyMap<EntryId, string> => {
  const entries = useEntries(gameId);
  return useMemo(() => new Map(entries.map((entry) => [entry.id, entry.name])), [entries]);
};

export async function setEnabled(gameId: GameId, entries: readonly EntryId[], enabled: boolean): Promise<void> {
  if (entries.length === 0) return;
  setPending(entries, enabled);
  const all = await withNeeds(gameId, entries, enabled ? 'on' : 'off');
  if (all !== null) {
    setPending(all, enabled);
    const outcome = await orNotice(getBridge().library.setEnabled({ gameId, entries: [...all], enabled }));
    if (outcome !== null) await readLibrary(gameId);
  }
  setPending([...entries, ...(all ?? [])], null);
}

export async function removeEntries(gameId: GameId, entries: readonly EntryId[]): Promise<void> {
  if (entries.length === 0) return;
  const all = await withNeeds(gameId, entries, 'remove');
  if (all !== null) await orNotice(getBridge().library.remove({ gameId, entries: [...all] }));
}

export async function setPinned(gameId: GameId, entries: readonly EntryId[], pinned: boolean): Promise<void> {
  await orNotice(getBridge().library.setPinned({ gameId, entries: [...entries], pinned }));
}

export interface Neighbour {
  readonly beside: EntryId;
  readonly place: 'before' | 'after';
}

/** Moves mods, in their present order, next to another one. */
export async function reorder(gameId: GameId, entries: readonly EntryId[], to: Neighbour): Promise<void> {
  if (entries.length === 0 || entries.includes(to.beside)) return;
  await orNotice(getBridge().library.reorder({ gameId, entries: [...entries], ...to }));
}

/** Brings one mod back to a version it had before; all others stay. */
export async function revertMod(gameId: GameId, entry: EntryId, manifest: Sha256): Promise<void> {
  await orNotice(
    getBridge().library.revert({ gameId, entry, manifest }),
    () => void revertMod(gameId, entry, manifest),
  );
}

/** False when the note could not be kept; the error is shown. */
export async function setModNote(gameId: GameId, entry: EntryId, note: string): Promise<boolean> {
  const result = await settled(getBridge().library.setNote({ gameId, entry, note }));
  if (!result.ok) {
    noticeError(result.error);
    return false;
  }
  // A note has no event of its own.
  await readLibrary(gameId);
  return true;
}

/** The entry that came from this page, if one is installed. */
export const useEntryOfMod = (gameId: GameId, ref: ModRef): LibraryEntry | null =>
  libraries.useStore(
    (store) =>
      store.games[gameId]?.value?.entries.find(
        ({ provenance: { modRef } }) => modRef !== null && modRef.provider === ref.provider && modRef.id === ref.id,
      ) ?? null,
  );

/** All entries that came from this page: a page may have several files that go together. */
export function useEntriesOfMod(gameId: GameId, { provider, id }: ModRef): readonly LibraryEntry[] {
  const entries = useEntries(gameId);
  return useMemo(
    () => entries.filter(({ provenance: { modRef } }) => modRef?.provider === provider && modRef.id === id),
    [entries, provider, id],
  );
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
