/** Writes down what providers still allow: a pause at once, mere counts every few seconds and at the end. */
import type { ProviderId } from '../../shared/model.ts';
import type { Log } from '../lib/log.ts';
import type { ProviderLimitTable } from '../registry/provider-limits.ts';

export interface LimitKeeper {
  readonly changed: (provider: ProviderId, paused: boolean) => void;
  /** Writes what is not written yet. */
  readonly close: () => void;
}

/** Milliseconds. A crash forgets as much: a few requests of hundreds. */
const writeEvery = 3_000;

export function createLimitKeeper(
  table: ProviderLimitTable,
  state: () => Readonly<Partial<Record<ProviderId, unknown>>>,
  log: Log,
): LimitKeeper {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    try {
      table.put(state());
    } catch (error) {
      log.error('the limits of the providers could not be written down', error);
    }
  };
  return {
    changed: (_provider, paused) => {
      if (paused) write();
      else timer ??= setTimeout(write, writeEvery).unref();
    },
    close: () => {
      if (timer !== null) write();
    },
  };
}
