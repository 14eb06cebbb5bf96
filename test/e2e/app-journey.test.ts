/** The first journey on the real app: real window, preload, router, worker thread, files; the GameBanana replica behind it. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startGameBananaReplica, type GameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { treeHash } from '../../tools/support/tree-hash.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { readTree, tempFolder } from '../support/trees.ts';
import { openMod, pagesOf, type Pages } from '../support/ui/pages.ts';

let replica: GameBananaReplica;
let folder: ReturnType<typeof tempFolder>;
let game: string;
let app: RunningApp;
let ui: Pages;
let before: Record<string, string>;

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());

beforeEach(async () => {
  folder = tempFolder('app');
  game = path.join(folder.path, sampleGame.name);
  makeSampleGame(game);
  before = readTree(game);
  replica.control.reset();
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
  app = await launchApp({
    dataDir: path.join(folder.path, 'data'),
    endpoints: path.join(folder.path, 'endpoints.json'),
  });
  ui = pagesOf(app.page);
});
afterEach(async () => {
  await app.close();
  folder.remove();
});

/** A game the definitions do not know, with its key at the provider. */
async function addBrowsableGame(): Promise<void> {
  await app.page.evaluate(
    async ({ at, name, key }) => {
      const targets = [{ path: '.', layout: 'merge-tree' as const }];
      await window.loadstone?.games.add({ path: at, as: 'custom', name, targets, providers: { gamebanana: key } });
    },
    { at: game, name: sampleGame.name, key: sampleGame.gameBananaId },
  );
  await ui.game(sampleGame.name).click();
}

const treeIs = (wanted: Record<string, string>): Promise<void> =>
  vi.waitFor(() => expect(readTree(game)).toEqual(wanted), { timeout: 15_000, interval: 100 });

test('first run: choose the folder, say where mods go, and land on the game', async () => {
  await app.dialogs.answer({ paths: [game] });
  await ui.welcome.choose.click();
  await app.page.getByRole('textbox', { name: 'Name of the game' }).waitFor();
  const address = app.page.getByRole('combobox', { name: 'GameBanana' });
  await address.fill('nonsense');
  await app.page.getByRole('button', { name: 'Add this game' }).click();
  await app.page.getByText('No game on GameBanana is called so.').waitFor();
  // The whole name will do, once the source has been asked for it.
  await address.fill(sampleGame.name.toLowerCase());
  await app.page.locator(`datalist option[value="${sampleGame.gameBananaId}"]`).waitFor({ state: 'attached' });
  await address.blur();
  await vi.waitFor(async () => expect(await address.inputValue()).toBe(sampleGame.gameBananaId));
  await address.fill(`https://gamebanana.com/games/${sampleGame.gameBananaId}`);
  await app.page.getByRole('button', { name: 'Add this game' }).click();
  await ui.discover.card('Ember Courier').waitFor();
  await ui.menu('Library').click();
  await app.dialogs.answer({ paths: [zip('from-disk', { 'game.cfg': 'changed', 'new.txt': 'new' })] });
  await app.page.getByRole('button', { name: 'Install from an archive' }).first().click();
  await ui.toast('Installed from-disk').waitFor();
  expect(fs.readFileSync(path.join(game, 'game.cfg'), 'utf8')).toBe('changed');
  await app.page.keyboard.press('Control+z');
  await treeIs(before);
  // The folder is back before the window has heard of it.
  await ui.toast('').getByRole('button', { name: 'Redo' }).waitFor();
  await app.page.keyboard.press('Control+Shift+z');
  await vi.waitFor(() => expect(fs.existsSync(path.join(game, 'new.txt'))).toBe(true), { timeout: 15_000 });
});

function zip(name: string, files: Record<string, string>): string {
  const file = path.join(folder.path, `${name}.zip`);
  writeZip(file, files);
  return file;
}

