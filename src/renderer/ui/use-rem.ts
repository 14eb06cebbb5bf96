import { useLayoutEffect, useRef } from 'react';
import { useSettings } from '../stores/settings.ts';

/** How many CSS pixels a rem has. Whoever asks is drawn anew when the text size changes. */
export function useRem(): number {
  useSettings((settings) => settings.textSize);
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** A virtual list keeps the heights that it was told first: this makes it ask again once they are others. */
export function useRowHeights(virtual: { readonly measure: () => void }, height: number): void {
  const last = useRef(height);
  useLayoutEffect(() => {
    if (last.current === height) return;
    last.current = height;
    virtual.measure();
  }, [virtual, height]);
}
