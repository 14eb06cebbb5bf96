/**
 * What a change was about. The history keeps it as plain English text, which the command line prints and old histories
 * hold; what is no name is read out of it again, so that the window can say it in the player's language.
 */
import type { GenerationReason } from './model.ts';

/** What an undo takes back, or a redo does again. */
export type ChangeKind = Exclude<GenerationReason, 'start' | 'undo' | 'redo'> | 'import';

export type Subject =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'mods' | 'files'; readonly count: number }
  | { readonly kind: 'generation'; readonly number: number }
  /** What was there before a restoring took it away, saved so that it can be undone. */
  | { readonly kind: 'saved'; readonly of: Subject }
  /** A mod and what came with it. */
  | { readonly kind: 'with'; readonly name: string; readonly others: number }
  | { readonly kind: 'change'; readonly change: ChangeKind; readonly of: Subject };

/** A single one by its name, several by their number. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'name':
      return subject.name;
    case 'mods':
    case 'files':
      return `${subject.count} ${subject.kind}`;
    case 'generation':
      return `generation ${subject.number}`;
    case 'saved':
      return `${subjectText(subject.of)}${savedEnd}`;
    case 'with':
      return `${subject.name} and ${subject.others} more`;
    case 'change':
      return changeText(subject.change, subjectText(subject.of));
    default:
      return subject satisfies never;
  }
}

const savedEnd = ', before they were restored';

/** All mods of a game need no number. */
const purged = 'removal of all mods from the game';

const moved = ' in the load order';

const changeStarts = {
  install: 'installation of ',
  update: 'update of ',
  enable: 'turning on ',
  disable: 'turning off ',
  remove: 'removal of ',
  reorder: 'move of ',
  'choose-winner': 'choice of which mod wins: ',
  pin: 'pinning of ',
  unpin: 'unpinning of ',
  revert: 'going back to ',
  'switch-profile': 'switch to the profile ',
  'keep-change': 'keeping of your changes: ',
  'roll-back': 'rolling back to ',
  repair: 'repair of ',
  adopt: 'takeover of ',
  import: 'import of ',
} as const satisfies Record<Exclude<ChangeKind, 'purge'>, string>;

function changeText(change: ChangeKind, of: string): string {
  if (change === 'purge') return purged;
  return `${changeStarts[change]}${of}${change === 'reorder' ? moved : ''}`;
}

function readChange(text: string): Subject | null {
  if (text === purged) return { kind: 'change', change: 'purge', of: { kind: 'name', name: '' } };
  for (const change of Object.keys(changeStarts) as (keyof typeof changeStarts)[]) {
    const end = change === 'reorder' ? moved : '';
    if (!text.startsWith(changeStarts[change]) || !text.endsWith(end)) continue;
    const of = readSubject(text.slice(changeStarts[change].length, text.length - end.length));
    return { kind: 'change', change, of };
  }
  return null;
}

/** The reverse of `subjectText`. A mod that is called "3 mods" reads the same either way. */
export function readSubject(text: string): Subject {
  const change = readChange(text);
  if (change !== null) return change;
  if (text.endsWith(savedEnd)) return { kind: 'saved', of: readSubject(text.slice(0, -savedEnd.length)) };
  const [, count, what] = /^(\d{1,9}) (mods|files)$/u.exec(text) ?? [];
  if (what === 'mods' || what === 'files') return { kind: what, count: Number(count) };
  const [, name, others] = /^(.+) and (\d{1,9}) more$/u.exec(text) ?? [];
  if (name !== undefined) return { kind: 'with', name, others: Number(others) };
  const [, number] = /^generation (\d{1,9})$/u.exec(text) ?? [];
  return number === undefined ? { kind: 'name', name: text } : { kind: 'generation', number: Number(number) };
}
