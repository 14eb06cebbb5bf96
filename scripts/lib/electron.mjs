/** Electron's own binary: its npm package fetches it from elsewhere, which not every network allows. */
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, nodeModules, readJson, say, secondsSince, writeJson } from './project.mjs';
import { run } from './run.mjs';

const folder = path.join(nodeModules, 'electron');
const memory = path.join(cacheDir, 'electron-unreachable.json');
const day = 24 * 60 * 60 * 1000;
const longest = 5 * 60 * 1000;

/** The path of Electron's executable, or null when it is not here. `ELECTRON_OVERRIDE_DIST_PATH` wins. */
export function findElectron() {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist');
  const file = path.join(dist, executableName());
  return fs.existsSync(file) ? file : null;
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * The path of Electron's executable; fetched when it is missing. A network that does not let it through is asked
 * again after a day at the earliest. `ELECTRON_SKIP_BINARY_DOWNLOAD=1` forbids asking.
 */
export async function ensureElectron() {
  const found = findElectron();
  if (found !== null || process.env['ELECTRON_SKIP_BINARY_DOWNLOAD'] || process.env['ELECTRON_OVERRIDE_DIST_PATH'])
    return found;
  const version = readJson(path.join(folder, 'package.json'))?.version;
  const failed = readJson(memory);
  if (failed?.version === version && Math.abs(Date.now() - failed.at) < day) return null;
  const since = performance.now();
  say(`Fetching Electron ${version} (once) …`);
  await run(process.execPath, [path.join(folder, 'install.js')], { quiet: true, timeout: longest });
  const fetched = findElectron();
  if (fetched === null) writeJson(memory, { version, at: Date.now() });
  say(fetched === null ? '  cannot be had from here' : `  done in ${secondsSince(since)}`);
  return fetched;
}
