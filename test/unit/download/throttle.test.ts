import { describe, expect, it } from 'vitest';
import { createStallWatch } from '../../../src/main/download/stall-watch.ts';
import { createThrottle, type ThrottleTiming } from '../../../src/main/download/throttle.ts';
import { throttled } from '../../../src/main/ipc/throttled.ts';
import { never } from '../../support/loopback.ts';

/** Waiting moves the clock. */
function createTiming(): ThrottleTiming & { readonly pass: (ms: number) => void } {
  let time = 0;
  return {
    now: () => time,
    wait: async (ms) => {
      time += ms;
      await Promise.resolve();
    },
    pass: (ms) => {
      time += ms;
    },
  };
}

describe('the speed limit', () => {
  it('holds over all downloads together', async () => {
    const timing = createTiming();
    const throttle = createThrottle(() => 100_000, timing);
    for (let taken = 0; taken < 1_000_000; taken += 20_000) await throttle.take(20_000, never());
    expect(timing.now()).toBeGreaterThan(9_700);
    expect(timing.now()).toBeLessThan(10_300);
  });

  it('lets nothing be saved up for long', async () => {
    const timing = createTiming();
    const throttle = createThrottle(() => 100_000, timing);
    timing.pass(3_600_000);
    for (let taken = 0; taken < 200_000; taken += 20_000) await throttle.take(20_000, never());
    expect(timing.now() - 3_600_000).toBeGreaterThan(1_500);
  });

  it('may be lifted while somebody waits', async () => {
    const timing = createTiming();
    let limit: number | null = 1_000;
    const throttle = createThrottle(() => limit, {
      ...timing,
      wait: async (ms, signal) => {
        limit = null;
        await timing.wait(ms, signal);
      },
    });
    await throttle.take(1_000_000, never());
    expect(timing.now()).toBeLessThanOrEqual(1_000);
    expect(throttle.take(1_000_000, never())).toBeNull();
  });
});

describe('the watch over a connection', () => {
  it('finds one that brings next to nothing', () => {
    let time = 0;
    const watch = createStallWatch({ ms: 1_000, bytes: 100 }, () => time);
    const second = (bytes: number): boolean => {
      time += 1_000;
      return watch.note(bytes);
    };
    expect([second(100), second(500), second(99)]).toEqual([false, false, true]);
    time += 900;
    watch.restart();
    time += 900;
    expect(watch.note(1)).toBe(false);
  });
});

describe('a signal that is thinned out', () => {
  it('comes at once, and the last one is never lost', async () => {
    let fired = 0;
    const signal = throttled(() => (fired += 1), 20);
    for (let count = 0; count < 50; count += 1) signal.fire();
    expect(fired).toBe(1);
    await expect.poll(() => fired).toBe(2);
    signal.fire();
    signal.stop();
    const before = fired;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    expect(fired).toBe(before);
  });
});
