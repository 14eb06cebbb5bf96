/** What Factorio keeps in its mods folder, read and written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  infoJsonIn,
  judgeModArchive,
  modFileName,
  readInfoJson,
  splitModFileName,
} from '../../../src/main/games/installers/factorio/info-json.ts';
import { mergeModList, readModList, type ListedMod } from '../../../src/main/games/installers/factorio/mod-list.ts';
import { readModSettings } from '../../../src/main/games/installers/factorio/mod-settings.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const merged = (current: string | null, mods: readonly ListedMod[] = [], removed: readonly string[] = []): string =>
  Buffer.from(mergeModList(current === null ? null : bytes(current), mods, removed)).toString('utf8');
const listed = (name: string, version: string | null = null, enabled = true): ListedMod => ({ name, version, enabled });

const asTheGameWrites = `{
  "mods":
  [
    {
      "name": "base",
      "enabled": true
    },
    {
      "name": "space-age",
      "enabled": false
    },
    {
      "name": "mine",
      "enabled": true,
      "version": "1.0.0"
    },
    {
      "name": "theirs",
      "enabled": false
    }
  ]
}
`;

describe('mod-list.json', () => {
  it('begins with the base game', () => {
    const start = '{\n  "mods":\n  [\n    {\n      "name": "base",\n      "enabled": true\n    }\n  ]\n}\n';
    expect(merged(null)).toBe(start);
    for (const damaged of ['', '{', '[]', '{"mods":{}}', 'null', '\u0000\u0000']) {
      expect(merged(damaged)).toBe(start);
      expect(readModList(bytes(damaged))).toEqual({ mods: [], damaged: true });
    }
  });

  it('stays byte for byte where nothing changes', () => {
    expect(merged(asTheGameWrites)).toBe(asTheGameWrites);
    expect(merged(asTheGameWrites, [listed('mine', '1.0.0')])).toBe(asTheGameWrites);
    expect(merged(asTheGameWrites, [listed('mine')], ['never-there'])).toBe(asTheGameWrites);
    expect(merged(asTheGameWrites.replaceAll('\n', '\r\n'))).toBe(asTheGameWrites);
    expect(merged(`\uFEFF${asTheGameWrites}`)).toBe(asTheGameWrites);
  });

  it('changes our mods alone: on or off, the pinned version, new ones at the end, removed ones gone', () => {
    const text = merged(asTheGameWrites, [listed('mine', '1.1.0', false), listed('new', '0.1.02')], ['theirs']);
    expect(readModList(bytes(text)).mods).toEqual([
      listed('base'),
      listed('space-age', null, false),
      listed('mine', '1.1.0', false),
      listed('new', '0.1.02'),
    ]);
  });

  it('keeps what nobody knows, in its order', () => {
    const odd = JSON.stringify({
      comment: 'by hand',
      mods: [
        { note: [1, { deep: null }], enabled: true, name: 'mine' },
        'not an entry',
        { name: '', enabled: true },
        { name: 'no-state' },
        { name: 'base', enabled: true, extra: 'x' },
      ],
      later: {},
    });
    const after = JSON.parse(merged(odd, [listed('mine', '2.0.0', false)])) as { mods: unknown[] };
    expect(Object.keys(after)).toEqual(['comment', 'mods', 'later']);
    expect(after.mods).toEqual([
      { note: [1, { deep: null }], enabled: false, name: 'mine', version: '2.0.0' },
      'not an entry',
      { name: '', enabled: true },
      { name: 'no-state' },
      { name: 'base', enabled: true, extra: 'x' },
    ]);
    expect(readModList(bytes(odd)).mods.find(({ name }) => name === 'no-state')?.enabled).toBe(true);
  });

  it('never loses the base game or parts of the expansion, and never turns the base game off', () => {
    const off = asTheGameWrites.replace('"enabled": true', '"enabled": false');
    expect(merged(off, [listed('base', '9.9.9', false)], ['base', 'space-age'])).toBe(asTheGameWrites);
    const without = '{"mods":[{"name":"theirs","enabled":false}]}';
    expect(readModList(bytes(merged(without))).mods).toEqual([listed('base'), listed('theirs', null, false)]);
  });

  it('takes a mod that is removed and installed again for installed', () => {
    expect(readModList(bytes(merged(asTheGameWrites, [listed('mine', '2.0.0')], ['mine']))).mods).toContainEqual(
      listed('mine', '2.0.0'),
    );
  });

  it('is read although a person has left a comma behind', () => {
    const text = '{"mods":[{"name":"base","enabled":true,},{"name":"a,]","enabled":false},],}';
    expect(readModList(bytes(text))).toEqual({ mods: [listed('base'), listed('a,]', null, false)], damaged: false });
  });

  it('changes nothing the second time, and leaves others alone', () => {
    const name = fc.constantFrom('base', 'space-age', 'a', 'b', 'c', 'd');
    const entry = fc.record(
      { name, enabled: fc.boolean(), version: fc.constantFrom('1.0.0', '2.0.0'), more: fc.jsonValue() },
      { requiredKeys: ['name'] },
    );
    const ours = fc.uniqueArray(
      fc.record({ name, enabled: fc.boolean(), version: fc.option(fc.constantFrom('1.0.0', '3.0.0')) }),
      { selector: (mod) => mod.name },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, fc.jsonValue())), ours, fc.array(name), (mods, changed, removed) => {
        const once = mergeModList(bytes(JSON.stringify({ mods })), changed, removed);
        expect(Buffer.from(mergeModList(once, changed, removed))).toEqual(Buffer.from(once));
        const touched = new Set([...changed.map((mod) => mod.name), ...removed, 'base']);
        const others = (list: readonly ListedMod[]) => list.filter((mod) => !touched.has(mod.name));
        expect(others(readModList(once).mods)).toEqual(others(readModList(bytes(JSON.stringify({ mods }))).mods));
        expect(readModList(once).mods).toContainEqual(expect.objectContaining({ name: 'base', enabled: true }));
        for (const mod of changed.filter((one) => one.name !== 'base'))
          expect(readModList(once).mods).toContainEqual(
            expect.objectContaining({ name: mod.name, enabled: mod.enabled }),
          );
      }),
    );
  });
});

describe('info.json', () => {
  it('is read tolerantly', () => {
    expect(
      readInfoJson(bytes('\uFEFF{"name":"a b","version":"1.1.02","quality_required":true,"descriptjon":1,}')),
    ).toEqual({
      name: 'a b',
      version: '1.1.02',
      title: 'a b',
      author: '',
      description: '',
      factorioVersion: '0.12',
      dependencies: ['base'],
      requires: ['quality_required'],
    });
    expect(readInfoJson(bytes('{"name":"a","version":"1.0.0","dependencies":[]}'))?.dependencies).toEqual([]);
    expect(readInfoJson(bytes('{"name":"a","version":"1.0.0","dependencies":["x",7]}'))?.dependencies).toEqual(['x']);
  });

  it.each(['', '{}', '{"name":"a"}', '{"name":"","version":"1"}', '{"name":"../a","version":"1.0.0"}', '[]', 'null'])(
    '%j says nothing',
    (text) => {
      expect(readInfoJson(bytes(text))).toBeNull();
    },
  );

  it('names the file, and the file names the mod: split at the last underscore', () => {
    expect(modFileName({ name: 'Yuoki', version: '1.1.02' })).toBe('Yuoki_1.1.02.zip');
    expect(splitModFileName('omnimatter_science_0.4.1.zip')).toEqual({ name: 'omnimatter_science', version: '0.4.1' });
    expect(splitModFileName('Flow Control_3.1.02.ZIP')).toEqual({ name: 'Flow Control', version: '3.1.02' });
    expect(splitModFileName('----_0.0.0')).toEqual({ name: '----', version: '0.0.0' });
    for (const other of ['mod-list.json', 'x.zip', '_1.0.0.zip', 'x_abc.zip'])
      expect(splitModFileName(other)).toBeNull();
  });

  it('lies in the one top folder of an archive', () => {
    expect(infoJsonIn(['x_1.0.0/data.lua', 'x_1.0.0/info.json', 'x_1.0.0/sub/info.json'])).toBe('x_1.0.0/info.json');
    expect(infoJsonIn(['info.json'])).toBeNull();
    expect(infoJsonIn(['a/info.json', 'b/info.json'])).toBeNull();
    expect(infoJsonIn([])).toBeNull();
  });

  it('has to say what was asked for', () => {
    const info = readInfoJson(bytes('{"name":"a","version":"1.0.0"}'));
    expect(judgeModArchive(info, { name: 'a', version: '1.0.0' })).toMatchObject({
      kind: 'mod',
      fileName: 'a_1.0.0.zip',
    });
    expect(judgeModArchive(info, null).kind).toBe('mod');
    expect(judgeModArchive(info, { name: 'b', version: '1.0.0' })).toEqual({
      kind: 'not-a-mod',
      why: 'It says that it is a 1.0.0.',
    });
    expect(judgeModArchive(null, null).kind).toBe('not-a-mod');
  });
});

/** A property tree, written as the game does. */
const text = (value: string): Buffer => {
  const raw = Buffer.from(value);
  if (raw.length === 0) return Buffer.from([1]);
  const length = raw.length < 255 ? Buffer.from([raw.length]) : Buffer.from([255, ...u32(raw.length)]);
  return Buffer.concat([Buffer.from([0]), length, raw]);
};
const u32 = (value: number): Buffer => {
  const raw = Buffer.alloc(4);
  raw.writeUInt32LE(value);
  return raw;
};
const tree = (type: number, ...content: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([type, 0]), ...content]);
const dictionary = (members: Readonly<Record<string, Buffer>>): Buffer =>
  tree(5, u32(Object.keys(members).length), ...Object.entries(members).flatMap(([name, value]) => [text(name), value]));
