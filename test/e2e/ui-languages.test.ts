/** Languages and directions in the built window over a made-up world. */
import { expect, it } from 'vitest';
import { enter, scenes, settled } from '../support/ui/screens.ts';
import { cutTexts, rememberData, speak, untranslated } from '../support/ui/text-checks.ts';
import { useJourney } from '../support/ui/window-journey.ts';
import { outOfReach, overflow } from '../support/ui/window-test.ts';

const { open } = useJourney();

it('speaks German at once, with its numbers, and English again', async () => {
  const { page, settings } = await open();
  await settings.open.click();
  await settings.section('Language').click();
  await page.getByRole('combobox', { name: 'Language of Loadstone' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  await page.getByText('1.234.567,8').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  expect(await page.title()).toBe('Einstellungen · Loadstone');
  await page.getByRole('combobox', { name: 'Sprache von Loadstone' }).click();
  await page.getByRole('option', { name: 'English', exact: true }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
});

it('tells an error of main in German, with the English sentence beside it', async () => {
  const { page, main } = await open({
    prepare: `window.loadstone.history.snapshot = async () => ({ ok: false, error: {
      code: 'registry_damaged', message: 'The registry could not be read.', hint: 'Rebuild it from the store.' } });`,
  });
  await speak(page, 'de');
  await page.keyboard.press('Control+5');
  const alert = main.getByRole('alert');
  await alert.getByText('Das Verzeichnis ist beschädigt').waitFor();
  await alert.getByText('Auf Englisch: The registry could not be read.').waitFor();
});

it('has room for long words in every section of the settings, translates them all, and fits from right to left', async () => {
  const { page, settings } = await open({ prepare: rememberData });
  await settings.open.click();
  const sections = page.locator('.settings-nav button');
  await sections.first().waitFor();
  const count = await sections.count();
  expect(count).toBeGreaterThan(8);
  for (let at = 0; at < count; at += 1) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await speak(page, 'en-XA');
    await sections.nth(at).click();
    await settled(page);
    const name = (await sections.nth(at).textContent()) ?? '';
    expect.soft(await untranslated(page), name).toEqual([]);
    expect.soft(await cutTexts(page), name).toEqual([]);
    await page.setViewportSize({ width: 640, height: 400 });
    await speak(page, 'en-XB');
    await settled(page);
    expect.soft(await overflow(page), name).toBe(0);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  }
});

const withLists = { discover: '.discover-scroll', library: '.table-scroll', history: '.timeline-scroll' };

it.each(['discover', 'mod', 'library', 'history', 'conflicts', 'upkeep', 'settings', 'downloads'])(
  'leaves everything of %s in reach with text twice as large',
  async (name) => {
    const scene = scenes.find((one) => one.name === name);
    if (scene === undefined) throw new Error(`there is no scene ${name}`);
    const { page } = await open(scene.options);
    await enter(page, scene);
    await page.evaluate(async () => {
      const { loadstone } = globalThis as unknown as {
        loadstone: { settings: { set: (changes: { textSize: number; language: string }) => Promise<unknown> } };
      };
      await loadstone.settings.set({ textSize: 200, language: 'de' });
    });
    await expect.poll(() => page.evaluate(() => document.documentElement.style.fontSize)).toBe('200%');
    await settled(page);
    await expect.poll(() => outOfReach(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    const list = Object.entries(withLists).find(([screen]) => screen === name)?.[1];
    // 12 rem: a few rows, or the better part of a card.
    if (list !== undefined)
      expect(await page.locator(list).evaluate((one) => one.clientHeight)).toBeGreaterThan(12 * 32);
  },
);

it('would notice a word that nobody translated, and one that does not fit', async () => {
  const { page, main } = await open({ prepare: rememberData });
  await speak(page, 'en-XA');
  await main.evaluate((element) => {
    const [plain, narrow] = [document.createElement('p'), document.createElement('p')];
    plain.textContent = 'Press here to carry on';
    narrow.textContent = '⟦Ûñðö ţĥé ļášţ çĥáñĝé⟧';
    narrow.style.cssText = 'width: 20px; overflow: hidden; white-space: nowrap';
    element.prepend(plain, narrow);
  });
  expect(await untranslated(page)).toEqual([': Press here to carry on']);
  expect(await cutTexts(page)).toEqual([': ⟦Ûñðö ţĥé ļášţ çĥáñĝé⟧']);
});
