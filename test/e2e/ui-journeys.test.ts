/** What a player does, step by step, in the built window over a made-up world. */
import type { Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startUiHost, type OpenWindow, type UiHost, type WindowOptions } from '../support/ui/host.ts';
import { pagesOf, type Pages } from '../support/ui/pages.ts';
import { dragFiles } from '../support/ui/drag-files.ts';
import { rateLimited } from '../support/ui/screens.ts';

let host: UiHost;
let opened: OpenWindow | null = null;
beforeAll(async () => {
  host = await startUiHost();
});
afterAll(() => host.close());
afterEach(async () => {
  const complaints = opened?.complaints ?? [];
  await opened?.close();
  opened = null;
  expect(complaints).toEqual([]);
});

async function open(options: WindowOptions = {}): Promise<Pages> {
  opened = await host.open(options);
  return pagesOf(opened.page);
}

/** The names of calls that reached main, in order. */
const calls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { fakeServices } = globalThis as unknown as { fakeServices: { calls: readonly { name: string }[] } };
    return fakeServices.calls.map((call) => call.name);
  });

const focused = (page: Page, name: string): Locator => page.locator(':focus').and(page.getByRole('button', { name }));

/** Presses Tab until the wanted thing has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never came there');
}

/** The folder that is chosen holds this game. */
const recognisedAs = (id: string): string => `
  const inspect = window.loadstone.games.inspect;
  window.loadstone.games.inspect = async (input) => {
    const answer = await inspect(input);
    return { ...answer, value: { ...answer.value, recognisedAs: ['${id}'] } };
  };`;

describe('by keyboard alone', () => {
  it('goes from the first run over Discover and an install to a roll back', async () => {
    const on = await open({ state: 'empty', prepare: recognisedAs('friday-night-funkin') });
    const { page } = on;
    await on.welcome.choose.waitFor();
    await tabTo(page, on.welcome.choose);
    await page.keyboard.press('Enter');
    const add = page.getByRole('button', { name: /^Add (?!a game)/u });
    await add.waitFor();
    await tabTo(page, add);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    expect(await calls(page)).not.toContain('install.fromProvider');
    await on.discover.card('Neon Boulevard').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('pastel menu');
    await expect.poll(() => on.discover.card('Neon Boulevard').count()).toBe(0);
    await on.discover.card('Pastel Menu').waitFor();
    await tabTo(page, on.discover.install('Pastel Menu'));
    await page.keyboard.press('Enter');
    await on.toast('Installed Pastel Menu').waitFor();

    await page.keyboard.press('Control+2');
    await on.library.row('Pastel Menu').waitFor();
    const fromArchive = page.getByRole('button', { name: 'Install from an archive' });
    await tabTo(page, fromArchive);
    await page.keyboard.press('Enter');
    await on.toast('Installed chosen-archive').waitFor();
    await on.library.row('chosen-archive').waitFor();

    await page.keyboard.press('Control+5');
    await on.history.timeline.waitFor();
    await tabTo(page, on.history.timeline);
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'If you roll back to the untouched game' }).waitFor();
    await tabTo(page, on.history.rollBack);
    await page.keyboard.press('Enter');
    await on.toast('Back to the untouched game').waitFor();
    await page.keyboard.press('Control+2');
    await page.getByRole('heading', { name: 'No mods yet' }).waitFor();
  });

  it('moves through the library with arrows, switches with E, selects with Space and removes with Delete', async () => {
    const on = await open();
    const { page } = on;
    await on.menu('Library').waitFor();
    await page.keyboard.press('Control+2');
    await on.library.row('Neon Boulevard').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('engine-hotfixes');
    await page.keyboard.press('e');
    await on.toast('Turned off engine-hotfixes').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('1 selected', { exact: true }).waitFor();
    await page.keyboard.press('Delete');
    await on.toast('Removed engine-hotfixes').waitFor();
    await expect.poll(() => on.library.row('engine-hotfixes').count()).toBe(0);
  });
});

