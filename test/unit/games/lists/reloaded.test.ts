import { expect, test } from 'vitest';
import { reloadedAppConfig } from '../../../../src/main/games/lists/reloaded.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { coming, leaving, testLaws, type change } from '../../../support/list-laws.ts';

const mod = (id: string) => ({ id, text: id, rank: 0 });
const config = (mods: readonly string[], ending = '\n'): string =>
  [
    '{',
    '  "AppId": "p5r.exe",',
    '  "AppArguments": "say \\"EnabledMods\\": [no, {no}]",',
    '  "PluginData": { "EnabledMods": ["not.this"] },',
    `  "EnabledMods": ${mods.length === 0 ? '[]' : `[${mods.map((id) => `${ending}    "${id}"`).join(',')}${ending}  ]`},`,
    '  "WorkingDirectory": null',
    '}',
  ].join(ending);
const merged = (list: string, what: ReturnType<typeof change>): string =>
  Buffer.from(reloadedAppConfig.merge(Buffer.from(list), what) ?? []).toString();

const file = (text: string) => ({
  path: relPath('Mine/ModConfig.json'),
  size: text.length,
  read: () => Buffer.from(text),
  readPart: () => null,
});

testLaws({
  kind: reloadedAppConfig,
  write: (names, ending) => Buffer.from(config(names, ending)),
  read: (bytes) => (JSON.parse(Buffer.from(bytes).toString()) as { EnabledMods: string[] }).EnabledMods,
  mod,
});

test('only the list of the outermost object is changed, and all around it stays', () => {
  expect(merged(config(['a.b']), coming(mod('c.d')))).toBe(config(['a.b', 'c.d']));
  expect(merged(config([]), coming(mod('c.d')))).toBe(config(['c.d']));
  expect(merged(config(['c.d']), leaving(mod('c.d')))).toBe(config([]));
});

test('a list in one line stays in one line', () => {
  expect(merged('{"EnabledMods":[]}', coming(mod('a'), mod('b')))).toBe('{"EnabledMods":["a","b"]}');
  expect(merged('\uFEFF{"EnabledMods": ["x", "y"] }', coming(mod('a"b')))).toBe(
    '\uFEFF{"EnabledMods": ["x", "y", "a\\"b"] }',
  );
});

test.each([
  ['no list', '{"EnabledMods": null}'],
  ['other things in it', '{"EnabledMods": [1]}'],
  ['there twice', '{"EnabledMods": ["a"], "EnabledMods": ["b"]}'],
  ['cut off', '{"EnabledMods": ["a"'],
])('%s: left as it is', (_, list) => {
  expect(reloadedAppConfig.isSound(Buffer.from(list))).toBe(false);
  expect(merged(list, coming(mod('a')))).toBe(list);
});

test('a mod is known by its ModId; the loader begins the list', () => {
  expect(reloadedAppConfig.modOf(file('\uFEFF{"ModId": "me.mine", "ModName": "Mine"}'))).toEqual(mod('me.mine'));
  expect(reloadedAppConfig.modOf(file('{"ModName": "Mine"}'))).toBeNull();
  expect(reloadedAppConfig.merge(null, coming(mod('me.mine')))).toBeNull();
});
