/**
 * Kills the real engine at file-system calls that write, and again while it recovers. Afterwards the game is in exactly
 * the old or the new state and the registry agrees.
 * LOADSTONE_CRASH=full kills at every call; otherwise a sample of them, chosen by the printed seed (LOADSTONE_SEED).
 */
import { afterAll, describe, expect, test } from 'vitest';
import { createCrashKit, straceWorks, type CrashKit, type KillPoint } from './harness.ts';
import { randomFrom } from './random.ts';
import { workload, type WorkloadName } from './workloads.ts';

const full = process.env['LOADSTONE_CRASH'] === 'full';
const seed = Number(process.env['LOADSTONE_SEED'] ?? Date.now() % 1_000_000);
const sampleSize = 10;

const chosenPoints = (points: readonly KillPoint[], random: () => number): readonly KillPoint[] =>
  full ? points : someOf(points, sampleSize, random);

function someOf(points: readonly KillPoint[], count: number, random: () => number): readonly KillPoint[] {
  const pick = (): KillPoint[] => points.slice(Math.floor(random() * points.length)).slice(0, 1);
  return Array.from({ length: count }, pick).flat();
}

/** Recovery makes far fewer calls; most of these exist in it. */
const recoveryPoint = (random: () => number): KillPoint => {
  const names = ['rename', 'unlink', 'pwrite64', 'fdatasync', 'rmdir', 'fsync'];
  return { call: names[Math.floor(random() * names.length)] ?? 'rename', nth: 1 + Math.floor(random() * 6) };
};

function expectWhole(kit: CrashKit, oldGeneration: number, newGeneration: number): 'old' | 'new' {
  const found = kit.start();
  expect(found.strays).toEqual([]);
  expect([kit.before, kit.after]).toContain(found.tree);
  // Where the files stay the same, the generation alone tells.
  const isOld = kit.before === kit.after ? found.generation === oldGeneration : found.tree === kit.before;
  expect(found.generation).toBe(isOld ? oldGeneration : newGeneration);
  return isOld ? 'old' : 'new';
}

/** `more`: tests of their own, which give their line to the summary. */
export function killSuite(
  names: readonly WorkloadName[],
  more: (tell: (line: string) => void) => void = () => undefined,
): void {
  describe.skipIf(!straceWorks())(`killed at file-system calls, seed ${seed}`, () => {
    const summary: string[] = [];
    afterAll(() => console.log(summary.join('\n')));
    for (const name of names) {
      test(name, { timeout: full ? 3_600_000 : 240_000 }, () => {
        const kit = createCrashKit(name);
        try {
          summary.push(killAtEach(kit, name, chosenPoints(kit.calls, randomFrom(seed))));
        } finally {
          kit.remove();
        }
      });
    }
    more((line) => void summary.push(line));
  });
}

/** Its links and copies are made by helper threads, which are killed as well. */
export function killWithHelpers(name: WorkloadName, tell: (line: string) => void): void {
  test(name, { timeout: 1_200_000 }, () => {
    const kit = createCrashKit(name);
    try {
      const random = randomFrom(seed);
      expect(new Set(kit.helperCalls.map(({ call }) => call))).toEqual(new Set(['write', 'link']));
      const points = [kit.calls, kit.helperCalls, kit.helperCalls].flatMap((calls) =>
        someOf(calls, full ? 100 : 1, random),
      );
      tell(killAtEach(kit, name, points));
    } finally {
      kit.remove();
    }
  });
}

/** Answers a line that sums it up. */
function killAtEach(kit: CrashKit, name: WorkloadName, points: readonly KillPoint[]): string {
  kit.reset();
  const oldGeneration = kit.start().generation;
  const newGeneration = oldGeneration + (workload(name).sameGeneration === true ? 0 : 1);
  const random = randomFrom(seed);
  const ends = { old: 0, new: 0 };
  let again = 0;
  for (const point of points) {
    kit.reset();
    expect(kit.killAt(point)).toBe(true);
    // Recovery is cut off as well, at some call of its own, before it may finish.
    if (full || random() < 0.5) again += kit.killRecoveryAt(recoveryPoint(random)) ? 1 : 0;
    ends[expectWhole(kit, oldGeneration, newGeneration)] += 1;
  }
  expect(ends.old).toBeGreaterThan(0);
  const killed = ends.old + ends.new;
  return `${name}: ${kit.calls.length + kit.helperCalls.length} calls, killed ${killed} times (old ${ends.old}, new ${ends.new}), recovery killed ${again} times`;
}
