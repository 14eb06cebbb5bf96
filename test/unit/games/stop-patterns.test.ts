import { describe, expect, it } from 'vitest';
import { definitionById, gameDefinitions } from '../../../src/main/games/definitions.ts';
import { placeByPatterns } from '../../../src/main/games/installers/stop-patterns.ts';
import { relPath } from '../../../src/shared/rel-path.ts';

function placed(id: string, ...files: string[]) {
  const definition = definitionById(id);
  if (definition === null) throw new Error(id);
  const answer = placeByPatterns(
    files.map(relPath),
    definition,
    definition.targets.map((target) => target.name),
  );
  return answer.kind === 'unsure' ? answer.kind : answer.files.map(({ target, path }) => `${target}:${path}`);
}

describe('places by stop patterns', () => {
  it.each([
    [
      'skyrim-special-edition',
      ['My Mod 1.0/Data/a.esp', 'My Mod 1.0/Data/Meshes/b.nif'],
      ['data:a.esp', 'data:Meshes/b.nif'],
    ],
    ['skyrim-special-edition', ['a.esp', 'meshes/b.nif'], ['data:a.esp', 'data:meshes/b.nif']],
    ['cyberpunk-2077', ['wrap/loose.archive'], ['archives:loose.archive']],
    ['skyrim-special-edition', ['notes/nothing.doc'], 'unsure'],
  ])('%s: %j', (id, files, places) => {
    expect(placed(id, ...files)).toEqual(places);
  });

  it('knows all 27 games', () => {
    expect(gameDefinitions).toHaveLength(27);
  });
});
