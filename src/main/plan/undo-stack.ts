/**
 * Undo and redo over a history that only grows. Every generation is a state; an undo or redo makes a new
 * generation with the loadout of an older one. The two stacks are replayed from the list, so nothing else is kept.
 */
import type { GenerationReason } from '../../shared/model.ts';

export interface HistoryLink {
  readonly number: number;
  readonly reason: GenerationReason;
}

export interface UndoState {
  /** Generation whose state an undo deploys again; null: nothing to undo. */
  readonly undoTo: number | null;
  readonly redoTo: number | null;
}

/** `links` oldest first, generation 0 included. */
export function undoState(links: readonly HistoryLink[]): UndoState {
  const undo: number[] = [];
  const redo: number[] = [];
  let state: number | null = null;
  for (const { number, reason } of links) {
    if (state === null) {
      state = number;
      continue;
    }
    if (reason === 'undo') {
      redo.push(state);
      state = undo.pop() ?? number;
    } else if (reason === 'redo') {
      undo.push(state);
      state = redo.pop() ?? number;
    } else {
      undo.push(state);
      redo.length = 0;
      state = number;
    }
  }
  return { undoTo: undo.at(-1) ?? null, redoTo: redo.at(-1) ?? null };
}
