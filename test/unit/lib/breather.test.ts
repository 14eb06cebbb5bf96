import { expect, test } from 'vitest';
import { createBreather } from '../../../src/main/lib/breather.ts';

test('of several long works a turn of the loop lets one go on, and each gets its turns', async () => {
  let turn = 0;
  let counting = true;
  const count = (): void => {
    turn += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const went: { readonly work: string; readonly turn: number }[] = [];
  const work = async (name: string): Promise<void> => {
    const breather = createBreather();
    for (let piece = 0; piece < 5; piece += 1) {
      await breather.breathe();
      went.push({ work: name, turn });
    }
  };
  await Promise.all([work('a'), work('b'), work('c')]);
  counting = false;
  expect(went.map((one) => one.work).join('')).toBe('abc'.repeat(5));
  expect(new Set(went.map((one) => one.turn)).size).toBe(went.length);
});

test('a work is due for a breath after its piece, and not right after a breath', async () => {
  let now = 0;
  const breather = createBreather(() => now);
  expect(breather.isDue()).toBe(false);
  now = 8;
  expect(breather.isDue()).toBe(true);
  await breather.breathe();
  expect(breather.isDue()).toBe(false);
});
