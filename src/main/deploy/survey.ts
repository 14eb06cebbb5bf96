/** Step 2, first half: D, A and W of every path that a change of loadout can affect. Reads, never writes. */
import type { Sha256 } from '../../shared/ids.ts';
import type { Loadout } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { fingerprintOf, hashFile } from '../lib/files.ts';
import type { FileStat, Fs } from '../lib/fs.ts';
import type { DiskState } from '../plan/decide.ts';
import { activeManifests, affectedManifests, winnerOf } from '../plan/loadout-diff.ts';
import type { AppliedRow } from '../registry/applied.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { createFolderView, type FolderView, type Obstacle } from './folder-view.ts';

/** What is to lie at a path: the file of a mod, or the original that a mod had replaced. */
export interface Wanted {
  readonly blobId: number;
  readonly hash: Sha256;
  readonly size: number;
  /** The mod's manifest, null for an original. */
  readonly manifestId: number | null;
  readonly original: { readonly mode: number; readonly mtimeNs: bigint } | null;
}

interface Winner {
  readonly manifestId: number;
  readonly blobId: number;
}

export interface SurveyedPath {
  readonly target: TargetRow;
  readonly pathId: number;
  /** Folded path, for the tree hash. */
  readonly key: string;
  /** Casing on disk. */
  readonly text: RelPath;
  /** Absolute. */
  readonly file: string;
  readonly disk: DiskState;
  readonly stat: FileStat | null;
  readonly applied: AppliedRow | null;
  readonly appliedHash: Sha256 | null;
  readonly wanted: Wanted | null;
  readonly missing: readonly string[];
  readonly obstacle: Obstacle | null;
}

export interface SurveyDeps {
  readonly fs: Fs;
  readonly registry: Registry;
}

/** Whether a fingerprint that did not move is believed, or every file read. */
export type Trust = 'fingerprints' | 'nothing';

/** Paths of the entries that differ between two loadouts. */
export function surveyChange(deps: SurveyDeps, game: GameRow, from: Loadout, to: Loadout): readonly SurveyedPath[] {
  const { content } = deps.registry;
  const pathIds = new Set<number>();
  for (const hash of affectedManifests(from, to)) {
    for (const file of content.filesOf(manifestId(deps.registry, hash))) pathIds.add(file.pathId);
  }
  return surveyPaths(deps, game, to, pathIds);
}

/** The given paths under a loadout. */
export function surveyPaths(
  deps: SurveyDeps,
  game: GameRow,
  loadout: Loadout,
  pathIds: ReadonlySet<number>,
  trust: Trust = 'fingerprints',
): readonly SurveyedPath[] {
  const winners = winnersOf(deps.registry, loadout, pathIds);
  const targets = new Map(game.targets.map((target) => [target.name, target]));
  const view = createFolderView(deps.fs);
  return [...pathIds].map((pathId) => surveyPath(deps, targets, view, pathId, winners.get(pathId) ?? null, trust));
}

/** Blob that each path gets from the active mods. Missing: from none of them. */
function winnersOf(registry: Registry, loadout: Loadout, pathIds: ReadonlySet<number>): ReadonlyMap<number, Winner> {
  const { content } = registry;
  const active = activeManifests(loadout).map((hash) => ({ hash, ...manifestRow(registry, hash) }));
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

function surveyPath(
  { fs, registry }: SurveyDeps,
  targets: ReadonlyMap<string, TargetRow>,
  view: FolderView,
  pathId: number,
  winner: Winner | null,
  trust: Trust,
): SurveyedPath {
  const path = registry.content.pathById(pathId);
  const target = targets.get(path.target);
  if (target === undefined) throw new Error(`no target ${path.target}`);
  const applied = registry.applied.file(target.id, pathId);
  const place = view.locate(target.path, applied?.text ?? path.text);
  const wanted = wantedAt(registry, target.id, pathId, winner);
  const appliedBlob = applied === null ? null : registry.content.blobById(applied.blobId);
  const reachable = place.obstacle === null && place.missing.length === 0;
  const stat = reachable ? fs.lstat(place.file) : null;
  const believed = trust === 'fingerprints' ? applied : null;
  const disk = diskState(fs, place.file, stat, believed, appliedBlob, wanted);
  return {
    target,
    pathId,
    key: path.key,
    text: place.text,
    file: place.file,
    disk,
    stat,
    applied,
    appliedHash: appliedBlob?.hash ?? null,
    wanted,
    missing: place.missing,
    obstacle: place.obstacle,
  };
}

function wantedAt(registry: Registry, targetId: number, pathId: number, winner: Winner | null): Wanted | null {
  if (winner !== null) {
    const blob = registry.content.blobById(winner.blobId);
    return { blobId: blob.id, hash: blob.hash, size: blob.size, manifestId: winner.manifestId, original: null };
  }
  const original = registry.applied.original(targetId, pathId);
  if (original === null) return null;
  const blob = registry.content.blobById(original.blobId);
  return { blobId: blob.id, hash: blob.hash, size: blob.size, manifestId: null, original };
}

/** The content is read only when it could be A or W and the fingerprint does not tell already. */
function diskState(
  fs: Fs,
  file: string,
  stat: FileStat | null,
  applied: AppliedRow | null,
  appliedBlob: { readonly hash: Sha256; readonly size: number } | null,
  wanted: Wanted | null,
): DiskState {
  if (stat === null) return { kind: 'absent' };
  if (stat.kind !== 'file') return { kind: stat.kind };
  if (applied !== null && appliedBlob !== null && applied.fingerprint === fingerprintOf(stat)) {
    return { kind: 'file', content: appliedBlob.hash };
  }
  const mayMatch = stat.size === appliedBlob?.size || stat.size === wanted?.size;
  return { kind: 'file', content: mayMatch ? hashFile(fs, file) : 'unread' };
}

function manifestRow(registry: Registry, hash: Sha256): { readonly id: number; readonly files: number } {
  const row = registry.content.manifestByHash(hash);
  if (row === null) throw new Error(`no manifest ${hash}`);
  return row;
}

const manifestId = (registry: Registry, hash: Sha256): number => manifestRow(registry, hash).id;
