/** Finds out whether a game is running, by looking for a process whose program lies in its folder. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { errnoOf } from './fs.ts';

/** Name of a running program below `root`, or null. What cannot be seen counts as not running. */
export function runningProgram(root: string): string | null {
  if (process.platform === 'linux') return runningOnLinux(root);
  if (process.platform === 'darwin') return firstBelow(root, listed('ps', ['-axo', 'comm=']));
  return process.platform === 'win32' ? runningOnWindows(root) : null;
}

/** Programs lie near the root, and the folders of content that are not looked into are the large ones. */
const deepest = 4;
const mostFolders = 300;

/**
 * Windows lends no program for writing while it runs. Asking for that changes nothing, and costs far less than a list of
 * all processes. `open` opens a file for writing and closes it again.
 */
export function runningOnWindows(root: string, open = openForWriting): string | null {
  let folders: readonly string[] = [root];
  let looked = 0;
  for (let depth = 0; depth < deepest && folders.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of folders.slice(0, mostFolders - looked)) {
      looked += 1;
      for (const entry of entriesOf(folder)) {
        const place = path.join(folder, entry.name);
        if (entry.isDirectory()) next.push(place);
        else if (entry.isFile() && /\.exe$/iu.test(entry.name) && isHeld(place, open)) return entry.name;
      }
    }
    folders = next;
  }
  return null;
}

function openForWriting(file: string): void {
  fs.closeSync(fs.openSync(file, 'r+'));
}

/** Files we may not write to at all say nothing. */
function isHeld(file: string, open: (file: string) => void): boolean {
  try {
    open(file);
    return false;
  } catch (error) {
    return errnoOf(error) === 'EBUSY';
  }
}

function entriesOf(folder: string): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
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
