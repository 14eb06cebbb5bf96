/** Carrying out a plan of updates, with what the new versions need besides. */
import { fileReference } from '../../shared/references.ts';
import type { UpdatePlan } from '../../shared/updates.ts';
import { getBridge } from '../bridge.ts';
import { showBatch } from './batches.ts';
import { titleOf } from './install-plan.ts';
import { orNotice } from './notices.ts';

/** False when it did not begin; the error is shown. */
export async function applyUpdates(plan: UpdatePlan): Promise<boolean> {
  const { gameId } = plan;
  const updates = plan.updates.map(({ entry, file }) => ({ entry, file: file.ref }));
  const started = await orNotice(getBridge().updates.apply({ gameId, updates, ...neededFor(plan) }));
  if (started === null) return false;
  showBatch({ gameId, kind: 'update', name: '', modRef: null, ...started });
  return true;
}

/** Several may need the same. */
function neededFor({ requirements }: UpdatePlan) {
  const wanted = new Map(
    requirements.flatMap(({ install }) => install).map((mod) => [fileReference(mod.file.ref), mod]),
  );
  const enable = requirements.flatMap(({ present }) => present.flatMap(({ entry, enabled }) => (enabled ? [] : entry)));
  const needed = [...wanted.values()].map(({ file, ref, replaces, name }) => ({
    file: file.ref,
    modRef: ref,
    replaces,
    title: titleOf(name),
  }));
  return { needed, enable: [...new Set(enable)] };
}
