import { expect, test } from 'vitest';
import { gameKey, modioGameName } from '../../../src/shared/game-sources.ts';

test.each([
  ['gamebanana', ' 8694 ', '8694'],
  ['gamebanana', 'https://gamebanana.com/games/8694', '8694'],
  ['gamebanana', 'gamebanana.com/mods/games/8694?_idSort=1', '8694'],
  ['gamebanana', 'https://gamebanana.com/mods/8694', null],
  ['nexus', 'SkyrimSpecialEdition', 'skyrimspecialedition'],
  ['nexus', 'https://www.nexusmods.com/games/stardewvalley/mods', 'stardewvalley'],
  ['nexus', 'https://www.nexusmods.com/stardewvalley', 'stardewvalley'],
  ['nexus', 'https://example.com/stardewvalley', null],
  ['github', 'https://github.com/topics/celeste-mod', 'celeste-mod'],
  ['github', 'celeste-mod, everest', 'celeste-mod, everest'],
  ['github', 'https://github.com/owner/repository', null],
  ['modio', '264', '264'],
  ['modio', 'https://mod.io/search/games/264', '264'],
  ['modio', 'https://mod.io/g/space-engineers', null],
  ['modio', '', ''],
] as const)('%s: %s', (source, typed, key) => {
  expect(gameKey(source, typed)).toBe(key);
});

test.each([
  ['https://mod.io/g/lantern-deep', 'lantern-deep'],
  [' MOD.IO/g/Lantern-Deep/m/echo-map?tab=files ', 'lantern-deep'],
  ['https://mod.io/search/games/264', null],
  ['https://example.com/mod.io/g/lantern-deep', null],
  ['lantern-deep', null],
])('the page of a game on mod.io: %s', (typed, name) => {
  expect(modioGameName(typed)).toBe(name);
});
