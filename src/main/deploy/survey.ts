/** Step 2, first half: D, A and W of every path that a change of loadout can affect. Reads, never writes. */
import type { Sha256 } from '../../shared/ids.ts';
import type { Loadout } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { fingerprintOf, hashFile } from '../lib/files.ts';
import type { FileStat, Fs } from '../lib/fs.ts';
import type { DiskState } from '../plan/decide.ts';
import type { CompanionFile, DeployRequest } from './request.ts';
import { changedChoices } from '../plan/loadout.ts';
import { affectedManifests } from '../plan/loadout-diff.ts';
import type { AppliedRow, OriginalRow } from '../registry/applied.ts';
import type { BlobRow } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { LeftFile } from '../registry/left-files.ts';
import type { PathFacts } from '../registry/path-facts.ts';
import type { Registry } from '../registry/registry.ts';
import { createFolderView, type FolderView, type Obstacle } from './folder-view.ts';
import { winnersOf, type Winner } from './winners.ts';

/** What is to lie at a path: the file of a mod, the original that a mod had replaced, or what the player made of it. */
export interface Wanted {
  readonly blobId: number;
  readonly hash: Sha256;
  readonly size: number;
  /** Of the blob, as the registry has it. */
  readonly fingerprint: string;
  /** The mod's manifest, null for what is no mod's. */
  readonly manifestId: number | null;
  readonly original: { readonly mode: number; readonly mtimeNs: bigint } | null;
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
  /** W: what the registry will have there. */
  readonly wanted: Wanted | null;
  /**
   * What is to lie there instead of `wanted`, because it did when the generation that comes back was left. `file` null:
   * nothing does: the player had deleted it, and `missing` of the folders above it. null: no word of it.
   */
  readonly left: { readonly file: Wanted | null; readonly missing: number } | null;
  /** The player wants no file there at all. */
  readonly away: boolean;
  /** A file of the game's own that changes along: recorded nowhere. */
  readonly companion: boolean;
  readonly missing: readonly string[];
  readonly obstacle: Obstacle | null;
}

export interface SurveyDeps {
  readonly fs: Fs;
  readonly registry: Registry;
}

/** What a step puts at a path. */
export const placedAt = ({ left, wanted }: Pick<SurveyedPath, 'left' | 'wanted'>): Wanted | null =>
  left === null ? wanted : left.file;

/** Whether the registry will have a file of ours there: a mod's, or the player's own changes. */
export const isOurs = ({ wanted }: Pick<SurveyedPath, 'wanted'>): boolean =>
  wanted !== null && wanted.original === null;

/** Whether a fingerprint that did not move is believed, or every file read. */
export type Trust = 'fingerprints' | 'nothing';

/**
 * Paths of the entries and choices that differ between two loadouts. `restores`: the generation that comes back, and with
 * it what the player had made of files of mods when it was left.
 */
export function surveyChange(
  deps: SurveyDeps,
  { game, from, to, restores }: Pick<DeployRequest, 'game' | 'from' | 'to' | 'restores'>,
): readonly SurveyedPath[] {
  const left = restores === null ? nothingLeft : deps.registry.leftFiles.leftBy(game.id, restores);
  const paths = affectedPaths(deps.registry, from, to).union(new Set(left.keys()));
  return surveyPaths(deps, game, to, paths, 'fingerprints', left);
}

type LeftFiles = ReadonlyMap<number, LeftFile>;
const nothingLeft: LeftFiles = new Map();

/** Adopted files differ also between "off" and "not there". */
function adoptedThatMoved(content: Registry['content'], from: Loadout, to: Loadout): readonly Sha256[] {
  const adopted = content.adoptedManifests();
  if (adopted.size === 0) return [];
  const off = ({ items }: Loadout): ReadonlySet<Sha256> =>
    new Set(items.filter((item) => !item.enabled && adopted.has(item.manifest)).map((item) => item.manifest));
  return [...off(from).symmetricDifference(off(to))];
}

export function affectedPaths({ content }: Registry, from: Loadout, to: Loadout): ReadonlySet<number> {
  const pathIds = new Set<number>();
  for (const hash of [...affectedManifests(from, to), ...adoptedThatMoved(content, from, to)]) {
    for (const file of content.filesOf(content.requireManifest(hash).id)) pathIds.add(file.pathId);
  }
  for (const { target, path, folder } of changedChoices(from, to)) {
    if (!folder) pathIds.add(content.pathId(target, path));
    else for (const pathId of content.pathIdsBelow(target, path)) pathIds.add(pathId);
  }
  return pathIds;
}

/** The given paths under a loadout. */
export function surveyPaths(
  deps: SurveyDeps,
  game: GameRow,
  loadout: Loadout,
  pathIds: ReadonlySet<number>,
  trust: Trust = 'fingerprints',
  left: LeftFiles = nothingLeft,
): readonly SurveyedPath[] {
  const winners = winnersOf(deps.registry, loadout, pathIds);
  const targets = new Map(game.targets.map((target) => [target.name, target]));
  const facts = deps.registry.facts.ofPaths(game.id, pathIds);
  const blobs = blobsOf(deps.registry, facts, winners, left);
  const view = createFolderView(deps.fs);
  return facts.map((one) => {
    const target = targets.get(one.target);
    if (target === undefined) throw new Error(`no target ${one.target}`);
    const winner = winners.get(one.pathId) ?? null;
    return surveyPath(deps.fs, view, blobs, target, one, winner, left.get(one.pathId) ?? null, trust);
  });
}

type BlobOf = (id: number) => BlobRow;

