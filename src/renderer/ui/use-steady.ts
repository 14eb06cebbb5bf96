import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same through all renders and calls the newest one. Not to be called while rendering. */
export function useSteady<A extends readonly unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  const newest = useRef(work);
  useLayoutEffect(() => {
    newest.current = work;
  });
  return useCallback((...args: A) => newest.current(...args), []);
}
