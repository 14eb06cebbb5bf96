import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { larianModSettings } from '../../../../src/main/games/lists/baldurs-gate-3.ts';
import { readPakEntries, readPakFile } from '../../../../src/main/games/lists/larian-pak.ts';
import type { ModFile } from '../../../../src/main/games/lists/list-format.ts';
import { lz4Block } from '../../../../src/main/games/lists/lz4.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { lz4, writePak, type PakMethod } from '../../../support/larian-pak.ts';
import { change, coming, leaving, testLaws } from '../../../support/list-laws.ts';

const campaign = 'cb555efe-2d9e-131f-8195-a89329d218ea';
const uuid = (name: string): string => {
  const hex = Buffer.from(name.padEnd(16, '\0')).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};
const nameOf = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString().replaceAll('\0', '');

const facts = (name: string, version = '36028797018963968') => ({
  Folder: name,
  MD5: '',
  Name: name,
  PublishHandle: '0',
  Version64: version,
});
const mod = (name: string) => ({ id: uuid(name), text: uuid(name), rank: 0, facts: facts(name) });

const entry = (name: string, id: string, version = '36028797018963968'): readonly string[] => [
  '            <node id="ModuleShortDesc">',
  `              <attribute id="Folder" type="LSString" value="${name}"/>`,
  '              <attribute id="MD5" type="LSString" value=""/>',
  `              <attribute id="Name" type="LSString" value="${name}"/>`,
  '              <attribute id="PublishHandle" type="uint64" value="0"/>',
  `              <attribute id="UUID" type="guid" value="${id}"/>`,
  `              <attribute id="Version64" type="int64" value="${version}"/>`,
  '            </node>',
];
const settings = (names: readonly string[], ending = '\n'): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<save>',
    '  <version major="4" minor="8" revision="0" build="10"/>',
    '  <region id="ModuleSettings">',
    '    <node id="root">',
    '      <children>',
    '        <node id="Mods">',
    '          <children>',
    ...entry('GustavX', campaign),
    ...names.flatMap((name) => entry(name, uuid(name))),
    '          </children>',
    '        </node>',
    '      </children>',
    '    </node>',
    '  </region>',
    '</save>',
  ].join(ending);
const merged = (list: string, what: ReturnType<typeof change>): string =>
  Buffer.from(larianModSettings.merge(Buffer.from(list), what) ?? []).toString();

describe('modsettings.lsx', () => {
  testLaws({
    kind: larianModSettings,
    write: (names, ending) => Buffer.from(settings(names, ending)),
    read: (bytes) =>
      (
        Buffer.from(bytes)
          .toString()
          .match(/(?<="guid" value=")[^"]+/gu) ?? []
      )
        .filter((id) => id !== campaign)
        .map(nameOf),
    mod,
  });

  test('a module goes behind the others, written as the game does', () => {
    expect(merged(settings(['one']), coming(mod('two')))).toBe(settings(['one', 'two']));
  });

  test('a new version is told of, in the entry that is there', () => {
    const before = settings(['one', 'two']);
    const next = { ...mod('one'), facts: facts('o"ne', '77') };
    const after = merged(before, change({ ours: [next], renewed: new Set([next.id]) }));
    expect(after).toBe(
      before.replace(entry('one', uuid('one')).join('\n'), entry('o&quot;ne', uuid('one'), '77').join('\n')),
    );
  });

  test.each([
    [
      'of an older patch, with an order of its own',
      settings([]).replace('<node id="Mods">', '<node id="ModOrder"/><node id="Mods">'),
    ],
    ['of something else', settings([]).replace('id="Mods"', 'id="Other"')],
    ['cut off', settings(['one']).slice(0, 900)],
  ])('one %s is left alone', (_, list) => {
    expect(larianModSettings.isSound(Buffer.from(list))).toBe(false);
    expect(merged(list, coming(mod('one')))).toBe(list);
  });

  test('leaving takes no other entry, and the game begins the list', () => {
    expect(merged(settings(['one']), leaving(mod('two')))).toBe(settings(['one']));
    expect(larianModSettings.merge(null, coming(mod('one')))).toBeNull();
  });
});

