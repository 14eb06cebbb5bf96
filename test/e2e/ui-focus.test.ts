/** The focus on its way through the window, by keyboard alone: what took the place of a pressed button has it. */
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { fakeCode } from '../support/fake-accounts.ts';
import { withoutSource } from '../support/ui/screens.ts';
import { openAccounts } from '../support/ui/service-screens.ts';
import { callsTo, useJourney } from '../support/ui/window-journey.ts';

const { open } = useJourney();

/** What the focus rests on, in words; `lost` when that is nothing, or nothing to be seen. */
const holder = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body || !at.checkVisibility({ visibilityProperty: true })) return 'lost';
    const { top, bottom, left, right } = at.getBoundingClientRect();
    if (bottom < 0 || right < 0 || top > innerHeight || left > innerWidth) return 'lost';
    return `${at.role ?? at.tagName} ${at.getAttribute('aria-label') ?? at.textContent}`;
  });

const rests = (page: Page, words: RegExp) => expect.poll(() => holder(page), { message: words.source }).toMatch(words);

async function press(wanted: Locator, key = 'Enter'): Promise<void> {
  await wanted.focus();
  await wanted.page().keyboard.press(key);
}

/** Main refuses every game that it does not know. */
const refused = `
  const add = window.loadstone.games.add;
  window.loadstone.games.add = (game) => game.as !== 'custom' ? add(game) : Promise.resolve({ ok: false, error: {
    code: 'invalid_input', message: 'It is your home folder.', hint: 'Choose another one.' } });`;

describe('the focus goes to what took the place of what was pressed', () => {
  it('where games are added', async () => {
    const { page } = await open({ state: 'games', prepare: refused });
    await press(page.getByRole('button', { name: 'Add a game', exact: true }));
    const card = page.getByRole('listitem').filter({ hasText: 'Stardew Valley' });
    await press(card.getByRole('button', { name: 'Add Stardew Valley', exact: true }));
    await rests(page, /^alert .*Vortex has put mods here/u);
    await press(card.getByRole('button', { name: 'Not now' }));
    await rests(page, /^BUTTON Add Stardew Valley$/u);
    await press(page.getByRole('button', { name: 'Choose a game folder' }));
    await rests(page, /^H2 We know this game/u);
    await press(page.getByRole('button', { name: 'It is another game' }));
    await press(page.getByRole('button', { name: 'Add this game' }));
    await rests(page, /It is your home folder/u);
  });

  it('in the library, the history and the conflicts', async () => {
    const on = await open();
    const { page } = on;
    await on.menu('Library').waitFor();
    await page.keyboard.press('Control+2');
    await press(on.library.row('Neon Boulevard'));
    await press(page.getByRole('button', { name: 'Close details' }));
    await rests(page, /^row .*Neon Boulevard/u);
    await page.keyboard.press('Delete');
    await on.toast('Removed Neon Boulevard').waitFor();
    await rests(page, /^row .*Readable Notes/u);
    await page.keyboard.press('Control+z');
    await on.library.row('Neon Boulevard').waitFor();
    await rests(page, /^row /u);
    await page.keyboard.press('F6');
    await page.keyboard.press('Control+5');
    await rests(page, /^MAIN History/u);
    await press(on.history.timeline, 'End');
    await press(on.history.rollBack);
    await on.toast('Back to the untouched game').waitFor();
    await rests(page, /^listbox Timeline/u);
    await page.keyboard.press('Control+2');
    await rests(page, /^MAIN Library/u);
    await press(page.getByRole('main').getByRole('button', { name: 'Discover mods' }), 'Control+z');
    await on.library.row('Neon Boulevard').waitFor();
    await rests(page, /^row /u);
    await page.keyboard.press('Control+4');
    await press(on.conflicts.panel.getByRole('button', { name: /^Choose /u }).first());
    await rests(page, /^LI .*In your game/u);
    await page.keyboard.press('Control+3');
    await press(page.getByRole('button', { name: 'Check for updates' }).first());
    await press(page.getByRole('main').getByRole('button', { name: /^Update all/u }));
    const dialog = page.getByRole('dialog', { name: 'What updating would do' });
    await press(dialog.getByRole('button', { name: /^Update /u }));
    await dialog.waitFor({ state: 'hidden' });
    await rests(page, /^(?!lost)/u);
  });

  it('on the card of a mod that is installed', async () => {
    const on = await open();
    await press(on.discover.install('Soft Shadows Overhaul'));
    await on.toast('Installed Soft Shadows Overhaul').waitFor();
    await rests(on.page, /Soft Shadows Overhaul is installed$/u);
  });

  it('where the sources of a game are chosen', async () => {
    const { page } = await open({ prepare: withoutSource });
    await press(page.getByRole('main').getByRole('button', { name: 'Choose its sources…' }));
    const dialog = page.getByRole('dialog', { name: /^Where the mods of/u });
    const field = dialog.getByLabel('GameBanana');
    await field.focus();
    // An empty field offers what the source knows by the name of the game.
    await press(dialog.getByRole('button', { name: "Friday Night Funkin'" }).first());
    await rests(page, /^INPUT/u);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await callsTo(page, 'games.setSources')).length).toBe(1);
    await rests(page, /^MAIN Discover/u);
  });

  it('while an account signs in and out', async () => {
    const on = await open();
    const { page } = on;
    await openAccounts(on);
    const card = page.getByRole('article', { name: 'mod.io' });
    const begin = async (code: string): Promise<void> => {
      await card.getByLabel('E-mail address').fill('ada@example.org');
      await page.keyboard.press('Enter');
      await card.getByLabel('Code from the e-mail').fill(code);
      await page.keyboard.press('Enter');
    };
    await begin('WRONG');
    await rests(page, /^alert The code was not right/u);
    await begin(fakeCode);
    await rests(page, /^BUTTON Terms of Use/u);
    await press(card.getByRole('checkbox', { name: 'I agree to the terms of mod.io' }), 'Space');
    await press(card.getByRole('button', { name: 'Continue' }));
    await card.getByText('Signed in as Ada').waitFor();
    await rests(page, /^BUTTON Check/u);
    await press(card.getByRole('button', { name: 'Sign out' }));
    await press(page.getByRole('dialog').getByRole('button', { name: 'Sign out' }));
    await rests(page, /^BUTTON Sign in to mod\.io/u);
  });
});

