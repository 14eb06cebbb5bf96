import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { load } from './load.ts';

interface Result {
  readonly name: string;
  readonly ours: number;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly peakBytes: number | null;
}
interface Job {
  readonly name: string;
  readonly ours: () => unknown;
  readonly reference?: () => unknown;
  readonly prepare?: () => unknown;
  readonly reset?: () => unknown;
  readonly clean?: () => unknown;
}

interface Memory {
  readonly reset: () => void;
  readonly read: () => number | null;
}
const silent: Memory = { reset: () => undefined, read: () => null };

const { measure, median, table } = await load<{
  measure: (job: Job, rounds: number, memory: Memory, now?: () => number) => Promise<Result>;
  median: (values: readonly number[]) => number;
  table: (results: readonly Result[]) => string;
}>('lib/bench.mjs');

describe('measuring a job', () => {
  it('warms up, runs both in turn, and gives the medians', async () => {
    let time = 0;
    const calls: string[] = [];
    const costs = [1000, 30, 10, 20];
    const result = await measure(
      {
        name: 'copy',
        prepare: () => calls.push('prepare'),
        reset: () => calls.push('reset'),
        ours: () => {
          calls.push('ours');
          time += costs.shift() ?? 0;
        },
        reference: async () => {
          await Promise.resolve();
          calls.push('reference');
          time += 10;
        },
        clean: () => calls.push('clean'),
      },
      3,
      silent,
      () => time,
    );
    expect(result).toMatchObject({ name: 'copy', ours: 20, reference: 10, ratio: 2 });
    expect(calls.slice(0, 5)).toEqual(['prepare', 'reset', 'ours', 'reset', 'reference']);
    expect(calls.filter((call) => call === 'ours')).toHaveLength(4);
    expect(calls.at(-1)).toBe('clean');
  });

  it('keeps the most memory of all rounds, where the system tells', async () => {
    const peaks = [9, 5, 7];
    const memory = { reset: () => undefined, read: () => (peaks.shift() ?? 0) * 1_024 };
    expect(await measure({ name: 'x', ours: () => undefined }, 2, memory)).toMatchObject({ peakBytes: 9_216 });
    expect(await measure({ name: 'x', ours: () => undefined }, 1, silent)).toMatchObject({ peakBytes: null });
  });

  it('counts the memory of the work alone, with that of the programs it runs', async () => {
    const { watchPeakMemory } = await load<{ watchPeakMemory: () => Memory & { readonly close: () => void } }>(
      'lib/peak-memory.mjs',
    );
    const memory = watchPeakMemory();
    const mebibyte = 1_024 ** 2;
    const program = `const held = Buffer.alloc(${200 * mebibyte}, 1); setTimeout(() => held.length, 1000);`;
    const job = { name: 'x', ours: () => promisify(execFile)(process.execPath, ['-e', program]) };
    const { peakBytes } = await measure(job, 1, memory);
    memory.close();
    // Elsewhere the system does not tell.
    if (process.platform === 'linux') expect(peakBytes).toBeGreaterThan(200 * mebibyte);
    else expect(peakBytes).toBeNull();
  });

  it('cleans up after a job that fails', async () => {
    let cleaned = false;
    const job: Job = {
      name: 'broken',
      ours: () => {
        throw new Error('no');
      },
      clean: () => {
        cleaned = true;
      },
    };
    await expect(measure(job, 1, silent)).rejects.toThrow('no');
    expect(cleaned).toBe(true);
  });

  it('knows the middle of odd and even numbers of values', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('makes a table with one line a job', () => {
    const lines = table([
      { name: 'hash 1 GiB', ours: 420.4, reference: 400, ratio: 1.051, peakBytes: 3 * 2 ** 20 },
      { name: 'plan', ours: 4.246, reference: null, ratio: null, peakBytes: null },
    ]).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^hash 1 GiB {2,}420 ms +400 ms +1\.05 +3 MiB$/u);
    expect(lines[2]).toMatch(/^plan +4\.25 ms$/u);
  });
});
