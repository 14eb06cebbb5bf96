import { expect, test } from 'vitest';
import { readSubject, subjectText, type Subject } from '../../../src/shared/subjects.ts';

test.each<[string, Subject]>([
  ['3 mods', { kind: 'mods', count: 3 }],
  ['12 files', { kind: 'files', count: 12 }],
  ['generation 7', { kind: 'generation', number: 7 }],
  ['Nebula Hull', { kind: 'name', name: 'Nebula Hull' }],
  ['12 files, before they were restored', { kind: 'saved', of: { kind: 'files', count: 12 } }],
  ['a.txt, before they were restored', { kind: 'saved', of: { kind: 'name', name: 'a.txt' } }],
  ['Nebula Hull and 2 more', { kind: 'with', name: 'Nebula Hull', others: 2 }],
  ...(
    [
      ['installation of Nebula Hull', 'install'],
      ['update of Nebula Hull', 'update'],
      ['turning on Nebula Hull', 'enable'],
      ['turning off Nebula Hull', 'disable'],
      ['removal of Nebula Hull', 'remove'],
      ['move of Nebula Hull in the load order', 'reorder'],
      ['choice of which mod wins: Nebula Hull', 'choose-winner'],
      ['pinning of Nebula Hull', 'pin'],
      ['unpinning of Nebula Hull', 'unpin'],
      ['going back to Nebula Hull', 'revert'],
      ['switch to the profile Nebula Hull', 'switch-profile'],
      ['keeping of your changes: Nebula Hull', 'keep-change'],
      ['rolling back to Nebula Hull', 'roll-back'],
      ['repair of Nebula Hull', 'repair'],
      ['takeover of Nebula Hull', 'adopt'],
      ['import of Nebula Hull', 'import'],
    ] as const
  ).map(([text, change]): [string, Subject] => [
    text,
    { kind: 'change', change, of: { kind: 'name', name: 'Nebula Hull' } },
  ]),
  ['removal of all mods from the game', { kind: 'change', change: 'purge', of: { kind: 'name', name: '' } }],
  ['import of 6 mods', { kind: 'change', change: 'import', of: { kind: 'mods', count: 6 } }],
  [
    'installation of Nebula Hull and 1 more',
    { kind: 'change', change: 'install', of: { kind: 'with', name: 'Nebula Hull', others: 1 } },
  ],
  [
    'keeping of your changes: a.txt, before they were restored',
    { kind: 'change', change: 'keep-change', of: { kind: 'saved', of: { kind: 'name', name: 'a.txt' } } },
  ],
])('%s is kept as text and read out of it again', (text, subject) => {
  expect(subjectText(subject)).toBe(text);
  expect(readSubject(text)).toEqual(subject);
});

test.each(['3 mods more', 'generation x', ' 3 files', '3.5 mods', 'Removal of fog', 'Hull and more'])(
  '%s is a name',
  (name) => {
    expect(readSubject(name)).toEqual({ kind: 'name', name });
  },
);
