/** The engine's verbs through the window, each as a player does it, over a made-up world. */
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { funkin } from '../support/fake-data.ts';
import { fakeSharedText } from '../support/fake-share.ts';
import { dragFiles } from '../support/ui/drag-files.ts';
import { wizardOf } from '../support/ui/installer-screens.ts';
import type { Pages } from '../support/ui/pages.ts';
import { dropShared } from '../support/ui/share-screens.ts';
import { callsOf, countCalls, journeys } from '../support/ui/window-test.ts';

const open = journeys();

/** Where the mods of the made-up world are at first. */
const loadOrder = [
  'Neon Boulevard',
  'Readable Notes',
  'engine-hotfixes',
  'my-old-charts',
  'Double Tempo',
  'Crimson Encore',
] as const;

async function openLibrary(on: Pages): Promise<Pages> {
  await on.menu('Library').click();
  await on.library.row('Neon Boulevard').waitFor();
  return on;
}

/** The mods as the table shows them. */
const shownMods = ({ library }: Pages): Promise<readonly string[]> =>
  library.table
    .getByRole('switch')
    .evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? '').replace(/ active$/u, '')));

const orderIs = (on: Pages, wanted: readonly string[]): Promise<void> =>
  expect.poll(() => shownMods(on), { timeout: 10_000 }).toEqual(wanted);

const isOn = (on: Pages, mod: string, wanted: boolean): Promise<void> =>
  expect.poll(() => on.library.toggle(mod).getAttribute('aria-checked'), { timeout: 10_000 }).toBe(String(wanted));

/** `[...loadOrder]` with one mod next to another. */
function moved(mod: string, place: 'before' | 'after', beside: string): readonly string[] {
  const rest = loadOrder.filter((one) => one !== mod);
  const at = rest.indexOf(beside as (typeof loadOrder)[number]) + (place === 'after' ? 1 : 0);
  return [...rest.slice(0, at), mod, ...rest.slice(at)];
}

const menuItem = (page: Page, name: string): Locator => page.getByRole('menuitem', { name, exact: true });

const handleOf = ({ page }: Pages, mod: string): Locator => page.getByTitle(`Drag to move ${mod}`);

async function dragOnto(on: Pages, from: Locator, beside: string): Promise<void> {
  const { page, library } = on;
  await from.hover();
  await page.mouse.down();
  const box = await library.row(beside).boundingBox();
  if (box === null) throw new Error(`${beside} is not to be seen`);
  await page.mouse.move(box.x + 60, box.y + box.height - 2, { steps: 6 });
  await page.locator('[data-dragged]').waitFor();
}

