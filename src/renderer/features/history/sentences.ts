/** Plain words for generations and outcomes. */
import type { ChangeCounts, GenerationReason } from '../../../shared/model.ts';
import { readSubject, type ChangeKind, type Subject } from '../../../shared/subjects.ts';
import { i18n } from '../../i18n/i18n.ts';

const sentences = {
  start: 'history.zero',
  install: 'history.did.install',
  update: 'history.did.update',
  enable: 'history.did.enable',
  disable: 'history.did.disable',
  remove: 'history.did.remove',
  reorder: 'history.did.reorder',
  'choose-winner': 'history.did.chooseWinner',
  pin: 'history.did.pin',
  unpin: 'history.did.unpin',
  revert: 'history.did.revert',
  'switch-profile': 'history.did.switchProfile',
  'keep-change': 'history.did.keepChange',
  'roll-back': 'history.did.rollBack',
  undo: 'history.did.undo',
  redo: 'history.did.redo',
  purge: 'history.did.purge',
  repair: 'history.did.repair',
  adopt: 'history.did.adopt',
} as const satisfies Record<GenerationReason, string>;

/** "Installed Nebula Hull", "Rolled back to generation 3". */
export function outcomeSentence(reason: GenerationReason, text: string): string {
  const subject = readSubject(text);
  if (reason === 'roll-back' && isUntouched(subject)) return i18n.t('history.did.untouched');
  return subject.kind === 'saved'
    ? i18n.t('history.did.save', { subject: wordsOf(subject.of) })
    : i18n.t(sentences[reason], { subject: wordsOf(subject) });
}

const isUntouched = (subject: Subject): boolean => subject.kind === 'generation' && subject.number === 0;

/** What a change was about, as main keeps it, in the language of the window. */
export const subjectWords = (text: string): string => wordsOf(readSubject(text));

function wordsOf(subject: Subject): string {
  switch (subject.kind) {
    case 'name':
      return subject.name;
    case 'mods':
      return i18n.t('history.subject.mods', { count: subject.count });
    case 'files':
      return i18n.t('history.subject.files', { count: subject.count });
    case 'generation':
      return isUntouched(subject)
        ? i18n.t('history.subject.untouched')
        : i18n.t('history.subject.generation', { number: subject.number });
    case 'saved':
      return wordsOf(subject.of);
    case 'with':
      return i18n.t('history.subject.with', { name: subject.name, count: subject.others });
    case 'change':
      return changeWords(subject.change, subject.of);
    default:
      return subject satisfies never;
  }
}

const changes = {
  install: 'history.step.install',
  update: 'history.step.update',
  enable: 'history.step.enable',
  disable: 'history.step.disable',
  remove: 'history.step.remove',
  reorder: 'history.step.reorder',
  'choose-winner': 'history.step.chooseWinner',
  pin: 'history.step.pin',
  unpin: 'history.step.unpin',
  revert: 'history.step.revert',
  'switch-profile': 'history.step.switchProfile',
  'keep-change': 'history.step.keepChange',
  'roll-back': 'history.step.rollBack',
  purge: 'history.step.purge',
  repair: 'history.step.repair',
  adopt: 'history.step.adopt',
  import: 'history.step.import',
} as const satisfies Record<ChangeKind, string>;

/** "move of Nebula Hull in the load order": what an undo took back. */
function changeWords(change: ChangeKind, of: Subject): string {
  if (of.kind === 'saved') return i18n.t('history.step.save', { subject: wordsOf(of) });
  return i18n.t(changes[change], { subject: wordsOf(of) });
}

/** "12 files added, 3 replaced", or that no file changed: the first of them says what is counted. */
export function describeChange(changed: ChangeCounts): string {
  const [first, ...others] = (['added', 'replaced', 'removed'] as const).filter((kind) => changed[kind] > 0);
  if (first === undefined) return i18n.t('history.unchanged');
  return [
    i18n.t(`history.files.${first}`, { count: changed[first] }),
    ...others.map((kind) => i18n.t(`history.${kind}`, { count: changed[kind] })),
  ].join(', ');
}
