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

/** A mouse that was moved this far with its button down means to drag, in CSS pixels. */
const slack = 6;

/** Near an edge the list scrolls by itself, this many CSS pixels a frame. */
const edge = 48;
const scrollStep = 10;

/** What is pressed there is no row. */
export const isOnControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, [role="switch"], [role="checkbox"]') !== null;

/**
 * Drags rows by their handle, and with the mouse from anywhere: a finger on a row scrolls. Escape lets go without a
 * change. Rows and gaps are counted, never measured: most of them are not in the page.
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
  const begin = (at: { readonly clientY: number }, id: EntryId): void => {
    const box = scroller.current;
    const body = box?.querySelector('.table-body') ?? null;
    if (box === null || body === null) return;
    const ids = selected.has(id) ? [...selected] : [id];
    let y = at.clientY;
    let frame = 0;
    const stop = new AbortController();
    const press = untilReleased();
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
    // Whatever became of the drag by then.
    globalThis.addEventListener('pointerup', swallowClick, { signal: press });
    globalThis.addEventListener('pointercancel', () => end(false), options);
    globalThis.addEventListener('keydown', (key) => key.key === 'Escape' && end(false), options);
    put({ ids, gap: gapAt() });
    announce(i18n.t('library.dragging', { count: ids.length }));
    frame = requestAnimationFrame(follow);
  };
  const startDrag = useSteady((event: ReactPointerEvent, id: EntryId): void => {
    const { target } = event;
    if (event.button !== 0 || isOnControl(target)) return;
    if (target instanceof Element && target.closest('.drag-handle') !== null) {
      event.preventDefault();
      begin(event, id);
    } else if (event.pointerType === 'mouse') whenMoved(event, (move) => begin(move, id));
  });
  return { drag, startDrag };
}

/** Until then it may still become a click. */
function whenMoved({ clientX, clientY }: ReactPointerEvent, then: (move: PointerEvent) => void): void {
  const press = untilReleased();
  const begun = new AbortController();
  const move = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - clientX, event.clientY - clientY) < slack) return;
    begun.abort();
    then(event);
  };
  globalThis.addEventListener('pointermove', move, { signal: AbortSignal.any([press, begun.signal]) });
  // The picture of a mod, and marked text, would be dragged instead.
  globalThis.addEventListener('dragstart', (event) => event.preventDefault(), { signal: press });
  globalThis.addEventListener('selectstart', (event) => event.preventDefault(), { signal: press });
}

/** Aborted once all listeners have heard of the release. */
function untilReleased(): AbortSignal {
  const press = new AbortController();
  globalThis.addEventListener('pointerup', () => setTimeout(() => press.abort()), { signal: press.signal });
  globalThis.addEventListener('pointercancel', () => press.abort(), { signal: press.signal });
  return press.signal;
}

/** Letting go of a row is no press of the row below the pointer. It comes right after, or not at all. */
function swallowClick(): void {
  const stop = new AbortController();
  globalThis.addEventListener('click', goNoFurther, { capture: true, signal: stop.signal });
  setTimeout(() => stop.abort());
}

const goNoFurther = (event: Event): void => event.stopPropagation();

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
