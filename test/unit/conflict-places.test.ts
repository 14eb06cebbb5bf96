/** How the place of a contested file is called. */
import { expect, test } from 'vitest';
import { placeOf } from '../../src/renderer/features/conflicts/paths.ts';
import type { Game } from '../../src/shared/games.ts';
import { gameIdFromName } from '../../src/shared/ids.ts';
import { relPath } from '../../src/shared/rel-path.ts';

const gameAt = (root: string, data: string): Game => ({
  id: gameIdFromName('a game'),
  definition: 'a-game',
  name: 'A game',
  root,
  targets: [
    { name: 'data', path: data, layout: 'merge-tree' },
    { name: 'game-root', path: root, layout: 'merge-tree' },
  ],
  providers: {},
  addedAt: 0,
  currentGeneration: 1,
});

test.each([
  ['data', 'textures/sky.dds', 'Data/textures'],
  ['data', 'sky.esp', 'Data'],
  ['game-root', 'bin/loader.dll', 'bin'],
  ['game-root', 'loader.dll', ''],
])('%s: %s is in "%s"', (target, path, place) => {
  const file = { target, path: relPath(path) };
  expect(placeOf(file, gameAt('/games/Skyrim', '/games/Skyrim/Data'))).toBe(place);
  expect(placeOf(file, gameAt(String.raw`D:\Skyrim`, String.raw`D:\Skyrim\Data`))).toBe(place);
});
