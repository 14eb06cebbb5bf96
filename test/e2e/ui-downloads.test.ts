/** The queue of downloads, and links, in the built window over a made-up world. */
import { describe, expect, it } from 'vitest';
import type { Pages } from '../support/ui/pages.ts';
import { callsTo, useJourney } from '../support/ui/window-journey.ts';

const { open } = useJourney();

const openDownloads = async ({ page }: Pages): Promise<void> => {
  await page.getByRole('navigation', { name: 'Games' }).getByRole('button', { name: 'Downloads' }).click();
  await page.getByRole('heading', { level: 1, name: 'Downloads' }).waitFor();
};

const firstOf = ({ page }: Pages) =>
  page.getByRole('list', { name: 'Downloads in their order' }).getByRole('listitem').first();

describe('the downloads', () => {
  it('are ordered by keyboard, and the focus stays on the row', async () => {
    const on = await open();
    await openDownloads(on);
    await on.page.getByRole('button', { name: 'Go on with Neon Boulevard' }).focus();
    await on.page.keyboard.press('Alt+ArrowDown');
    await firstOf(on).getByText('Soft Shadows Overhaul').waitFor();
    expect((await callsTo(on.page, 'downloads.reorder')).length).toBe(1);
    expect(await on.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Go on with Neon Boulevard',
    );
  });

  it('go on, pause and are cancelled', async () => {
    const on = await open();
    await openDownloads(on);
    await on.page.getByRole('button', { name: 'Go on with Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Pause Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Cancel Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Try again: Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Pause Neon Boulevard' }).waitFor();
  });

  it('open the page a parked one waits for, and say what happens then', async () => {
    const on = await open();
    await openDownloads(on);
    await on.page.getByText('The download then goes on here by itself.').waitFor();
    await on.page.getByRole('button', { name: /^Open the page of/u }).click();
    expect((await callsTo(on.page, 'app.openExternal'))[0]?.input).toEqual({
      url: 'https://www.nexusmods.com/stardewvalley/mods/2400?tab=files',
    });
  });
});

describe('a link', () => {
  it('installs into the game after a yes, and not before', async () => {
    const on = await open({ state: 'busy' });
    const dialog = on.dialog('A website wants to open Loadstone');
    await dialog.getByText('Install into').waitFor();
    expect(await callsTo(on.page, 'links.confirm')).toEqual([]);
    await dialog.getByRole('button', { name: 'Download and install' }).click();
    await on.page.getByRole('heading', { name: 'Installs and downloads' }).waitFor();
    expect((await callsTo(on.page, 'links.confirm')).length).toBe(1);
  });
});
