/** Moving mods in the load order, from keys, menus and the pointer. Works on the whole order, not on what is shown. */
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { heldLibrary, reorder, type Neighbour } from '../../stores/library.ts';

export type Move = 'up' | 'down' | 'top' | 'bottom';

/** Where a move leads; null when it is there already. */
export function neighbourFor(
  entries: readonly LibraryEntry[],
  ids: ReadonlySet<EntryId>,
  move: Move,
): Neighbour | null {
  const places = entries.flatMap((entry, index) => (ids.has(entry.id) ? [index] : []));
  const rest = entries.filter((entry) => !ids.has(entry.id));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return null;
  const together = last - first === places.length - 1;
  const beside = {
    up: entries[first - 1],
    down: entries.slice(last + 1).find((entry) => !ids.has(entry.id)),
    top: together && first === 0 ? undefined : rest[0],
    bottom: together && last === entries.length - 1 ? undefined : rest.at(-1),
  }[move];
  if (beside === undefined) return null;
  return { beside: beside.id, place: move === 'up' || move === 'top' ? 'before' : 'after' };
}

let moving = false;

/** One move at a time: the place of a second one depends on the first. */
export async function moveEntries(gameId: GameId, ids: readonly EntryId[], move: Move): Promise<void> {
  const to = neighbourFor(heldLibrary(gameId)?.entries ?? [], new Set(ids), move);
  if (to === null || moving) return;
  moving = true;
  await reorder(gameId, ids, to);
  moving = false;
}
