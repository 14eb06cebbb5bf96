/** Step 8: one transaction makes the generation, and with it everything the registry knows about the game's files. */
import { hash as hashText } from 'node:crypto';
import path from 'node:path';
import type { GameId, Sha256 } from '../../shared/ids.ts';
import { defaultProfile, type ChangeOutcome, type Loadout } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { Clock } from '../lib/clock.ts';
import { fingerprintOf } from '../lib/files.ts';
import type { AppliedRow, OutsideState } from '../registry/applied.ts';
import { emptyTree, sumFromText, sumToText, withFile, withoutFile, type TreeSum } from '../plan/tree-hash.ts';
import { foldersOf, type GameRow, type TargetRow } from '../registry/games.ts';
import type { GenerationRow } from '../registry/history.ts';
import type { LeftFile } from '../registry/left-files.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import type { Applied } from './apply.ts';
import { leftFile, outsideAfter, recordMoves } from './outside-state.ts';
import type { DeployRequest } from './request.ts';
import type { DeploymentPlan, PlannedPath } from './plan-deployment.ts';
import type { Captured, Staged } from './stage.ts';

export interface CommitDeps {
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;
}

/** What the store keeps beside the registry for each generation: enough to make the registry anew. */
export interface GenerationRecord {
  readonly gameId: GameId;
  readonly generation: GenerationRow;
  readonly loadout: Loadout;
  /** Files of the game that this deployment captured. */
  readonly originals: readonly {
    readonly target: string;
    readonly path: RelPath;
    readonly blob: Sha256;
    readonly mode: number;
    readonly mtimeNs: string;
  }[];
  /** Edits of the player's that it captured. */
  readonly edits: ChangeOutcome['captured'];
  /** How the generation before this one left the files that the game keeps about its mods. */
  readonly keepsakes: readonly {
    readonly target: string;
    readonly path: RelPath;
    readonly blob: Sha256 | null;
  }[];
  /** How it found files of mods that the player had changed, or that an undo had put back so. */
  readonly left: readonly {
    readonly target: string;
    readonly path: RelPath;
    readonly base: Sha256;
    readonly state: LeftFile['state'];
    readonly blob: Sha256 | null;
    /** Of one that is gone: how many of the folders above it were missing, too. */
    readonly mode: number;
    readonly mtimeNs: string;
  }[];
  readonly madeFolders: readonly { readonly target: string; readonly path: string }[];
  readonly removedFolders: readonly { readonly target: string; readonly path: string }[];
}

export const generationRecordName = (gameId: GameId, number: number): string => `${gameId}-${number}`;

export interface FinishedDeployment {
  readonly id: string;
  readonly request: DeployRequest;
  readonly plan: DeploymentPlan;
  readonly captured: readonly Captured[];
  readonly applied: Applied;
}

export function commitDeployment(deps: CommitDeps, done: FinishedDeployment): ChangeOutcome {
  const { registry } = deps;
  return registry.transaction(() => {
    const { game } = done.request;
    const number = registry.history.newest(game.id) + 1;
    const { saved, ...captures } = recordCaptures(deps, done, number);
    const { tree, left } = recordFiles(registry, done, saved);
    const folders = recordFolders(registry, done);
    const outcome = addGeneration(deps, done, number, tree);
    for (const file of left) registry.leftFiles.add(game.id, number, file);
    done.request.withCommit?.();
    writeRecord(deps, done, number, { ...captures, ...folders });
    registry.journal.setState(done.id, 'committed');
    return { ...outcome, captured: captures.edits };
  });
}

/** Generation 0: the game before Loadstone touched it. */
export const startGeneration = (createdAt: number): GenerationRow => ({
  pinned: false,
  profile: defaultProfile.id,
  number: 0,
  parent: 0,
  restores: null,
  batch: null,
  createdAt,
  reason: 'start',
  subject: '',
  note: '',
  changed: { added: 0, replaced: 0, removed: 0 },
  mods: 0,
  enabledMods: 0,
  treeSum: sumToText(emptyTree.sum),
  treeFiles: emptyTree.files,
  treeHash: treeHashText(emptyTree),
});

type Captures = Pick<GenerationRecord, 'originals' | 'edits'>;

/** Blobs of the bytes that were captured, by path. */
type Saved = ReadonlyMap<PlannedPath, { readonly blobId: number; readonly hash: Sha256 }>;