const number64 = (type: 6 | 7, value: bigint): Buffer => {
  const raw = Buffer.alloc(8);
  if (type === 6) raw.writeBigInt64LE(value);
  else raw.writeBigUInt64LE(value);
  return tree(type, raw);
};
const header = Buffer.from([2, 0, 0, 0, 66, 0, 3, 0, 0]);

describe('mod-settings.dat', () => {
  const long = 'long '.repeat(100);
  const file = Buffer.concat([
    header,
    dictionary({
      startup: dictionary({
        text: dictionary({ value: tree(3, text(long)) }),
        empty: dictionary({ value: tree(3, text('')) }),
        whole: dictionary({ value: number64(6, -5n) }),
        large: dictionary({ value: number64(7, 2n ** 63n) }),
        nothing: dictionary({ value: tree(0) }),
        list: dictionary({ value: tree(4, u32(2), text(''), tree(1, Buffer.from([1])), text(''), tree(3, text('b'))) }),
        colour: dictionary({ value: dictionary({ r: tree(2, Buffer.from([0, 0, 0, 0, 0, 0, 0xe0, 0x3f])) }) }),
      }),
      'runtime-per-user': dictionary({}),
    }),
  ]);

  it('is read with every type', () => {
    expect(readModSettings(file)).toEqual({
      kind: 'settings',
      value: {
        gameVersion: '2.0.66.3',
        settings: {
          startup: {
            text: long,
            empty: '',
            whole: -5n,
            large: 2n ** 63n,
            nothing: null,
            list: [true, 'b'],
            colour: { r: 0.5 },
          },
          'runtime-global': {},
          'runtime-per-user': {},
        },
      },
    });
  });

  it('that was cut off or is something else is told, wherever it ends', () => {
    for (let length = 0; length < file.length; length += 7)
      expect(readModSettings(file.subarray(0, length))).toMatchObject({ kind: 'unreadable' });
    expect(readModSettings(Buffer.concat([header, tree(99)]))).toMatchObject({
      why: expect.stringContaining('99') as unknown,
    });
    const deep = Buffer.concat([header, ...Array.from({ length: 100 }, () => tree(4, u32(1), text('')))]);
    expect(readModSettings(deep)).toMatchObject({ why: 'it is nested too deeply' });
    // A lie about how much follows.
    expect(readModSettings(Buffer.concat([header, tree(5, u32(0xff_ff_ff_ff))]))).toMatchObject({ kind: 'unreadable' });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => typeof readModSettings(raw).kind === 'string'));
  });
});
