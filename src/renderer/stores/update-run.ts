/** Carrying out a plan of updates, with what the new versions need besides. */
import type { JobId } from '../../shared/ids.ts';
import { fileReference } from '../../shared/references.ts';
import type { UpdatePlan } from '../../shared/updates.ts';
import { getBridge } from '../bridge.ts';
import { showBatch } from './batches.ts';
import { orNotice } from './notices.ts';

/** False when it did not begin; the error is shown. */
export async function applyUpdates(plan: UpdatePlan): Promise<boolean> {
  const needed = await installNeeded(plan);
  if (needed === null) return false;
  const updates = plan.updates.map(({ entry, file }) => ({ entry, file: file.ref }));
  const started = await orNotice(getBridge().updates.apply({ gameId: plan.gameId, updates }));
  if (started === null) return false;
  const jobs = [...needed.jobs, ...started.jobs];
  const before = needed.before ?? started.before;
  showBatch({ gameId: plan.gameId, kind: 'update', name: '', modRef: null, jobs, before });
  return true;
}

/** What the new versions need goes first: several may need the same. null: it did not begin. */
async function installNeeded({
  gameId,
  requirements,
}: UpdatePlan): Promise<{ readonly jobs: readonly JobId[]; readonly before: number | null } | null> {
  const wanted = new Map(
    requirements.flatMap(({ install }) => install).map((mod) => [fileReference(mod.file.ref), mod]),
  );
  const enable = requirements.flatMap(({ present }) => present.flatMap(({ entry, enabled }) => (enabled ? [] : entry)));
  if (wanted.size === 0) return { jobs: [], before: null };
  const files = [...wanted.values()].map(({ file, ref, replaces }) => ({ file: file.ref, modRef: ref, replaces }));
  return orNotice(getBridge().install.withRequirements({ gameId, files, enable: [...new Set(enable)] }));
}
