import { expect, test } from 'vitest';
import { nodeFs, type Fs } from '../../../src/main/lib/fs.ts';
import { withRetries } from '../../../src/main/lib/retry-fs.ts';

function failing(times: number, code: string): { fs: Fs; calls: () => number } {
  let calls = 0;
  const fs: Fs = {
    ...nodeFs,
    rename: () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error(code), { code });
    },
  };
  return { fs, calls: () => calls };
}

const waits: number[] = [];
const patience = { sleep: (ms: number) => void waits.push(ms), budget: 1_000, transient: new Set(['EBUSY']) };

test('waits longer and longer for a scanner, then goes on', () => {
  waits.length = 0;
  const { fs, calls } = failing(5, 'EBUSY');
  withRetries(fs, patience).rename('a', 'b');
  expect(calls()).toBe(6);
  expect(waits).toEqual([10, 20, 40, 80, 100]);
});

test('gives up when the budget is spent, and at once for what will not pass', () => {
  waits.length = 0;
  expect(() => withRetries(failing(1_000, 'EBUSY').fs, patience).rename('a', 'b')).toThrow('EBUSY');
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(1_100);
  const other = failing(1, 'ENOSPC');
  expect(() => withRetries(other.fs, patience).rename('a', 'b')).toThrow('ENOSPC');
  expect(other.calls()).toBe(1);
});
