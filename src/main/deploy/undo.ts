/**
 * Takes a `prepared` deployment back. Reads the disk, not a counter; every rule is idempotent (docs/deploy.md).
 */
import path from 'node:path';
import { fingerprintOf, hashFile, removeFile, removeFolderIfEmpty, syncFolder } from '../lib/files.ts';
import type { FileStat, Fs } from '../lib/fs.ts';
import type { JournalStep } from '../registry/journal.ts';
import { conflictPath, retiredPath, stagePath } from './private-folder.ts';

export interface Undone {
  /** Files put back or taken away. */
  readonly files: number;
  /** New places of what was neither the old nor the new file. */
  readonly setAside: readonly string[];
}

export function undoSteps(fs: Fs, deployment: string, steps: readonly JournalStep[]): Undone {
  const setAside: string[] = [];
  const touched = new Set<string>();
  let files = 0;
  for (const step of steps.toReversed()) {
    const file = path.join(step.root, step.path);
    const changed = undoStep(fs, deployment, step, file, setAside);
    if (changed) touched.add(path.dirname(file));
    if (changed && step.action !== 'make-folder' && step.action !== 'remove-folder') files += 1;
  }
  for (const folder of touched) if (fs.lstat(folder)?.kind === 'folder') syncFolder(fs, folder);
  return { files, setAside };
}

function undoStep(fs: Fs, deployment: string, step: JournalStep, file: string, setAside: string[]): boolean {
  switch (step.action) {
    case 'create':
      return undoCreate(fs, deployment, step, file, setAside);
    case 'replace':
    case 'remove':
      return putBack(fs, deployment, step, file, setAside);
    case 'make-folder':
      return removeFolderIfEmpty(fs, file);
    case 'remove-folder':
      return fs.lstat(file) === null && fs.mkdir(file);
    default:
      return step.action satisfies never;
  }
}

function undoCreate(fs: Fs, deployment: string, step: JournalStep, file: string, setAside: string[]): boolean {
  const stat = fs.lstat(file);
  if (stat === null || stat.kind === 'folder') return false;
  const stage = fs.lstat(stagePath(step.root, deployment, step.seq));
  // While our staged file still stands alone, the step did not run: what lies at the target is not ours.
  if (stage !== null && !sameFile(stage, stat)) return false;
  if (!isWhatWePlaced(fs, step, file, stat)) {
    setAside.push(file);
    return false;
  }
  fs.unlink(file);
  return true;
}

function putBack(fs: Fs, deployment: string, step: JournalStep, file: string, setAside: string[]): boolean {
  const retired = retiredPath(step.root, deployment, step.seq);
  const old = fs.lstat(retired);
  if (old === null) return false;
  const now = fs.lstat(file);
  if (now !== null && sameFile(old, now)) {
    // A rename between two names of one file would do nothing and leave both.
    removeFile(fs, retired);
    return true;
  }
  if (
    now !== null &&
    !isWhatWePlaced(fs, step, file, now) &&
    !(now.kind === 'folder' && removeFolderIfEmpty(fs, file))
  ) {
    const aside = conflictPath(step.root, deployment, step.seq);
    fs.mkdirs(path.dirname(aside));
    fs.rename(file, aside);
    setAside.push(aside);
  }
  fs.mkdirs(path.dirname(file));
  fs.rename(retired, file);
  return true;
}

const sameFile = (a: FileStat, b: FileStat): boolean => a.ino === b.ino && a.dev === b.dev;

/** By fingerprint; by content where a restart gave the volume another device number. */
function isWhatWePlaced(fs: Fs, step: JournalStep, file: string, stat: FileStat): boolean {
  if (stat.kind !== 'file' || step.afterHash === null) return false;
  return fingerprintOf(stat) === step.afterFingerprint || hashFile(fs, file) === step.afterHash;
}
