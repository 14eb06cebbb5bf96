import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEngine, type TestEngine } from '../../support/engine.ts';

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine();
});
afterEach(() => kit.close());

test('the loadout of a number that was taken back and given again is the new one', () => {
  const { registry } = kit.engine;
  kit.install('a', { 'data/a.txt': 'a' });
  const generation = registry.history.get(kit.gameId, 1);
  const loadout = registry.history.loadout(kit.gameId, 1);
  if (generation === null || loadout === null) throw new Error('there is no generation 1');
  const next = { ...generation, number: 2, parent: 1 };
  const off = { ...loadout, items: loadout.items.map((item) => ({ ...item, enabled: false })) };
  expect(() =>
    registry.transaction(() => {
      registry.history.add(kit.gameId, next, off);
      expect(registry.history.loadout(kit.gameId, 2)).toEqual(off);
      throw new Error('the change is taken back');
    }),
  ).toThrow('taken back');
  expect(registry.history.loadout(kit.gameId, 2)).toBeNull();
  registry.transaction(() => registry.history.add(kit.gameId, next, loadout));
  expect(registry.history.loadout(kit.gameId, 2)).toEqual(loadout);
});
