import { expect, test } from 'vitest';
import type { ModFile } from '../../../../src/main/games/lists/list-format.ts';
import { rimworldModsConfig } from '../../../../src/main/games/lists/rimworld.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { coming, leaving, testLaws, type change } from '../../../support/list-laws.ts';

const file = (path: string, text: string): ModFile => ({
  path: relPath(path),
  size: text.length,
  read: (max) => (text.length > max ? null : Buffer.from(text)),
  readPart: () => null,
});
const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('utf8');
const merged = (list: string, what: ReturnType<typeof change>): string =>
  text(rimworldModsConfig.merge(Buffer.from(list), what));

const about = (inner: string) =>
  rimworldModsConfig.modOf(file('Mod/About/About.xml', `<?xml version="1.0"?><ModMetaData>${inner}</ModMetaData>`));
const inConfig = (inner: string): string => `<ModsConfigData>\n\t${inner}\n</ModsConfigData>\n`;
const mod = (id: string) => ({ id: id.toLowerCase(), text: id.toLowerCase(), rank: 0 });
const config = (mods: readonly string[], ending: string): string =>
  [
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>',
    '<ModsConfigData>',
    '  <version>1.6.4633 rev1260</version>',
    '  <!-- <activeMods><li>no</li></activeMods> -->',
    '  <activeMods>',
    ...mods.map((id) => `    <li>${id}</li>`),
    '  </activeMods>',
    '  <knownExpansions>',
    '    <li>ludeon.rimworld.royalty</li>',
    '  </knownExpansions>',
    '</ModsConfigData>',
  ].join(ending);

testLaws({
  kind: rimworldModsConfig,
  write: (names, ending) => Buffer.from(config(names, ending)),
  read: (bytes) =>
    text(bytes)
      .replace(/<!--.*?-->/gsu, '')
      .replace(/<knownExpansions>.*<\/knownExpansions>/su, '')
      .match(/(?<=<li>)[^<]+/gu) ?? [],
  mod,
});

test('a mod goes behind the last one, indented like it; the expansions of the game are no mods', () => {
  const before = config(['ludeon.rimworld'], '\r\n');
  const after = merged(before, coming(mod('Brrainz.Harmony'), mod('ludeon.rimworld.royalty')));
  expect(after).toBe(config(['ludeon.rimworld', 'brrainz.harmony', 'ludeon.rimworld.royalty'], '\r\n'));
  expect(merged(after, leaving(mod('ludeon.rimworld.royalty')))).toBe(
    config(['ludeon.rimworld', 'brrainz.harmony'], '\r\n'),
  );
});

test('a list without entries is filled, in both ways of writing it', () => {
  const filled = inConfig('<activeMods>\n\t\t<li>a.b</li>\n\t</activeMods>');
  expect(merged(inConfig('<activeMods />'), coming(mod('a.b')))).toBe(filled);
  expect(merged(inConfig('<activeMods>\n\t</activeMods>'), coming(mod('a.b')))).toBe(filled);
});

test.each([
  ['no XML', 'activeMods'],
  ['cut off', config(['a'], '\n').slice(0, 140)],
  ['a document type', `<!DOCTYPE x [<!ENTITY e "x">]>${config(['a'], '\n').slice(39)}`],
  ['no list of mods', '<ModsConfigData><version>1</version></ModsConfigData>'],
])('%s: left as it is', (_, list) => {
  expect(rimworldModsConfig.isSound(Buffer.from(list))).toBe(false);
  expect(merged(list, coming(mod('a.b')))).toBe(list);
});

test('the game begins its list, not we', () => {
  expect(rimworldModsConfig.merge(null, coming(mod('a.b')))).toBeNull();
});

test('a mod is known by the packageId of its About.xml, in lower case', () => {
  expect(about('<name>A & B</name><packageId> Author.TheMod </packageId>')).toEqual({
    ...mod('author.themod'),
    after: [],
  });
  const needing = '<packageId>a.b</packageId><loadAfter><li>Some.Lib</li></loadAfter>';
  const dependencies = '<modDependencies><li><packageId>Brrainz.Harmony</packageId></li></modDependencies>';
  expect(about(needing + dependencies)?.after).toEqual(['some.lib', 'brrainz.harmony']);
  expect(about('<name>An old mod</name>')).toBeNull();
  expect(about('<packageId>a b</packageId>')).toBeNull();
  expect(rimworldModsConfig.modOf(file('Mod/About/About.xml', 'not xml'))).toBeNull();
});
