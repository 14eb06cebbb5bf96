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
import { placeMany, type PlaceToFill } from './place-many.ts';
import type { DeploymentPlan, PlannedFileStep, PlannedPath } from './plan-deployment.ts';
import { savedBytes, type SoundBlobs } from './preflight.ts';
import { privateFolder, stageFolder, stagePath } from './private-folder.ts';
import { placedAt } from './survey.ts';
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
  const { fs, registry, placer, sound } = deps;
  const puts = plan.steps.flatMap((step) => (step.action === 'create' || step.action === 'replace' ? [step] : []));
  const roots = new Set(plan.steps.map((step) => step.root));
  for (const root of roots) makeRoot(fs, registry, deployment, root);
  const staged = new Map<number, Staged>();
  const total = puts.reduce((sum, step) => sum + (placedAt(step.subject)?.size ?? 0), 0);
  let bytes = 0;
  const report = (seq: number, size: number, result: Staged): void => {
    throwIfCancelled(control);
    staged.set(seq, result);
    bytes += size;
    control.progress(progress(bytes, total, staged.size, puts.length));
  };
  const places: StagePlace[] = [];
  for (const step of puts) {
    const place = placeOf(deployment, step);
    const { file, size } = place;
    if (step.action !== 'create' || !placer.links(file, step.root)) places.push(place);
    else report(step.seq, size, { placement: 'link', fingerprint: sound.get(file.hash) ?? '', direct: true });
  }
  for (const root of new Set(places.map((place) => place.root))) fs.mkdirs(stageFolder(root, deployment));
  const copies: StagePlace[] = [];
  for (const [place, placed] of placeMany(fs, placer, places)) {
    if (placed.placement !== 'link') copies.push(place);
    report(place.seq, place.size, { ...placed, direct: false });
  }
  for (const [root, made] of Map.groupBy(copies, (place) => place.root)) {
    syncFiles(
      fs,
      root,
      made.map((place) => place.to),
    );
    syncFolder(fs, stageFolder(root, deployment));
  }
  return staged;
}

type StagePlace = PlaceToFill & { readonly seq: number; readonly root: string };

function placeOf(deployment: string, { seq, root, path: text, subject }: PlannedFileStep): StagePlace {
  const wanted = placedAt(subject);
  if (wanted === null) throw new Error(`nothing to stage for ${text}`);
  const file = { hash: wanted.hash, path: text, original: wanted.original };
  return { seq, root, file, size: wanted.size, to: stagePath(root, deployment, seq) };
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
