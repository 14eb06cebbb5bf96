/**
 * The table of docs/deploy.md: what to do with one path, from what is on disk, what we applied and what is wanted.
 * Pure and total.
 */
import type { Sha256 } from '../../shared/ids.ts';

/** What lies at a path. `unread` is a file whose content is known to be neither A nor W. */
export type DiskState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly content: Sha256 | 'unread' }
  | { readonly kind: 'folder' | 'link' | 'other' };

export interface PathState {
  readonly disk: DiskState;
  readonly applied: Sha256 | null;
  readonly wanted: Sha256 | null;
  /** `wanted` is what was there before the mods: rows 3 and 4 are about our own files, the game gets its own back. */
  readonly givesBack: boolean;
  /** The player wants no file there at all, not even one that is not ours. Then `wanted` is null. */
  readonly away: boolean;
}

/** `saveFirst`: the bytes on disk are not ours; capture them before they go. */
export type Decision =
  | { readonly kind: 'nothing' }
  /** The disk is right already; only the registry moves. */
  | { readonly kind: 'record' }
  | { readonly kind: 'create' }
  | { readonly kind: 'replace'; readonly saveFirst: SaveReason | null }
  | { readonly kind: 'remove'; readonly saveFirst: SaveReason | null }
  | { readonly kind: 'keep'; readonly because: 'edited' | 'deleted' | 'replaced-by-folder' | 'replaced-by-link' }
  /** Something that is not a file stands where one is wanted. */
  | { readonly kind: 'blocked'; readonly by: 'folder' | 'link' | 'other' };

/** `original`: a file that was there before us. `edit`: one of ours that somebody changed. */
export type SaveReason = 'original' | 'edit';

/** `restore` puts our file back where rows 3 and 4 would keep what the player did. */
export type OutsideChoice = 'keep' | 'restore';

export function decide(state: PathState, choice: OutsideChoice): Decision {
  const { disk, applied, wanted, away, givesBack } = state;
  if (away && applied === null && disk.kind === 'file') return { kind: 'remove', saveFirst: 'original' };
  const outside = givesBack ? 'restore' : choice;
  if (disk.kind === 'absent') return decideAbsent(applied, wanted, outside);
  if (disk.kind === 'file') return decideFile(disk.content, applied, wanted, outside);
  return decideObstacle(disk.kind, applied, wanted, outside);
}

function decideAbsent(applied: Sha256 | null, wanted: Sha256 | null, outside: OutsideChoice): Decision {
  if (wanted === null) return { kind: applied === null ? 'nothing' : 'record' }; // row 1
  if (applied === wanted && outside === 'keep') return { kind: 'keep', because: 'deleted' }; // row 4
  return { kind: 'create' }; // rows 2, 4 on repair, 5
}

function decideFile(
  content: Sha256 | 'unread',
  applied: Sha256 | null,
  wanted: Sha256 | null,
  outside: OutsideChoice,
): Decision {
  if (content === wanted) return { kind: applied === wanted ? 'nothing' : 'record' }; // row 1
  if (applied === null) return wanted === null ? { kind: 'nothing' } : { kind: 'replace', saveFirst: 'original' }; // rows 7, 6
  if (content === applied) return { kind: wanted === null ? 'remove' : 'replace', saveFirst: null }; // row 2
  if (applied === wanted && outside === 'keep') return { kind: 'keep', because: 'edited' }; // row 3
  return { kind: wanted === null ? 'remove' : 'replace', saveFirst: 'edit' }; // rows 8, 3 on repair
}

function decideObstacle(
  kind: 'folder' | 'link' | 'other',
  applied: Sha256 | null,
  wanted: Sha256 | null,
  outside: OutsideChoice,
): Decision {
  // What stands there is not a file of ours: leave it, and forget that there was one.
  if (wanted === null) return { kind: applied === null ? 'nothing' : 'record' };
  if (applied === wanted && outside === 'keep') {
    return { kind: 'keep', because: kind === 'folder' ? 'replaced-by-folder' : 'replaced-by-link' };
  }
  return { kind: 'blocked', by: kind };
}
