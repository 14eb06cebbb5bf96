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

/** Content of a file, or that the player wants it gone; null: there is none, and none is spoken of. */
export type FileState = Sha256 | 'gone' | null;

export interface PathState {
  readonly disk: DiskState;
  /** As it was left by us. After an undo that is what the player had made of a mod's file. */
  readonly applied: FileState;
  /** What is to lie there: a file of a mod, of the game, or what the player had made of it when that state was left. */
  readonly wanted: FileState;
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

const isFile = (state: FileState): boolean => state !== null && state !== 'gone';

function decideAbsent(applied: FileState, wanted: FileState, outside: OutsideChoice): Decision {
  if (!isFile(wanted)) return { kind: applied === wanted ? 'nothing' : 'record' }; // row 1
  if (applied === wanted && outside === 'keep') return { kind: 'keep', because: 'deleted' }; // row 4
  return { kind: 'create' }; // rows 2, 4 on repair, 5
}

function decideFile(
  content: Sha256 | 'unread',
  applied: FileState,
  wanted: FileState,
  outside: OutsideChoice,
): Decision {
  if (content === wanted) return { kind: applied === wanted ? 'nothing' : 'record' }; // row 1
  const kind = isFile(wanted) ? 'replace' : 'remove';
  if (applied === null) return wanted === null ? { kind: 'nothing' } : { kind, saveFirst: 'original' }; // rows 7, 6
  if (content === applied) return { kind, saveFirst: null }; // row 2
  if (applied === wanted && outside === 'keep') return { kind: 'keep', because: 'edited' }; // row 3
  return { kind, saveFirst: 'edit' }; // rows 8, 3 on repair
}

function decideObstacle(
  kind: 'folder' | 'link' | 'other',
  applied: FileState,
  wanted: FileState,
  outside: OutsideChoice,
): Decision {
  // What stands there is not a file of ours: leave it, and forget that there was one.
  if (!isFile(wanted)) return { kind: applied === wanted ? 'nothing' : 'record' };
  if (applied === wanted && outside === 'keep') {
    return { kind: 'keep', because: kind === 'folder' ? 'replaced-by-folder' : 'replaced-by-link' };
  }
  return { kind: 'blocked', by: kind };
}
