import { expect, test } from 'vitest';
import { bannerlordLauncherData } from '../../../../src/main/games/lists/bannerlord.ts';
import type { ModFile } from '../../../../src/main/games/lists/list-format.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { coming, testLaws, type change } from '../../../support/list-laws.ts';

const file = (path: string, text: string): ModFile => ({
  path: relPath(path),
  size: text.length,
  read: (max) => (text.length > max ? null : Buffer.from(text)),
  readPart: () => null,
});
const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('utf8');
const merged = (list: string, what: ReturnType<typeof change>): string =>
  text(bannerlordLauncherData.merge(Buffer.from(list), what));

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
  expect(merged(before, coming(mod('Mine'), mod('Multiplayer')))).toBe(data(all, '\n'));
});

test('a module is known by the Id of its SubModule.xml', () => {
  const xml = '<Module><Name value="Mine"/><Id value="Mine.Core"/><Version value="v1.2.3"/></Module>';
  expect(bannerlordLauncherData.modOf(file('Mine/SubModule.xml', xml))).toEqual({
    id: 'Mine.Core',
    text: 'Mine.Core',
    rank: 0,
    after: [],
    facts: { version: 'v1.2.3' },
  });
  const needing = '<Module><Id value="A"/><DependedModules><DependedModule Id="Native"/></DependedModules></Module>';
  expect(bannerlordLauncherData.modOf(file('A/SubModule.xml', needing))?.after).toEqual(['Native']);
  expect(bannerlordLauncherData.modOf(file('Mine/SubModule.xml', '<Module/>'))).toBeNull();
});
