/**
 * What a change was about. The history keeps it as plain English text, which the command line prints and old histories
 * hold; what is no name is read out of it again, so that the window can say it in the player's language.
 */
export type Subject =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'mods' | 'files'; readonly count: number }
  | { readonly kind: 'generation'; readonly number: number }
  /** What was there before a restoring took it away, saved so that it can be undone. */
  | { readonly kind: 'saved'; readonly of: Subject };

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
    default:
      return subject satisfies never;
  }
}

const savedEnd = ', before they were restored';

/** The reverse of `subjectText`. A mod that is called "3 mods" reads the same either way. */
export function readSubject(text: string): Subject {
  if (text.endsWith(savedEnd)) return { kind: 'saved', of: readSubject(text.slice(0, -savedEnd.length)) };
  const [, count, what] = /^(\d{1,9}) (mods|files)$/u.exec(text) ?? [];
  if (what === 'mods' || what === 'files') return { kind: what, count: Number(count) };
  const [, number] = /^generation (\d{1,9})$/u.exec(text) ?? [];
  return number === undefined ? { kind: 'name', name: text } : { kind: 'generation', number: Number(number) };
}
