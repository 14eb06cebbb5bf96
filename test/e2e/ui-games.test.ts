/** Games in the built window over a made-up world: found, added with what speaks against it, looked after, started. */
import { describe, expect, it } from 'vitest';
import { fakeCode } from '../support/fake-accounts.ts';
import { callsTo, useJourney } from '../support/ui/window-journey.ts';

const { open } = useJourney();

describe('adding a game', () => {
  it('says what speaks against a folder before anything is added, and takes a no', async () => {
    const { page } = await open({ state: 'games' });
    await page.getByRole('button', { name: 'Add a game', exact: true }).click();
    await page.getByText('A library on a drive that is not connected: /media/player/Games').waitFor();
    const broken = page.getByRole('alert').filter({ hasText: 'One of your own game definitions cannot be used' });
    await broken.getByText('targets: expected array').waitFor();
    const card = page.getByRole('listitem').filter({ hasText: 'Stardew Valley' });
    await card.getByText('GOG').waitFor();
    await card.getByRole('button', { name: 'Add Stardew Valley', exact: true }).click();
    await card.getByText('A cloud service keeps this folder in step').waitFor();
    await card.getByText('Vortex has put mods here').waitFor();
    expect(await callsTo(page, 'games.add')).toEqual([]);
    await card.getByRole('button', { name: 'Open folder' }).click();
    await card.getByRole('button', { name: 'Look again' }).click();
    await expect.poll(async () => (await callsTo(page, 'games.inspect')).length).toBe(2);
    expect((await callsTo(page, 'games.openFound'))[0]?.input).toEqual({ folder: '/home/player/OneDrive/Stardew' });
    await card.getByRole('button', { name: 'Not now' }).click();
    await card.getByRole('button', { name: 'Add Stardew Valley', exact: true }).click();
    await card.getByRole('button', { name: 'Add Stardew Valley anyway' }).click();
    await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor();
    expect((await callsTo(page, 'games.add')).map(({ input }) => input)).toEqual([
      { path: '/home/player/OneDrive/Stardew', as: 'stardew-valley' },
    ]);
  });

  it('waits for a store, asks for a loader, and says what to do first', async () => {
    const { page } = await open({ state: 'games' });
    await page.getByRole('button', { name: 'Add a game', exact: true }).click();
    const card = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await card('RimWorld').getByText('Its launcher is updating it right now').waitFor();
    expect(await card('RimWorld').getByRole('button', { name: 'Add RimWorld' }).isDisabled()).toBe(true);
    await card('SnowRunner').getByText('Start the game once').waitFor();
    expect(await card('SnowRunner').getByRole('button', { name: 'Add SnowRunner' }).isDisabled()).toBe(true);
    await card('Persona 5 Royal').getByRole('button', { name: 'Add Persona 5 Royal' }).click();
    await expect
      .poll(async () => (await callsTo(page, 'games.add')).map(({ input }) => input))
      .toEqual([
        { path: '/games/P5R', as: 'persona-5-royal', targets: [{ path: '/games/Factorio', layout: 'folder-per-mod' }] },
      ]);
  });
});

/** Nothing is installed at first; the folder that is chosen is one inside a game. */
const later = `
  const { detect, inspect } = window.loadstone.games;
  window.loadstone.games.detect = async () => {
    const answer = await detect();
    return window.installed ? answer : { ...answer, value: { ...answer.value, games: [] } };
  };
  window.loadstone.games.inspect = async ({ path }) => {
    const answer = await inspect({ path });
    const nearby = [{ definition: 'celeste', folder: '/games' }];
    const here = path === '/games' ? { recognisedAs: ['celeste'] } : { recognisedAs: [], nearby };
    return { ...answer, value: { ...answer.value, ...here } };
  };`;

