import { useCallback, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

export interface Roving {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
}

/** Makes the controls of an element one stop of Tab: arrows, Home and End go along them, and the last one is kept. */
export function useRoving(): Roving {
  const ref = useRef<HTMLDivElement>(null);
  const at = useRef(0);
  const mark = useCallback((): void => {
    const all = controlsOf(ref.current);
    const held = all.findIndex((one) => one === document.activeElement);
    if (held !== -1) at.current = held;
    const index = Math.min(at.current, all.length - 1);
    for (const [place, one] of all.entries()) one.tabIndex = place === index ? 0 : -1;
  }, []);
  useLayoutEffect(mark);
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = controlsOf(ref.current);
    const next = all[placeFor(event, at.current, all.length - 1) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
  return { ref, onKeyDown, onFocus: mark };
}

const controlsOf = (element: HTMLElement | null): readonly HTMLElement[] => [
  ...(element?.querySelectorAll<HTMLElement>('button, [role="checkbox"]') ?? []),
];

function placeFor(event: KeyboardEvent, at: number, last: number): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return Math.min(last, Math.max(0, at + (event.key === forward ? 1 : -1)));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