describe('the library', () => {
  it('changes the load order by dragging, which Escape lets go of, by keys, and next to a mod that is named', async () => {
    const on = await openLibrary(await open());
    const { page, library } = on;
    await orderIs(on, loadOrder);
    await dragOnto(on, handleOf(on, 'Neon Boulevard'), 'engine-hotfixes');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await countCalls(page, 'library.reorder')).toBe(0);
    // Anywhere on the row but on its controls, and only from some pixels on.
    const row = library.row('Neon Boulevard');
    await library.toggle('Neon Boulevard').hover();
    await page.mouse.down();
    await page.mouse.move(600, 600, { steps: 4 });
    expect(await page.locator('[data-dragged]').count()).toBe(0);
    await page.mouse.up();
    await dragOnto(on, row.getByText('Neon Boulevard'), 'engine-hotfixes');
    await page.mouse.up();
    expect(await row.getAttribute('data-shown')).toBeNull();
    await orderIs(on, moved('Neon Boulevard', 'after', 'engine-hotfixes'));
    await on.toast('Moved Neon Boulevard in the load order').getByRole('button', { name: 'Undo' }).click();
    await orderIs(on, loadOrder);

    await library.row('Double Tempo').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await orderIs(on, moved('Double Tempo', 'before', 'my-old-charts'));
    await library.row('Double Tempo').focus();
    await page.keyboard.press('Alt+End');
    await orderIs(on, moved('Double Tempo', 'after', 'Crimson Encore'));

    await library.row('Double Tempo').click({ button: 'right' });
    await menuItem(page, 'Next to another mod…').click();
    const dialog = on.dialog('Move 1 mod next to…');
    await dialog.getByRole('textbox', { name: 'Find a mod' }).fill('neon');
    await dialog.getByRole('radio', { name: /Neon Boulevard/u }).check();
    await dialog.getByRole('button', { name: 'After it' }).click();
    await orderIs(on, moved('Double Tempo', 'after', 'Neon Boulevard'));
  });

  it('never works behind a message: it goes out of the way of the field below it', async () => {
    const on = await openLibrary(await open({ size: { width: 1280, height: 640 } }));
    const { page, library } = on;
    await library.row('Neon Boulevard').click();
    const details = page.getByRole('complementary');
    const note = details.getByRole('textbox', { name: 'Your note' });
    await library.toggle('Double Tempo').click();
    const toast = on.toast('Turned off Double Tempo');
    await toast.waitFor();
    await note.scrollIntoViewIfNeeded();
    await note.focus();
    const apart = async (): Promise<boolean> => {
      const [one, other] = [await toast.boundingBox(), await note.boundingBox()];
      return one !== null && other !== null && (one.y + one.height <= other.y || one.y >= other.y + other.height);
    };
    await expect.poll(apart).toBe(true);
    await note.fill('Quiet songs only');
    await toast.getByRole('button', { name: 'Undo' }).click();
    await isOn(on, 'Double Tempo', true);
  });

  it('asks before it turns off what another mod needs, marks what lacks it, and takes both in one step', async () => {
    const on = await openLibrary(await open());
    const { page, library } = on;
    const question = page.getByRole('dialog', { name: 'Turn off Readable Notes?' });
    await library.toggle('Readable Notes').click();
    await question.getByText('Crimson Encore needs it', { exact: false }).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await isOn(on, 'Readable Notes', true);
    expect(await countCalls(page, 'library.setEnabled')).toBe(0);

    await library.toggle('Readable Notes').click();
    await question.getByRole('button', { name: 'Turn off only this' }).click();
    await library.row('Crimson Encore').getByText('needs Readable Notes, which is off').waitFor();
    await isOn(on, 'Crimson Encore', true);
    await library.row('Crimson Encore').click();
    await page.getByRole('complementary').getByRole('button', { name: 'Turn on Readable Notes' }).click();
    await isOn(on, 'Readable Notes', true);
    await expect.poll(() => library.table.getByText('which is off').count()).toBe(0);

    await library.toggle('Readable Notes').click();
    await question.getByRole('button', { name: 'Turn off both' }).click();
    await isOn(on, 'Crimson Encore', false);
    await isOn(on, 'Readable Notes', false);
    await library.toggle('Crimson Encore').click();
    const back = page.getByRole('dialog', { name: 'Turn on Crimson Encore?' });
    await back.getByRole('button', { name: 'Turn on both' }).click();
    await isOn(on, 'Crimson Encore', true);
    await isOn(on, 'Readable Notes', true);
  });

  it('folds categories away, and switches and pins many at once', async () => {
    const on = await openLibrary(await open());
    const { page, library } = on;
    await page.getByRole('button', { name: 'By category' }).click();
    await library.table.getByRole('button', { expanded: true }).first().click();
    await expect
      .poll(() => shownMods(on).then((all) => all.length), { timeout: 10_000 })
      .toBeLessThan(loadOrder.length);
    await page.getByRole('button', { name: 'By category' }).click();
    await orderIs(on, loadOrder);

    await library.check('engine-hotfixes').click();
    await library.check('Double Tempo').click();
    const bar = page.getByRole('toolbar', { name: '2 selected' });
    await bar.getByRole('button', { name: 'Turn off' }).click();
    await on.toast('Turned off 2 mods').waitFor();
    await isOn(on, 'engine-hotfixes', false);
    await isOn(on, 'Double Tempo', false);
    await bar.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await isOn(on, 'engine-hotfixes', true);

    await library.row('Crimson Encore').click({ button: 'right' });
    await menuItem(page, 'Pin').click();
    await library.row('Crimson Encore').getByText('Pinned').waitFor({ state: 'attached' });
    await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Pinned' }).click();
    await orderIs(on, ['Crimson Encore']);
  });

  it('tells all about a mod, keeps a note, asks its installer again, and goes back to an earlier version', async () => {
    const on = await openLibrary(await open());
    const { page, library } = on;
    await library.row('Readable Notes').getByText('Readable Notes').click();
    const note = library.details.getByRole('textbox', { name: 'Your note' });
    await note.fill('for the stream');
    await expect.poll(() => countCalls(page, 'library.setNote'), { timeout: 10_000 }).toBe(1);
    // Half a word and off to another mod: nothing of it is lost.
    await note.fill('for the stream on Fri');
    await library.row('Neon Boulevard').getByText('Neon Boulevard').click();
    await expect.poll(() => note.inputValue()).toBe('');
    await library.row('Readable Notes').getByTitle('for the stream on Fri').waitFor();
    await library.row('Readable Notes').getByText('Readable Notes').click();
    await expect.poll(() => note.inputValue()).toBe('for the stream on Fri');
    await library.details.getByText('4K').waitFor();
    await library.details.getByRole('button', { name: 'Change installer choices…' }).click();
    const wizard = wizardOf(page);
    await wizard.getByText('The answers you gave last time are filled in.', { exact: true }).waitFor();
    // Without an answer it stays as it is, and nothing waits.
    await wizard.getByRole('button', { name: 'Keep as it is' }).waitFor();
    await page.keyboard.press('Escape');
    await wizard.waitFor({ state: 'detached' });
    await expect.poll(() => countCalls(page, 'jobs.cancel')).toBe(1);
    await library.details.getByRole('button', { name: 'Change installer choices…' }).click();
    expect(await wizard.getByRole('radio', { name: /^4K/u }).isChecked()).toBe(true);
    await wizard.getByRole('radio', { name: /^2K/u }).check();
    await wizard.getByRole('button', { name: 'Next' }).click();
    await wizard.getByRole('heading', { name: /Stage lights$/u }).waitFor();
    await wizard.getByRole('button', { name: 'Next' }).click();
    await wizard.getByRole('button', { name: 'Install', exact: true }).click();
    await on.toast('Updated Readable Notes').waitFor();

    await library.row('Neon Boulevard').getByText('Neon Boulevard').click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await library.details.getByRole('button', { name: 'Go back to 1.9.0' }).click();
    await on
      .dialog(/^Go back to/u)
      .getByRole('button', { name: 'Go back', exact: true })
      .click();
    await on.toast('Went back to Neon Boulevard 1.9.0').waitFor();
    await library.row('Neon Boulevard').getByText('1.9.0').waitFor();
  });
});

