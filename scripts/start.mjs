/** `npm start`: the desktop app on Electron, or on the chromium host where Electron's binary is not to be had. */
import path from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { hasDisplay, main, root, say, Stop } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/set-up.mjs';

const noDisplay = `There is no display to open a window on. Either
  xvfb-run -a npm start        (a virtual display; Debian: apt-get install xvfb xauth)
  npm start -- --headless      (no window; a browser without one shows the app)`;

await main(async () => {
  const args = process.argv.slice(2);
  const headless = args.includes('--headless');
  if (!headless && !hasDisplay()) throw new Stop(noDisplay);
  await setUp();
  const electron = headless ? null : await ensureElectron();
  await ensureBuilt();
  const appArgs = args.filter((arg) => arg !== '--headless');
  return electron === null ? startOnHost(headless, appArgs) : startOnElectron(electron, appArgs);
});

/** @param {string} electron @param {readonly string[]} args */
async function startOnElectron(electron, args) {
  // Chromium refuses its sandbox to root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return (await run(electron, [root, ...(asRoot ? ['--no-sandbox'] : []), ...args])).code;
}

/** @param {boolean} headless @param {readonly string[]} args */
async function startOnHost(headless, args) {
  await ensureBrowser();
  say(
    headless
      ? 'Running without a window on the chromium host. Ctrl+C ends it.'
      : "Electron's binary is not here: running on the chromium host instead.",
  );
  const host = path.join(root, 'tools/chromium-host/run.ts');
  return (await run(process.execPath, [host, ...(headless ? ['--headless'] : []), '--', ...args])).code;
}