it('says that it found no game and where it looked, looks again, and knows the game around a folder', async () => {
  const on = await open({ state: 'empty', prepare: later });
  const { page } = on;
  await page.getByText('No game found on this computer yet').waitFor();
  await page.getByText(/^Looked in Steam, GOG, /u).waitFor();
  await page.getByRole('button', { name: 'Look again' }).click();
  expect(await page.getByRole('heading', { name: 'Found on this computer' }).count()).toBe(0);
  // The player comes back from the store.
  await page.evaluate(() => {
    Object.assign(globalThis, { installed: true });
    globalThis.dispatchEvent(new Event('focus'));
  });
  await page.getByRole('heading', { name: 'Found on this computer' }).waitFor();
  await on.welcome.choose.click();
  await page.getByRole('heading', { name: 'This folder lies in a game' }).waitFor();
  await page.getByRole('button', { name: 'Take this one: Celeste' }).click();
  await page.getByRole('heading', { name: 'We know this game' }).waitFor();
  await on.welcome.add('Celeste').click();
  await expect
    .poll(async () => (await callsTo(page, 'games.add'))[0]?.input)
    .toEqual({ path: '/games', as: 'celeste' });
});

describe('a managed game', () => {
  it('starts, and is seen to run', async () => {
    const { page } = await open();
    const play = page.getByRole('button', { name: 'Play', exact: true });
    await play.click();
    await page.getByText("Friday Night Funkin' is starting").first().waitFor();
    const running = page.getByRole('button', { name: 'Running', exact: true });
    await running.waitFor();
    expect(await running.getAttribute('aria-disabled')).toBe('true');
    expect(await running.getAttribute('aria-description')).toContain('Funkin.exe is running');
    expect((await callsTo(page, 'games.launch')).length).toBe(1);
  });

  it('says that its store has updated it', async () => {
    const { page } = await open({ state: 'games' });
    await page.getByText("Steam has updated Friday Night Funkin'").first().waitFor();
  });

  it('shows in its settings what to know about its folders, and takes a loader’s folder', async () => {
    const { page } = await open({ state: 'games' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.keyboard.press('Control+7');
    const care = page.getByRole('region', { name: 'What to know about its folders' });
    await care.getByText('This drive cannot link files').waitFor();
    await care.getByText('Mods are copied instead of linked').waitFor();
    await care.getByText('WINEDLLOVERRIDES="winhttp=n,b" %command%').waitFor();
    await care.getByRole('button', { name: 'Choose the folder of its mod loader' }).click();
    await page.getByText('/games/loader/Mods').first().waitFor();
    await expect.poll(() => care.getByRole('button', { name: 'Choose the folder of its mod loader' }).count()).toBe(0);
  });

  it('shows its picture, or its letters until the player chooses one', async () => {
    const { page } = await open();
    const tile = (name: string) => page.getByRole('navigation', { name: 'Games' }).getByRole('button', { name });
    await expect.poll(() => tile("Friday Night Funkin'").locator('img').count()).toBe(1);
    await tile('Celeste').click();
    expect(await tile('Celeste').locator('img').count()).toBe(0);
    await page.keyboard.press('Control+7');
    const picture = page.getByRole('region', { name: 'Picture', exact: true });
    await picture.getByRole('button', { name: 'Choose a picture…' }).click();
    await expect.poll(() => tile('Celeste').locator('img').count()).toBe(1);
    await picture.getByRole('button', { name: 'Take mine away' }).click();
    await expect.poll(() => tile('Celeste').locator('img').count()).toBe(0);
    await expect.poll(() => picture.getByRole('button', { name: 'Take mine away' }).count()).toBe(0);
  });
});

it('finds a game at a source by its name, and says when there is none', async () => {
  const { page, welcome } = await open({
    state: 'empty',
    prepare: `window.loadstone.games.inspect = async ({ path }) => ({ ok: true, value: {
      path, exists: true, writable: true, recognisedAs: [], folders: ['mods'], warnings: [], nearby: [] } });`,
  });
  await welcome.choose.click();
  const gamebanana = page
    .getByRole('textbox', { name: 'GameBanana' })
    .or(page.getByRole('combobox', { name: 'GameBanana' }));
  await gamebanana.fill('friday');
  await page.getByRole('group', { name: 'Do you mean' }).getByRole('button', { name: "Friday Night Funkin'" }).click();
  await expect.poll(() => gamebanana.inputValue()).toBe('8694');
  await page.getByRole('status').getByText("Friday Night Funkin'").waitFor();

  const nexus = page
    .getByRole('textbox', { name: 'Nexus Mods' })
    .or(page.getByRole('combobox', { name: 'Nexus Mods' }));
  await nexus.fill('no such game');
  await page.getByText('Nothing was found on Nexus Mods for “no such game”.').waitFor();
  await page.getByRole('button', { name: 'Add this game' }).click();
  await page.getByText('No game on Nexus Mods is called so.').waitFor();
  expect(await callsTo(page, 'games.add')).toEqual([]);

  await page.evaluate(() => {
    const { loadstone } = globalThis as unknown as { loadstone: { mods: { games: unknown } } };
    const error = { code: 'needs_sign_in', message: 'mod.io wants a key.', hint: 'Sign in.' };
    loadstone.mods.games = async () => ({ ok: false, error });
  });
  const modio = page.getByRole('textbox', { name: 'mod.io' }).or(page.getByRole('combobox', { name: 'mod.io' }));
  await modio.fill('mod.io/g/lantern-deep');
  await page.getByText('mod.io answers only who is signed in.').waitFor();
  await page.getByRole('button', { name: 'Sign in to mod.io' }).click();
  await page.getByRole('navigation', { name: 'Sections of the settings' }).waitFor();
});

it('keeps what was typed while the player signs in, and goes on there by itself', async () => {
  const { page, welcome } = await open({
    state: 'empty',
    prepare: `window.loadstone.games.inspect = async ({ path }) => ({ ok: true, value: {
        path, exists: true, writable: true, recognisedAs: [], folders: ['mods'], warnings: [], nearby: [] } });
      const { snapshot } = window.loadstone.accounts;
      window.loadstone.mods.games = async ({ provider }) => {
        const { accounts } = (await snapshot()).value;
        if (provider !== 'modio') return { ok: true, value: [] };
        return accounts.some((one) => one.provider === 'modio' && one.account !== null)
          ? { ok: true, value: [{ key: '90210', name: 'Lantern Deep', mods: 12 }] }
          : { ok: false, error: { code: 'needs_sign_in', message: 'mod.io asks who you are.', hint: 'Sign in.' } };
      };`,
  });
  await welcome.choose.click();
  await page.getByRole('textbox', { name: 'Name of the game' }).fill('Lantern Deep, modded');
  await page.getByRole('radio', { name: 'One folder for each mod' }).check();
  const modio = page.getByRole('textbox', { name: 'mod.io' }).or(page.getByRole('combobox', { name: 'mod.io' }));
  await modio.fill('Lantern Deep');
  await page.getByRole('button', { name: 'Sign in to mod.io' }).click();

  const card = page.getByRole('article', { name: 'mod.io' });
  await card.getByLabel('E-mail address').fill('ada@example.org');
  await page.keyboard.press('Enter');
  await page.getByLabel('Code from the e-mail').fill(fakeCode);
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'I agree to the terms of mod.io' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByRole('status').getByText('Lantern Deep').waitFor();
  expect(await page.getByRole('textbox', { name: 'Name of the game' }).inputValue()).toBe('Lantern Deep, modded');
  expect(await page.getByRole('radio', { name: 'One folder for each mod' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Add this game' }).click();
  await expect
    .poll(async () => (await callsTo(page, 'games.add')).map(({ input }) => input))
    .toMatchObject([{ name: 'Lantern Deep, modded', providers: { modio: '90210' } }]);
});
