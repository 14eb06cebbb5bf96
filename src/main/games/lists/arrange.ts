/** The order of a list with our mods in it and those gone that left. Pure. */
import type { ListChange, ListedMod } from './list-format.ts';

/** One entry of a list as it is in the file, with the text around it that belongs to it. */
export interface ListItem {
  /** null: nothing that names a mod; it stays where it is. */
  readonly id: string | null;
  readonly rank: number;
  readonly chunk: string;
}

export interface Writing {
  readonly add: (mod: ListedMod) => string;
  /** The chunk of a mod that is there, switched on. */
  readonly switchOn: (item: ListItem, mod: ListedMod) => string;
  /** The chunk of one that is there in a new version; absent: the list does not say versions. */
  readonly renew?: (item: ListItem, mod: ListedMod) => string;
}

/**
 * Entries of others keep their places. Ours keep theirs as long as their order is unchanged; a new one goes behind the
 * one of ours that it follows, else before the one it precedes, else to the end of its rank. None of ours stays before
 * one that has to be loaded first.
 */
export function arrange(
  items: readonly ListItem[],
  { ours, fresh, renewed, gone, replacing, first, reordered }: ListChange,
  { add, switchOn, renew }: Writing,
): readonly ListItem[] {
  const mods = new Map(ours.map((mod) => [mod.id, mod]));
  const kept = items
    .filter(({ id }) => id === null || !gone.has(id) || mods.has(id))
    .map((item) => {
      const mod = item.id === null ? undefined : mods.get(item.id);
      if (mod === undefined) return item;
      // What it is loaded as its own file says better than a line about it.
      const own = { ...item, rank: mod.rank };
      const on = fresh.has(mod.id) ? { ...own, chunk: switchOn(own, mod) } : own;
      return renew !== undefined && (renewed.has(mod.id) || fresh.has(mod.id)) ? { ...on, chunk: renew(on, mod) } : on;
    });
  const order = neededFirst([...mods.values()].toSorted((a, b) => a.rank - b.rank));
  const placed = reordered ? inOrder(kept, order) : [...kept];
  const there = new Set(placed.map(({ id }) => id));
  for (const [index, mod] of order.entries()) {
    if (there.has(mod.id) || replacing.has(mod.id) || !(first || fresh.has(mod.id))) continue;
    placed.splice(placeFor(placed, order, index), 0, { id: mod.id, rank: mod.rank, chunk: add(mod) });
    there.add(mod.id);
  }
  // In their order, so that what one is moved behind stays where it is.
  for (const mod of order) moveBehindNeeded(placed, mod);
  return placed;
}

/** Each behind those of its rank that it needs, else as they are. Of a circle the first stays first. */
function neededFirst(mods: readonly ListedMod[]): readonly ListedMod[] {
  const byId = new Map(mods.map((mod) => [mod.id, mod]));
  const sorted = new Set<ListedMod>();
  const begun = new Set<ListedMod>();
  const visit = (mod: ListedMod): void => {
    if (begun.has(mod)) return;
    begun.add(mod);
    for (const id of mod.after ?? []) {
      const needed = byId.get(id);
      if (needed?.rank === mod.rank) visit(needed);
    }
    sorted.add(mod);
  };
  for (const mod of mods) visit(mod);
  return [...sorted];
}

function moveBehindNeeded(items: ListItem[], { id, rank, after = [] }: ListedMod): void {
  const at = items.findIndex((item) => item.id === id);
  const needed = new Set(after.filter((one) => one !== id));
  const last = items.findLastIndex((item) => item.id !== null && item.rank <= rank && needed.has(item.id));
  const [item] = at < 0 || last < at ? [] : items.splice(at, 1);
  // What stood behind it has moved up by one.
  if (item !== undefined) items.splice(last, 0, item);
}

/** Ours swap places among themselves. */
function inOrder(items: readonly ListItem[], order: readonly ListedMod[]): ListItem[] {
  const places = new Map(order.map(({ id }, place) => [id, place]));
  const own = items.flatMap((item) => {
    const place = item.id === null ? undefined : places.get(item.id);
    return place === undefined ? [] : [{ item, place }];
  });
  const sorted = own.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
  return items.map((item) => (item.id !== null && places.has(item.id) ? (sorted.shift() ?? item) : item));
}

function placeFor(items: readonly ListItem[], order: readonly ListedMod[], index: number): number {
  const { rank } = order[index] ?? { rank: 0 };
  const before = nearest(items, order.slice(0, index).toReversed(), rank);
  if (before !== null) return before + 1;
  const after = nearest(items, order.slice(index + 1), rank);
  if (after !== null) return after;
  const later = items.findIndex((item) => item.id !== null && item.rank > rank);
  return later < 0 ? items.length : later;
}

function nearest(items: readonly ListItem[], candidates: readonly ListedMod[], rank: number): number | null {
  for (const mod of candidates) {
    if (mod.rank !== rank) continue;
    const at = items.findIndex(({ id }) => id === mod.id);
    if (at >= 0) return at;
  }
  return null;
}
