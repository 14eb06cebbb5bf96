/** Every screen of the built window under its own policy: that it complains of nothing, axe, and that it fits. */
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUiHost, type UiHost } from '../support/ui/host.ts';
import { enter, scenes, settled } from '../support/ui/screens.ts';

let host: UiHost;
beforeAll(async () => {
  host = await startUiHost();
});
afterAll(() => host.close());

/** Serious and critical findings, in words. */
async function findings(page: Page): Promise<readonly string[]> {
  // Over the inspector, because the window's policy refuses any script that is not its own.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await runner.run(document, { resultTypes: ['violations'] });
    return violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  });
}

/** How far the page sticks out of the window sideways, in CSS pixels. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(scenes)('$name', (scene) => {
  it('has no serious axe finding and no complaint, dark and light', async () => {
    const { page, complaints, close } = await host.open(scene.options);
    await enter(page, scene);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await findings(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect(await page.title()).toMatch(/· Loadstone$/u);
    await close();
  });

  it('fits a small window with text twice as large, and right to left', async () => {
    // 1280×800 at 200 % is 640×400 CSS pixels.
    const size = { width: 640, height: 400 };
    const { page, close } = await host.open({ ...scene.options, size, direction: 'rtl' });
    await enter(page, scene);
    expect(await overflow(page)).toBe(0);
    await close();
  });
});