describe('installing', () => {
  it('shows whom a mod would win over and what in it can run, and waits for a yes', async () => {
    const on = await openLibrary(await open());
    const { page } = on;
    await dragFiles(page, 'drop', 'conflict-pack.zip');
    const dialog = on.dialog(/^Install conflict-pack/u);
    await dialog.getByText('Neon Boulevard').waitFor();
    await dialog.getByText('mods/hooks/loader.dll').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await on.library.row('conflict-pack').count()).toBe(0);
    await on.jobs.click();
    await page.getByRole('button', { name: /^Look at it: what conflict-pack/u }).click();
    await dialog.getByRole('button', { name: 'Install', exact: true }).click();
    await on.toast('Installed conflict-pack').waitFor();
    await on.library.row('conflict-pack').waitFor();
  });
});

describe('a question of an installation', () => {
  it('comes up for what was just begun, and never under what the player does meanwhile', async () => {
    const on = await openLibrary(await open());
    const { page } = on;
    const dialogs = page.locator('.dialog');
    await page.getByLabel('Filter mods').focus();
    await page.evaluate(
      async (gameId) => window.loadstone?.install.fromFile({ gameId, path: '/mods/plain-conflict.zip' }),
      funkin,
    );
    await page.getByRole('button', { name: /1 waits for you$/u }).waitFor();
    await page.keyboard.type('neon ');
    expect(await dialogs.count()).toBe(0);
    expect(await countCalls(page, 'jobs.cancel')).toBe(0);
    await on.jobs.click();
    const panel = page.getByRole('dialog', { name: 'Installs and downloads' });
    await panel.getByText('Waiting for you: wins over Neon Boulevard (3 files)', { exact: false }).waitFor();
    expect(await dialogs.count()).toBe(0);
    await panel.getByRole('button', { name: 'Install plain-conflict.zip' }).click();
    await on.toast('Installed plain-conflict').waitFor();
  });

  it('is not put a second time after the questions of its author, whose last page tells what it wins over', async () => {
    const on = await openLibrary(await open());
    const { page } = on;
    await dragFiles(page, 'drop', 'installer-pack.zip');
    const wizard = wizardOf(page);
    await wizard.getByRole('button', { name: 'Next' }).click();
    await wizard.getByRole('heading', { name: /Stage lights$/u }).waitFor();
    await wizard.getByRole('button', { name: 'Next' }).click();
    await wizard.getByRole('heading', { name: 'Wins over', exact: true }).waitFor();
    await wizard.getByText('Neon Boulevard').waitFor();
  });
});

