/** Finding mods at five sources, three of which do not answer, in the built window over a made-up world. */
import { describe, expect, it } from 'vitest';
import { callsOf, countCalls, findings, journeys, overflow } from '../support/ui/window-test.ts';
import { discoverScenes } from '../support/ui/discover-screens.ts';
import { enter, settled } from '../support/ui/screens.ts';

const open = journeys();

describe('sources', () => {
  it('says of each that is silent why, and gives the way on', async () => {
    const on = await open({ state: 'sources' });
    const notes = on.page.getByRole('list', { name: 'Sources that could not answer' });
    await notes.getByText('GitHub asks for a pause.').waitFor();
    await notes.getByText('You can try again at 12:15 (in 15 minutes).').waitFor();
    await notes.getByText('Factorio Mod Portal cannot be reached.').waitFor();
    await notes.getByText('2 mods below are from the catalogue on this computer.').waitFor();
    // Asking before the pause is over would be refused.
    expect(await on.page.getByRole('button', { name: 'Try again: GitHub' }).count()).toBe(0);
    await on.page.getByRole('tab', { name: /^mod\.io.*needs a sign-in/u }).waitFor();
    await notes.getByRole('button', { name: 'Sign in', exact: true }).click();
    await on.page.getByRole('navigation', { name: 'Sections of the settings' }).waitFor();
  });

  it('asks only the one that is chosen, and shows what the catalogue has of one that is not reached', async () => {
    const on = await open({ state: 'sources' });
    await on.discover.card('Neon Boulevard').waitFor();
    await on.discover.source('Factorio').click();
    await on.main.getByRole('article').first().waitFor();
    await expect.poll(() => on.main.getByRole('article').count()).toBe(2);
    const last = (await callsOf(on.page)).findLast((call) => call.name === 'mods.find');
    expect(last?.input).toMatchObject({ providers: ['factorio'] });
    // What the others answered to the same words still stands beside them.
    expect(await on.discover.source('Nexus Mods').textContent()).toMatch(/1\.2k$/u);
    await on.page.getByRole('button', { name: 'Try again: Factorio Mod Portal' }).click();
    await expect.poll(() => countCalls(on.page, 'mods.findMore')).toBe(1);

    // Installing from a source that is not reached says so, with what is known, another try and the site.
    await on.page.evaluate(() => {
      const { loadstone } = globalThis as unknown as { loadstone: { mods: { details: unknown } } };
      const error = { code: 'offline', message: 'Not reached.', hint: 'Check the connection.' };
      loadstone.mods.details = async () => ({ ok: false, error });
    });
    await on.main
      .getByRole('button', { name: /^Install /u })
      .first()
      .click();
    await on.page.getByRole('heading', { level: 1, name: /\d$/u }).waitFor();
    await on.main.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await on.main.getByRole('alert').getByRole('button', { name: 'Open page on Factorio Mod Portal' }).click();
    await expect.poll(() => countCalls(on.page, 'app.openExternal')).toBe(1);
  });

  it('leads out of a search that found nothing', async () => {
    const on = await open({ state: 'sources' });
    await on.discover.card('Neon Boulevard').waitFor();
    await on.discover.search.fill('no such mod anywhere');
    await on.page.getByRole('heading', { name: /^Nothing matches/u }).waitFor();
    await on.discover.source('Factorio').click();
    await expect.poll(() => on.discover.source('Nexus Mods').textContent()).toMatch(/^Nexus Mods0?$/u);
    await on.discover.source('All sources').click();
    await on.main.getByText('Try fewer or other words').waitFor();
    await on.main.getByRole('button', { name: 'Clear search' }).last().click();
    await on.discover.card('Neon Boulevard').waitFor();
    await expect.poll(() => on.discover.search.inputValue()).toBe('');
  });

  it('offers only orders and categories that the sources have', async () => {
    const on = await open({ state: 'sources' });
    await on.discover.card('Neon Boulevard').waitFor();
    expect(await on.page.getByRole('combobox', { name: 'Category' }).count()).toBe(0);
    await on.page.getByRole('combobox', { name: 'Sort by' }).click();
    await expect.poll(() => on.page.getByRole('option').allTextContents()).toEqual(['Most liked', 'Recently updated']);
    await on.page.keyboard.press('Escape');
    await on.discover.source('Nexus Mods').click();
    await on.page.getByRole('combobox', { name: 'Category' }).click();
    await on.page.getByRole('option', { name: 'Stages' }).click();
    await expect
      .poll(async () => (await callsOf(on.page)).findLast((call) => call.name === 'mods.find')?.input)
      .toMatchObject({ category: 'Stages', providers: ['nexus'] });
    await on.page.getByRole('combobox', { name: 'Sort by' }).click();
    await on.page.getByRole('option', { name: 'Most downloaded' }).waitFor();
  });
});

