import { useLayoutEffect, useState, type RefObject } from 'react';

/** The least width of a card and the gap between two, in rem, as in discover.css. */
const cardWidth = 16.5;
const gap = 1.25;

/** How many cards fit beside each other; 1 where the list is no grid. */
export function useColumns(list: RefObject<HTMLElement | null>, grid: boolean): number {
  const [fit, setFit] = useState(3);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setFit(Math.max(1, Math.floor((element.clientWidth + gap * unit) / ((cardWidth + gap) * unit))));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [list]);
  return grid ? fit : 1;
}