test('browse with pictures, install, switch off, roll back, and find it all again after a restart', async () => {
  await addBrowsableGame();
  await ui.discover.card('Ember Courier').waitFor();
  await vi.waitFor(async () => {
    const loaded = await app.page.evaluate(() => [...document.images].filter((image) => image.naturalWidth > 0).length);
    expect(loaded).toBeGreaterThan(5);
  }, 20_000);
  await ui.discover.install('Ember Courier').click();
  await ui.toast('Installed Ember Courier').waitFor();
  const installed = readTree(game);
  expect(installed).not.toEqual(before);
  await ui.menu('Library').click();
  await ui.library.toggle('Ember Courier').click();
  await treeIs(before);
  app = await app.relaunch();
  ui = pagesOf(app.page);
  await ui.game(sampleGame.name).click();
  await ui.menu('Library').click();
  await ui.library.row('Ember Courier').waitFor();
  await ui.menu('History').click();
  await ui.history.moment('Installed Ember Courier').click();
  await ui.history.rollBack.click();
  await treeIs(installed);
  await ui.history.undo.click();
  await treeIs(before);
  expect(await app.blockedRequests()).toEqual([]);
});

/** An older file of a mod from its page. */
async function installOlder(): Promise<void> {
  await openMod('Ember Courier')(ui);
  await ui.main.getByRole('button', { name: /older files?$/u }).click();
  await ui.main.getByRole('button', { name: 'Install ember_courier_20.zip' }).click();
  await ui.toast('Installed Ember Courier').waitFor();
}

async function installArchive(file: string): Promise<void> {
  await ui.menu('Library').click();
  await app.dialogs.answer({ paths: [file] });
  await app.page.getByRole('button', { name: 'Install from an archive' }).first().click();
}

const fileIs = (name: string, wanted: string): Promise<void> =>
  vi.waitFor(() => expect(fs.readFileSync(path.join(game, name), 'utf8')).toBe(wanted), {
    timeout: 15_000,
    interval: 100,
  });

/** The folder once no change is on its way: our own folder is there meanwhile. */
const treeAtRest = (): Promise<Record<string, string>> =>
  vi.waitUntil(
    () => {
      const tree = readTree(game);
      return '.loadstone/' in tree ? false : tree;
    },
    { timeout: 15_000, interval: 100 },
  );

async function switchTo(profile: string): Promise<void> {
  const ask = ui.dialog(`Switch to “${profile}”?`);
  await ask.getByRole('button', { name: 'Switch profile' }).click();
  await ask.waitFor({ state: 'detached' });
}

test('a conflict, a profile, an edit from outside, an update, and one step back to the untouched game', async () => {
  const { page } = app;
  await addBrowsableGame();
  const untouched = treeHash(game);
  await installOlder();
  const ember = fs.readFileSync(path.join(game, 'data/ships/courier.json'), 'utf8');

  await installArchive(zip('rebalance', { 'data/ships/courier.json': 'mine', 'run.bat': 'echo' }));
  const consent = ui.dialog('Install rebalance?');
  await consent.getByText('Ember Courier').waitFor();
  await consent.getByText('run.bat').waitFor();
  await fileIs('data/ships/courier.json', ember);
  await consent.getByRole('button', { name: 'Install', exact: true }).click();
  await ui.toast('Installed rebalance').waitFor();
  await fileIs('data/ships/courier.json', 'mine');
  await ui.menu('Conflicts').click();
  await ui.conflicts.file('courier.json').click();
  await ui.conflicts.panel.getByRole('button', { name: 'Choose Ember Courier' }).click();
  await fileIs('data/ships/courier.json', ember);
  await ui.conflicts.panel.getByRole('button', { name: 'Let the load order decide' }).click();
  await fileIs('data/ships/courier.json', 'mine');
  const modded = await treeAtRest();

  await ui.profiles.button.click();
  await page.getByRole('menuitem', { name: 'New profile…' }).click();
  const form = ui.dialog('New profile');
  await form.getByRole('textbox', { name: 'Name' }).fill('Plain');
  await form.getByRole('combobox', { name: 'Start with' }).click();
  await page.getByRole('option', { name: 'No mods' }).click();
  await form.getByRole('button', { name: 'Create profile' }).click();
  await switchTo('Plain');
  await treeIs(before);
  await ui.profiles.button.click();
  await ui.profiles.choice('Default').click();
  await switchTo('Default');
  await treeIs(modded);

  fs.writeFileSync(path.join(game, 'config/ember.ini'), 'my own words');
  await ui.menu('Upkeep').click();
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('button', { name: 'Keep your version of config/ember.ini' }).click();
  await ui.toast('Kept your changes: config/ember.ini').waitFor();

  await ui.menu('Updates').click();
  await ui.main.getByRole('button', { name: 'Check for updates' }).click();
  await ui.main.getByRole('button', { name: /^Update (?:all \d+|\d+ mod)/u }).click();
  const plan = ui.dialog('What updating would do');
  await plan.getByText('to fetch').waitFor();
  await plan.getByRole('button', { name: /^Update \d+ mods?$/u }).click();
  await ui.main.getByText('1 mod updated').waitFor();
  await vi.waitFor(() => expect(fs.existsSync(path.join(game, 'data/ships/ember-trail.json'))).toBe(true), 15_000);
  await fileIs('config/ember.ini', 'my own words');

  await ui.menu('History').click();
  await ui.history.moment('The untouched game').click();
  await ui.history.rollBack.click();
  await treeIs(before);
  expect(treeHash(game)).toBe(untouched);
});