describe('taking back', () => {
  it('undoes from the toast, does again from the toast, and by keys', async () => {
    const on = await open();
    const { page } = on;
    await on.menu('Library').click();
    await on.library.toggle('Neon Boulevard').click();
    await on.toast('Turned off Neon Boulevard').getByRole('button', { name: 'Undo' }).click();
    await on.toast('').getByRole('button', { name: 'Redo' }).waitFor();
    await expect.poll(() => on.library.toggle('Neon Boulevard').getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(() => on.library.toggle('Neon Boulevard').getAttribute('aria-checked')).toBe('false');
    await page.keyboard.press('Control+Z');
    await expect.poll(() => on.library.toggle('Neon Boulevard').getAttribute('aria-checked')).toBe('true');
  });

  it('leaves Ctrl+Z to a text field', async () => {
    const on = await open();
    await on.discover.search.fill('neon');
    await on.page.keyboard.press('Control+Z');
    expect(await calls(on.page)).not.toContain('history.undo');
  });

  it('says so when there is nothing to undo', async () => {
    const on = await open();
    await on.game('Celeste').click();
    await on.page.keyboard.press('Control+Z');
    await on.toast('Nothing to undo').waitFor();
  });

  it('shows what a roll back would change, rolls back in one click without asking, and marks the new place', async () => {
    const on = await open();
    await on.menu('History').click();
    await on.history.moment('Installed engine-hotfixes').click();
    await on.history.preview.getByText('goes away').first().waitFor();
    await on.history.rollBack.click();
    await on.toast('Rolled back to generation 3').waitFor();
    await expect.poll(() => on.history.current.textContent()).toContain('Rolled back to generation 3');
    await on.status.getByText('Generation 10').waitFor();
    await on.history.undo.click();
    await on.status.getByText('Generation 11').waitFor();
    await expect.poll(() => on.history.redo.isEnabled()).toBe(true);
  });

  it('keeps a note', async () => {
    const on = await open();
    await on.menu('History').click();
    const note = on.history.preview.getByRole('textbox', { name: 'Note' });
    await note.fill('before the big update');
    await note.press('Enter');
    await on.history.timeline.getByText('before the big update').waitFor();
  });

  it('tells of a failed change and changes nothing', async () => {
    const on = await open({ state: 'error' });
    await on.menu('Library').click();
    await on.library.toggle('Neon Boulevard').click();
    // Read aloud at once by a region of its own; the visible one is hidden from screen readers until it is focused.
    await on.page.getByText('is held open by another program').first().waitFor();
    await expect.poll(() => on.library.toggle('Neon Boulevard').getAttribute('aria-checked')).toBe('true');
  });
});

describe('installing', () => {
  it('shows an install on its card from the press to the finished game', async () => {
    const on = await open({ speed: 6 });
    await on.discover.install('Soft Shadows Overhaul').click();
    await on.page.getByRole('button', { name: /Installs and downloads, 1 running/u }).waitFor();
    await on.discover.installed('Soft Shadows Overhaul').waitFor();
    await on.toast('Installed Soft Shadows Overhaul').waitFor();
    await on.discover.installed('Soft Shadows Overhaul').click();
    await on.library.details.getByRole('heading', { name: 'Soft Shadows Overhaul' }).waitFor();
  });

  it('cancels, and says that nothing was changed', async () => {
    const on = await open({ speed: 2 });
    await on.discover.install('Soft Shadows Overhaul').click();
    await on.jobs.click();
    await on.page.getByRole('button', { name: 'Cancel Soft Shadows Overhaul' }).click();
    await on.page.getByText(/^Cancelled · no file changed/u).waitFor();
    expect(await calls(on.page)).toContain('jobs.cancel');
  });

  it('takes a dropped archive, with an overlay while it hovers', async () => {
    const on = await open();
    await on.discover.card('Neon Boulevard').waitFor();
    await dragFiles(on.page, 'dragenter');
    await on.page.getByText("Drop to install in Friday Night Funkin'").waitFor();
    await dragFiles(on.page, 'dragleave');
    await expect.poll(() => on.page.getByText(/^Drop to install/u).count()).toBe(0);
    await dragFiles(on.page, 'dragenter');
    await dragFiles(on.page, 'drop', 'my-mod.7z');
    await on.toast('Installed my-mod').waitFor();
    expect(await on.page.getByText(/^Drop to install/u).count()).toBe(0);
  });

  it('opens a link only to show the page, and only after a yes', async () => {
    const on = await open();
    await on.discover.card('Neon Boulevard').waitFor();
    await on.page.evaluate(() => {
      (globalThis as unknown as { fakeServices: { receiveLink: () => void } }).fakeServices.receiveLink();
    });
    const dialog = on.page.getByRole('dialog', { name: 'A website wants to open Loadstone' });
    await dialog.waitFor();
    await on.page.getByRole('button', { name: 'Open mod page' }).click();
    await on.page.getByRole('heading', { level: 1, name: 'Readable Notes' }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    expect(await calls(on.page)).not.toContain('install.fromProvider');
  });
});

describe('discovering', () => {
  it('keeps the place in the grid and the search over a visit to a page', async () => {
    const on = await open();
    await on.discover.card('Neon Boulevard').waitFor();
    await on.discover.card('Flicker Warning').scrollIntoViewIfNeeded();
    const scrolled = (): Promise<number> =>
      on.page.evaluate(() => Math.round(document.querySelector('.discover-scroll')?.scrollTop ?? -1));
    const before = await scrolled();
    expect(before).toBeGreaterThan(200);
    await on.discover.card('Flicker Warning').click();
    await on.page.getByRole('heading', { level: 1, name: 'Flicker Warning' }).waitFor();
    await on.back.click();
    await on.discover.card('Flicker Warning').waitFor();
    expect(Math.abs((await scrolled()) - before)).toBeLessThan(20);
  });

  it('finds with / and with Ctrl+F, and asks once for what was typed', async () => {
    const on = await open();
    await on.discover.card('Neon Boulevard').waitFor();
    await on.page.keyboard.press('/');
    await on.page.keyboard.type('readable', { delay: 20 });
    await expect.poll(() => on.discover.card('Neon Boulevard').count()).toBe(0);
    await on.discover.card('Readable Notes').waitFor();
    const searches = (await calls(on.page)).filter((name) => name === 'mods.search');
    expect(searches.length).toBeLessThanOrEqual(4);
    await on.page.keyboard.press('Escape');
    await on.discover.card('Neon Boulevard').waitFor();
  });

  it('loads the next pages by scrolling and says when it is over', async () => {
    const on = await open();
    await on.discover.source('GameBanana').click();
    await on.discover.card('Neon Boulevard').waitFor();
    const end = on.page.getByText('That is all there is');
    await expect
      .poll(async () => {
        await on.page.mouse.move(700, 500);
        await on.page.mouse.wheel(0, 4_000);
        return end.count();
      })
      .toBe(1);
    expect(await on.main.getByRole('article').count()).toBe(18);
  });

  it('shows an adult picture only after it was asked for', async () => {
    const on = await open();
    const reveal = on.page.getByRole('button', { name: 'Show adult picture of Crimson Encore' });
    await reveal.click();
    await expect.poll(() => reveal.count()).toBe(0);
    expect(await on.page.getByRole('heading', { level: 1 }).textContent()).toBe('Discover');
  });

  it('says until when a provider wants to be left alone', async () => {
    const on = await open({ prepare: rateLimited });
    await on.main.getByText(/asks for a pause until \d+:\d+/u).waitFor();
    await expect.poll(() => on.main.getByRole('button', { name: /^Try again in/u }).isDisabled()).toBe(true);
  });
});

describe('state', () => {
  it('takes an event as news only when its revision is above the one it holds', async () => {
    const on = await open({
      prepare: `
        const listeners = {};
        const on = window.loadstone.on;
        Object.defineProperty(window, 'loadstone', { value: { ...window.loadstone, on: (event, listener) => {
          listeners[event] = listener; return on(event, listener); } } });
        window.tell = (event, payload) => listeners[event](payload);`,
    });
    await on.game('Celeste').waitFor();
    const tell = (revision: number, games: readonly unknown[]): Promise<void> =>
      on.page.evaluate(
        ([number, list]) => {
          const { tell: send } = globalThis as unknown as { tell: (event: string, payload: unknown) => void };
          send('games.changed', { revision: number, games: list });
        },
        [revision, games] as const,
      );
    await tell(0, []);
    expect(await on.game('Celeste').count()).toBe(1);
    await tell(1, []);
    await on.welcome.choose.waitFor();
    expect(await on.game('Celeste').count()).toBe(0);
  });

  it('remembers the theme through main', async () => {
    const on = await open();
    await on.page.getByRole('button', { name: 'Appearance' }).click();
    await on.page.getByRole('menuitemradio', { name: 'Light' }).click();
    await expect.poll(() => on.page.locator('html').getAttribute('data-theme')).toBe('light');
    expect(await calls(on.page)).toContain('settings.set');
  });

  it('draws a library of 10,000 mods with a handful of rows, and filters it', async () => {
    const on = await open({
      prepare: `
        const snapshot = window.loadstone.library.snapshot;
        window.loadstone.library.snapshot = async (input) => {
          const answer = await snapshot(input);
          const [first] = answer.value.entries;
          const entries = Array.from({ length: 10_000 }, (_, index) =>
            ({ ...first, id: 'many-' + index, name: 'Mod number ' + index }));
          return { ok: true, value: { ...answer.value, entries } };
        };`,
    });
    await on.menu('Library').click();
    await on.library.row('Mod number 0').waitFor();
    expect(await on.library.rows.count()).toBeLessThan(60);
    await on.library.row('Mod number 0').focus();
    await on.page.keyboard.press('End');
    await on.library.row('Mod number 9999').waitFor();
    await expect
      .poll(() => on.page.evaluate(() => document.activeElement?.textContent ?? ''))
      .toContain('Mod number 9999');
    await on.library.filter.fill('number 4321');
    await on.library.row('Mod number 4321').waitFor();
    await expect.poll(() => on.library.rows.count()).toBe(2);
  });

  it('keeps a focus somewhere when a screen takes the place of the one that held it', async () => {
    const on = await open();
    await on.discover.card('Neon Boulevard').focus();
    await on.page.keyboard.press('Enter');
    await on.page.getByRole('heading', { level: 1, name: 'Neon Boulevard' }).waitFor();
    await expect.poll(() => on.page.evaluate(() => document.activeElement?.id)).toBe('content');
    await on.page.keyboard.press('Tab');
    expect(await focused(on.page, 'Discover').count()).toBe(0);
  });
});