it('does not bring back who scrolls away from what has the focus', async () => {
  const on = await open({ state: 'many' });
  const { page } = on;
  await on.menu('Library').click();
  await press(on.library.rows.nth(1), 'ArrowDown');
  await rests(page, /^row /u);
  await on.library.rows.nth(3).hover();
  const top = () => page.locator('.table-scroll').evaluate((list) => list.scrollTop);
  for (let turns = 0; turns < 6; turns += 1) {
    await page.mouse.wheel(0, 3_000);
    await page.waitForTimeout(100);
  }
  await expect.poll(top).toBeGreaterThan(9_000);
  const before = await top();
  await page.waitForTimeout(600);
  expect(await top()).toBeGreaterThanOrEqual(before);
});

it('leaves keys of the window alone while a dialog waits', async () => {
  const on = await open();
  const { page } = on;
  await on.menu('Upkeep').click();
  await on.upkeep.purge.click();
  const dialog = page.getByRole('dialog', { name: /^Take all mods out/u });
  await dialog.waitFor();
  for (const key of ['Control+z', 'Control+y', 'Control+2', 'Alt+ArrowLeft', 'Control+j', 'Control+k']) {
    await page.keyboard.press(key);
  }
  expect(await callsTo(page, 'history.undo')).toEqual([]);
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+2');
  await on.library.row('Neon Boulevard').waitFor();
  // The head of the table is one stop; the filter leads to the rows.
  await press(page.getByRole('button', { name: /^Sort by/u }).first(), 'ArrowRight');
  await rests(page, /^BUTTON Sort by/u);
  await page.keyboard.press('Tab');
  await rests(page, /^row /u);
  await press(on.library.filter, 'ArrowDown');
  await rests(page, /^row /u);
});