describe('a link', () => {
  it('that was copied instead of clicked is pasted where commands are, and waits for a yes', async () => {
    const on = await openLibrary(await open());
    const { page } = on;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('nxm://fridaynightfunkin/mods/1/files/2?key=a&expires=5');
    await page.getByRole('option', { name: 'Install from this link' }).waitFor();
    await page.keyboard.press('Enter');
    await on.dialog('A website wants to open Loadstone').waitFor();
    expect((await callsOf(page)).find(({ name }) => name === 'links.receive')?.input).toEqual({
      text: 'nxm://fridaynightfunkin/mods/1/files/2?key=a&expires=5',
    });
  });
});

describe('conflicts', () => {
  it('are won by the mod that was chosen, for a file or a whole folder, until the choice is forgotten', async () => {
    const on = await open();
    const { page, conflicts } = on;
    await on.menu('Conflicts').click();
    await conflicts.file('note-left.png').click();
    await conflicts.panel.getByText('Crimson Encore is in your game').waitFor();
    await conflicts.panel.getByRole('button', { name: 'Choose Readable Notes' }).click();
    await conflicts.panel.getByText('Readable Notes is in your game: you chose it.').waitFor();

    await conflicts.panel.getByRole('combobox', { name: 'For' }).click();
    await page.getByRole('option', { name: 'the folder images/notes/' }).click();
    await conflicts.panel.getByRole('button', { name: 'Choose Neon Boulevard' }).click();
    await conflicts.file('note-up.png').click();
    await conflicts.panel.getByText('Neon Boulevard is in your game: you chose it.').waitFor();
    // The file's own choice is nearer by than that of its folder.
    await conflicts.file('note-left.png').click();
    await conflicts.panel.getByText('Readable Notes is in your game: you chose it.').waitFor();
    await conflicts.panel.getByRole('button', { name: 'Let the load order decide' }).click();
    await conflicts.panel.getByText('Neon Boulevard is in your game: you chose it.').waitFor();
    await conflicts.view(/^Your choices/u).click();
    await page.getByRole('button', { name: 'Forget the choice for images/notes' }).click();
    await page.getByText('You have not chosen any winner').waitFor();
  });
});

describe('outside changes', () => {
  it('are kept, restored or taken over, file by file and mod by mod, until everything is as it was left', async () => {
    const on = await open();
    const { page, main } = on;
    await on.menu('Upkeep').click();
    await page.getByRole('button', { name: 'Keep your version of data/songs/index.json' }).click();
    await on.toast('Kept your changes: data/songs/index.json').waitFor();
    await main.getByText('data/songs/index.json').waitFor({ state: 'detached' });
    await main.getByRole('article').filter({ hasText: 'Readable Notes' }).getByText('Restore from the mod').click();
    await on.toast('Restored 2 files').waitFor();
    await main.getByText('fonts/vcr.ttf').waitFor({ state: 'detached' });
    await on.status.getByText('1 file changed outside').waitFor();
    await page.keyboard.press('Control+z');
    await main.getByText('fonts/vcr.ttf').waitFor();
    await on.status.getByText('3 files changed outside').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await main.getByText('fonts/vcr.ttf').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Look for new files, too' }).click();
    // What was looked for lies below the other groups: it is brought into view.
    const found = main.getByRole('article').filter({ has: page.getByRole('button', { name: 'Take over…' }) });
    await expect.poll(() => found.evaluate((one) => one.parentElement === document.activeElement)).toBe(true);
    await main.getByRole('button', { name: 'Take over…' }).click();
    const dialog = on.dialog('Take over 2 files as a mod');
    await dialog.getByRole('textbox', { name: 'Name of the mod' }).fill('My own song');
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await on.toast('Took over My own song').waitFor();
    await main.getByRole('button', { name: 'Restore from the mod' }).click();
    await main.getByText('Every file is as Loadstone left it').waitFor();
    await openLibrary(on);
    await on.library.row('My own song').waitFor();
    await on.library.row('Your changes').waitFor();
  });
});

