import { useEffect, type RefObject } from 'react';

/** What somebody works with. What is focused only to be moved through, a row or a whole list, may lie below. */
const controls =
  'input, textarea, select, button, a[href], [contenteditable="true"], [role="switch"], [role="checkbox"]';

/**
 * Marks what floats over the page with `data-aside` while the control that has the focus lies below its usual place, so
 * that nobody types behind it. `shown` is new whenever what floats there is another thing.
 */
export function useOutOfTheWay(floating: RefObject<HTMLElement | null>, shown: unknown): void {
  useEffect(() => {
    const look = (): void => {
      const { current: box } = floating;
      const focused = document.activeElement;
      if (box === null || box.contains(focused)) return;
      // Measured where it usually is; nothing is drawn in between.
      delete box.dataset['aside'];
      const hidden = focused?.matches(controls) === true && overlap(box, focused);
      if (hidden) box.dataset['aside'] = '';
    };
    look();
    const stop = new AbortController();
    const options = { capture: true, signal: stop.signal };
    for (const event of ['focusin', 'focusout', 'scrollend'] as const) document.addEventListener(event, look, options);
    globalThis.addEventListener('resize', look, options);
    return () => stop.abort();
  }, [floating, shown]);
}

function overlap(one: Element, other: Element): boolean {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
