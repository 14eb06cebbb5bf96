/** What the demo does with the app, step by step, as a player would: by the names on the screen. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { openMod, pagesOf } from '../../test/support/ui/pages.ts';
import { sampleGame } from '../replicas/sample-game.ts';
import { treeHash } from '../support/tree-hash.ts';

export interface WalkOptions {
  readonly page: Page;
  /** Folder of the game. */
  readonly game: string;
  /** Chooses a folder in the next dialog of the system, which cannot be clicked from here. */
  readonly answerDialog: (folder: string) => Promise<void>;
  readonly say: (text: string) => void;
  /** Where the picture of each step goes; null where somebody is looking. */
  readonly pictures: string | null;
}

interface Walk extends WalkOptions {
  readonly on: ReturnType<typeof pagesOf>;
  readonly step: (text: string, picture: string) => Promise<void>;
  /** Prints the hash of the whole game folder, and gives it back. */
  readonly hash: (when: string) => string;
}

/** Longest wait for anything on the screen, in ms. */
const patience = 30_000;

/** Everything from the first start to the untouched game again. Throws where the app does not keep its word. */
export async function walkThrough(options: WalkOptions): Promise<void> {
  const walk = begin(options);
  walk.page.setDefaultTimeout(patience);
  const untouched = walk.hash('before');
  await addGame(walk);
  await search(walk);
  await installFromTwoSources(walk);
  await settleConflict(walk);
  await update(walk);
  const modded = walk.hash('modded');
  await editOutside(walk);
  await rollBack(walk);
  const again = walk.hash('again ');
  if (modded === untouched) throw new Error('The mods changed nothing.');
  if (again !== untouched) throw new Error('Rolling back did not bring the folder back.');
}

function begin(options: WalkOptions): Walk {
  const { page, game, say, pictures } = options;
  let steps = 0;
  return {
    ...options,
    on: pagesOf(page),
    step: async (text, picture) => {
      await settle(page);
      steps += 1;
      say(`${steps}. ${text}`);
      if (pictures === null) return;
      const name = `${String(steps).padStart(2, '0')}-${picture}.png`;
      await page.screenshot({ path: path.join(pictures, name) });
    },
    hash: (when) => {
      const hash = treeHash(game);
      say(`   tree hash ${when}: ${hash}`);
      return hash;
    },
  };
}

/** Pictures and transitions have come to rest. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded');
  await sleep(600);
}

async function addGame({ page, on, step, answerDialog, game }: Walk): Promise<void> {
  await on.welcome.choose.waitFor();
  await step('Loadstone starts for the first time.', 'first-start');
  await answerDialog(game);
  await on.welcome.choose.click();
  await page.getByRole('combobox', { name: 'GameBanana' }).fill(sampleGame.gameBananaId);
  await page.getByRole('combobox', { name: 'GitHub' }).fill(sampleGame.gitHubTopic);
  await step('A game that nobody knows is added: its folder, where mods go, where its mods are.', 'add-game');
  await page.getByRole('button', { name: 'Add this game' }).click();
}

async function search({ on, step }: Walk): Promise<void> {
  await on.discover.card('Ember Courier').waitFor();
  await on.discover.card('solar-sails').waitFor();
  await step('Its mods are browsed, those of both sources as one library.', 'discover');
  await on.discover.search.fill('courier');
  await on.discover.card('solar-sails').waitFor({ state: 'detached' });
  await on.discover.card('Courier Rebalanced').waitFor();
  await step('A few letters are enough to search both.', 'search');
}

async function installFromTwoSources({ on, step }: Walk): Promise<void> {
  await openMod('Ember Courier')(on);
  await step('A mod has its page: description, pictures, files with their scan results.', 'mod');
  await on.main.getByRole('button', { name: /older files?$/u }).click();
  await on.main.getByRole('button', { name: 'Install ember_courier_20.zip' }).click();
  await installed(on.main);
  await step('An older file of it, from GameBanana: downloaded, checked, unpacked and deployed.', 'installed');
  await on.back.click();
  await openMod('solar-sails')(on);
  await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
  await installed(on.main);
  await step('Another mod, from GitHub: the newest release, checked against its digest.', 'installed-github');
}

const installed = (main: Locator): Promise<void> => main.getByText(/^Version .+ is installed$/u).waitFor();

async function settleConflict({ on, step }: Walk): Promise<void> {
  await on.back.click();
  await openMod('Courier Rebalanced')(on);
  await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
  const question = on.dialog('Install Courier Rebalanced?');
  await question.getByText('Ember Courier').waitFor();
  await step('A third mod would win over another one: that is shown before anything is written.', 'preview');
  await question.getByRole('button', { name: 'Install', exact: true }).click();
  await installed(on.main);
  await on.menu('Conflicts').click();
  await on.conflicts.file('courier.json').click();
  await step('The conflict: who brings the file, who wins and why.', 'conflict');
  await on.conflicts.panel.getByRole('button', { name: 'Choose Ember Courier' }).click();
  await on.conflicts.panel.getByText('you chose it').waitFor();
  await step('The other one shall win: one click.', 'winner');
}

async function update({ on, step }: Walk): Promise<void> {
  await on.menu('Updates').click();
  await on.main.getByRole('button', { name: 'Check for updates' }).click();
  const all = on.main.getByRole('button', { name: /^Update (?:all \d+|\d+ mod)/u });
  await all.waitFor();
  await step('Both sources are asked for updates; there is one.', 'updates');
  await all.click();
  const plan = on.dialog('What updating would do');
  await plan.getByText('to fetch').waitFor();
  await step('What updating would do is shown before anything is fetched.', 'update-plan');
  await plan.getByRole('button', { name: /^Update \d+ mods?$/u }).click();
  await on.main.getByText('Everything is up to date').waitFor();
  await step('The new version is in before the old one goes.', 'updated');
}

async function editOutside({ page, on, step, game }: Walk): Promise<void> {
  await on.menu('Library').click();
  await on.library.row('Ember Courier').waitFor();
  await step('The library: what is on, in which version, from where, and who wins.', 'library');
  fs.writeFileSync(path.join(game, 'config/ember.ini'), '[engine]\nafterburner = maximum\n');
  // As if the player came back from an editor.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await on.status.getByRole('button', { name: '1 file changed outside' }).click();
  await on.main.getByText('ember.ini').first().waitFor();
  await step('A file of a mod was edited by hand: that is noticed, and nothing is overwritten.', 'outside');
}

async function rollBack({ on, page, step }: Walk): Promise<void> {
  await on.menu('History').click();
  await on.history.moment('The untouched game').click();
  await on.history.rollBack.waitFor();
  await step('The history has every change, and shows exactly what rolling back would do.', 'history');
  await on.history.rollBack.click();
  await page
    .getByText(/^Back to the untouched game/u)
    .first()
    .waitFor();
  await step('One click rolls everything back, without any network. The edit is kept in the history.', 'rolled-back');
}
