/** Lists in XML: of RimWorld and of Mount & Blade II: Bannerlord. */
import { describe, expect, test } from 'vitest';
import { bannerlordLauncherData } from '../../../../src/main/games/lists/bannerlord.ts';
import type { ListKind, ModFile } from '../../../../src/main/games/lists/list-format.ts';
import { rimworldModsConfig } from '../../../../src/main/games/lists/rimworld.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { change, coming, leaving, testLaws } from '../../../support/list-laws.ts';

const file = (path: string, text: string): ModFile => ({
  path: relPath(path),
  size: text.length,
  read: (max) => (text.length > max ? null : Buffer.from(text)),
  readPart: () => null,
});
const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('utf8');
const mergeText = (kind: ListKind, list: string, what: ReturnType<typeof change>): string =>
  text(kind.merge(Buffer.from(list), what));

describe('ModsConfig.xml', () => {
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
    const after = mergeText(rimworldModsConfig, before, coming(mod('Brrainz.Harmony'), mod('ludeon.rimworld.royalty')));
    expect(after).toBe(config(['ludeon.rimworld', 'brrainz.harmony', 'ludeon.rimworld.royalty'], '\r\n'));
    expect(mergeText(rimworldModsConfig, after, leaving(mod('ludeon.rimworld.royalty')))).toBe(
      config(['ludeon.rimworld', 'brrainz.harmony'], '\r\n'),
    );
  });

  test('a list without entries is filled, in both ways of writing it', () => {
    const list = (inner: string): string => `<ModsConfigData>\n\t${inner}\n</ModsConfigData>\n`;
    const filled = list('<activeMods>\n\t\t<li>a.b</li>\n\t</activeMods>');
    expect(mergeText(rimworldModsConfig, list('<activeMods />'), coming(mod('a.b')))).toBe(filled);
    expect(mergeText(rimworldModsConfig, list('<activeMods>\n\t</activeMods>'), coming(mod('a.b')))).toBe(filled);
  });

  test.each([
    ['no XML', 'activeMods'],
    ['cut off', config(['a'], '\n').slice(0, 140)],
    ['a document type', `<!DOCTYPE x [<!ENTITY e "x">]>${config(['a'], '\n').slice(39)}`],
    ['no list of mods', '<ModsConfigData><version>1</version></ModsConfigData>'],
  ])('%s: left as it is', (_, list) => {
    expect(rimworldModsConfig.isSound(Buffer.from(list))).toBe(false);
    expect(mergeText(rimworldModsConfig, list, coming(mod('a.b')))).toBe(list);
  });

  test('the game begins its list, not we', () => {
    expect(rimworldModsConfig.merge(null, coming(mod('a.b')))).toBeNull();
  });

  test('a mod is known by the packageId of its About.xml, in lower case', () => {
    const about = (inner: string) =>
      rimworldModsConfig.modOf(file('Mod/About/About.xml', `<?xml version="1.0"?><ModMetaData>${inner}</ModMetaData>`));
    expect(about('<name>A & B</name><packageId> Author.TheMod </packageId>')).toEqual(mod('author.themod'));
    expect(about('<name>An old mod</name>')).toBeNull();
    expect(about('<packageId>a b</packageId>')).toBeNull();
    expect(rimworldModsConfig.modOf(file('Mod/About/About.xml', 'not xml'))).toBeNull();
  });
});

describe('LauncherData.xml', () => {
  const mod = (id: string) => ({ id, text: id, rank: 0, facts: { version: 'v1.0.0' } });
  const entry = (id: string, on: boolean, ending: string): string =>
    [
      '      <UserModData>',
      `        <Id>${id}</Id>`,
      '        <LastKnownVersion>v1.0.0</LastKnownVersion>',
      `        <IsSelected>${on}</IsSelected>`,
      '      </UserModData>',
    ].join(ending);
  const data = (entries: readonly string[], ending: string): string =>
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<UserData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
      '  <GameType>Singleplayer</GameType>',
      '  <SingleplayerData>',
      '    <ModDatas>',
      ...entries,
      '    </ModDatas>',
      '  </SingleplayerData>',
      '  <MultiplayerData>',
      '    <ModDatas>',
      entry('Multiplayer', true, ending),
      '    </ModDatas>',
      '  </MultiplayerData>',
      '</UserData>',
    ].join(ending);

  testLaws({
    kind: bannerlordLauncherData,
    write: (names, ending) =>
      Buffer.from(
        data(
          names.map((name) => entry(name, true, ending)),
          ending,
        ),
      ),
    read: (bytes) =>
      text(bytes)
        .replace(/<MultiplayerData>.*/su, '')
        .match(/(?<=<Id>)[^<]+(?=<\/Id>\s*<LastKnownVersion>[^<]*<\/LastKnownVersion>\s*<IsSelected>true)/gu) ?? [],
    mod,
  });

  test('an entry is made, and one that was off is switched on; the one of multiplayer is another', () => {
    const before = data([entry('Native', true, '\n'), entry('Mine', false, '\n')], '\n');
    const all = [entry('Native', true, '\n'), entry('Mine', true, '\n'), entry('Multiplayer', true, '\n')];
    expect(mergeText(bannerlordLauncherData, before, coming(mod('Mine'), mod('Multiplayer')))).toBe(data(all, '\n'));
  });

  test('a module is known by the Id of its SubModule.xml', () => {
    const xml = '<Module><Name value="Mine"/><Id value="Mine.Core"/><Version value="v1.2.3"/></Module>';
    expect(bannerlordLauncherData.modOf(file('Mine/SubModule.xml', xml))).toEqual({
      id: 'Mine.Core',
      text: 'Mine.Core',
      rank: 0,
      facts: { version: 'v1.2.3' },
    });
    expect(bannerlordLauncherData.modOf(file('Mine/SubModule.xml', '<Module/>'))).toBeNull();
  });
});
