/** Step 7: renames and links only. What it does can be undone by `undo.ts` from what is on disk. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import { fingerprintOf, removeFolderIfEmpty, syncFolder, syncFolders } from '../lib/files.ts';
import { errnoOf, type Fs } from '../lib/fs.ts';
import { linkFiles, type FileToLink } from '../lib/link-files.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import type { Placer } from './place-file.ts';
import type { DeploymentPlan, PlannedFileStep, PlannedPath } from './plan-deployment.ts';
import { privateFolder, retiredFolder, retiredPath, stageFolder, stagePath } from './private-folder.ts';
import type { Staged } from './stage.ts';
import { placedAt, type Wanted } from './survey.ts';

export interface ApplyDeps {
  readonly fs: Fs;
  readonly registry: Registry;
  readonly store: Store;
  readonly placer: Placer;
}

export interface Applied {
  /** Fingerprints of what was placed, by step. */
  readonly placed: ReadonlyMap<number, Staged>;
  /** Absolute paths of folders that are gone. */
  readonly removedFolders: ReadonlySet<string>;
}

/** Errors that say "no further name for this file", where a rename still works. */
const noLink = new Set(['EMLINK', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EXDEV', 'EACCES']);

export function applySteps(
  deps: ApplyDeps,
  deployment: string,
  plan: DeploymentPlan,
  staged: ReadonlyMap<number, Staged>,
): Applied {
  const { fs } = deps;
  const placed = new Map(staged);
  const removedFolders = new Set<string>();
  const touched = new Set<string>();
  for (const root of new Set(plan.steps.map((step) => step.root))) keepAside(fs, root, deployment, plan);
  const creates: Create[] = [];
  for (const step of plan.steps) {
    const file = path.join(step.root, step.path);
    if (step.action === 'make-folder') fs.mkdir(file);
    else if (step.action === 'create') creates.push(toCreate(deps, deployment, step, file, staged.get(step.seq)));
    else if ('subject' in step) moveFile(fs, deployment, step, file);
    else if (removeFolderIfEmpty(fs, file)) removedFolders.add(file);
    touched.add(path.dirname(file));
  }
  // Each stands for itself, and recovery looks at each: their order does not matter.
  for (const one of linkFiles(creates)) create(deps, deployment, one, placed);
  for (const root of new Set(plan.steps.map((step) => step.root))) touched.add(retiredFolder(root, deployment));
  syncTouched(
    fs,
    plan,
    [...touched].filter((folder) => !removedFolders.has(folder)),
  );
  return { placed, removedFolders };
}

/**
 * Gives every file that is to be replaced a second name. All of it is durable before anything moves: otherwise a power
 * cut could keep a file's leaving and lose its arrival.
 */
function keepAside(fs: Fs, root: string, deployment: string, plan: DeploymentPlan): void {
  const folder = retiredFolder(root, deployment);
  fs.mkdirs(folder);
  for (const step of plan.steps) {
    if (step.action !== 'replace' || step.root !== root) continue;
    const file = path.join(root, step.path);
    requireUnchanged(fs, step.subject, file);
    try {
      fs.link(file, retiredPath(root, deployment, step.seq));
    } catch (error) {
      if (!noLink.has(errnoOf(error))) throw error;
    }
  }
  for (const made of [folder, path.dirname(folder), privateFolder(root), root]) syncFolder(fs, made);
}

/** Target by target, because each may lie on a volume of its own. */
function syncTouched(fs: Fs, plan: DeploymentPlan, folders: readonly string[]): void {
  const roots = [...new Set(plan.steps.map((step) => step.root))].toSorted((a, b) => b.length - a.length);
  const rootOf = (folder: string): string => roots.find((root) => folder.startsWith(root)) ?? folder;
  for (const [root, below] of Map.groupBy(folders, rootOf)) syncFolders(fs, root, below);
}

function moveFile(fs: Fs, deployment: string, step: PlannedFileStep, file: string): void {
  requireUnchanged(fs, step.subject, file);
  const retired = retiredPath(step.root, deployment, step.seq);
  if (step.action === 'remove') fs.rename(file, retired);
  else replace(fs, file, stagePath(step.root, deployment, step.seq), retired);
}

/** A new name for the blob itself, or for the file that was staged. */
interface Create extends FileToLink {
  readonly step: PlannedFileStep;
  readonly wanted: Wanted;
  readonly direct: boolean;
}

function toCreate(
  { store }: ApplyDeps,
  deployment: string,
  step: PlannedFileStep,
  to: string,
  staged: Staged | undefined,
): Create {
  const wanted = placedAt(step.subject);
  if (wanted === null) throw new Error(`nothing to place at ${step.path}`);
  const direct = staged?.direct === true;
  const from = direct ? store.blobs.path(wanted.hash) : stagePath(step.root, deployment, step.seq);
  return { from, to, step, wanted, direct };
}

/** The player may have saved a file since we looked; then nothing of this deployment stands. */
function requireUnchanged(fs: Fs, item: PlannedPath, file: string): void {
  const stat = fs.lstat(file);
  if (stat !== null && item.stat !== null && fingerprintOf(stat) === fingerprintOf(item.stat)) return;
  throw changedMeanwhile(file);
}

const changedMeanwhile = (file: string): LoadstoneError =>
  new LoadstoneError(
    'changed_meanwhile',
    `Another program changed this file while Loadstone was working: ${file}.`,
    'Close the game and other tools, then try again. Everything was put back.',
    { details: { path: file } },
  );

/** The target never vanishes: its old file has a second name. Where there are no links, it is moved there now. */
function replace(fs: Fs, file: string, stage: string, retired: string): void {
  if (fs.lstat(retired) === null) fs.rename(file, retired);
  fs.rename(stage, file);
}

/** Where the volume refuses to link a blob after all, a copy is staged late and the journal told first. */
function create(
  deps: ApplyDeps,
  deployment: string,
  { from, to, step, wanted, direct }: Create,
  placed: Map<number, Staged>,
): void {
  const { fs, registry, placer } = deps;
  if (linked(fs, from, to)) return;
  if (!direct) {
    moveTo(fs, from, to);
    return;
  }
  fs.mkdirs(stageFolder(step.root, deployment));
  const stage = stagePath(step.root, deployment, step.seq);
  const late = placer.place({ hash: wanted.hash, path: step.path, original: wanted.original }, stage);
  registry.transaction(() => registry.journal.setAfter(deployment, step.seq, late.fingerprint));
  placed.set(step.seq, { ...late, direct: false });
  if (!linked(fs, stage, to)) moveTo(fs, stage, to);
}

/** A link fails where a rename would clobber. A staged file keeps its first name until the deployment is cleaned up. */
function linked(fs: Fs, from: string, to: string): boolean {
  try {
    fs.link(from, to);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') throw changedMeanwhile(to);
    if (!noLink.has(errno)) throw error;
    return false;
  }
}

function moveTo(fs: Fs, from: string, to: string): void {
  if (fs.lstat(to) !== null) throw changedMeanwhile(to);
  fs.rename(from, to);
}
