/** The queue of downloads, and links, in the built window over a made-up world. */
import { describe, expect, it } from 'vitest';
import type { Pages } from '../support/ui/pages.ts';
import { openDownloads, refusedLink } from '../support/ui/service-screens.ts';
import { callsTo, useJourney } from '../support/ui/window-journey.ts';

const { open } = useJourney();

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
    // What is paused does not move, and does not look as if it did.
    const still = firstOf(on).locator('.progress[data-still]');
    await still.waitFor();
    await on.page.getByRole('button', { name: 'Go on with Neon Boulevard' }).click();
    await still.waitFor({ state: 'detached' });
    await on.page.getByRole('button', { name: 'Pause Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Cancel Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Try again: Neon Boulevard' }).click();
    await on.page.getByRole('button', { name: 'Pause Neon Boulevard' }).waitFor();
    const earlier = on.page.getByRole('list', { name: 'Downloads that have ended' });
    const name = await earlier.locator('.download-open').first().innerText();
    await earlier.locator('.download-open').first().click();
    await on.page.getByRole('main').getByRole('heading', { name, level: 1 }).waitFor();
  });

  it('open the page a parked one waits for, and say what happens then', async () => {
    const on = await open();
    await openDownloads(on);
    await on.page.getByText('Press “Slow download” on its page. It goes on here by itself.').waitFor();
    await on.page.getByRole('button', { name: /^Open its page/u }).click();
    expect((await callsTo(on.page, 'app.openExternal'))[0]?.input).toEqual({
      url: 'https://www.nexusmods.com/stardewvalley/mods/2400?tab=files',
    });
  });
});

describe('a download under way', () => {
  it('moves on by itself, ends, and makes room for the next', async () => {
    const on = await open({ state: 'busy', speed: 4 });
    await on.page.getByRole('button', { name: 'Not now' }).click();
    await openDownloads(on);
    const ended = on.page.getByRole('list', { name: 'Downloads that have ended' }).getByRole('listitem');
    // Two have ended before; the running one and the queued one join them.
    await expect.poll(() => ended.count(), { timeout: 20_000 }).toBe(4);
    expect(await on.page.getByRole('button', { name: 'Go on with Neon Boulevard' }).count()).toBe(1);
  });
});

describe('a link', () => {
  it('that is refused says why, and leads to its page only when asked to', async () => {
    const on = await open({ prepare: refusedLink });
    const dialog = on.dialog('This link is not followed');
    await dialog.getByText('This link was made for another account.').waitFor();
    expect(await callsTo(on.page, 'app.openExternal')).toEqual([]);
    await dialog.getByRole('button', { name: 'Open its page' }).click();
    await expect.poll(async () => (await callsTo(on.page, 'app.openExternal')).length).toBe(1);
    expect((await callsTo(on.page, 'links.dismiss')).length).toBe(1);
  });

  it('installs into the game after a yes, and not before', async () => {
    const on = await open({ state: 'busy' });
    const dialog = on.dialog('A website wants to open Loadstone');
    // What it is, so that the yes means something.
    await dialog.getByText('Readable Notes', { exact: true }).waitFor();
    await dialog.getByText('Readable_Notes_main.zip · 4.0.1').waitFor();
    await dialog.getByText('8.6 MB').waitFor();
    await dialog.getByText("Install into Friday Night Funkin'").waitFor();
    expect(await callsTo(on.page, 'links.confirm')).toEqual([]);
    await dialog.getByRole('button', { name: 'Download and install' }).click();
    await on.page.getByRole('heading', { name: 'Installs and downloads' }).waitFor();
    expect((await callsTo(on.page, 'links.confirm')).length).toBe(1);
  });
});
