import { describe, expect, it } from 'vitest';
import { load } from './load.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const { countTests, addUp, countsLine } = await load<{
  countTests: (report: unknown) => Counts;
  addUp: (all: readonly Counts[]) => Counts;
  countsLine: (counts: Counts) => string;
}>('lib/test-report.mjs');

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('what vitest reported', () => {
  it('is counted test by test', () => {
    const report = {
      testResults: [file('passed', 'passed', 'passed', 'skipped', 'todo'), file('failed', 'passed', 'failed')],
    };
    expect(countTests(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that broke before its first test as a failure', () => {
    expect(countTests({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a hook that failed after passing tests as a failure', () => {
    expect(countTests({ testResults: [file('failed', 'passed')] })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts a run without a report as a failure', () => {
    expect(countTests(null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('is added up over all projects, and told in one line', () => {
    const all = [
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 40, failed: 3, skipped: 0 },
    ];
    expect(countsLine(addUp(all))).toBe('42 passed, 3 failed, 1 skipped');
    expect(countsLine(addUp([]))).toBe('0 passed, 0 failed, 0 skipped');
  });
});
