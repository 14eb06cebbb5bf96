/** One process at a time, for work that two commands started at once would both do. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheDir, Stop } from './project.mjs';

const patience = 5 * 60 * 1000;
const pause = 50;

/** @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>} */
export async function withLock(name, work) {
  const file = path.join(cacheDir, `${name}.lock`);
  fs.mkdirSync(cacheDir, { recursive: true });
  for (let waited = 0; !take(file); waited += pause) {
    if (waited > patience) throw new Stop(`Another command holds ${file}. Delete that file if none is running.`);
    await wait(pause);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    if (!holderLives(file)) fs.rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function holderLives(file) {
  const pid = Number(fs.readFileSync(file, { encoding: 'utf8', flag: 'a+' }));
  // The holder writes its number right after it makes the file: an empty one is a moment old.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
