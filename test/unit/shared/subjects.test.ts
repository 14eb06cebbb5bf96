import { expect, test } from 'vitest';
import { readSubject, subjectText, type Subject } from '../../../src/shared/subjects.ts';

test.each<[string, Subject]>([
  ['3 mods', { kind: 'mods', count: 3 }],
  ['12 files', { kind: 'files', count: 12 }],
  ['generation 7', { kind: 'generation', number: 7 }],
  ['Nebula Hull', { kind: 'name', name: 'Nebula Hull' }],
  ['12 files, before they were restored', { kind: 'saved', of: { kind: 'files', count: 12 } }],
  ['a.txt, before they were restored', { kind: 'saved', of: { kind: 'name', name: 'a.txt' } }],
])('%s is kept as text and read out of it again', (text, subject) => {
  expect(subjectText(subject)).toBe(text);
  expect(readSubject(text)).toEqual(subject);
});

test.each(['3 mods more', 'generation x', ' 3 files', '3.5 mods'])('%s is a name', (name) => {
  expect(readSubject(name)).toEqual({ kind: 'name', name });
});
