/** Finds out whether a game is running, by looking for a process whose program lies in its folder. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Name of a running program below `root`, or null. What cannot be seen counts as not running. */
export function runningProgram(root: string): string | null {
  if (process.platform === 'linux') return runningOnLinux(root);
  if (process.platform === 'darwin') return firstBelow(root, listed('ps', ['-axo', 'comm=']));
  // On Windows the program file of a running process cannot be written, which the deployment meets as EBUSY.
  return null;
}

/** The program itself, and for Wine the Windows program it was started with. */
function runningOnLinux(root: string): string | null {
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/u.test(name) || Number(name) === process.pid) continue;
    const found = firstBelow(root, [linkTarget(`/proc/${name}/exe`), wineProgram(name)]);
    if (found !== null) return found;
  }
  return null;
}

function linkTarget(link: string): string {
  try {
    return fs.readlinkSync(link);
  } catch {
    return '';
  }
}

/** Wine shows "Z:\path\game.exe" as its first argument. */
function wineProgram(pid: string): string {
  try {
    const first = fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0', 1)[0] ?? '';
    return /^z:\\/iu.test(first) ? first.slice(2).replaceAll('\\', '/') : '';
  } catch {
    return '';
  }
}

const listed = (command: string, args: readonly string[]): readonly string[] =>
  (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').split('\n');

const firstBelow = (root: string, programs: readonly string[]): string | null => {
  const found = programs.find((program) => program.startsWith(root + path.sep));
  return found === undefined ? null : path.basename(found);
};
