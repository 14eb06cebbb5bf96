/** Makes sure that the packages of package-lock.json, and no others, are installed. */
import fs from 'node:fs';
import path from 'node:path';
import { nodeModules, readJson, root, say, secondsSince, sha256, Stop, writeJson } from './project.mjs';
import { explainNpm, runNpm } from './npm.mjs';

const stampFile = path.join(nodeModules, '.loadstone-setup');
const lockFile = path.join(root, 'package-lock.json');

/** @typedef {{ readonly lock: string, readonly node?: string }} SetupStamp */

/** @returns {SetupStamp | null} what set-up noted when it last ended well */
export const readStamp = () => readJson(stampFile);

/** @param {SetupStamp} stamp */
export const writeStamp = (stamp) => writeJson(stampFile, stamp);

/** Installs the packages when they are missing or are not those of the lock file. */
export async function ensurePackages() {
  const lock = sha256(fs.readFileSync(lockFile));
  if (readStamp()?.lock === lock) return;
  if (!isInstalled(readJson(lockFile), readJson(path.join(nodeModules, '.package-lock.json')), isFolder))
    await install();
  writeStamp({ lock });
}

async function install() {
  const since = performance.now();
  say('Installing the npm packages (once, about half a minute) …');
  // Windows does not delete a program that runs, and a clean install would begin with the Node that runs us.
  const fromWithin = process.platform === 'win32' && process.execPath.startsWith(nodeModules);
  const command = fromWithin ? ['install', '--no-save'] : ['ci'];
  const { code, output } = await runNpm([...command, '--no-audit', '--no-fund']);
  if (code !== 0) throw new Stop(explainNpm(output, `npm ${command[0]}`));
  say(`  done in ${secondsSince(since)}`);
}

/** @param {string} key a key of the lock file, such as node_modules/vite */
const isFolder = (key) => fs.existsSync(path.join(root, key, 'package.json'));

/**
 * Whether what npm noted as installed is what the lock file asks for. Packages for other systems are not installed.
 * @param {any} lock package-lock.json @param {any} installed node_modules/.package-lock.json
 * @param {(key: string) => boolean} isThere
 */
export function isInstalled(lock, installed, isThere) {
  if (lock?.packages === undefined || installed?.packages === undefined) return false;
  return Object.entries(lock.packages).every(([key, wanted]) => {
    if (key === '') return true;
    const found = installed.packages[key];
    if (found === undefined) return Boolean(wanted.optional ?? wanted.devOptional ?? wanted.peer);
    return found.version === wanted.version && found.integrity === wanted.integrity && isThere(key);
  });
}
