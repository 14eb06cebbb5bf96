/** Who provides a path under a loadout: the last active mod that has it, unless the player chose another. Reads the registry. */
import type { EntryId } from '../../shared/ids.ts';
import type { FileChoice, Loadout } from '../../shared/model.ts';
import { createChooser } from '../plan/loadout.ts';
import { activeManifests, winnerOf } from '../plan/loadout-diff.ts';
import type { Registry } from '../registry/registry.ts';

/** A mod's file at a path. */
export interface Winner {
  readonly manifestId: number;
  readonly blobId: number;
}

/** `nobody`: active mods have the path, and the player wants none of them there. Missing: no active mod has it. */
export function winnersOf(
  registry: Registry,
  loadout: Loadout,
  pathIds: ReadonlySet<number>,
): ReadonlyMap<number, Winner | 'nobody'> {
  const byOrder = winnersByOrder(registry, loadout, pathIds);
  const chosen = loadout.choices.length === 0 ? byOrder : withPlayersWord(registry, loadout, byOrder);
  return withoutAdopted(registry, loadout, pathIds, chosen);
}

/** A file from outside that was adopted goes when its entry is off. It comes back when the entry leaves the loadout. */
function withoutAdopted(
  { content }: Registry,
  loadout: Loadout,
  pathIds: ReadonlySet<number>,
  winners: ReadonlyMap<number, Winner | 'nobody'>,
): ReadonlyMap<number, Winner | 'nobody'> {
  const adopted = content.adoptedManifests();
  if (adopted.size === 0) return winners;
  const all = new Map(winners);
  for (const { manifest, enabled } of loadout.items) {
    if (enabled || !adopted.has(manifest)) continue;
    for (const { pathId } of content.filesOf(content.requireManifest(manifest).id)) {
      if (pathIds.has(pathId) && !all.has(pathId)) all.set(pathId, 'nobody');
    }
  }
  return all;
}

function winnersByOrder(registry: Registry, loadout: Loadout, pathIds: ReadonlySet<number>): Map<number, Winner> {
  const { content } = registry;
  const active = activeManifests(loadout).map((hash) => content.requireManifest(hash));
  const winners = new Map<number, Winner>();
  const activeFiles = active.reduce((sum, manifest) => sum + manifest.files, 0);
  // Reading every file of every mod beats one question per path when most paths are asked for anyway.
  if (activeFiles <= pathIds.size * 4) {
    for (const { id } of active) {
      for (const { pathId, blobId } of content.filesOf(id)) {
        if (pathIds.has(pathId)) winners.set(pathId, { manifestId: id, blobId });
      }
    }
    return winners;
  }
  const places = new Map(active.map(({ id }, place) => [id, place]));
  for (const pathId of pathIds) {
    const winner = winnerOf(content.providersOf(pathId), places);
    if (winner !== null) winners.set(pathId, winner);
  }
  return winners;
}

function withPlayersWord(
  { content }: Registry,
  loadout: Loadout,
  byOrder: ReadonlyMap<number, Winner>,
): ReadonlyMap<number, Winner | 'nobody'> {
  const chooser = createChooser(loadout.choices);
  const manifests = activeManifestIds(content, loadout);
  const winners = new Map<number, Winner | 'nobody'>(byOrder);
  for (const pathId of byOrder.keys()) {
    const { target, key } = content.pathById(pathId);
    const chosen = chosenWinner(content, manifests, pathId, chooser(target, key));
    if (chosen !== null) winners.set(pathId, chosen);
  }
  return winners;
}

const activeManifestIds = (content: Registry['content'], loadout: Loadout): ReadonlyMap<EntryId, number> =>
  new Map(
    loadout.items.flatMap((item) =>
      item.enabled ? [[item.entry, content.requireManifest(item.manifest).id] as const] : [],
    ),
  );

/** null: there is no choice, or the mod chosen is off or has no such file. */
function chosenWinner(
  content: Registry['content'],
  manifests: ReadonlyMap<EntryId, number>,
  pathId: number,
  choice: FileChoice | null,
): Winner | 'nobody' | null {
  if (choice === null) return null;
  if (choice.entry === null) return 'nobody';
  const manifestId = manifests.get(choice.entry);
  const file = content.providersOf(pathId).find((provider) => provider.manifestId === manifestId);
  return file ?? null;
}