function recordCaptures(
  { registry, clock }: CommitDeps,
  done: FinishedDeployment,
  generation: number,
): Captures & { readonly saved: Saved } {
  const saved = new Map<PlannedPath, { readonly blobId: number; readonly hash: Sha256 }>();
  const originals: GenerationRecord['originals'][number][] = [];
  const edits: GenerationRecord['edits'][number][] = [];
  for (const { item, blob } of done.captured) {
    const at = { targetId: item.target.id, pathId: item.pathId, blobId: registry.content.putBlob(blob) };
    saved.set(item, { blobId: at.blobId, hash: blob.hash });
    const what = { target: item.target.name, path: item.text, blob: blob.hash };
    // A path the player keeps free may hold an original already: what came there since is an edit.
    const first = item.applied === null && registry.applied.original(item.target.id, item.pathId) === null;
    if (first && item.stat !== null) {
      const { mode, mtimeNs } = item.stat;
      registry.applied.putOriginal({ ...at, mode, mtimeNs });
      originals.push({ ...what, mode, mtimeNs: mtimeNs.toString() });
    } else {
      registry.applied.addCapturedEdit({ ...at, generation, capturedAt: clock.now() });
      edits.push(what);
    }
  }
  return { originals, edits, saved };
}

/** Moves the applied rows to what was wanted and the tree hash with them. */
function recordFiles(
  registry: Registry,
  { request, plan, applied }: FinishedDeployment,
  saved: Saved,
): { readonly tree: TreeSum; readonly left: readonly LeftFile[] } {
  const placed = new Map<PlannedPath, Staged>();
  for (const step of plan.steps) {
    const staged = applied.placed.get(step.seq);
    if (staged !== undefined && 'subject' in step) placed.set(step.subject, staged);
  }
  let tree = treeOf(registry, request.game);
  const rows: AppliedRow[] = [];
  const left: LeftFile[] = [];
  for (const item of plan.paths) {
    const outside = outsideAfter(item, saved.get(item)?.hash ?? null);
    const found = staysRecorded(item, outside) ? null : leftFile(item, outside, saved.get(item)?.blobId ?? null);
    if (found !== null) left.push(found);
    tree = recordFile(registry, tree, item, placed.get(item) ?? null, outside, rows);
  }
  registry.applied.putAll(rows);
  return { tree, left };
}

/** Nothing moves, neither on disk nor in the registry. A mod's file may equal the original: then the path is no longer ours. */
function staysRecorded(item: PlannedPath, outside: OutsideState | null): boolean {
  const { kind } = item.decision;
  const moves = item.companion || recordMoves(item) || outside !== (item.applied?.outside ?? null);
  return !moves && (kind === 'nothing' || kind === 'keep');
}

function recordFile(
  registry: Registry,
  tree: TreeSum,
  item: PlannedPath,
  staged: Staged | null,
  outside: OutsideState | null,
  rows: AppliedRow[],
): TreeSum {
  const { target, pathId, wanted, applied, appliedHash, decision, stat, text } = item;
  if (item.companion) return tree;
  if (staysRecorded(item, outside)) {
    if (decision.kind === 'nothing') refreshFingerprint(registry, item);
    return tree;
  }
  const ours = wanted !== null && wanted.original === null;
  if (!ours) {
    registry.applied.remove(target.id, pathId);
    if (wanted?.original !== undefined) registry.applied.removeOriginal(target.id, pathId);
  } else {
    const at = { targetId: target.id, pathId, blobId: wanted.blobId, text, outside };
    // No fingerprint stands for it while something else lies there: it is looked at each time.
    if (outside !== null) rows.push({ ...at, fingerprint: '', placement: 'copy' });
    else if (staged !== null) rows.push({ ...at, fingerprint: staged.fingerprint, placement: staged.placement });
    else if (stat !== null) rows.push({ ...at, fingerprint: fingerprintOf(stat), placement: 'copy' });
  }
  const without = applied === null || appliedHash === null ? tree : withoutFile(tree, fileHash(item, appliedHash));
  return ours ? withFile(without, fileHash(item, wanted.hash)) : without;
}

/** The content was right although the fingerprint had moved: remember the new one, so that it is not read again. */
function refreshFingerprint(registry: Registry, { applied, stat, disk, appliedHash }: PlannedPath): void {
  if (applied === null || stat === null || disk.kind !== 'file' || disk.content !== appliedHash) return;
  const fingerprint = fingerprintOf(stat);
  if (fingerprint !== applied.fingerprint) registry.applied.put({ ...applied, fingerprint });
}

