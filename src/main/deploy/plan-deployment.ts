/** Step 2: the decisions and steps of one deployment, with everything a preview shows. Reads, never writes. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { ChangeCounts, Loadout, OutsideChange } from '../../shared/model.ts';
import { parentOf, type RelPath } from '../../shared/rel-path.ts';
import type { Fs } from '../lib/fs.ts';
import { decide, type Decision, type OutsideChoice } from '../plan/decide.ts';
import {
  ancestors,
  orderSteps,
  type FileChange,
  type FileStep,
  type FolderStep,
  type OrderedStep,
} from '../plan/order-steps.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { appliedState, wantedState } from './outside-state.ts';
import type { SurveyedPath } from './survey.ts';

export interface PlannedPath extends SurveyedPath {
  readonly decision: Decision;
}

/** A step with its number; files carry their path's facts. */
export type PlannedFileStep = FileStep<PlannedPath> & { readonly seq: number };
export type PlannedStep = PlannedFileStep | (FolderStep & { readonly seq: number });

export interface DeploymentPlan {
  readonly paths: readonly PlannedPath[];
  readonly steps: readonly PlannedStep[];
  readonly counts: ChangeCounts;
  readonly kept: readonly OutsideChange[];
}

export interface PlanDeps {
  readonly fs: Fs;
  readonly registry: Registry;
}

export function planDeployment(
  deps: PlanDeps,
  game: GameRow,
  to: Loadout,
  surveyed: readonly SurveyedPath[],
  outside: OutsideChoice,
): DeploymentPlan {
  const decided = surveyed.map((item) => ({
    ...item,
    decision: decide(
      {
        disk: item.disk,
        applied: appliedState(item),
        wanted: wantedState(item, outside),
        away: item.away,
        givesBack: givesBack(item),
      },
      outside,
    ),
  }));
  const removed = new Set(decided.filter((item) => item.decision.kind === 'remove').map((item) => item.file));
  const made = (root: string, folder: string): boolean => {
    const target = game.targets.find((candidate) => candidate.path === root);
    return target !== undefined && deps.registry.applied.madeFolder(target.id, folder);
  };
  const paths = decided.map((item) => clearTheWay(deps.fs, item, removed, made));
  const foldersToMake = createFoldersToMake();
  const ordered = orderSteps(
    paths.flatMap((item) => fileChange(item, foldersToMake)),
    (root, folder) => made(root, path.join(root, folder)),
  );
  return {
    paths,
    steps: ordered.map((step, seq) => ({ ...step, seq })),
    counts: countChanges(ordered),
    kept: paths.flatMap((item) => keptChange(deps.registry, to, item)),
  };
}

const givesBack = ({ wanted, companion }: SurveyedPath): boolean =>
  wanted !== null && wanted.original !== null && !companion;

/** A folder or file in the way is fine when this very deployment takes it away; anything else is refused. */
function clearTheWay(
  fs: Fs,
  item: PlannedPath,
  removed: ReadonlySet<string>,
  made: (root: string, folder: string) => boolean,
): PlannedPath {
  const { decision, obstacle } = item;
  const puts = decision.kind === 'create' || decision.kind === 'replace';
  if (puts && obstacle !== null && !removed.has(obstacle.path)) throw blocked(obstacle.path, obstacle.kind);
  if (decision.kind !== 'blocked') return item;
  const vanishes = decision.by === 'folder' && becomesEmpty(fs, item.target.path, item.file, removed, made);
  if (!vanishes) throw blocked(item.file, decision.by);
  return { ...item, decision: { kind: 'create' } };
}

function becomesEmpty(
  fs: Fs,
  root: string,
  folder: string,
  removed: ReadonlySet<string>,
  made: (root: string, folder: string) => boolean,
): boolean {
  if (!made(root, folder)) return false;
  return fs.readdir(folder).every((entry) => {
    const child = path.join(folder, entry.name);
    return entry.kind === 'folder' ? becomesEmpty(fs, root, child, removed, made) : removed.has(child);
  });
}

function blocked(where: string, kind: string): LoadstoneError {
  return new LoadstoneError(
    'path_blocked',
    `A ${kind} stands where a file or folder of a mod belongs: ${where}.`,
    'Move it out of the way and try again. Nothing was changed.',
    { details: { path: where, kind } },
  );
}

type FoldersToMake = (item: PlannedPath) => readonly RelPath[];

function fileChange(item: PlannedPath, foldersToMake: FoldersToMake): FileChange<PlannedPath>[] {
  const { decision, target, text } = item;
  const at = { root: target.path, path: text, subject: item };
  switch (decision.kind) {
    case 'create':
    case 'replace':
      return [{ ...at, action: decision.kind, missing: foldersToMake(item), mayEmpty: 0 }];
    case 'remove':
      return [{ ...at, action: 'remove', missing: [], mayEmpty: item.left?.missing ?? Number.POSITIVE_INFINITY }];
    case 'nothing':
    case 'record':
    case 'keep':
    case 'blocked':
      return [];
    default:
      return decision satisfies never;
  }
}

/** Files of one folder share one answer. */
function createFoldersToMake(): FoldersToMake {
  const known = new Map<string, readonly RelPath[]>();
  return (item) => {
    const folder = `${item.target.path}\0${parentOf(item.text) ?? ''}`;
    const folders = known.get(folder) ?? missingFolders(item);
    known.set(folder, folders);
    return folders;
  };
}

/** Folders to make below the root. Behind a file that goes away, everything from its place on is missing. */
function missingFolders({ target, text, missing, obstacle }: PlannedPath): readonly RelPath[] {
  const absent =
    obstacle === null
      ? new Set(missing)
      : new Set(
          ancestors(text)
            .map((folder) => path.join(target.path, folder))
            .filter((folder) => folder === obstacle.path || folder.startsWith(obstacle.path + path.sep)),
        );
  return ancestors(text).filter((folder) => absent.has(path.join(target.path, folder)));
}

function countChanges(steps: readonly OrderedStep<PlannedPath>[]): ChangeCounts {
  const count = (action: string): number =>
    steps.filter((step) => step.action === action && !('subject' in step && step.subject.companion)).length;
  return { added: count('create'), replaced: count('replace'), removed: count('remove') };
}

function keptChange(registry: Registry, to: Loadout, item: PlannedPath): OutsideChange[] {
  if (item.decision.kind !== 'keep') return [];
  const manifestId = item.wanted?.manifestId ?? null;
  const owner =
    manifestId === null
      ? undefined
      : to.items.findLast(
          (entry) => entry.enabled && registry.content.manifestByHash(entry.manifest)?.id === manifestId,
        );
  return [{ target: item.target.name, path: item.text, kind: item.decision.because, entry: owner?.entry ?? null }];
}