describe('upkeep', () => {
  it('can be stopped, finds what is wrong, puts it right, and takes all mods out', async () => {
    const on = await open({ speed: 3 });
    const { page, main, upkeep } = on;
    await on.menu('Upkeep').click();
    await upkeep.verify.click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText(/^Working: /u).waitFor({ state: 'detached' });
    await expect.poll(() => upkeep.verify.isEnabled(), { timeout: 10_000 }).toBe(true);
    expect(await main.getByText(/is damaged and was set aside/u).count()).toBe(0);
    await upkeep.verify.click();
    await main.getByText('1 file in Loadstone’s storage is damaged').waitFor();
    await upkeep.repair.click();
    await main.getByText(/^Repaired: /u).waitFor();
    await page.keyboard.press('Control+z');
    await main.getByText(/^Repaired: /u).waitFor({ state: 'detached' });
    await main.getByText('fonts/vcr.ttf').waitFor();

    await upkeep.purge.click();
    const dialog = on.dialog(/^Take all mods out/u);
    await dialog.getByText('turned off').first().waitFor();
    await dialog.getByRole('button', { name: 'Take them out' }).click();
    await on.toast('Put everything back to the unmodded game').waitFor();
    await openLibrary(on);
    await isOn(on, 'Neon Boulevard', false);
    await on.status.getByText(/^0 of 6 mods active$/u).waitFor();
  });
});

describe('profiles', () => {
  it('are made, switched to after a look at what changes, and switched back from', async () => {
    const on = await openLibrary(await open());
    const { page, profiles } = on;
    await profiles.button.click();
    await menuItem(page, 'New profile…').click();
    const form = on.dialog('New profile');
    await form.getByRole('textbox', { name: 'Name' }).fill('Stream');
    await form.getByRole('combobox', { name: 'Start with' }).click();
    await page.getByRole('option', { name: 'No mods' }).click();
    await form.getByRole('button', { name: 'Create profile' }).click();
    const ask = on.dialog('Switch to “Stream”?');
    await ask.getByText('goes away').first().waitFor();
    await ask.getByRole('button', { name: 'Switch profile' }).click();
    await on.main.getByRole('heading', { name: 'No mods yet' }).waitFor();
    await profiles.button.click();
    await profiles.choice('Default').click();
    await on.dialog('Switch to “Default”?').getByRole('button', { name: 'Switch profile' }).click();
    await orderIs(on, loadOrder);
  });
});

describe('history', () => {
  it('names and pins a point, finds it by its name, and compares two points', async () => {
    const on = await open();
    const { page, history } = on;
    await on.menu('History').click();
    await history.moment('Installed my-old-charts').click();
    await history.preview.getByRole('heading', { name: 'If you roll back to generation 4' }).waitFor();
    await history.preview.getByRole('button', { name: 'Make it a restore point' }).click();
    await history.preview.getByRole('button', { name: 'Restore point', pressed: true }).waitFor();
    await history.preview.getByRole('textbox', { name: /^(Note|Name)/u }).fill('before the tournament');
    await page.keyboard.press('Enter');
    await history.timeline.getByText('before the tournament').waitFor();
    await page.getByRole('textbox', { name: 'Search the history' }).fill('tournament');
    await expect.poll(() => history.timeline.getByRole('option').count(), { timeout: 10_000 }).toBe(1);
    await page.getByRole('textbox', { name: 'Search the history' }).fill('');
    await page.getByRole('button', { name: 'Restore points' }).click();
    await expect.poll(() => history.timeline.getByRole('option').count(), { timeout: 10_000 }).toBe(2);
    await page.getByRole('button', { name: 'Restore points' }).click();

    await history.moment('Installed engine-hotfixes').click();
    await history.preview.getByRole('button', { name: 'Compare…' }).click();
    await history.moment('Installed Readable Notes').click();
    await history.preview.getByRole('heading', { name: 'From generation 3 to generation 2' }).waitFor();
    await history.preview.getByText('goes away').first().waitFor();
  });
});

