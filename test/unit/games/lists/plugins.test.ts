import { describe, expect, test } from 'vitest';
import type { ListChange, ModFile } from '../../../../src/main/games/lists/list-format.ts';
import { plainPlugins, starredPlugins } from '../../../../src/main/games/lists/plugins.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { change, coming, leaving, testLaws } from '../../../support/list-laws.ts';

const file = (path: string, bytes: Buffer = Buffer.alloc(0)): ModFile => ({
  path: relPath(path),
  size: bytes.length,
  read: () => null,
  readPart: (from, length) => (from + length > bytes.length ? null : bytes.subarray(from, from + length)),
});

const field = (name: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(data.length);
  return Buffer.concat([Buffer.from(name, 'latin1'), length, data]);
};

/** A plugin as the game writes it: its first record, and one more that is none of our business. */
function tes4(flags: number, masters: readonly string[], before: readonly Buffer[] = []): Buffer {
  const fields = Buffer.concat([
    field('HEDR', Buffer.alloc(12)),
    field('CNAM', Buffer.from('somebody\0', 'latin1')),
    ...before,
    ...masters.flatMap((name) => [field('MAST', Buffer.from(`${name}\0`, 'latin1')), field('DATA', Buffer.alloc(8))]),
  ]);
  const head = Buffer.alloc(24);
  head.write('TES4', 'latin1');
  head.writeUInt32LE(fields.length, 4);
  head.writeUInt32LE(flags, 8);
  return Buffer.concat([head, fields, Buffer.from('GRUP', 'latin1'), Buffer.alloc(40)]);
}

function pluginOf(name: string, bytes: Buffer) {
  const mod = starredPlugins.modOf(file(name, bytes));
  if (mod === null) throw new Error(name);
  return mod;
}

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

test('a plugin is loaded after its masters, whatever they are called and whoever put them there', () => {
  const patch = pluginOf('Stone - Ember.esp', tes4(0, ['Skyrim.esm', 'Ember.esp', 'Stone.esp']));
  expect(patch).toMatchObject({ rank: 1, after: ['skyrim.esm', 'ember.esp', 'stone.esp'] });
  const stone = pluginOf('Stone.esp', tes4(0, ['Skyrim.esm']));
  expect(starred(null, coming(patch, stone))).toBe('*Stone.esp\r\n*Stone - Ember.esp\r\n');
  expect(starred('*Other.esp\r\n*EMBER.esp\r\n*Last.esp\r\n', coming(patch, stone))).toBe(
    '*Other.esp\r\n*EMBER.esp\r\n*Last.esp\r\n*Stone.esp\r\n*Stone - Ember.esp\r\n',
  );
  // As an earlier version left it, or the player moved it to.
  const wrong = '*Stone - Ember.esp\r\n*Stone.esp\r\n*Ember.esp\r\n*Last.esp\r\n';
  expect(starred(wrong, change({ ours: [patch, stone], reordered: true }))).toBe(
    '*Stone.esp\r\n*Ember.esp\r\n*Stone - Ember.esp\r\n*Last.esp\r\n',
  );
});

test('a plugin with the flag of a master is loaded with them, one with that of a light plugin is not', () => {
  const flagged = pluginOf('Flagged.esp', tes4(1, []));
  const light = pluginOf('Light.esp', tes4(0x2_00, []));
  expect(starred('*Theirs.esm\r\n*Theirs.esp\r\n', coming(light, flagged))).toBe(
    '*Theirs.esm\r\n*Flagged.esp\r\n*Theirs.esp\r\n*Light.esp\r\n',
  );
});

test('fields that are too long for their length are stepped over, and what is cut off or no plugin says nothing', () => {
  const long = Buffer.alloc(70_000);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(long.length);
  const overridden = Buffer.concat([field('XXXX', size), Buffer.from('ONAM\0\0', 'latin1'), long]);
  const bytes = tes4(0, ['A.esm'], [overridden]);
  expect(pluginOf('P.esp', bytes).after).toEqual(['a.esm']);
  expect(pluginOf('P.esp', bytes.subarray(0, 60)).after).toEqual([]);
  expect(pluginOf('P.esp', Buffer.from('not a plugin at all, only text')).after).toEqual([]);
  expect(pluginOf('P.esp', Buffer.alloc(0))).toMatchObject({ rank: 1, after: [] });
});

test('masters in a circle do not end in one', () => {
  const one = pluginOf('One.esp', tes4(0, ['Two.esp', 'One.esp']));
  const two = pluginOf('Two.esp', tes4(0, ['One.esp']));
  const after = starred(null, coming(one, two)) ?? '';
  expect(after.split('\r\n').toSorted()).toEqual(['', '*One.esp', '*Two.esp']);
});
