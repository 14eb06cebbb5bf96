/**
 * The library of a game as it is looked at again and again: what did not change since the last look is not read again,
 * and is the very same object.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { LibraryEntry, LoadoutItem } from '../../shared/model.ts';
import { createBreather } from '../lib/breather.ts';
import { lacksIn } from '../plan/needed-by.ts';
import type { LibraryRow } from '../registry/content.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout } from './change-loadout.ts';
import { requireGame } from './engine.ts';
import { toLibraryEntry } from './views.ts';

export interface LibraryFollower {
  /** The mods of the current loadout, in load order. */
  readonly read: (gameId: GameId) => readonly LibraryEntry[];
  /** Makes ready for `read` in small pieces: the first look at thousands of mods takes its time. */
  readonly prepare: (gameId: GameId) => Promise<void>;
}

interface Known {
  readonly entries: Map<EntryId, LibraryEntry>;
  /** Those that lack something, as they were last told. */
  readonly lacking: Map<EntryId, LibraryEntry>;
  /** The items of this generation: they never change. */
  loadout: { readonly generation: number; readonly items: readonly LoadoutItem[] } | null;
}

/** `show` is asked once for each version of an entry. */
export function followLibrary(
  registry: Registry,
  show: (entry: LibraryEntry) => LibraryEntry = (entry) => entry,
): LibraryFollower {
  const games = new Map<GameId, Known>();
  const knownOf = (gameId: GameId): Known => {
    const known = games.get(gameId) ?? { entries: new Map(), lacking: new Map(), loadout: null };
    games.set(gameId, known);
    return known;
  };
  const itemsOf = (gameId: GameId, known: Known): readonly LoadoutItem[] => {
    const game = requireGame(registry, gameId);
    const generation = game.currentGeneration;
    if (known.loadout?.generation !== generation)
      known.loadout = { generation, items: currentLoadout(registry, game).items };
    return known.loadout.items;
  };
  const look = ({ entries }: Known, item: LoadoutItem, note: string): LibraryEntry => {
    const old = entries.get(item.entry);
    const entry =
      old?.manifest === item.manifest
        ? looked(old, item, note)
        : show(toLibraryEntry(rowOf(registry, item), item, note));
    entries.set(item.entry, entry);
    return entry;
  };
  return {
    read: (gameId) => {
      const known = knownOf(gameId);
      const notes = registry.content.notes(gameId);
      return withLacks(
        known,
        itemsOf(gameId, known).map((item) => look(known, item, notes.get(item.entry) ?? '')),
      );
    },
    prepare: async (gameId) => {
      const known = knownOf(gameId);
      const notes = registry.content.notes(gameId);
      const breather = createBreather();
      for (const item of itemsOf(gameId, known)) {
        look(known, item, notes.get(item.entry) ?? '');
        if (breather.isDue()) await breather.breathe();
      }
    },
  };
}

/** A version of an entry as it is now. */
function looked(old: LibraryEntry, { enabled, pinned }: LoadoutItem, note: string): LibraryEntry {
  if (old.enabled === enabled && old.pinned === pinned && old.note === note) return old;
  return { ...old, enabled, pinned, note };
}

/** What each mod that is on needs and is off: that changes with other mods than itself. */
function withLacks({ lacking }: Known, entries: readonly LibraryEntry[]): readonly LibraryEntry[] {
  const all = lacksIn(entries);
  if (all.size === 0) return entries;
  return entries.map((entry) => {
    const lacks = all.get(entry.id);
    if (lacks === undefined) return entry;
    const told = { ...entry, lacks };
    const before = lacking.get(entry.id);
    if (before !== undefined && isDeepStrictEqual(before, told)) return before;
    lacking.set(entry.id, told);
    return told;
  });
}

function rowOf({ content }: Registry, { entry, manifest }: LoadoutItem): LibraryRow {
  const row = content.libraryRow(entry, manifest);
  if (row === null) throw new Error(`no entry ${entry} in the registry`);
  return row;
}