const fileHash = (item: PlannedPath, blob: string): bigint =>
  sumFromText(hashText('sha256', `${item.target.name}\0${item.key}\0${blob}`, 'hex'));

function treeOf(registry: Registry, game: GameRow): TreeSum {
  const current = registry.history.get(game.id, game.currentGeneration);
  return current === null ? emptyTree : { sum: sumFromText(current.treeSum), files: current.treeFiles };
}

/** The text form players and scripts compare. */
const treeHashText = (tree: TreeSum): string => hashText('sha256', `${sumToText(tree.sum)} ${tree.files}`, 'hex');

type Folders = Pick<GenerationRecord, 'madeFolders' | 'removedFolders'>;

function recordFolders(registry: Registry, { id, request, plan, applied }: FinishedDeployment): Folders {
  const made: { target: string; path: string }[] = [];
  const removed: { target: string; path: string }[] = [];
  const make = (target: TargetRow, folder: string): void => {
    registry.applied.addCreatedFolder(target.id, folder);
    made.push({ target: target.name, path: folder });
  };
  const targetAt = new Map(foldersOf(request.game).map((target) => [target.path, target]));
  for (const step of plan.steps) {
    const target = targetAt.get(step.root);
    if (target === undefined) continue;
    const folder = path.join(step.root, step.path);
    if (step.action === 'make-folder') make(target, folder);
    if (step.action === 'remove-folder' && applied.removedFolders.has(folder)) {
      registry.applied.removeCreatedFolder(target.id, folder);
      removed.push({ target: target.name, path: folder });
    }
  }
  for (const folder of registry.journal.roots(id)) {
    const target = foldersOf(request.game).find((candidate) =>
      `${candidate.path}${path.sep}`.startsWith(`${folder}${path.sep}`),
    );
    if (target !== undefined) make(target, folder);
  }
  return { madeFolders: made, removedFolders: removed };
}

/** Written before the commit: one that does not come to pass is overwritten by the next generation of that number. */
function writeRecord(
  { registry, store }: CommitDeps,
  { request }: FinishedDeployment,
  number: number,
  remembered: Captures & Folders,
): void {
  const gameId = request.game.id;
  const generation = registry.history.get(gameId, number);
  if (generation === null) throw new Error(`generation ${number} vanished`);
  const keepsakes = registry.keepsakes.of(gameId, request.game.currentGeneration).map(({ targetId, ...kept }) => ({
    ...kept,
    target: foldersOf(request.game).find((target) => target.id === targetId)?.name ?? '',
  }));
  const left = registry.leftFiles.foundBy(gameId, number).map((file) => leftRecord(registry, file));
  const record: GenerationRecord = { gameId, generation, loadout: request.to, keepsakes, left, ...remembered };
  store.records.write('generations', generationRecordName(gameId, number), record);
}

function leftRecord({ content }: Registry, file: LeftFile): GenerationRecord['left'][number] {
  const { target, text } = content.pathById(file.pathId);
  const { base, state } = file;
  const at = { target, path: text, base, state };
  if (file.state !== 'file') {
    return { ...at, blob: null, mode: file.state === 'gone' ? file.missing : 0, mtimeNs: '0' };
  }
  return { ...at, blob: content.blobById(file.blobId).hash, mode: file.mode, mtimeNs: file.mtimeNs.toString() };
}

function addGeneration(
  { registry, clock }: CommitDeps,
  { request, plan }: FinishedDeployment,
  number: number,
  tree: TreeSum,
): ChangeOutcome {
  const { game, to, reason, subject } = request;
  const treeHash = treeHashText(tree);
  registry.history.add(
    game.id,
    {
      number,
      parent: game.currentGeneration,
      restores: request.restores,
      batch: request.batch,
      createdAt: clock.now(),
      reason,
      subject,
      note: '',
      pinned: false,
      profile: to.profile,
      changed: plan.counts,
      mods: to.items.length,
      enabledMods: enabledCount(to),
      treeSum: sumToText(tree.sum),
      treeFiles: tree.files,
      treeHash,
    },
    to,
  );
  registry.history.setCurrent(game.id, number);
  registry.profiles.move(game.id, to.profile, number);
  const { counts: changed, kept } = plan;
  return {
    gameId: game.id,
    generation: number,
    reason,
    subject,
    changed,
    treeHash,
    entries: request.entries,
    kept,
    captured: [],
  };
}

const enabledCount = (loadout: Loadout): number => loadout.items.filter((item) => item.enabled).length;
