import { afterEach, beforeEach, expect, test } from 'vitest';
import { setGameSources } from '../../../src/main/actions/set-game-sources.ts';
import { makeTestEngine, type TestEngine } from '../../support/engine.ts';

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine();
});
afterEach(() => kit.close());

test('sources are named and taken away one by one, and nothing else of the game changes', () => {
  const { engine, gameId } = kit;
  const before = engine.registry.games.get(gameId);
  setGameSources(engine, { gameId, providers: { nexus: 'starlight', github: 'starlight-mods' } });
  const changed = setGameSources(engine, { gameId, providers: { nexus: '', modio: '42' } });
  expect(changed.providers).toEqual({ github: 'starlight-mods', modio: '42' });
  expect(engine.registry.games.get(gameId)).toEqual({ ...before, providers: changed.providers });
});
