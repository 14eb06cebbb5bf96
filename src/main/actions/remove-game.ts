/** Forgets a game. Its folder is first brought back to what it was before Loadstone touched it. */
import type { GameId } from '../../shared/ids.ts';
import { generationRecordName } from '../deploy/commit.ts';
import type { Control } from '../lib/control.ts';
import type { Registry } from '../registry/registry.ts';
import { collectGarbage } from './collect-garbage.ts';
import { requireGame, type Engine } from './engine.ts';
import { entryRecordName } from './record-names.ts';
import { rollBack } from './roll-back.ts';

/** History and library of the game are gone afterwards; a folder that is no longer there is only forgotten. */
export function removeGame(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): null {
  const { registry, store } = engine;
  const game = requireGame(registry, gameId);
  const present = engine.fs.lstat(game.root) !== null;
  if (present && game.currentGeneration !== 0) rollBack(engine, { gameId, to: 0 }, control);
  const newest = registry.history.newest(gameId);
  const records = entryRecords(registry, gameId);
  registry.transaction(() => {
    for (const manifest of registry.content.manifestsOf(gameId)) registry.content.deleteManifest(manifest);
    registry.games.remove(gameId);
  });
  for (let number = 0; number <= newest; number += 1) {
    store.records.remove('generations', generationRecordName(gameId, number));
  }
  for (const name of records) store.records.remove('entries', name);
  store.records.remove('games', gameId);
  collectGarbage(engine);
  return null;
}

/** Of every version that any generation of the game had. */
function entryRecords(registry: Registry, gameId: GameId): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { number } of registry.history.links(gameId)) {
    for (const { entry, manifest } of registry.history.loadout(gameId, number)?.items ?? []) {
      names.add(entryRecordName(entry, manifest));
    }
  }
  return names;
}
