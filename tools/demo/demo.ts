/**
 * The main job from start to finish, on the real app with local data: search, install, settle a conflict, update, roll back.
 * Prints every step and the game folder's tree hash before, in between and after. With a display the window stays open;
 * without one there are screenshots.
 *
 *   node tools/demo/demo.ts [--headless]
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { gameIdFromName } from '../../src/shared/ids.ts';
import { launchApp } from '../../test/support/app.ts';
import { startGameBananaReplica } from '../replicas/gamebanana/replica.ts';
import { startGitHubReplica } from '../replicas/github/replica.ts';
import { drawPicture, type PictureOrder } from '../replicas/pictures/scenes.ts';
import { makeSampleGame, sampleGame } from '../replicas/sample-game.ts';
import { walkThrough } from './walk.ts';

const say = (text: string): void => console.log(text);

async function demo(headless: boolean): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-demo-'));
  const pictures = path.join(folder, 'screenshots');
  const game = path.join(folder, sampleGame.name);
  fs.mkdirSync(pictures);
  const dataDir = path.join(folder, 'data');
  makeSampleGame(game);
  keepPictures(dataDir);
  say(`A small sample game lies in ${game}`);
  const replicas = await Promise.all([startGameBananaReplica(), startGitHubReplica()]);
  say(`Loopback replicas of GameBanana and GitHub answer on ${replicas.map(({ url }) => url).join(' and ')}`);
  const endpoints = path.join(folder, 'endpoints.json');
  fs.writeFileSync(endpoints, JSON.stringify(Object.assign({}, ...replicas.map((replica) => replica.endpoints))));
  const app = await launchApp({ dataDir, endpoints, headed: !headless });
  try {
    if (headless) await app.page.setViewportSize({ width: 1280, height: 800 });
    await walkThrough({
      page: app.page,
      game,
      answerDialog: (chosen) => app.dialogs.answer({ paths: [chosen] }),
      say,
      pictures: headless ? pictures : null,
    });
    say('The folder is byte for byte what it was.');
    if (headless) say(`Screenshots of every step: ${pictures}`);
    else await untilClosed(app.page);
    return 0;
  } finally {
    await app.close();
    await Promise.all(replicas.map((replica) => replica.close()));
    if (!headless) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** As if a store had had them on this computer: where the app keeps what it took over. */
function keepPictures(dataDir: string): void {
  const kept = path.join(dataDir, 'game-pictures', gameIdFromName(sampleGame.name));
  fs.mkdirSync(kept, { recursive: true });
  const draw = (name: 'cover' | 'wide', order: PictureOrder): void =>
    fs.writeFileSync(path.join(kept, name), drawPicture(order, 640));
  draw('cover', { scene: 'courier', palette: 'violet', seed: 'cover' });
  draw('wide', { scene: 'nebula', palette: 'violet', seed: 'wide' });
}

async function untilClosed(page: Page): Promise<void> {
  say('The window stays open to play with. Close it to end the demo.');
  await page.waitForEvent('close', { timeout: 0 });
}

process.exitCode = await demo(process.argv.includes('--headless'));
