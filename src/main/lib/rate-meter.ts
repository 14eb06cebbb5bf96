/** Bytes per second over the last few seconds of one phase. */
import type { Clock } from './clock.ts';

const window = 3_000;

export interface RateMeter {
  /** Notes where the phase is; null until there is something to tell. */
  readonly note: (phase: string, bytes: number) => number | null;
}

export function createRateMeter(clock: Clock): RateMeter {
  let current = '';
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    note: (phase, bytes) => {
      const at = clock.now();
      // A clock that was set back would give a negative rate: start over.
      if (phase !== current || at < (samples.at(-1)?.at ?? 0)) samples = [];
      current = phase;
      samples = [...samples.filter((sample) => at - sample.at <= window), { at, bytes }];
      const first = samples[0];
      if (first === undefined || at - first.at < 200 || bytes <= first.bytes) return null;
      return Math.round(((bytes - first.bytes) * 1_000) / (at - first.at));
    },
  };
}
