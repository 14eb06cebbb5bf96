import { describe, expect, test } from 'vitest';
import { gameDefinitions } from '../../../src/main/games/definitions.ts';
import { fileName, folderName, layOutFiles } from '../../../src/main/games/lay-out.ts';
import { relPath } from '../../../src/shared/rel-path.ts';

const paths = (...names: string[]) => names.map((name) => relPath(name));
const laidOut = (...args: Parameters<typeof layOutFiles>): string[] => layOutFiles(...args).map((file) => file.path);

describe('where the files of an archive go', () => {
  test('merge-tree takes the tree as it is', () => {
    expect(laidOut(paths('data/a', 'b'), 'merge-tree', 'Mod')).toEqual(['data/a', 'b']);
  });

  test('folder-per-mod keeps a folder that is there and makes one otherwise', () => {
    expect(laidOut(paths('Nice/a', 'Nice/b/c'), 'folder-per-mod', 'Mod')).toEqual(['Nice/a', 'Nice/b/c']);
    expect(laidOut(paths('a', 'Nice/b'), 'folder-per-mod', 'My: Mod?')).toEqual(['My- Mod-/a', 'My- Mod-/Nice/b']);
    expect(laidOut(paths('A/a', 'B/b'), 'folder-per-mod', 'Mod')).toEqual(['Mod/A/a', 'Mod/B/b']);
  });

  test('nobody but us writes into our own folder', () => {
    for (const name of ['.loadstone/x', '.LOADSTONE/stage/1']) {
      expect(() => layOutFiles(paths(name), 'merge-tree', 'Mod')).toThrowError(
        expect.objectContaining({ code: 'archive_refused' }),
      );
    }
  });

  test.each([
    ['CON', 'mod'],
    ['...', 'mod'],
    ['a/b', 'a-b'],
    ['x'.repeat(300), 'x'.repeat(80)],
    ['Zoë ✨', 'Zoë ✨'],
  ])('a folder name for %j', (title, name) => expect(folderName(title)).toBe(name));

  test('the definitions are valid and have different ids', () => {
    expect(new Set(gameDefinitions.map((game) => game.id)).size).toBe(gameDefinitions.length);
    expect(gameDefinitions.length).toBeGreaterThan(0);
  });

  test.each([
    ['strawberry.zip', 'strawberry.zip'],
    ['What? A: Mod.zip', 'What- A- Mod.zip'],
    [`${'x'.repeat(200)}.zip`, `${'x'.repeat(80)}.zip`],
    ['CON.zip', 'mod.zip'],
    ['no ending', 'no ending'],
  ])('an archive that stays whole keeps its ending: %j', (name, placed) => expect(fileName(name)).toBe(placed));
});
