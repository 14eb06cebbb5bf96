/** The page of a mod: what it needs, its files, installing, waiting and going back, over a made-up world. */
import { describe, expect, it } from 'vitest';
import { checkUpdates } from '../support/ui/discover-screens.ts';
import { openMod } from '../support/ui/pages.ts';
import { callsOf, countCalls, journeys } from '../support/ui/window-test.ts';

const open = journeys();

describe('installing with requirements', () => {
  it('asks for a choice, shows what would be fetched, and installs it in order', async () => {
    const on = await open({ speed: 30 });
    await openMod('Summer Camp Week')(on);
    await on.main.getByText('is fetched along with it').first().waitFor();
    await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
    const plan = on.dialog('Install Summer Camp Week');
    await plan.getByText('Choose one of the mods above first.').waitFor();
    await expect.poll(() => plan.getByRole('button', { name: 'Install 2 mods' }).isDisabled()).toBe(true);
    await plan.getByRole('radio', { name: /^Pastel Menu/u }).check();
    await plan.getByRole('button', { name: 'Install 3 mods' }).waitFor();
    await plan.getByRole('checkbox', { name: /^Ghost Tap Trainer/u }).check();
    await plan.getByText(/^4 mods, .+ to fetch$/u).waitFor();
    expect(await countCalls(on.page, 'install.withRequirements')).toBe(0);
    await plan.getByRole('button', { name: 'Install 4 mods' }).click();
    await on.main.getByText('4 mods installed').waitFor();
    const begun = (await callsOf(on.page)).find((call) => call.name === 'install.withRequirements');
    const { files = [] } = (begun?.input ?? {}) as {
      readonly files?: readonly { readonly modRef: { readonly id: string } }[];
    };
    expect(files).toHaveLength(4);
    // The mod itself comes last: what it needs is there by then.
    expect(files.at(-1)?.modRef.id).toBe('Mod/502329');
    await on.toast('Installed Summer Camp Week and 3 more').waitFor();
    await on.main.getByRole('button', { name: 'Take all of it back' }).click();
    await on.toast('Undid: installation of Summer Camp Week and 3 more').waitFor();
  });

  it('offers to take all of it back only as long as nothing else would go with it', async () => {
    const on = await open({ speed: 30 });
    await openMod('Summer Camp Week')(on);
    await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
    const plan = on.dialog('Install Summer Camp Week');
    await plan.getByRole('radio', { name: /^Pastel Menu/u }).check();
    await plan.getByRole('button', { name: 'Install 3 mods' }).click();
    await on.main.getByRole('button', { name: 'Take all of it back' }).waitFor();
    await on.back.click();
    await on.discover.install('Ghost Tap Trainer').click();
    await on.toast('Installed Ghost Tap Trainer').waitFor();
    await openMod('Summer Camp Week')(on);
    await on.main.getByText('is installed').first().waitFor();
    expect(await on.main.getByRole('button', { name: 'Take all of it back' }).count()).toBe(0);
  });

  it('takes another file of a needed mod when the player wants it', async () => {
    const on = await open({ speed: 30 });
    await openMod('Summer Camp Week')(on);
    await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
    const plan = on.dialog('Install Summer Camp Week');
    await plan.getByRole('radio', { name: /^Pastel Menu/u }).check();
    await plan.getByRole('combobox', { name: 'File of Static Choir' }).click();
    await on.page.getByRole('option', { name: /part1/u }).click();
    await plan.getByRole('button', { name: 'Install 3 mods' }).click();
    const begun = async () => (await callsOf(on.page)).find((call) => call.name === 'install.withRequirements');
    await expect.poll(async () => JSON.stringify((await begun())?.input)).toContain('"fileId":"900051"');
  });

  it('explains what does not fit and what cannot be had, and still lets the player', async () => {
    const on = await open();
    await openMod('Marble Halls')(on);
    await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
    const plan = on.dialog('Install Marble Halls');
    await plan.getByText('Marble Halls does not go together with Double Tempo').waitFor();
    await plan.getByText('Its author has hidden the mod.').waitFor();
    await plan.getByRole('button', { name: 'Open its page' }).click();
    await expect.poll(() => countCalls(on.page, 'app.openExternal')).toBe(1);
    await plan.getByRole('button', { name: 'Install anyway' }).waitFor();
    await on.page.keyboard.press('Escape');
    expect(await countCalls(on.page, 'install.withRequirements')).toBe(0);
  });

  it('begins at once when there is nothing to decide', async () => {
    const on = await open({ speed: 30 });
    await openMod('Pastel Menu')(on);
    await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
    await on.toast('Installed Pastel Menu').waitFor();
    expect(await on.page.getByRole('dialog', { name: /^Install / }).count()).toBe(0);
  });
});

