import { describe, expect, test } from 'vitest';
import type { ListChange, ModFile } from '../../../../src/main/games/lists/list-format.ts';
import { plainPlugins, starredPlugins } from '../../../../src/main/games/lists/plugins.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { change, coming, leaving, testLaws } from '../../../support/list-laws.ts';

const file = (path: string): ModFile => ({ path: relPath(path), size: 0, read: () => null, readPart: () => null });

function plugin(name: string) {
  const mod = starredPlugins.modOf(file(name));
  if (mod === null) throw new Error(name);
  return mod;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const starred = (text: string | null, what: ListChange): string | null => {
  const after = starredPlugins.merge(text === null ? null : latin1(text), what);
  return after === null ? null : Buffer.from(after).toString('latin1');
};
const lines = (bytes: Uint8Array): readonly string[] => Buffer.from(bytes).toString('latin1').split(/\r?\n/u);

const text = (line: string): Buffer => Buffer.from(`\uFEFF${line}`, 'utf8');

describe('with stars', () => {
  testLaws({
    kind: starredPlugins,
    write: (names, ending) => latin1(names.map((name) => `*${name}.esp${ending}`).join('')),
    read: (bytes) => lines(bytes).flatMap((line) => /^\*(.+)\.esp$/u.exec(line)?.[1] ?? []),
    mod: (name) => plugin(`${name}.esp`),
  });
});

describe('without', () => {
  testLaws({
    kind: plainPlugins,
    write: (names, ending) => latin1(names.map((name) => `${name}.esp${ending}`).join('')),
    read: (bytes) => lines(bytes).flatMap((line) => /^(.+)\.esp$/u.exec(line)?.[1] ?? []),
    mod: (name) => plugin(`${name}.esp`),
  });
});

test('a list that is not there is begun, and one that nobody needs is not', () => {
  expect(starred(null, coming(plugin('A.esp'), plugin('B.esm')))).toBe('*B.esm\r\n*A.esp\r\n');
  expect(starred(null, leaving(plugin('A.esp')))).toBeNull();
});

test('masters go before the others, whoever put those there', () => {
  const before = '# comment\r\n*Theirs.esl\r\n*Theirs.esp\r\n';
  expect(starred(before, coming(plugin('A.esp'), plugin('B.esl'), plugin('C.esm')))).toBe(
    '# comment\r\n*Theirs.esl\r\n*B.esl\r\n*C.esm\r\n*Theirs.esp\r\n*A.esp\r\n',
  );
});

test('what is on the list without a star gets one when it is new, wherever it stands and however it is spelled', () => {
  expect(starred('  caf\u00c9.ESP\r\n*Z.esp', coming(plugin('Caf\u00e9.esp')))).toBe('  *caf\u00c9.ESP\r\n*Z.esp');
});

test('comments, blank lines, mixed ends of lines and a last line without one stay', () => {
  const before = '*A.esp\n\r\n# x\r*B.esp\r\n*Last.esp';
  const after = starred(before, coming(plugin('New.esp')));
  expect(after).toBe('*A.esp\n\r\n# x\r*B.esp\r\n*Last.esp\r\n*New.esp');
  expect(starred(after, leaving(plugin('New.esp')))).toBe(before);
});

test('what replaces a plugin of the game is not added, and switched on where it is named', () => {
  const mods = [plugin('Skyrim.esm'), plugin('Old.esp')];
  const what = { ...coming(...mods), replacing: new Set(mods.map(({ id }) => id)) };
  expect(starred('Old.esp\r\n', what)).toBe('*Old.esp\r\n');
});

test('a byte order mark of UTF-8 stays, and names are read and written by it', () => {
  const after = starredPlugins.merge(
    text('Caf\u00e9.esp\r\n'),
    coming(plugin('caf\u00e9.esp'), plugin('Z\u00fcrich.esp')),
  );
  expect(Buffer.from(after ?? [])).toEqual(text('*Caf\u00e9.esp\r\n*Z\u00fcrich.esp\r\n'));
});

test('a plugin whose name the encoding has no letters for is none, and neither is a list in UTF-16', () => {
  expect(starredPlugins.modOf(file('\u65e5\u672c.esp'))).toBeNull();
  const wide = Buffer.from('*A.esp', 'utf16le');
  expect(starredPlugins.isSound(wide)).toBe(false);
  expect(starredPlugins.merge(wide, change({ ours: [plugin('B.esp')], first: true }))).toBe(wide);
});
