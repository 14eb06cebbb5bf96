/** Step 3: everything that can be known to fail is known before anything is written. */
import type { Sha256 } from '../../shared/ids.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { hashFile, requireSpace } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import type { Placer } from './place-file.ts';
import type { DeploymentPlan, PlannedPath } from './plan-deployment.ts';
import { leavesOutside } from './outside-state.ts';
import { placedAt, type Wanted } from './survey.ts';
import { nearestFolder } from './targets.ts';

export interface PreflightDeps {
  readonly fs: Fs;
  readonly registry: Registry;
  readonly store: Store;
  /** Tries to make damaged or missing blobs whole again, from the archives they came from. */
  readonly restoreBlobs: (blobs: readonly Sha256[]) => void;
}

const maxAbsolutePath = process.platform === 'win32' ? 32_000 : 4_095;

/** Fingerprints of the blobs a deployment places, by hash. */
export type SoundBlobs = ReadonlyMap<Sha256, string>;

export function preflight(deps: PreflightDeps, plan: DeploymentPlan, placer: Placer): SoundBlobs {
  const puts = putsOf(plan);
  for (const put of puts) checkLength(put);
  const sound = soundBlobs(deps, puts);
  checkSpace(deps, plan, puts, placer);
  return sound;
}

export const putsOf = (plan: DeploymentPlan): PlannedPath[] =>
  plan.paths.filter(({ decision }) => decision.kind === 'create' || decision.kind === 'replace');

function checkLength({ file }: PlannedPath): void {
  if (Buffer.byteLength(file) <= maxAbsolutePath) return;
  throw new LoadstoneError(
    'path_too_long',
    `A path is too long for this system: ${file}.`,
    'Move the game to a folder with a shorter path.',
  );
}

/** A blob counts as sound while its fingerprint stands; otherwise it is read, and restored when it is not what it was. */
function soundBlobs(deps: PreflightDeps, puts: readonly PlannedPath[]): SoundBlobs {
  const sound = new Map<Sha256, string>();
  const unsound: Sha256[] = [];
  const wanted = new Map(puts.flatMap((put) => placedAt(put) ?? []).map((placed) => [placed.hash, placed]));
  for (const [hash, blob] of wanted) {
    const fingerprint = soundFingerprint(deps, blob);
    if (fingerprint === null) unsound.push(hash);
    else sound.set(hash, fingerprint);
  }
  if (unsound.length === 0) return sound;
  deps.restoreBlobs(unsound);
  const lost = new Set<Sha256>();
  for (const hash of unsound) {
    const restored = deps.store.blobs.stat(hash);
    if (restored === null) lost.add(hash);
    else sound.set(hash, restored.fingerprint);
  }
  const isLost = (placed: Wanted | null): boolean => placed !== null && lost.has(placed.hash);
  if (lost.size > 0) throw blobsMissing(puts.filter((put) => isLost(placedAt(put))));
  return sound;
}

function blobsMissing(puts: readonly PlannedPath[]): LoadstoneError {
  const files = puts.map((put) => put.text);
  return new LoadstoneError(
    'blob_missing',
    `The store no longer has ${files.length === 1 ? 'a file' : `${files.length} files`} this needs: ${files.slice(0, 5).join(', ')}${files.length > 5 ? ', …' : ''}.`,
    'Install the mod again from its page. Nothing was changed.',
    { details: { files: files.length } },
  );
}

function soundFingerprint({ fs, registry, store }: PreflightDeps, { hash, fingerprint }: Wanted): string | null {
  const found = store.blobs.stat(hash);
  if (found === null) return null;
  if (found.fingerprint === fingerprint) return fingerprint;
  if (hashFile(fs, store.blobs.path(hash)) === hash) {
    registry.content.putBlob(found);
    return found.fingerprint;
  }
  store.blobs.verify(hash);
  return null;
}

function checkSpace(
  { fs, store }: PreflightDeps,
  plan: DeploymentPlan,
  puts: readonly PlannedPath[],
  placer: Placer,
): void {
  const needs = new Map<string, number>();
  const folders = new Map(
    [...new Set(puts.map(({ target }) => target.path))].map((target) => [target, nearestFolder(fs, target)]),
  );
  for (const put of puts) {
    const folder = folders.get(put.target.path);
    const placed = placedAt(put);
    if (placed === null || folder === undefined) continue;
    const linked = placer.links({ hash: placed.hash, path: put.text, original: placed.original }, folder);
    needs.set(folder, (needs.get(folder) ?? 0) + (linked ? 0 : placed.size));
  }
  for (const [folder, bytes] of needs) requireSpace(fs, folder, bytes, 'on the disk of the game');
  const captured = plan.paths.reduce((sum, item) => sum + (savedBytes(item) ? (item.stat?.size ?? 0) : 0), 0);
  requireSpace(fs, store.root, captured, 'on the disk of the store');
}

/** Whether the bytes on disk must go into the store before this path changes. */
export const savedBytes = (item: PlannedPath): boolean => {
  const { decision, applied, disk, wanted } = item;
  if ((decision.kind === 'replace' || decision.kind === 'remove') && decision.saveFirst !== null) return true;
  if (leavesOutside(item)) return true;
  // The player's own file happens to equal the mod's: it must come back when the mod goes.
  return decision.kind === 'record' && applied === null && disk.kind === 'file' && wanted?.original === null;
};
