/** Where things are, and how the scripts speak. Plain Node 20 with nothing installed. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const nodeModules = path.join(root, 'node_modules');
/** Forgotten with the packages: what is kept here is only ever a short cut. */
export const cacheDir = path.join(nodeModules, '.cache', 'loadstone');

/** Ends a script with these words and exit code 1, without a stack trace. */
export class Stop extends Error {}

/** Tells the person; always on stderr, so that a script's answer alone is on stdout. @param {string} line */
export const say = (line) => void process.stderr.write(`${line}\n`);

/** Ends whatever the script was doing with its words, not with a stack trace. @param {() => Promise<number | void>} script */
export async function main(script) {
  try {
    process.exitCode = (await script()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/** @param {string} file @returns {any} what the JSON file says, or null when it is missing or broken */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} file @param {unknown} value */
export function writeJson(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** @param {string | Uint8Array} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {number} since as given by performance.now() */
export const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Without a display a window cannot open; only Linux can be without one. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
