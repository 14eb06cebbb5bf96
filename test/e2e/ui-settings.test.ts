/** Settings and the palette in the built window over a made-up world. */
import { describe, expect, it } from 'vitest';
import { callsTo, useJourney } from '../support/ui/window-journey.ts';

const { open } = useJourney();

describe('settings', () => {
  it('change the looks at once', async () => {
    const { page, settings } = await open();
    await settings.open.click();
    await page.getByRole('radio', { name: 'Blue' }).check();
    await page.getByRole('button', { name: 'Compact' }).click();
    await page.getByRole('button', { name: 'Larger text' }).click();
    await page.getByText('110 %').waitFor();
    const root = page.locator('html');
    await expect.poll(() => root.getAttribute('data-accent')).toBe('blue');
    await expect.poll(() => root.getAttribute('data-density')).toBe('compact');
    await expect.poll(() => root.evaluate((element) => getComputedStyle(element).fontSize)).toBe('17.6px');
  });

  it('save a report and show the licences', async () => {
    const { page, settings } = await open();
    await settings.open.click();
    await settings.section('Logs and reports').click();
    await page.getByRole('button', { name: 'Save report…' }).click();
    await page.getByText('Report saved').first().waitFor();
    expect((await callsTo(page, 'app.report')).length).toBe(1);
    await settings.section('About').click();
    const licences = page.getByRole('region', { name: 'Licences of what Loadstone is built with' });
    await licences.getByText('2 packages').waitFor();
    await licences.getByRole('textbox', { name: 'Search by name, author or licence' }).fill('bsd josh');
    await licences.getByText('1 package', { exact: true }).waitFor();
    await licences.getByText('better-sqlite3').click();
    await licences.getByText('Redistribution and use are permitted').waitFor();
    expect(await licences.getByText('@base-ui/react').count()).toBe(0);
    await page.getByRole('button', { name: 'Open data folder' }).click();
    await expect.poll(async () => (await callsTo(page, 'app.openFolder'))[0]?.input).toEqual({ folder: 'data' });
    await page.getByRole('button', { name: /^Keys/u }).last().click();
    await page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
  });
});

describe('the palette', () => {
  it('leads to a screen, a mod and a command by keyboard', async () => {
    const { page } = await open();
    await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('histo');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('readable');
    await page.getByRole('option', { name: /^Readable Notes/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Details' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('undo');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await callsTo(page, 'history.undo')).length).toBe(1);

    const does = async (words: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill(words);
      await page.keyboard.press('Enter');
    };
    await does('switch tourn');
    await expect
      .poll(async () => (await callsTo(page, 'profiles.switch'))[0]?.input)
      .toMatchObject({ name: 'Tournament' });
    await does('light');
    await expect.poll(async () => (await callsTo(page, 'settings.set')).at(-1)?.input).toEqual({ theme: 'light' });
    await does('play');
    await expect.poll(async () => (await callsTo(page, 'games.launch')).length).toBe(1);

    // What is no command may be a mod of the sources: the last entry looks for it there.
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('neon');
    const last = page.getByRole('option').last();
    await expect.poll(() => last.textContent()).toBe('Search mods for “neon”');
    await last.click();
    await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Search mods' }).inputValue()).toBe('neon');
    await expect.poll(async () => (await callsTo(page, 'mods.find')).at(-1)?.input).toMatchObject({ text: 'neon' });
  });
});
