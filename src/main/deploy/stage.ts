/** Steps 4 and 5: bytes that are not ours go into the store; new files are made whole beside their target. */
import path from 'node:path';
import type { Progress } from '../../shared/jobs.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { syncFiles, syncFolder } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { Registry } from '../registry/registry.ts';
import type { StoredBlob } from '../store/blobs.ts';
import type { Store } from '../store/store.ts';
import type { PlacedFile, Placer } from './place-file.ts';
import type { DeploymentPlan, PlannedFileStep, PlannedPath } from './plan-deployment.ts';
import { savedBytes, type SoundBlobs } from './preflight.ts';
import { privateFolder, stageFolder, stagePath } from './private-folder.ts';
import { missingAbove } from './targets.ts';

/** A captured file, still without a row in the registry. */
export interface Captured {
  readonly item: PlannedPath;
  readonly blob: StoredBlob;
}

/** How the file of a put step will come to its target. */
export type Staged = PlacedFile & {
  /** The blob itself is linked to the target; nothing was staged. */
  readonly direct: boolean;
};

export function captureFiles(store: Store, plan: DeploymentPlan): Captured[] {
  return plan.paths.filter(savedBytes).map((item) => ({ item, blob: store.blobs.capture(item.file) }));
}

export interface StageDeps {
  readonly fs: Fs;
  readonly registry: Registry;
  readonly placer: Placer;
  readonly sound: SoundBlobs;
}

export function stageFiles(
  deps: StageDeps,
  deployment: string,
  plan: DeploymentPlan,
  control: Control,
): ReadonlyMap<number, Staged> {
  const { fs, registry } = deps;
  const puts = plan.steps.flatMap((step) => (step.action === 'create' || step.action === 'replace' ? [step] : []));
  const roots = new Set(plan.steps.map((step) => step.root));
  for (const root of roots) makeRoot(fs, registry, deployment, root);
  const staged = new Map<number, Staged>();
  const copies = new Map<string, string[]>();
  const total = puts.reduce((sum, step) => sum + (step.subject.wanted?.size ?? 0), 0);
  let bytes = 0;
  for (const step of puts) {
    throwIfCancelled(control);
    const result = stageOne(deps, deployment, step);
    staged.set(step.seq, result);
    if (!result.direct && result.placement !== 'link') {
      copies.set(step.root, [...(copies.get(step.root) ?? []), stagePath(step.root, deployment, step.seq)]);
    }
    bytes += step.subject.wanted?.size ?? 0;
    control.progress(progress(bytes, total, staged.size, puts.length));
  }
  for (const [root, files] of copies) {
    syncFiles(fs, root, files);
    syncFolder(fs, stageFolder(root, deployment));
  }
  return staged;
}

function stageOne({ fs, placer, sound }: StageDeps, deployment: string, step: PlannedFileStep): Staged {
  const { wanted } = step.subject;
  if (wanted === null) throw new Error(`nothing to stage for ${step.path}`);
  const file = { hash: wanted.hash, path: step.path, original: wanted.original };
  if (step.action === 'create' && placer.links(file, step.root)) {
    return { placement: 'link', fingerprint: sound.get(wanted.hash) ?? wanted.fingerprint, direct: true };
  }
  fs.mkdirs(stageFolder(step.root, deployment));
  return { ...placer.place(file, stagePath(step.root, deployment, step.seq)), direct: false };
}

/** Makes a missing target folder, after the registry knows that it was us. */
function makeRoot(fs: Fs, registry: Registry, deployment: string, root: string): void {
  const missing = missingAbove(fs, root);
  registry.transaction(() => {
    for (const folder of missing) registry.journal.addRoot(deployment, folder);
  });
  for (const folder of missing) {
    fs.mkdir(folder);
    syncFolder(fs, path.dirname(folder));
  }
  fs.mkdir(privateFolder(root));
}

const progress = (bytesDone: number, bytesTotal: number, filesDone: number, filesTotal: number): Progress => ({
  phase: 'deploying',
  bytesDone,
  bytesTotal,
  filesDone,
  filesTotal,
});