/** Every blob that a survey asks for. */
function blobsOf(
  registry: Registry,
  facts: readonly PathFacts[],
  winners: ReadonlyMap<number, Winner | 'nobody'>,
  left: LeftFiles,
): BlobOf {
  const ids = new Set<number>();
  for (const { applied, original } of facts) {
    if (applied !== null) ids.add(applied.blobId);
    if (original !== null) ids.add(original.blobId);
  }
  for (const winner of winners.values()) if (winner !== 'nobody') ids.add(winner.blobId);
  for (const file of left.values()) if (file.state === 'file') ids.add(file.blobId);
  const blobs = registry.facts.ofBlobs(ids);
  return (id) => {
    const blob = blobs.get(id);
    if (blob === undefined) throw new Error(`no blob ${id} in the registry`);
    return blob;
  };
}

function surveyPath(
  fs: Fs,
  view: FolderView,
  blobOf: BlobOf,
  target: TargetRow,
  { pathId, key, text, applied, original }: PathFacts,
  winner: Winner | 'nobody' | null,
  leftFile: LeftFile | null,
  trust: Trust,
): SurveyedPath {
  const place = view.locate(target.path, applied?.text ?? text);
  const wanted = wantedAt(blobOf, original, winner);
  const left = leftAt(blobOf, wanted, leftFile);
  const appliedBlob = applied === null ? null : blobOf(applied.blobId);
  const reachable = place.obstacle === null && place.missing.length === 0;
  const stat = reachable ? fs.lstat(place.file) : null;
  const believed = trust === 'fingerprints' ? applied : null;
  // What the player made of it is known by its content alone.
  const sizes = [appliedBlob?.size, wanted?.size, left?.file?.size];
  const reads = ({ size }: FileStat): boolean => (applied?.outside ?? null) !== null || sizes.includes(size);
  const disk = diskState(fs, place.file, stat, believed, appliedBlob?.hash ?? null, reads);
  return {
    target,
    pathId,
    key,
    text: place.text,
    file: place.file,
    disk,
    stat,
    applied,
    appliedHash: appliedBlob?.hash ?? null,
    wanted,
    left,
    away: winner === 'nobody',
    companion: false,
    missing: place.missing,
    obstacle: place.obstacle,
  };
}

/** What lies there counts as ours, because it has been saved: it is replaced or removed without a question. */
export function surveyCompanions(
  { fs, registry }: SurveyDeps,
  companions: readonly CompanionFile[],
): readonly SurveyedPath[] {
  const view = createFolderView(fs);
  return companions.map(({ target, path, becomes, mtimeNs }) => {
    const pathId = registry.content.pathId(target.name, path);
    const { text, file, missing, obstacle } = view.locate(target.path, path);
    const stat = obstacle === null && missing.length === 0 ? fs.lstat(file) : null;
    const content = stat?.kind === 'file' ? hashFile(fs, file) : null;
    const disk = companionDisk(stat, content);
    return {
      target,
      pathId,
      key: registry.content.pathById(pathId).key,
      text,
      file,
      disk,
      stat,
      applied: null,
      appliedHash: content,
      wanted: becomes === null ? null : companionBytes(registry, becomes, stat?.mode ?? 0o644, mtimeNs),
      left: null,
      away: false,
      companion: true,
      missing,
      obstacle,
    };
  });
}

function companionDisk(stat: FileStat | null, content: Sha256 | null): DiskState {
  if (content !== null) return { kind: 'file', content };
  return stat === null || stat.kind === 'file' ? { kind: 'absent' } : { kind: stat.kind };
}

/** As a file of its own, never a link: the game writes into it. */
function companionBytes(registry: Registry, becomes: Sha256, mode: number, mtimeNs: bigint): Wanted {
  const blob = registry.content.blobByHash(becomes);
  if (blob === null) throw new Error(`no blob ${becomes}`);
  return wantedBlob(blob, null, { mode, mtimeNs });
}

function wantedAt(blobOf: BlobOf, original: OriginalRow | null, winner: Winner | 'nobody' | null): Wanted | null {
  if (winner === 'nobody') return null;
  if (winner !== null) return wantedBlob(blobOf(winner.blobId), winner.manifestId, null);
  return original === null ? null : wantedBlob(blobOf(original.blobId), null, original);
}

/** Counts only over the very file that it was made of: another version of the mod is another matter. */
function leftAt(blobOf: BlobOf, wanted: Wanted | null, left: LeftFile | null): SurveyedPath['left'] {
  if (left === null || wanted === null || wanted.original !== null || left.base !== wanted.hash) return null;
  switch (left.state) {
    case 'base':
      return { file: wanted, missing: 0 };
    case 'gone':
      return { file: null, missing: left.missing };
    case 'file':
      return { file: wantedBlob(blobOf(left.blobId), null, left), missing: 0 };
    default:
      return left satisfies never;
  }
}

const wantedBlob = (
  { id, hash, size, fingerprint }: BlobRow,
  manifestId: number | null,
  original: Wanted['original'],
): Wanted => ({
  blobId: id,
  hash,
  size,
  fingerprint,
  manifestId,
  original: original === null ? null : { mode: original.mode, mtimeNs: original.mtimeNs },
});

/** The content is read only when it may be one that matters and the fingerprint does not tell already. */
function diskState(
  fs: Fs,
  file: string,
  stat: FileStat | null,
  applied: AppliedRow | null,
  appliedHash: Sha256 | null,
  reads: (stat: FileStat) => boolean,
): DiskState {
  if (stat === null) return { kind: 'absent' };
  if (stat.kind !== 'file') return { kind: stat.kind };
  if (applied !== null && appliedHash !== null && applied.fingerprint === fingerprintOf(stat)) {
    return { kind: 'file', content: appliedHash };
  }
  return { kind: 'file', content: reads(stat) ? hashFile(fs, file) : 'unread' };
}
