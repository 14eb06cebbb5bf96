/** Newer versions: asking, looking, updating and taking it back, in the built window over a made-up world. */
import { expect, it } from 'vitest';
import { checkUpdates } from '../support/ui/discover-screens.ts';
import { callsOf, countCalls, journeys } from '../support/ui/window-test.ts';

const open = journeys();

it('asks nobody until the player does', async () => {
  const on = await open();
  await on.menu('Updates').click();
  await on.main.getByText('Not checked yet. Loadstone only asks when you do.').waitFor();
  expect(await countCalls(on.page, 'updates.check')).toBe(0);
  await on.main.getByRole('button', { name: 'Check now' }).click();
  await on.main.getByRole('heading', { name: '3 updates' }).waitFor();
  expect(await countCalls(on.page, 'updates.check')).toBe(1);
});

it('shows the plan before anything is fetched, updates all, and takes all of it back', async () => {
  const on = await open({ speed: 30 });
  await checkUpdates(on);
  await on.main.getByRole('button', { name: 'Update all 3…' }).click();
  const plan = on.dialog('What updating would do');
  await plan.getByText('41.1 MB to fetch').waitFor();
  expect(await countCalls(on.page, 'updates.apply')).toBe(0);
  await plan.getByText('Your choices in its installer stay', { exact: false }).first().waitFor();
  await plan.getByText('What is new').first().click();
  await plan.getByText('The fog no longer hides the notes.').first().waitFor();
  await plan.getByRole('button', { name: 'Update 3 mods' }).click();
  await on.main.getByText('3 mods updated').waitFor();
  await on.main.getByText('Everything is up to date').waitFor();
  await on.page.evaluate(`window.loadstone.updates.check = async () => ({ ok: false, error: {
    code: 'offline', message: 'GameBanana could not be reached.', hint: 'Check the connection.' } });`);
  await on.main.getByRole('button', { name: 'Check for updates' }).click();
  await on.main.getByText('Not all sources could be asked now.').waitFor();
  expect(await on.main.getByText('Everything is up to date').count()).toBe(0);
  await on.main.getByRole('button', { name: 'Take all of it back' }).click();
  await on.toast('Undid: update of 3 mods').waitFor();
  await on.main.getByRole('heading', { name: '3 updates' }).waitFor();
});

it('updates only what was selected, by keyboard', async () => {
  const on = await open({ speed: 30 });
  await checkUpdates(on);
  const box = on.main.getByRole('checkbox', { name: 'Select engine-hotfixes' });
  await box.focus();
  await on.page.keyboard.press('Space');
  const update = on.main.getByRole('button', { name: 'Update 1 mod…' });
  await update.focus();
  await on.page.keyboard.press('Enter');
  const plan = on.dialog('What updating would do');
  const yes = plan.getByRole('button', { name: 'Update 1 mod' });
  await plan.getByText('32.5 MB to fetch').waitFor();
  await yes.focus();
  await on.page.keyboard.press('Enter');
  await on.main.getByText('1 mod updated').waitFor();
  const applied = (await callsOf(on.page)).find((call) => call.name === 'updates.apply');
  expect(applied?.input).toMatchObject({ updates: [{ file: { provider: 'github' } }] });
  await on.main.getByRole('heading', { name: '2 updates' }).waitFor();
});

it('gives the focus back when a plan is closed', async () => {
  const on = await open();
  await checkUpdates(on);
  const button = on.main.getByRole('button', { name: 'Update Neon Boulevard' });
  await button.click();
  await on.dialog('What updating would do').waitFor();
  await on.page.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
});

it('explains what is left out, and leads to the page where a file has to be chosen', async () => {
  const on = await open();
  await checkUpdates(on);
  await on.main.getByText('The author has removed this file from the page of the mod.').waitFor();
  await on.main.getByText('1 mod from an archive').click();
  await on.main.getByText('my-old-charts', { exact: true }).waitFor();
  await on.main.getByRole('button', { name: 'Choose a file of Readable Notes' }).click();
  await on.page.getByRole('heading', { level: 1, name: 'Readable Notes' }).waitFor();
});

it('leaves pinned mods out until they are let go', async () => {
  const on = await open();
  await on.menu('Library').click();
  await on.library.row('Neon Boulevard').getByText('Neon Boulevard').click({ button: 'right' });
  await on.page.getByRole('menuitem', { name: /^(Pin|Keep)/u }).click();
  await on.menu('Updates').click();
  await on.main.getByRole('button', { name: 'Check for updates' }).click();
  await on.main.getByText('1 mod kept at its version').click();
  expect(await on.main.getByRole('checkbox', { name: 'Select Neon Boulevard' }).count()).toBe(0);
  await on.main.getByRole('button', { name: 'Unpin Neon Boulevard' }).click();
  await on.main.getByRole('checkbox', { name: 'Select Neon Boulevard' }).waitFor();
});

it('is marked in the menu and in the library', async () => {
  const on = await open();
  await checkUpdates(on);
  await expect.poll(() => on.menu('Updates').textContent()).toBe('Updates3');
  await on.menu('Library').click();
  await on.library.row('Neon Boulevard').getByText('9.1').waitFor({ state: 'attached' });
  await on.main.getByRole('button', { name: '3 updates' }).click();
  await on.page.getByRole('heading', { level: 1, name: 'Updates' }).waitFor();
});

it('says why nobody could be asked', async () => {
  const on = await open({ state: 'offline' });
  await on.menu('Updates').click();
  await on.main.getByRole('button', { name: 'Check now' }).click();
  await on.page.getByText('could not be reached').first().waitFor();
  await expect.poll(() => on.main.getByRole('button', { name: 'Check for updates' }).isEnabled()).toBe(true);
});