describe('results', () => {
  it('draws a handful of a thousand, in a grid and in a list, and never loses the focus', async () => {
    const on = await open({ state: 'sources', speed: 50 });
    await on.discover.source('Nexus Mods').click();
    await on.discover.card('Harbour Remix 1').waitFor();
    await on.page.getByRole('button', { name: 'List', exact: true }).click();
    const list = on.page.getByRole('list', { name: 'Mods' });
    const known = async (): Promise<number> =>
      Number((await list.getByRole('listitem').first().getAttribute('aria-setsize')) ?? 0);
    await on.discover.card('Harbour Remix 1').focus();
    await expect
      .poll(
        async () => {
          await on.page.keyboard.press('End');
          return known();
        },
        { timeout: 60_000, interval: 300 },
      )
      .toBeGreaterThan(100);
    expect(await list.getByRole('article').count()).toBeLessThan(60);
    expect(await on.page.evaluate(() => document.activeElement?.className)).toContain('mod-open');
    await on.page.mouse.move(800, 500);
    for (let turn = 0; turn < 5; turn += 1) await on.page.mouse.wheel(0, -6_000);
    await on.discover.card('Harbour Remix 1').waitFor();
    // However far one scrolls, what holds the focus stays on the page.
    expect(await on.page.evaluate(() => document.activeElement?.className)).toContain('mod-open');
  });

  it('shows the whole date of every card, beside its numbers', async () => {
    const on = await open({ state: 'sources', size: { width: 1280, height: 800 } });
    await on.discover.card('Neon Boulevard').waitFor();
    const cut = await on.main.locator('article time').evaluateAll((dates) =>
      dates.flatMap((date) => {
        const [own, card] = [date.getBoundingClientRect(), date.closest('article')?.getBoundingClientRect()];
        const hidden = date.closest('.ellipsis') !== null || card === undefined || own.right > card.right;
        return hidden || own.width === 0 ? [date.textContent] : [];
      }),
    );
    expect(cut).toEqual([]);
    expect(await on.main.locator('article time').count()).toBeGreaterThan(3);
  });

  it('moves among cards with the arrows', async () => {
    const on = await open();
    await on.discover.card('Neon Boulevard').focus();
    await on.page.keyboard.press('ArrowRight');
    await expect.poll(() => on.page.evaluate(() => document.activeElement?.textContent)).toBe('Readable Notes');
    await on.page.keyboard.press('ArrowDown');
    await on.page.keyboard.press('ArrowUp');
    await expect.poll(() => on.page.evaluate(() => document.activeElement?.textContent)).toBe('Readable Notes');
  });

  it('hides what is installed', async () => {
    const on = await open();
    await on.discover.installed('Neon Boulevard').waitFor();
    await on.page.getByRole('button', { name: 'Hide installed' }).click();
    await expect.poll(() => on.discover.card('Neon Boulevard').count()).toBe(0);
    await on.discover.card('Soft Shadows Overhaul').waitFor();
  });

  it('leaves adult mods out when asked', async () => {
    const on = await open();
    await on.discover.card('Crimson Encore').waitFor();
    await on.page.getByRole('button', { name: 'Hide adult' }).click();
    await expect.poll(() => on.discover.card('Crimson Encore').count()).toBe(0);
    const last = (await callsOf(on.page)).findLast((call) => call.name === 'mods.find');
    expect(last?.input).toMatchObject({ adult: false });
  });
});

describe('typing', () => {
  it('answers every key from the catalogue and asks the sources once, after a pause', async () => {
    const on = await open({ speed: 2 });
    await on.discover.card('Neon Boulevard').waitFor();
    const before = await countCalls(on.page, 'mods.find');
    await on.discover.search.pressSequentially('readable', { delay: 20 });
    await on.discover.card('Readable Notes').waitFor();
    await expect.poll(() => on.discover.card('Neon Boulevard').count()).toBe(0);
    await expect.poll(() => countCalls(on.page, 'mods.find')).toBe(before + 1);
    expect(await countCalls(on.page, 'mods.suggest')).toBeGreaterThan(3);
    const last = (await callsOf(on.page)).findLast((call) => call.name === 'mods.find');
    expect(last?.input).toMatchObject({ text: 'readable', sort: 'relevance' });
  });

  it('does not move what it shows when the sources answer', async () => {
    const on = await open({ speed: 1 });
    await on.discover.card('Neon Boulevard').waitFor();
    await on.discover.search.fill('tempo');
    const card = on.discover.card('Double Tempo');
    await expect.poll(() => on.main.getByRole('article').count()).toBe(1);
    const early = await card.boundingBox();
    await expect.poll(() => countCalls(on.page, 'mods.find')).toBe(2);
    await on.page.getByText('That is all there is').waitFor();
    expect(await card.boundingBox()).toEqual(early);
  });
});

it('shows how much of the catalogue is here, and fills it when asked', async () => {
  const on = await open();
  await on.page.getByRole('button', { name: 'Catalogue: 22 mods known on this computer' }).click();
  await on.page.getByRole('button', { name: 'Bring up to date' }).click();
  await expect.poll(() => countCalls(on.page, 'catalogue.index')).toBe(1);
  await on.page.keyboard.press('Escape');
  await expect.poll(() => on.page.evaluate(() => document.activeElement?.textContent)).toContain('Catalogue');
});

describe.each(discoverScenes)('$name', (scene) => {
  it('has no serious axe finding, dark and light, and fits with text twice as large', async () => {
    const { page } = await open(scene.options);
    await enter(page, scene);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await findings(page)).toEqual([]);
    }
    // 1280×800 at 200 % is 640×400 CSS pixels.
    await page.setViewportSize({ width: 640, height: 400 });
    await settled(page);
    await expect.poll(() => overflow(page)).toBe(0);
  });
});
