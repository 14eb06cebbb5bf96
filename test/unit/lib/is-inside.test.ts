import path from 'node:path';
import { expect, test } from 'vitest';
import { isInside } from '../../../src/main/lib/is-inside.ts';

test.each([
  ['/games/a', '/games/a', true],
  ['/games/a', '/games/a/mods', true],
  ['/games/a', '/games/a/..mods', true],
  ['/games/a', '/games/ab', false],
  ['/games/a', '/games', false],
])('%s holds %s: %s', (outer, inner, expected) => {
  expect(isInside(outer, inner, path.posix)).toBe(expected);
});

test.each([
  ['D:\\Games\\A', 'd:\\games\\a\\Mods', true],
  ['D:\\Games\\A', 'C:\\Users\\x\\Documents', false],
  ['D:\\Games\\A', 'D:\\Games\\B', false],
])('on Windows %s holds %s: %s', (outer, inner, expected) => {
  expect(isInside(outer, inner, path.win32)).toBe(expected);
});
