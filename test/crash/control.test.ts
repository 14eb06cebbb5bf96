/**
 * The suite is able to fail: a deployment as most tools do it (replace the files, then write down what was done) is
 * killed by the same harness, and is found in states that are neither the old nor the new one.
 */
import { expect, test } from 'vitest';
import { createCrashKit, straceWorks } from './harness.ts';

test.skipIf(!straceWorks())('a naive deployment does not survive being killed', { timeout: 240_000 }, () => {
  const kit = createCrashKit('naive control');
  try {
    const torn: string[] = [];
    for (const point of kit.calls) {
      kit.reset();
      if (!kit.killAt(point)) continue;
      const { tree } = kit.start();
      if (tree !== kit.before && tree !== kit.after) torn.push(`${point.call} ${point.nth}`);
    }
    console.log(`naive control: ${kit.calls.length} calls, ${torn.length} torn states`);
    expect(torn.length).toBeGreaterThan(3);
  } finally {
    kit.remove();
  }
});