describe('storage', () => {
  it('shows what would be freed where it can be seen, in the words of the history', async () => {
    const { page, settings } = await open({ speed: 30 });
    await settings.open.click();
    await settings.section('Storage').click();
    await page.getByRole('checkbox', { name: 'Limit the storage to' }).click();
    await page.getByRole('checkbox', { name: 'Keep downloaded archives' }).click();
    await page.getByRole('button', { name: 'Show what would be freed' }).click();
    const title = page.getByText(/^\d.* would be freed$/u);
    await title.waitFor();
    await expect.poll(() => title.evaluate((one) => one.closest('[tabindex]') === document.activeElement)).toBe(true);
    const free = page.getByRole('button', { name: /^Free / });
    await expect
      .poll(() => free.evaluate((one) => one.getBoundingClientRect().bottom <= globalThis.innerHeight))
      .toBe(true);
    await page.getByText('2 · Installed Readable Notes').waitFor();
    const asked = (await callsOf(page)).find(({ name }) => name === 'storage.collect');
    expect(asked?.input).toMatchObject({ retention: { archives: false }, dryRun: true });
  });
});

describe('sharing', () => {
  it('saves and copies a profile, and names what it leaves out', async () => {
    const on = await open();
    const { page, profiles } = on;
    await profiles.button.click();
    await menuItem(page, 'Share this profile…').click();
    const dialog = on.dialog('Share “Default”');
    await dialog.getByText('my-old-charts').waitFor();
    await dialog.getByRole('button', { name: 'Copy the text' }).click();
    await on.toast('is in the clipboard').waitFor();
    const copied = (await callsOf(page)).find(({ name }) => name === 'app.copyText');
    expect(JSON.stringify(copied?.input)).toContain('Neon Boulevard');
    await profiles.button.click();
    await menuItem(page, 'Share this profile…').click();
    await dialog.getByRole('button', { name: 'Save as a file…' }).click();
    await on.toast('Saved').waitFor();
  });

  it('imports a file that was dropped, says what it skipped, and takes it all back', async () => {
    const on = await openLibrary(await open());
    await dropShared(on);
    const plan = on.dialog(/^Import “Kade/u);
    await plan.getByText('Camera Tools').waitFor();
    await plan.getByRole('button', { name: 'Sign in to Nexus Mods' }).waitFor();
    await plan.getByRole('button', { name: 'Import 5 mods' }).click();
    const done = on.dialog(/is in use$/u);
    await done.getByText('It came from no provider.').waitFor();
    await done.getByText('3 mods are installed.').waitFor();
    await done.getByRole('button', { name: 'Take it all back' }).waitFor();
    // One step back and forth, whatever number of mods it was.
    await done.getByRole('button', { name: 'Done' }).click();
    await on.page.keyboard.press('Control+Z');
    await on.toast('Undid: import of 3 mods').waitFor();
    await orderIs(on, loadOrder);
    await on.profiles.button.getByText('Default').waitFor();
    await on.page.keyboard.press('Control+Shift+Z');
    await on.toast('Did again: import of 3 mods').waitFor();
    await on.profiles.button.getByText('Kade').waitFor();
  });

  it('goes on in the background, and everything is as before when it is stopped', async () => {
    const on = await openLibrary(await open({ speed: 1 }));
    const { page, jobs } = on;
    await dropShared(on);
    await page.getByRole('button', { name: 'Import 5 mods' }).click();
    await on
      .dialog(/^Importing/u)
      .getByRole('button', { name: 'Go on in the background' })
      .click();
    await jobs.click();
    await page.getByRole('button', { name: /^Cancel Import: Kade/u }).click();
    await on.toast('The import was cancelled').waitFor();
    await page.keyboard.press('Escape');
    await orderIs(on, loadOrder);
  });

  it('refuses what is no shared profile, and leads to the game that one is for', async () => {
    const on = await openLibrary(await open());
    const { page } = on;
    await dropShared(on, '{"a":1}');
    await on.dialog('Import a profile').getByRole('alert').getByText('This is not a loadout').waitFor();
    await page.keyboard.press('Escape');
    await dropShared(on, fakeSharedText.replace("Friday Night Funkin'", 'Celeste'));
    const plan = on.dialog(/^Import “Kade/u);
    await plan.getByRole('alert').getByText('This profile is for Celeste').waitFor();
    expect(await plan.getByRole('button', { name: 'Import 5 mods' }).isEnabled()).toBe(false);
    await plan.getByRole('button', { name: 'Import into Celeste' }).click();
    await expect.poll(() => plan.getByRole('button', { name: 'Import 5 mods' }).isEnabled()).toBe(true);
  });
});
