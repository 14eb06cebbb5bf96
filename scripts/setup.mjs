/** `npm run setup`: makes a fresh clone ready: packages, Node, a browser and, where it can be had, Electron. */
import { ensureBrowser } from './lib/browser.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { main, say } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  const electron = await ensureElectron();
  say(electron === null ? 'Electron: not here; the chromium host takes its place.' : `Electron: ${electron}`);
  say(`Browser: ${await ensureBrowser()}`);
  say(`Node: ${process.version}`);
});
