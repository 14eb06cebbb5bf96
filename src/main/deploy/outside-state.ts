/**
 * Where the player has changed a file of ours: what is known to lie there instead, before and after a deployment. Pure.
 * docs/adr/0015 says why going back brings it back.
 */
import type { Sha256 } from '../../shared/ids.ts';
import type { FileState, OutsideChoice } from '../plan/decide.ts';
import type { OutsideState } from '../registry/applied.ts';
import type { LeftFile, LeftState } from '../registry/left-files.ts';
import type { PlannedPath } from './plan-deployment.ts';
import { isOurs, placedAt, type SurveyedPath } from './survey.ts';

/** A, as a decision takes it: what we left there, which after an undo is what the player had made of it. */
export const appliedState = ({ applied, appliedHash }: SurveyedPath): FileState => applied?.outside ?? appliedHash;

/** W, as a decision takes it. What the player made of a file whose mod does not change goes on lying there. */
export function wantedState(item: SurveyedPath, choice: OutsideChoice): FileState {
  const { left, wanted, disk, applied, appliedHash } = item;
  if (left !== null) return left.file?.hash ?? 'gone';
  const outside = applied?.outside ?? null;
  const isBack = disk.kind === 'file' && disk.content === appliedHash;
  if (choice === 'keep' && outside !== null && !recordMoves(item) && !isBack) return outside;
  return wanted?.hash ?? null;
}

/** Whether the registry will have another file of ours there than before, or none. */
export const recordMoves = (item: SurveyedPath): boolean =>
  isOurs(item) !== (item.applied !== null) || (item.applied !== null && item.appliedHash !== item.wanted?.hash);

/** Whether the bytes on disk are not what is recorded, and this deployment moves one or the other away from them. */
export function leavesOutside(item: PlannedPath): boolean {
  const { applied, appliedHash, disk, decision } = item;
  if (applied === null || disk.kind !== 'file' || disk.content === appliedHash) return false;
  if (decision.kind === 'replace' || decision.kind === 'remove') return true;
  // What lies where it is wanted is in the store already.
  return recordMoves(item) && disk.content !== placedAt(item)?.hash;
}

/** What lies there in the end instead of the file that is recorded. `saved`: the bytes that were there, if they were saved. */
export function outsideAfter(item: PlannedPath, saved: Sha256 | null): OutsideState | null {
  const { decision, disk, applied, wanted } = item;
  if (!isOurs(item)) return null;
  const other = (content: OutsideState): OutsideState | null => (content === wanted?.hash ? null : content);
  switch (decision.kind) {
    case 'create':
    case 'replace':
      return other(placedAt(item)?.hash ?? 'gone');
    case 'remove':
      return 'gone';
    case 'nothing':
    case 'record':
    case 'keep': {
      if (decision.kind === 'keep' && !recordMoves(item)) return applied?.outside ?? null;
      if (disk.kind !== 'file') return 'gone';
      const content = saved ?? (disk.content === 'unread' ? null : disk.content);
      return content === null ? (applied?.outside ?? null) : other(content);
    }
    case 'blocked':
      return null;
    default:
      return decision satisfies never;
  }
}

/** How the deployment found the path, for the way back. null: as the registry had it before and has it after. */
export function leftFile(item: PlannedPath, after: OutsideState | null, savedBlob: number | null): LeftFile | null {
  const { target, pathId, appliedHash, applied } = item;
  if (applied === null || appliedHash === null) return null;
  const found = foundState(item, savedBlob);
  if (found === null || (found.state === 'base' && after === null)) return null;
  return { targetId: target.id, pathId, base: appliedHash, ...found };
}

function foundState(item: PlannedPath, savedBlob: number | null): LeftState | null {
  const { disk, stat, appliedHash, missing } = item;
  if (disk.kind !== 'file' || stat === null) return { state: 'gone', missing: missing.length };
  if (disk.content === appliedHash) return { state: 'base' };
  const placed = placedAt(item);
  const blobId = savedBlob ?? (placed?.hash === disk.content ? placed.blobId : null);
  return blobId === null ? null : { state: 'file', blobId, mode: stat.mode, mtimeNs: stat.mtimeNs };
}
