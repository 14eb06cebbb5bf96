/** Starts packaged bundles, taken out of their archive and away from the checkout, on the chromium host. */
import { extractAll } from '@electron/asar';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nativeFiles } from './package-proof.mjs';
import { Stop } from './project.mjs';
import { run } from './run.mjs';

/**
 * @param {string} asar path of app.asar
 * @param {string} picture where a screenshot of the first screen goes
 * @returns {Promise<string>} the first screen's heading
 * @throws {Stop} when something in the package does not run
 */
export async function startPackaged(asar, picture) {
  // Away from the checkout: what is not in the package cannot be found by accident.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-package-'));
  try {
    const app = path.join(folder, 'app');
    extractAll(asar, app);
    await runCommandLine(app, path.join(folder, 'cli-data'));
    await runSevenZip(asar);
    return await openWindow(path.join(app, 'dist/main/index.js'), path.join(folder, 'data'), picture);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The command line opens its registry, so the native library loads. @param {string} app @param {string} data */
async function runCommandLine(app, data) {
  const args = [path.join(app, 'dist/main/cli.js'), 'game', 'list', '--json', '--data', data];
  const { code, output } = await run(process.execPath, args, { quiet: true, timeout: 30_000, cwd: app });
  if (code !== 0) throw new Stop(`The packaged command line fails:\n${output}`);
}

/** @param {string} asar */
async function runSevenZip(asar) {
  const file = nativeFiles(process.platform, process.arch).find((one) => path.basename(one).startsWith('7z'));
  const program = path.join(`${asar}.unpacked`, file ?? '');
  const { code, output } = await run(program, ['i'], { quiet: true, timeout: 30_000 });
  if (code !== 0) throw new Stop(`The packaged 7-Zip does not run:\n${output}`);
}

/** @param {string} mainFile @param {string} dataDir @param {string} picture */
async function openWindow(mainFile, dataDir, picture) {
  const { launchOnHost } = await import('../../test/support/app-on-host.ts');
  const app = await launchOnHost({ dataDir, main: mainFile });
  try {
    const heading = app.page.getByRole('heading').first();
    await heading.waitFor({ timeout: 30_000 });
    await app.page.screenshot({ path: picture });
    return (await heading.innerText()).trim();
  } finally {
    await app.close();
  }
}
