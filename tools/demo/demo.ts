/**
 * The main job from start to finish, on the real app with local data: browse, install, roll back. Prints every step and the
 * game folder's tree hash before, after and again. With a display the window stays open; without one there are screenshots.
 *
 *   node tools/demo/demo.ts [--headless]
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { launchApp } from '../../test/support/app.ts';
import { startGameBananaReplica } from '../replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../replicas/sample-game.ts';
import { treeHash } from '../support/tree-hash.ts';

const patience = 30_000;

interface Walk {
  readonly page: Page;
  readonly game: string;
  /** Chooses a folder in the next dialog of the system. */
  readonly answerDialog: (folder: string) => Promise<void>;
  /** Prints a step and, without a window, keeps a picture of it. */
  readonly step: (text: string, picture: string) => Promise<void>;
}

let steps = 0;

const say = (text: string): void => console.log(text);

function printHash(game: string, when: string): string {
  const hash = treeHash(game);
  say(`   tree hash ${when}: ${hash}`);
  return hash;
}

async function addGame({ page, step, answerDialog, game }: Walk): Promise<void> {
  await page.getByRole('button', { name: 'Choose a game folder' }).waitFor({ timeout: patience });
  await step('Loadstone starts for the first time.', 'first-start');
  // The folder dialog is the system's; it is answered from outside.
  await answerDialog(game);
  await page.getByRole('button', { name: 'Choose a game folder' }).click();
  await page.getByRole('textbox', { name: /GameBanana/u }).fill(sampleGame.gameBananaId);
  await step('A game that nobody knows is added: its folder, where mods go, its page on GameBanana.', 'add-game');
  await page.getByRole('button', { name: 'Add this game' }).click();
}

async function browse({ page, step }: Walk): Promise<Locator> {
  const card = page
    .getByRole('article')
    .filter({ has: page.getByRole('button', { name: 'Ember Courier', exact: true }) });
  await card.waitFor({ timeout: patience });
  await settle(page);
  await step(`${sampleGame.name} is managed; its mods are browsed with their pictures.`, 'discover');
  await card.getByRole('button', { name: 'Ember Courier', exact: true }).click();
  const main = page.getByRole('main');
  await main.getByRole('heading', { level: 1, name: 'Ember Courier' }).waitFor({ timeout: patience });
  await settle(page);
  await step('One mod is opened: description, pictures, files with their scan results.', 'mod');
  return main;
}

async function install({ page, step }: Walk, main: Locator): Promise<void> {
  await main
    .getByRole('button', { name: /^Install/u })
    .first()
    .click();
  await page.getByRole('button', { name: 'Undo' }).first().waitFor({ timeout: patience });
  await step('It is downloaded, checked against its size and md5, unpacked and deployed.', 'installed');
  await page
    .getByRole('link', { name: 'Library' })
    .or(page.getByRole('button', { name: 'Library' }))
    .first()
    .click();
  await settle(page);
  await step('The library shows it.', 'library');
}

async function rollBack({ page, step }: Walk): Promise<void> {
  await page
    .getByRole('link', { name: 'History' })
    .or(page.getByRole('button', { name: 'History' }))
    .first()
    .click();
  const untouched = page.getByText('The untouched game').first();
  await untouched.waitFor({ timeout: patience });
  await untouched.click();
  const button = page.getByRole('button', { name: 'Roll back to here' });
  await button.waitFor({ timeout: patience });
  await settle(page);
  await step('The history shows every generation, and exactly what rolling back would change.', 'history');
  await button.click();
  await page
    .getByText(/Rolled back/u)
    .first()
    .waitFor({ timeout: patience });
  await settle(page);
  await step('One click rolls back.', 'rolled-back');
}

/** Pictures and transitions have come to rest. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded');
  await sleep(600);
}

async function demo(headless: boolean): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-demo-'));
  const pictures = path.join(folder, 'screenshots');
  const game = path.join(folder, 'Starlight Courier');
  fs.mkdirSync(pictures);
  makeSampleGame(game);
  say(`A small sample game lies in ${game}`);
  const replica = await startGameBananaReplica();
  say(`A loopback replica of GameBanana answers on ${replica.url}`);
  const endpoints = path.join(folder, 'endpoints.json');
  fs.writeFileSync(endpoints, JSON.stringify(replica.endpoints));
  const app = await launchApp({ dataDir: path.join(folder, 'data'), endpoints, headed: !headless });
  try {
    const step = async (text: string, picture: string): Promise<void> => {
      steps += 1;
      say(`${steps}. ${text}`);
      if (headless) await app.page.screenshot({ path: path.join(pictures, `${steps}-${picture}.png`) });
    };
    if (headless) await app.page.setViewportSize({ width: 1280, height: 800 });
    const answerDialog = (chosen: string): Promise<void> => app.dialogs.answer({ paths: [chosen] });
    const walk: Walk = { page: app.page, game, answerDialog, step };
    const before = printHash(game, 'before');
    await addGame(walk);
    const page = await browse(walk);
    await install(walk, page);
    const after = printHash(game, 'after ');
    await rollBack(walk);
    const again = printHash(game, 'again ');
    if (before === after) throw new Error('The installation changed nothing.');
    if (again !== before) throw new Error('The roll back did not bring the folder back.');
    say('The folder is byte for byte what it was.');
    if (headless) say(`Screenshots of every step: ${pictures}`);
    else await untilClosed(app.page);
    return 0;
  } finally {
    await app.close();
    await replica.close();
    if (!headless) fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function untilClosed(page: Page): Promise<void> {
  say('The window stays open to play with. Close it to end the demo.');
  await page.waitForEvent('close', { timeout: 0 });
}

process.exitCode = await demo(process.argv.includes('--headless'));
