/**
 * Every screen of the built window under its own policy: that it complains of nothing, what axe finds dark and light,
 * that made-up long words fit and nothing stays English, and that it fits a small window from right to left.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startUiHost, type OpenWindow, type UiHost } from '../support/ui/host.ts';
import { enter, scenes, settled } from '../support/ui/screens.ts';
import { cutTexts, rememberData, speak, untranslated } from '../support/ui/text-checks.ts';
import { contrastFindings, findings, overflow } from '../support/ui/window-test.ts';

let host: UiHost;
let opened: OpenWindow | null = null;
beforeAll(async () => {
  host = await startUiHost();
});
afterAll(() => host.close());
afterEach(async () => {
  await opened?.close();
  opened = null;
});

// One page for everything: getting to a scene takes longer than looking at it.
it.each(scenes)('$name', async (scene) => {
  const { prepare = '' } = scene.options;
  opened = await host.open({ ...scene.options, prepare: `${prepare}\n${rememberData}` });
  const { page, complaints } = opened;
  await enter(page, scene);
  expect(await page.title()).toMatch(/· Loadstone$/u);
  expect.soft(await findings(page), 'axe, dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await settled(page);
  expect.soft(await contrastFindings(page), 'contrast, light').toEqual([]);

  await speak(page, 'en-XA');
  await settled(page);
  expect.soft(await untranslated(page), 'not translated').toEqual([]);
  expect.soft(await cutTexts(page), 'cut off').toEqual([]);

  // 1280×800 with text twice as large is 640×400 CSS pixels.
  await page.setViewportSize({ width: 640, height: 400 });
  await speak(page, 'en-XB');
  await settled(page);
  expect.soft(await overflow(page), 'sticks out sideways').toBe(0);
  expect(complaints).toEqual([]);
});
