/** Languages and directions in the built window over a made-up world. */
import { expect, it } from 'vitest';
import { useJourney } from '../support/ui/window-journey.ts';

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

it.each(['Appearance', 'Accounts', 'Downloads', 'Privacy', 'Keys'])('fits right to left: %s', async (section) => {
  const { page, settings } = await open({ direction: 'rtl', size: { width: 640, height: 400 } });
  await settings.open.click();
  await settings.section(section).click();
  await page.getByRole('heading', { level: 2, name: section }).waitFor();
  const out = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(out).toBe(0);
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
});
