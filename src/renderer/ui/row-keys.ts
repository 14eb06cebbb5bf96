/** Arrows, Home, End and the Page keys in a list of rows. */

/** The row a key leads to from `index`, within 0 to `last`; a page has `pageStep` rows. null for any other key. */
export function rowForKey(key: string, index: number, last: number, pageStep: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageStep,
    PageUp: index - pageStep,
    Home: 0,
    End: last,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, step));
}
