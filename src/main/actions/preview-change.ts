/** What a change would do, file by file and mod by mod, before it is done. Changes nothing. */
import type { GameId } from '../../shared/ids.ts';
import {
  previewLimit,
  type ChangePreview,
  type FileAction,
  type Loadout,
  type LoadoutItem,
} from '../../shared/model.ts';
import type { LoadoutChangeInput } from '../../shared/ipc/inputs.ts';
import { planChange } from '../deploy/deploy.ts';
import type { DeploymentPlan } from '../deploy/plan-deployment.ts';
import type { DeployRequest } from '../deploy/request.ts';
import { affectedPaths } from '../deploy/survey.ts';
import { winnersOf } from '../deploy/winners.ts';
import type { Control } from '../lib/control.ts';
import { changedChoices, choiceKey } from '../plan/loadout.ts';
import { longestIncreasing } from '../plan/loadout-diff.ts';
import { foldersOf, type GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, deployRequest, entryRow, type LoadoutChange } from './change-loadout.ts';
import { previewCompanions } from './companions.ts';
import { neededArchives } from './cold-archives.ts';
import { requireGame, type Engine } from './engine.ts';
import { switching } from './profiles.ts';
import { purging } from './purge.ts';
import { removing } from './remove-mods.ts';
import { reordering } from './reorder.ts';
import { reverting } from './revert-mod.ts';
import { requireLoadout, restoring, type RollBackRequest } from './roll-back.ts';
import { enabling } from './set-enabled.ts';
import { readStatus } from './verify.ts';

export interface PreviewRequest {
  readonly gameId: GameId;
  readonly change: LoadoutChangeInput;
}

export const previewChange = (engine: Engine, { gameId, change }: PreviewRequest): ChangePreview =>
  previewLoadout(engine, gameId, changeOf(engine.registry, gameId, change));

/** What rolling back to generation `to` would change. */
export function previewRollBack(engine: Engine, { gameId, to }: RollBackRequest): ChangePreview {
  const game = requireGame(engine.registry, gameId);
  return previewLoadout(engine, gameId, restoring(engine.registry, game, to, 'roll-back'));
}

function changeOf(registry: Registry, gameId: GameId, change: LoadoutChangeInput): LoadoutChange {
  switch (change.verb) {
    case 'setEnabled':
      return enabling(registry, { gameId, ...change });
    case 'remove':
      return removing(registry, { gameId, ...change });
    case 'reorder':
      return reordering(registry, { gameId, ...change });
    case 'revert':
      return reverting(registry, { gameId, ...change });
    case 'switchProfile':
      return switching(registry, { gameId, ...change });
    case 'purge':
      return purging(registry, { gameId });
    default:
      return change satisfies never;
  }
}

/** What putting the files of mods back would change. */
export function previewRepair(
  engine: Engine,
  { gameId }: { readonly gameId: GameId },
  control: Control,
): ChangePreview {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const { changes } = readStatus(engine, { gameId, added: false }, control);
  const alsoPaths = new Set(changes.map(({ target, path }) => registry.content.pathId(target, path)));
  const change = { to: currentLoadout(registry, game), reason: 'repair' as const, subject: '', entries: [] };
  return toPreview(engine, { ...deployRequest(registry, game, change), outside: 'restore', alsoPaths });
}

export function previewLoadout(engine: Engine, gameId: GameId, change: LoadoutChange): ChangePreview {
  const game = requireGame(engine.registry, gameId);
  return toPreview(engine, deployRequest(engine.registry, game, change));
}

function toPreview(engine: Engine, request: DeployRequest): ChangePreview {
  const { registry } = engine;
  const plan = planChange(engine, request);
  const companions = previewCompanions(engine, request.game, request);
  return {
    ...loadoutChanges(registry, request.from, request.to),
    changed: plan.counts,
    files: withLists(companions, plannedFiles(plan)),
    kept: plan.kept,
    downloads: neededArchives(registry, request.to).map(({ name, size }) => ({ name, size })),
  };
}

/**
 * The difference between two generations, as if the first were deployed untouched. Reads only the registry. Of one step
 * it is known what it did to the folder: files of the game that came back from under a mod's are replaced, not removed.
 */
export function compareGenerations(
  { registry }: Pick<Engine, 'registry'>,
  { gameId, from, to }: { readonly gameId: GameId; readonly from: number; readonly to: number },
): ChangePreview {
  const game = requireGame(registry, gameId);
  const [before, after] = [requireLoadout(registry, game, from), requireLoadout(registry, game, to)];
  const files = comparedFiles(registry, before, after);
  const count = (action: FileAction): number => files.filter((file) => file.action === action).length;
  const counted = { added: count('add'), replaced: count('replace'), removed: count('remove') };
  const step = registry.history.get(gameId, to);
  return {
    ...loadoutChanges(registry, before, after),
    changed: step?.parent === from ? step.changed : counted,
    files: withLists(comparedLists(registry, game, from, to), files),
    kept: [],
    downloads: [],
  };
}

