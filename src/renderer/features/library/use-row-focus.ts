import { useEffect, useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

export interface RowFocus {
  /** Moves the focus to a row, which may have to be scrolled into being first. */
  readonly focusRow: (index: number) => void;
  /** For the element around the rows. */
  readonly watch: { readonly onFocus: () => void; readonly onBlur: (event: FocusEvent) => void };
}

/**
 * One row of a virtual list has the focus, and keeps it: a row that is removed hands it to the one that takes its
 * place, one that moves is followed.
 */
export function useRowFocus(
  scroller: RefObject<HTMLElement | null>,
  activeIndex: number,
  bring: (index: number) => void,
): RowFocus {
  const wanted = useRef<number | null>(null);
  const inside = useRef(false);
  const lastIndex = useRef(activeIndex);
  useLayoutEffect(() => {
    // A row that was focused has left the page, and the focus with it.
    if (inside.current && document.activeElement === document.body) wanted.current = activeIndex;
    if (inside.current && lastIndex.current !== activeIndex) bring(activeIndex);
    lastIndex.current = activeIndex;
  });
  useEffect(() => {
    if (wanted.current !== activeIndex) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return {
    focusRow: (index) => {
      wanted.current = index;
      bring(index);
    },
    watch: {
      onFocus: () => {
        inside.current = true;
      },
      onBlur: (event) => {
        // Removed elements blur without naming who is next; that is not leaving.
        const gone = event.relatedTarget === null && !(event.target instanceof Element && event.target.isConnected);
        if (!gone && !event.currentTarget.contains(event.relatedTarget)) inside.current = false;
      },
    },
  };
}
