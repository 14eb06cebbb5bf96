/** One hash over many files: equal as long as no name and no byte of them changes. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, sha256 } from './project.mjs';

/**
 * @param {readonly string[]} places files and folders, relative to the project
 * @param {readonly string[]} more anything else that counts
 * @param {ReadonlySet<string>} [leaveOut] names of folders that do not count, at any depth
 */
export function fingerprint(places, more = [], leaveOut = new Set()) {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const file of places.flatMap((place) => filesIn(place, leaveOut)).toSorted())
    hash.update(`\0${file}\0`).update(sha256(fs.readFileSync(path.join(root, file))));
  return hash.digest('hex');
}

/** @param {string} place @param {ReadonlySet<string>} leaveOut @returns {string[]} with forward slashes */
function filesIn(place, leaveOut) {
  const stat = fs.statSync(path.join(root, place), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [place];
  return fs
    .readdirSync(path.join(root, place), { withFileTypes: true })
    .filter((entry) => !leaveOut.has(entry.name) && (entry.isDirectory() || entry.isFile()))
    .flatMap((entry) => filesIn(path.posix.join(place, entry.name), leaveOut));
}