type PreviewFiles = ChangePreview['files'];

const fileActions = { create: 'add', replace: 'replace', remove: 'remove' } as const;

const plannedFiles = (plan: DeploymentPlan): PreviewFiles =>
  plan.steps.flatMap((step) =>
    'subject' in step ? [{ target: step.subject.target.name, path: step.path, action: fileActions[step.action] }] : [],
  );

function comparedFiles(registry: Registry, from: Loadout, to: Loadout): PreviewFiles {
  const paths = affectedPaths(registry, from, to);
  const [before, after] = [winnersOf(registry, from, paths), winnersOf(registry, to, paths)];
  const blobAt = (winners: typeof before, pathId: number): number | null => {
    const winner = winners.get(pathId);
    return winner === undefined || winner === 'nobody' ? null : winner.blobId;
  };
  return [...paths].flatMap((pathId) => {
    const [was, is] = [blobAt(before, pathId), blobAt(after, pathId)];
    if (was === is) return [];
    const { target, text: path } = registry.content.pathById(pathId);
    return [{ target, path, action: was === null ? 'add' : is === null ? 'remove' : 'replace' }];
  });
}

/** Files that the game keeps about its mods, where both generations were left and so are known. */
function comparedLists(registry: Registry, game: GameRow, from: number, to: number): PreviewFiles {
  const names = new Map(foldersOf(game).map(({ id, name }) => [id, name]));
  const after = registry.keepsakes.of(game.id, to);
  return registry.keepsakes.of(game.id, from).flatMap(({ targetId, path, blob: was }) => {
    const is = after.find((row) => row.targetId === targetId && row.path === path)?.blob;
    const target = names.get(targetId);
    if (is === undefined || is === was || target === undefined) return [];
    return [{ target, path, action: was === null ? 'add' : is === null ? 'remove' : 'replace' } as const];
  });
}

/** The few lists of the game lead, so that none of them is cut off. */
const withLists = (lists: PreviewFiles, files: PreviewFiles): PreviewFiles =>
  [...lists, ...files.toSorted((a, b) => (a.path < b.path ? -1 : 1))].slice(0, previewLimit);

function loadoutChanges(registry: Registry, from: Loadout, to: Loadout): Pick<ChangePreview, 'mods' | 'choices'> {
  const choices = new Set(changedChoices(from, to).map(choiceKey)).size;
  return { mods: modChanges(registry, from, to), choices };
}

function modChanges(registry: Registry, from: Loadout, to: Loadout): ChangePreview['mods'] {
  const before = new Map(from.items.map((item) => [item.entry, item]));
  const after = new Map(to.items.map((item) => [item.entry, item]));
  const moved = movedEntries(from, to);
  const gone = from.items.filter((item) => !after.has(item.entry));
  return [
    ...to.items.flatMap((item) => modChange(registry, before.get(item.entry), item, moved.has(item.entry))),
    ...gone.map((item) => ({
      name: entryRow(registry, item).name,
      change: 'removed' as const,
      from: versionOf(registry, item),
      to: null,
    })),
  ];
}

function modChange(
  registry: Registry,
  was: LoadoutItem | undefined,
  is: LoadoutItem,
  moved: boolean,
): ChangePreview['mods'] {
  const { name } = entryRow(registry, is);
  const version = versionOf(registry, is);
  if (was === undefined) return [{ name, change: 'added', from: null, to: version }];
  if (was.manifest !== is.manifest) return [{ name, change: 'version', from: versionOf(registry, was), to: version }];
  if (was.enabled !== is.enabled) return [{ name, change: is.enabled ? 'enabled' : 'disabled', from: null, to: null }];
  return moved ? [{ name, change: 'moved', from: null, to: null }] : [];
}

const versionOf = (registry: Registry, item: LoadoutItem): string | null => entryRow(registry, item).provenance.version;

/** Entries that are in both and not in the same order relative to the others. */
function movedEntries(from: Loadout, to: Loadout): ReadonlySet<string> {
  const places = new Map(from.items.map((item, place) => [item.entry, place]));
  const common = to.items.flatMap((item) => {
    const place = places.get(item.entry);
    return place === undefined ? [] : [{ entry: item.entry, place }];
  });
  const inOrder = longestIncreasing(common.map(({ place }) => place));
  return new Set(common.filter((_, index) => !inOrder.has(index)).map(({ entry }) => entry));
}
