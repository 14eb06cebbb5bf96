/** Step 3: everything that can be known to fail is known before anything is written. */
import type { Sha256 } from '../../shared/ids.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { hashFile, requireSpace } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import type { Placer } from './place-file.ts';
import type { DeploymentPlan, PlannedPath } from './plan-deployment.ts';
import { nearestFolder } from './targets.ts';

export interface PreflightDeps {
  readonly fs: Fs;
  readonly registry: Registry;
  readonly store: Store;
  /** Tries to make damaged or missing blobs whole again, from the archives they came from. */
  readonly restoreBlobs: (blobs: readonly Sha256[]) => void;
}

const maxAbsolutePath = process.platform === 'win32' ? 32_000 : 4_095;

export function preflight(deps: PreflightDeps, plan: DeploymentPlan, placer: Placer): void {
  const puts = putsOf(plan);
  for (const put of puts) checkLength(put);
  soundBlobs(deps, puts);
  checkSpace(deps, plan, puts, placer);
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
function soundBlobs(deps: PreflightDeps, puts: readonly PlannedPath[]): void {
  const wanted = new Map(
    puts.flatMap(({ wanted: blob }) => (blob === null ? [] : [[blob.hash, blob.blobId] as const])),
  );
  const unsound = [...wanted].filter(([hash, id]) => !isSound(deps, hash, id)).map(([hash]) => hash);
  if (unsound.length === 0) return;
  deps.restoreBlobs(unsound);
  const lost = unsound.filter((hash) => deps.store.blobs.stat(hash) === null);
  if (lost.length === 0) return;
  const files = puts.filter((put) => put.wanted !== null && lost.includes(put.wanted.hash)).map((put) => put.text);
  throw new LoadstoneError(
    'blob_missing',
    `The store no longer has ${files.length === 1 ? 'a file' : `${files.length} files`} this needs: ${files.slice(0, 5).join(', ')}${files.length > 5 ? ', …' : ''}.`,
    'Install the mod again from its page. Nothing was changed.',
    { details: { files: files.length } },
  );
}

function isSound({ fs, registry, store }: PreflightDeps, hash: Sha256, id: number): boolean {
  const found = store.blobs.stat(hash);
  if (found === null) return false;
  if (found.fingerprint === registry.content.blobById(id).fingerprint) return true;
  if (hashFile(fs, store.blobs.path(hash)) === hash) {
    registry.content.putBlob(found);
    return true;
  }
  store.blobs.verify(hash);
  return false;
}

function checkSpace(
  { fs, store }: PreflightDeps,
  plan: DeploymentPlan,
  puts: readonly PlannedPath[],
  placer: Placer,
): void {
  const needs = new Map<string, number>();
  for (const { target, text, wanted } of puts) {
    if (wanted === null) continue;
    const folder = nearestFolder(fs, target.path);
    const linked = placer.links({ hash: wanted.hash, path: text, original: wanted.original }, folder);
    needs.set(folder, (needs.get(folder) ?? 0) + (linked ? 0 : wanted.size));
  }
  for (const [folder, bytes] of needs) requireSpace(fs, folder, bytes, 'on the disk of the game');
  const captured = plan.paths.reduce((sum, item) => sum + (savedBytes(item) ? (item.stat?.size ?? 0) : 0), 0);
  requireSpace(fs, store.root, captured, 'on the disk of the store');
}

/** Whether the bytes on disk must go into the store before this path changes. */
export const savedBytes = ({ decision, applied, disk, wanted }: PlannedPath): boolean => {
  if ((decision.kind === 'replace' || decision.kind === 'remove') && decision.saveFirst !== null) return true;
  // The player's own file happens to equal the mod's: it must come back when the mod goes.
  return decision.kind === 'record' && applied === null && disk.kind === 'file' && wanted?.original === null;
};