const fileOf = (bytes: Uint8Array): ModFile => ({
  path: relPath('Mine.pak'),
  size: bytes.byteLength,
  read: () => bytes,
  readPart: (from, length) => (from < 0 || from + length > bytes.byteLength ? null : bytes.slice(from, from + length)),
});

const meta = (id: string, name = 'Mine'): Buffer =>
  Buffer.from(
    `<save><region id="Config"><node id="root"><children><node id="Dependencies"><children><node id="ModuleShortDesc">` +
      `<attribute id="UUID" value="${uuid('other')}"/></node></children></node><node id="ModuleInfo">` +
      `<attribute id="Folder" value="${name}"/><attribute id="Name" value="A &amp; B"/><attribute id="UUID" value="${id.toUpperCase()}"/>` +
      `<attribute id="Version64" value="144115188075855872"/></node></children></node></region></save>${' '.repeat(500)}`,
  );

describe('a package', () => {
  test.each<PakMethod>(['none', 'zlib', 'lz4', 'zstd'])('tells what its module is called: %s', (method) => {
    const pak = writePak([
      { name: 'Public/Mine/a.lsx', content: Buffer.from('a') },
      { name: 'Mods/GustavX/meta.lsx', content: meta(campaign) },
      { name: 'Mods/Mine/meta.lsx', content: meta(uuid('mine')), method },
    ]);
    expect(larianModSettings.modOf(fileOf(pak))).toEqual({
      ...mod('mine'),
      facts: { ...facts('Mine', '144115188075855872'), Name: 'A & B' },
    });
  });

  test('without a module, in an older format or solid is none', () => {
    const files = [{ name: 'Mods/Mine/meta.lsx', content: meta(uuid('mine')) }];
    expect(larianModSettings.modOf(fileOf(writePak([{ name: 'Public/a.lsx', content: Buffer.from('a') }])))).toBeNull();
    expect(larianModSettings.modOf(fileOf(writePak(files, { version: 16 })))).toBeNull();
    expect(larianModSettings.modOf(fileOf(writePak(files, { flags: 4 })))).toBeNull();
    expect(larianModSettings.modOf(fileOf(Buffer.from('LSPK')))).toBeNull();
  });

  test('that is damaged anywhere never throws, and never says more than it holds', () => {
    const pak = writePak([{ name: 'Mods/Mine/meta.lsx', content: meta(uuid('mine')) }]);
    fc.assert(
      fc.property(fc.nat(pak.byteLength - 1), fc.nat(255), fc.nat(pak.byteLength), (at, byte, end) => {
        const broken = Buffer.from(pak);
        broken[at] = byte;
        const file = fileOf(broken.subarray(0, Math.max(end, 1)));
        larianModSettings.modOf(file);
        for (const one of readPakEntries(file) ?? []) readPakFile(file, one, 4096);
      }),
      { numRuns: 500 },
    );
  });
});

test('a block of LZ4 is what was packed, and anything else is refused', () => {
  const content = fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 600 })), { maxLength: 20 });
  fc.assert(
    fc.property(content, (runs) => {
      const bytes = Buffer.concat(runs.map(([byte, count]) => Buffer.alloc(count, byte)));
      const block = lz4(bytes);
      expect(Buffer.from(lz4Block(block, bytes.byteLength) ?? [1])).toEqual(bytes);
      expect(lz4Block(block, bytes.byteLength + 1)).toBeNull();
    }),
  );
  fc.assert(fc.property(fc.uint8Array(), fc.nat(300), (block, size) => void lz4Block(block, size)));
  // The block of the format's own description: five literals, then a match of nine bytes back over them.
  expect(
    Buffer.from(lz4Block(Buffer.from([0x55, ...Buffer.from('abcde'), 5, 0, 0x10, 0x21]), 15) ?? []).toString(),
  ).toBe('abcdeabcdeabcd!');
});
