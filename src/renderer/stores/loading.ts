/** Something read from main, as a screen sees it: the last good value stays while a newer one is fetched. */
import type { ErrorData } from '../../shared/errors.ts';

export interface Loaded<T> {
  readonly value: T | null;
  readonly error: ErrorData | null;
  readonly loading: boolean;
}

export const notLoaded: Loaded<never> = { value: null, error: null, loading: false };
