/**
 * Which paths a change of loadout can affect. Pure. Costs grow with the entries that changed: the files of the
 * others are never looked at.
 */
import type { Sha256 } from '../../shared/ids.ts';
import type { Loadout } from '../../shared/model.ts';

/** Manifests of the enabled items in priority order. A manifest that is there twice counts at its last place. */
export function activeManifests(loadout: Loadout): readonly Sha256[] {
  const last = new Map<Sha256, number>();
  loadout.items.forEach((item, index) => {
    if (item.enabled) last.set(item.manifest, index);
  });
  return [...last].toSorted(([, a], [, b]) => a - b).map(([manifest]) => manifest);
}

/** Manifests whose files may have another winner under `to` than under `from`: added, removed or moved ones. */
export function affectedManifests(from: Loadout, to: Loadout): ReadonlySet<Sha256> {
  const before = activeManifests(from);
  const after = activeManifests(to);
  const place = new Map(before.map((manifest, index) => [manifest, index]));
  const affected = new Set<Sha256>();
  const kept = new Set(after);
  for (const manifest of before) if (!kept.has(manifest)) affected.add(manifest);
  const common: { manifest: Sha256; was: number }[] = [];
  for (const manifest of after) {
    const was = place.get(manifest);
    if (was === undefined) affected.add(manifest);
    else common.push({ manifest, was });
  }
  const inOrder = longestIncreasing(common.map((item) => item.was));
  common.forEach((item, index) => {
    if (!inOrder.has(index)) affected.add(item.manifest);
  });
  return affected;
}

/** Indexes of one longest increasing subsequence: what did not move relative to the rest. O(n log n). */
export function longestIncreasing(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = index;
  });
  const members = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) members.add(index);
  return members;
}

/** The winner among those that have a file at a path: the one with the highest place. null: nobody that is active. */
export function winnerOf<P extends { readonly manifestId: number }>(
  providers: readonly P[],
  places: ReadonlyMap<number, number>,
): P | null {
  let best: P | null = null;
  let bestPlace = -1;
  for (const provider of providers) {
    const place = places.get(provider.manifestId) ?? -1;
    if (place > bestPlace) {
      best = provider;
      bestPlace = place;
    }
  }
  return best;
}