it('waits for the player where the installation was started, and on its card', async () => {
  const on = await open({ state: 'sources' });
  await openMod('Harbour Remix 1')(on);
  await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
  await on.main.getByText('Press “Slow download” on its page.').waitFor();
  // Its links lead to nobody yet: no page is opened before they lead here.
  expect(await countCalls(on.page, 'app.openExternal')).toBe(0);
  await on.main.getByRole('button', { name: 'Open them in Loadstone' }).click();
  await on.main.getByRole('button', { name: 'Open its page again: Harbour Remix 1' }).waitFor();
  const opened = (await callsOf(on.page)).find((call) => call.name === 'app.openExternal');
  expect(opened?.input).toMatchObject({ url: expect.stringContaining('nexusmods.com') });
  await on.main.getByRole('button', { name: 'Cancel', exact: true }).click();
  await on.back.click();

  // From its card, now that the page can answer: it opens by itself, and the card says what to press there.
  await on.main.getByRole('button', { name: 'Install Harbour Remix 1', exact: true }).click();
  await expect.poll(() => countCalls(on.page, 'app.openExternal')).toBe(2);
  const name = on.page.getByRole('button', { name: 'Harbour Remix 1', exact: true });
  const card = on.main.getByRole('article').filter({ has: name });
  await card.getByText('Press “Slow download” on its page.').waitFor();
  await card.getByRole('button', { name: 'Open its page again: Harbour Remix 1' }).click();
  await expect.poll(() => countCalls(on.page, 'app.openExternal')).toBe(3);
  await card.getByRole('button', { name: 'Cancel Harbour Remix 1' }).click();
  await on.main.getByRole('button', { name: 'Install Harbour Remix 1', exact: true }).waitFor();
  expect(await on.main.getByText('Press “Slow download”').count()).toBe(0);
});

it('groups files as their provider does, says what is inside, and hides old ones', async () => {
  const on = await open({ state: 'sources' });
  await openMod('Harbour Remix 1')(on);
  await on.main.getByRole('heading', { name: 'Main files' }).waitFor();
  await on.main.getByRole('heading', { name: 'Optional files' }).waitFor();
  await on.main.getByText(/^Contains a program/u).waitFor();
  await on.main.getByText(/^Contains scripts/u).waitFor();
  expect(await on.main.getByText('Harbour Remix 1 Old versions').count()).toBe(0);
  await on.main.getByRole('button', { name: '1 older file' }).click();
  await on.main.getByText('Harbour Remix 1 Old versions').waitFor();
});

it('shows that installing another file of an installed mod asks first where it goes', async () => {
  const on = await open({
    prepare: `const details = window.loadstone.mods.details;
      window.loadstone.mods.details = async (input) => {
        const answer = await details(input);
        const [file] = answer.value.files;
        const older = { ...file, ref: { ...file.ref, fileId: '1' }, name: 'older.zip', title: 'The first one', scan: 'unknown', version: '0.1' };
        return { ...answer, value: { ...answer.value, files: [file, older] } };
      };`,
  });
  await openMod('Neon Boulevard')(on);
  const row = on.main.getByRole('article').filter({ hasText: 'The first one' });
  await row.getByText('older.zip', { exact: true }).waitFor();
  // Nobody said anything about its inside, and nothing is said about it.
  expect(await row.getByText(/scan/iu).count()).toBe(0);
  const install = on.main.getByRole('button', { name: 'Install older.zip' });
  expect(await install.getAttribute('aria-haspopup')).toBe('menu');
  // What it does, and that it opens a menu.
  expect(await install.locator('svg').count()).toBe(2);
  await install.click();
  await on.page.getByRole('menuitem', { name: /^In place of/u }).waitFor();
  await on.page.keyboard.press('Escape');
});

it('updates and goes back from the page', async () => {
  const on = await open({ speed: 30 });
  await checkUpdates(on);
  await on.menu('Discover').click();
  await openMod('Neon Boulevard')(on);
  await on.main.getByText('Version 2.1.0 is installed').waitFor();
  await on.main.getByRole('button', { name: 'Update to 9.1' }).click();
  await on.dialog('What updating would do').getByRole('button', { name: 'Update 1 mod' }).click();
  await on.main.getByText('Version 9.1 is installed').waitFor();
  await on.main.getByRole('button', { name: /^Go back to/u }).click();
  const dialog = on.dialog(/^Bring Neon Boulevard back to/u);
  await dialog.getByText('Neon Boulevard', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Go back', exact: true }).click();
  await expect.poll(() => countCalls(on.page, 'library.revert')).toBe(1);
});

it('reads what is new only when it is asked for', async () => {
  const on = await open();
  await openMod('Neon Boulevard')(on);
  expect(await countCalls(on.page, 'mods.changelog')).toBe(0);
  await on.main.getByRole('heading', { name: 'What is new' }).click();
  await on.main.getByRole('button', { name: 'Show all 5 versions' }).click();
  await on.main.getByText('0.6', { exact: true }).waitFor();
  expect(await countCalls(on.page, 'mods.changelog')).toBe(1);
});

it('takes an opinion where there is an account, and leads to a sign-in and back otherwise', async () => {
  const on = await open({ state: 'sources', speed: 4 });
  await openMod('Harbour Remix 1')(on);
  await on.main.getByRole('button', { name: 'Endorse' }).click();
  await on.main.getByRole('button', { name: 'Endorsed', pressed: true }).click();
  await on.main.getByRole('button', { name: 'Endorse', pressed: false }).waitFor();
  await on.menu('Discover').click();
  await openMod('chart-linter')(on);
  await on.main.getByRole('button', { name: 'Star (sign in first)' }).click();
  const card = on.page.getByRole('article', { name: 'GitHub' });
  await card.getByRole('button', { name: 'Sign in to GitHub' }).click();
  await on.page.getByRole('heading', { level: 1, name: 'chart-linter' }).waitFor();
  await on.toast('Signed in').waitFor();
  await on.main.getByRole('button', { name: 'Star', exact: true }).waitFor();
});