test('a profile is saved to a file, imported from it without the internet, and taken back', async () => {
  const { page } = app;
  await addBrowsableGame();
  await ui.discover.install('Ember Courier').click();
  await ui.toast('Installed Ember Courier').waitFor();
  const modded = await treeAtRest();
  const file = path.join(folder.path, 'mine.loadstone.json');
  await app.dialogs.answer({ paths: [file] });
  await ui.profiles.button.click();
  await page.getByRole('menuitem', { name: 'Share this profile…' }).click();
  await ui.dialog('Share “Default”').getByRole('button', { name: 'Save as a file…' }).click();
  await ui.toast(file).waitFor();

  replica.control.fail({ path: /./u, fault: { kind: 'drop', at: 0 } });
  await ui.profiles.button.click();
  await page.getByRole('menuitem', { name: 'Import a profile…' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  const plan = ui.dialog('Import “Default”');
  await plan.getByText('Here already').waitFor();
  await plan.getByRole('button', { name: 'Import 1 mod' }).click();
  const done = ui.dialog('“Default 2” is in use');
  await done.waitFor();
  await treeIs(modded);
  await done.getByRole('button', { name: 'Take it all back' }).click();
  await done.waitFor({ state: 'detached' });
  await ui.profiles.button.getByText('Default', { exact: true }).waitFor();
  await treeIs(modded);
});

test('removing a game asks first, brings the folder back and forgets it', async () => {
  await addBrowsableGame();
  await ui.discover.install('Ember Courier').click();
  await ui.toast('Installed Ember Courier').waitFor();
  await ui.menu('Game settings').click();
  await app.page.getByRole('button', { name: 'Remove game' }).click();
  await app.page.getByRole('button', { name: 'Keep it' }).click();
  expect(readTree(game)).not.toEqual(before);
  await app.page.getByRole('button', { name: 'Remove game' }).click();
  await app.page.getByRole('button', { name: 'Bring it back and remove' }).click();
  await ui.welcome.choose.waitFor();
  expect(readTree(game)).toEqual(before);
});

test('a download that is not what was promised is an error card, and nothing has happened', async () => {
  await addBrowsableGame();
  replica.control.fail({ path: /\.zip/u, fault: { kind: 'wrong-bytes' } });
  await ui.discover.install('Ember Courier').click();
  // An urgent toast is read out from a live region; until it has the focus its own words are for the eye alone.
  await app.page.getByText('its md5 differs').last().waitFor({ timeout: 20_000 });
  await app.page.getByText('Try again').first().waitFor();
  expect(readTree(game)).toEqual(before);
  await ui.menu('Library').click();
  await app.page.getByText('Find something you like').waitFor();
});

test('the app killed in the middle of an install starts again with exactly the old or the new state', async () => {
  await addBrowsableGame();
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`data/many/${index}.txt`, `${index}`]));
  const file = zip('many', { ...many, 'game.cfg': 'new' });
  await app.page.evaluate(
    async ({ at, gameId }) => window.loadstone?.install.fromFile({ gameId: gameId as never, path: at }),
    { at: file, gameId: 'starlight-courier' },
  );
  await new Promise((resolve) => {
    setTimeout(resolve, 700);
  });
  await app.kill();
  app = await app.relaunch();
  ui = pagesOf(app.page);
  await ui.game(sampleGame.name).click();
  await ui.menu('History').click();
  const empty = app.page.getByText('Install a mod, and this page remembers');
  await ui.history.current.or(empty).first().waitFor();
  const done = (await ui.history.moment('Installed many').count()) === 1;
  const tree = readTree(game);
  if (done) expect(Object.keys(tree)).toHaveLength(Object.keys(before).length + 3_001);
  else expect(tree).toEqual(before);
});
