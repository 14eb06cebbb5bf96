/** What a step was, in the words that an undo or a redo of it keeps. */
import type { GenerationReason } from '../../shared/model.ts';
import { readSubject, subjectText, type ChangeKind, type Subject } from '../../shared/subjects.ts';
import type { HistoryLink, UndoStep } from './undo-stack.ts';

/** `subjectOf`: the subject of a generation. Few are asked for, whatever number the step is made of. */
export function stepSubject({ made, batch }: UndoStep, subjectOf: (number: number) => string): string {
  const mods = made.filter(({ reason }) => bringsMod.has(reason));
  const last = mods.at(-1);
  if (batch === null || last === undefined) return single(made.at(-1), subjectOf);
  if (batch.kind === 'import') return change('import', several(mods, subjectOf(last.number)));
  if (mods.length === 1) return single(last, subjectOf);
  const updates = batch.kind === 'update' ? mods.filter(({ reason }) => reason === 'update') : [];
  if (updates.length > 1) return change('update', { kind: 'mods', count: updates.length });
  // What a mod needs goes before it.
  return change(batch.kind, { kind: 'with', name: subjectOf(last.number), others: mods.length - 1 });
}

const bringsMod: ReadonlySet<GenerationReason> = new Set<GenerationReason>(['install', 'update', 'revert']);

const several = (mods: readonly HistoryLink[], name: string): Subject =>
  mods.length === 1 ? { kind: 'name', name } : { kind: 'mods', count: mods.length };

function single(link: HistoryLink | undefined, subjectOf: (number: number) => string): string {
  if (link === undefined) return '';
  const { number, reason } = link;
  const subject = subjectOf(number);
  // They say themselves what they took back or did again.
  if (reason === 'undo' || reason === 'redo' || reason === 'start') return subject;
  return change(reason, readSubject(subject));
}

const change = (kind: ChangeKind, of: Subject): string => subjectText({ kind: 'change', change: kind, of });
