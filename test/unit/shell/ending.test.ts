import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { App } from 'electron';
import { silentLog } from '../../../src/main/lib/log.ts';
import { createEnding } from '../../../src/main/shell/ending.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An app that quits as Electron's does: it asks first, and may be asked again. */
function setUp() {
  const happened: string[] = [];
  const emitter = new EventEmitter();
  const quit = (): void => {
    let prevented = false;
    emitter.emit('before-quit', { preventDefault: () => (prevented = true) });
    happened.push(prevented ? 'held back' : 'quit');
  };
  const app = Object.assign(emitter, { quit }) as unknown as Pick<App, 'on' | 'quit'>;
  const relaunch = (args: readonly string[]): void => void happened.push(`again ${args.join(' ')}`);
  return { happened, quit, ending: createEnding({ app, log: silentLog, relaunch }) };
}

it('waits for the services once, however often it is asked to quit', async () => {
  const { happened, quit, ending } = setUp();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const close = vi.fn(() => promise);
  ending.waitFor(close);
  quit();
  quit();
  expect(happened).toEqual(['held back', 'held back']);
  resolve(undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(happened.slice(2)).toEqual(['quit']);
  expect(close).toHaveBeenCalledOnce();
});

it.each([
  ['that never stop', () => new Promise<void>(() => undefined)] as const,
  ['that fail', () => Promise.reject(new Error('no'))] as const,
])('ends with services %s', async (_what, close) => {
  const { happened, quit, ending } = setUp();
  ending.waitFor(close);
  quit();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(happened).toEqual(['held back', 'quit']);
});

it('ends at once before there are services', () => {
  const { happened, quit, ending } = setUp();
  expect(ending.startsAgain([])).toBe(false);
  quit();
  expect(happened).toEqual(['quit']);
});

it('starts again for who starts it while it ends, with the link that came', async () => {
  const { happened, quit, ending } = setUp();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  ending.waitFor(() => promise);
  expect(ending.startsAgain(['nxm://early'])).toBe(false);
  quit();
  expect(ending.startsAgain(['--', 'nxm://skyrim/mods/1/files/2'])).toBe(true);
  expect(ending.startsAgain([])).toBe(true);
  resolve(undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(happened).toEqual(['held back', 'again -- nxm://skyrim/mods/1/files/2', 'quit']);
});
