/** Packages the app, proves what is inside, and starts it. */
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import fs from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureElectron } from './electron.mjs';
import { makeNotices, noticesFile } from './notices.mjs';
import { faultsOf } from './package-proof.mjs';
import { startPackaged } from './package-start.mjs';
import { nodeModules, readJson, root, say, secondsSince, Stop } from './project.mjs';
import { runPackage } from './run.mjs';
import { makeStandIn } from './stand-in.mjs';

const output = path.join(root, 'out/package');
const standInFolder = path.join(root, 'out/stand-in');

/** Every fuse and how the product wants it; electron-builder.yml sets them. */
const wantedFuses = /** @type {const} */ ({
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
});

/** @param {{ readonly dirOnly: boolean, readonly standIn: boolean }} options @throws {Stop} when the package is not right */
export async function packageApp({ dirOnly, standIn }) {
  await ensureBrowser();
  const electron = standIn ? null : await ensureElectron();
  await ensureBuilt({ outDir: 'out/build', kind: 'release' });
  await checkNotices();
  await build(electron, dirOnly);
  const { asar, program } = findPackage();
  const faults = [...faultsOf(asar, process.platform, process.arch), ...(await fuseFaults(program))];
  if (faults.length > 0)
    throw new Stop(['The package is not right:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  say(`Everything the app needs is inside ${path.relative(root, asar)}, nothing else is, and its fuses are set.`);
  const picture = path.join(output, 'first-screen.png');
  const heading = await startPackaged(asar, picture);
  say(`The packaged app started on the chromium host and shows "${heading}" (${path.relative(root, picture)}).`);
}

async function checkNotices() {
  process.env['NODE_ENV'] = 'production';
  const now = fs.existsSync(noticesFile) ? fs.readFileSync(noticesFile, 'utf8').replaceAll('\r\n', '\n') : '';
  if (now !== (await makeNotices()))
    throw new Stop('resources/THIRD-PARTY-NOTICES.txt is not up to date: run "npm run notices" and commit it.');
}

/** @param {string | null} electron @param {boolean} dirOnly */
async function build(electron, dirOnly) {
  const since = performance.now();
  fs.rmSync(output, { recursive: true, force: true });
  const version = readJson(path.join(nodeModules, 'electron/package.json')).version;
  // Installers are made by tools that are fetched like Electron itself, so that without it there is only the folder.
  const onlyFolder = dirOnly || electron === null;
  if (electron === null) {
    // Windows' and macOS's packages are made by changing Electron's own binary: nothing stands in for that.
    if (process.platform !== 'linux')
      throw new Stop("Electron's distribution is not here, and only Linux can do without.");
    say("Electron's distribution is not here: packaging around a stand-in.");
    await makeStandIn(standInFolder, version);
  }
  const dist = electron === null ? standInFolder : path.join(nodeModules, 'electron/dist');
  const args = ['--publish', 'never', `-c.electronDist=${dist}`, ...(onlyFolder ? ['--dir'] : [])];
  const result = await runPackage('electron-builder', args, { quiet: true, env: { NODE_ENV: 'production' } });
  if (result.code !== 0) throw new Stop(`electron-builder failed:\n${result.output.trim()}`);
  say(`Packaged in ${secondsSince(since)}: ${fs.readdirSync(output).filter(isProduct).join(', ')}`);
}

/** @param {string} name */
const isProduct = (name) => !name.startsWith('builder-') && !/\.(yml|yaml|blockmap)$/u.test(name);

/** Where electron-builder left the app's archive and its program. */
function findPackage() {
  const folders = fs.readdirSync(output).map((name) => path.join(output, name));
  const candidates = folders.flatMap((folder) => [
    { asar: path.join(folder, 'resources/app.asar'), program: path.join(folder, 'loadstone') },
    { asar: path.join(folder, 'resources/app.asar'), program: path.join(folder, 'Loadstone.exe') },
    {
      asar: path.join(folder, 'Loadstone.app/Contents/Resources/app.asar'),
      program: path.join(folder, 'Loadstone.app'),
    },
  ]);
  const found = candidates.find(({ asar, program }) => fs.existsSync(asar) && fs.existsSync(program));
  if (found === undefined) throw new Stop('electron-builder left no app.asar beside a program.');
  return found;
}

/** @param {string} program @returns {Promise<string[]>} */
async function fuseFaults(program) {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(wantedFuses)
    .filter(([name, on]) => {
      const state = wire[FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)]];
      return state !== (on ? FuseState.ENABLE : FuseState.DISABLE);
    })
    .map(([name, on]) => `the fuse ${name} is not ${on ? 'on' : 'off'}`);
}
