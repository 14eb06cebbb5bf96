import { useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import type { EntryId } from '../../../shared/ids.ts';
import { i18n } from '../../i18n/i18n.ts';
import { announce } from '../../stores/announcer.ts';
import type { Neighbour } from '../../stores/library.ts';
import { useSteady } from '../../ui/use-steady.ts';
import type { Row } from './use-library-view.ts';

export interface RowDrag {
  readonly ids: readonly EntryId[];
  /** The gap the rows would fall into: before row number `gap`. */
  readonly gap: number;
}

interface RowDragOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: readonly Row[];
  /** CSS pixels. */
  readonly rowHeight: number;
  readonly selected: ReadonlySet<EntryId>;
  readonly onDrop: (ids: readonly EntryId[], to: Neighbour) => void;
}

/** Near an edge the list scrolls by itself, this many CSS pixels a frame. */
const edge = 48;
const scrollStep = 10;

/**
 * Drags rows with the pointer by their handle. Escape lets go without a change. Rows and gaps are counted, never
 * measured: most of them are not in the page.
 */
export function useRowDrag({ scroller, rows, rowHeight, selected, onDrop }: RowDragOptions): {
  readonly drag: RowDrag | null;
  readonly startDrag: (event: ReactPointerEvent, id: EntryId) => void;
} {
  const [drag, setDrag] = useState<RowDrag | null>(null);
  const current = useRef<RowDrag | null>(null);
  const put = (next: RowDrag | null): void => {
    current.current = next;
    setDrag(next);
  };
  const startDrag = useSteady((event: ReactPointerEvent, id: EntryId): void => {
    const box = scroller.current;
    const body = box?.querySelector('.table-body') ?? null;
    if (event.button !== 0 || box === null || body === null) return;
    event.preventDefault();
    const ids = selected.has(id) ? [...selected] : [id];
    let y = event.clientY;
    let frame = 0;
    const stop = new AbortController();
    const gapAt = (): number => {
      const gap = Math.round((y - body.getBoundingClientRect().top) / rowHeight);
      return Math.min(rows.length, Math.max(0, gap));
    };
    const follow = (): void => {
      const { top, bottom } = box.getBoundingClientRect();
      if (y < top + edge) box.scrollTop -= scrollStep;
      else if (y > bottom - edge) box.scrollTop += scrollStep;
      const gap = gapAt();
      if (current.current !== null && current.current.gap !== gap) put({ ids, gap });
      frame = requestAnimationFrame(follow);
    };
    const end = (dropped: boolean): void => {
      stop.abort();
      cancelAnimationFrame(frame);
      const gap = gapAt();
      put(null);
      const to = dropped ? neighbourAt(rows, new Set(ids), gap) : null;
      if (to !== null) onDrop(ids, to);
    };
    const options = { signal: stop.signal };
    globalThis.addEventListener('pointermove', (move) => (y = move.clientY), options);
    globalThis.addEventListener('pointerup', () => end(true), options);
    globalThis.addEventListener('pointercancel', () => end(false), options);
    globalThis.addEventListener('keydown', (key) => key.key === 'Escape' && end(false), options);
    put({ ids, gap: gapAt() });
    announce(i18n.t('library.dragging', { count: ids.length }));
    frame = requestAnimationFrame(follow);
  });
  return { drag, startDrag };
}

/** The nearest row that stays: after the one above the gap, else before the one below. null: nothing moves. */
function neighbourAt(rows: readonly Row[], ids: ReadonlySet<EntryId>, gap: number): Neighbour | null {
  const above = rows.slice(0, gap).findLast((row) => !ids.has(row.entry.id));
  const below = rows.slice(gap).find((row) => !ids.has(row.entry.id));
  const places = rows.flatMap((row, index) => (ids.has(row.entry.id) ? [index] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  if (last - first === places.length - 1 && gap >= first && gap <= last + 1) return null;
  if (above !== undefined) return { beside: above.entry.id, place: 'after' };
  return below === undefined ? null : { beside: below.entry.id, place: 'before' };
}
