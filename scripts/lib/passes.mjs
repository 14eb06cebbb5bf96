/** Remembers which steps passed on exactly this checkout, so that a run right after does not repeat them. */
import fs from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { cacheDir, readJson, root, writeJson } from './project.mjs';

/** @typedef {import('./test-report.mjs').Counts} Counts */
/** @typedef {{ readonly at: string, readonly counts: Counts }} Pass */

const file = path.join(cacheDir, 'passes.json');
const made = new Set(['node_modules', 'dist', 'out', '.git', '.cache', 'test-results']);
const settings = /^(LOADSTONE_|CHROMIUM_PATH$|ELECTRON_|DISPLAY$|WAYLAND_DISPLAY$|TMPDIR$)/u;

/** Every file of the checkout, the programs it is tested with, and what tests read beside it. @param {readonly (string | null)[]} programs */
export function checkoutFingerprint(programs) {
  const places = fs.readdirSync(root).filter((name) => !made.has(name));
  const env = Object.entries(process.env)
    .filter(([name]) => settings.test(name))
    .map(([name, value]) => `${name}=${value}`);
  const more = [process.version, ...programs.map(describe), describe(path.join(root, '../shared')), ...env.toSorted()];
  return fingerprint(places, more, new Set(['node_modules']));
}

/** @param {string | null} program */
function describe(program) {
  const stat = program === null ? undefined : fs.statSync(program, { throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${program} ${stat.size} ${stat.mtimeMs}`;
}

/** @param {string} checkout a fingerprint; passes on any other are forgotten */
export function openPasses(checkout) {
  const kept = readJson(file);
  /** @type {Record<string, Pass>} */
  const steps = kept?.checkout === checkout ? kept.steps : {};
  return {
    /** @param {string} name @returns {Pass | undefined} */
    of: (name) => steps[name],
    /** @param {string} name @param {Counts} counts */
    note(name, counts) {
      steps[name] = { at: new Date().toISOString(), counts };
      writeJson(file, { checkout, steps });
    },
  };
}
