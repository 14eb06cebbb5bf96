/**
 * Undo and redo over a history that only grows. Every generation is a state; an undo or redo makes a new generation with
 * the loadout of an older one. The two stacks are replayed from the list, so nothing else is kept. A state is the very
 * generation that was left, not an older one with the same loadout: the player may have changed files since.
 *
 * A step is what one press of the player did: generations of one batch that follow one another, or a single generation.
 * Anything else in between ends a step, so that undo never takes back what belongs to another press.
 */
import type { Batch } from '../../shared/batches.ts';
import type { GenerationReason } from '../../shared/model.ts';

export interface HistoryLink {
  readonly number: number;
  /** The generation that was current when this one was made. */
  readonly parent: number;
  readonly reason: GenerationReason;
  readonly batch: Batch | null;
}

export interface UndoStep {
  /** Generation whose state is deployed again. */
  readonly to: number;
  /** The generation that was current when the step began. */
  readonly from: number;
  /** What it is made of, oldest first. */
  readonly made: readonly HistoryLink[];
  readonly batch: Batch | null;
}

export interface UndoState {
  /** What an undo takes back; null: nothing. */
  readonly undo: UndoStep | null;
  /** What a redo does again. */
  readonly redo: UndoStep | null;
}

interface Step {
  /** States on both its sides. */
  readonly before: number;
  readonly after: number;
  readonly from: number;
  readonly made: HistoryLink[];
  readonly batch: Batch | null;
  /** What it was was let go of: any press may be its own. */
  readonly isUnknown: boolean;
}

/** `links` oldest first. Where generations between two of them were let go of, nothing leads over the gap. */
export function undoState(links: readonly HistoryLink[]): UndoState {
  const undo: Step[] = [];
  const redo: Step[] = [];
  let last: HistoryLink | null = null;
  /** The press below the stack. Its first part may have been let go of: the rest of it leads to nowhere that it began. */
  let below: Batch | 'unknown' | null = null;
  const mayBeBelow = (batch: Batch | null): boolean => batch !== null && (below === 'unknown' || isSame(below, batch));
  for (const link of links) {
    const { number, reason } = link;
    if (last === null || link.parent !== last.number) {
      undo.length = 0;
      redo.length = 0;
      below = isMove(link) ? 'unknown' : link.batch;
    } else if (reason === 'undo') {
      const known = undo.pop();
      if (known === undefined) below = 'unknown';
      const step = known ?? { ...stepOf(last, number, last.number), from: last.parent, isUnknown: isMove(last) };
      redo.push({ ...step, after: last.number });
    } else if (reason === 'redo') {
      const step: Step = redo.pop() ?? { ...stepOf(link, last.number, number), isUnknown: true };
      undo.push({ ...step, before: last.number });
    } else {
      const top = undo.at(-1);
      if (top?.isUnknown === true && link.batch !== null) {
        undo.length = 0;
        below = link.batch;
      } else if (top !== undefined && isSame(top.batch, link.batch)) undo.splice(-1, 1, longer(top, link));
      else if (top !== undefined || !mayBeBelow(link.batch)) undo.push(stepOf(link, last.number, number));
      else below = link.batch;
      redo.length = 0;
    }
    last = link;
  }
  return { undo: told(undo.at(-1), 'before'), redo: told(redo.at(-1), 'after') };
}

const stepOf = (link: HistoryLink, before: number, after: number): Step => ({
  before,
  after,
  from: link.parent,
  made: [link],
  batch: link.batch,
  isUnknown: false,
});

const isMove = ({ reason }: HistoryLink): boolean => reason === 'undo' || reason === 'redo';

const isSame = (one: Batch | null, other: Batch | null): boolean => one !== null && one.id === other?.id;

function longer(step: Step, link: HistoryLink): Step {
  step.made.push(link);
  return { ...step, after: link.number };
}

const told = (step: Step | undefined, side: 'before' | 'after'): UndoStep | null =>
  step === undefined ? null : { to: step[side], from: step.from, made: step.made, batch: step.batch };
