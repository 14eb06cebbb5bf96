/** The history of a game as it is looked at again and again: a generation that stayed as it was is the very same object. */
import type { GameId } from '../../shared/ids.ts';
import { keepSame } from '../../shared/list-change.ts';
import type { Generation } from '../../shared/model.ts';
import { createBreather } from '../lib/breather.ts';
import type { Registry } from '../registry/registry.ts';
import { isColdGeneration, readHistory, type HistoryView } from './views.ts';

export interface HistoryFollower {
  readonly read: (gameId: GameId, limit: number) => HistoryView;
  /** Makes ready for `read` in small pieces: which generations need a download takes a look at each of them. */
  readonly prepare: (gameId: GameId, limit: number) => Promise<void>;
}

interface Known {
  generations: readonly Generation[];
  /** What was let go of when `needs` was found. */
  cold: string;
  readonly needs: Map<number, boolean>;
}

export function followHistory(registry: Registry): HistoryFollower {
  const games = new Map<GameId, Known>();
  const knownOf = (gameId: GameId): Known => {
    const known = games.get(gameId) ?? { generations: [], cold: '', needs: new Map() };
    games.set(gameId, known);
    return known;
  };
  const coldness = (gameId: GameId): ((number: number) => boolean) => {
    const { usage } = registry;
    const known = knownOf(gameId);
    const cold = usage.coldManifests();
    const name = [...cold].toSorted().join(' ');
    if (known.cold !== name) known.needs.clear();
    known.cold = name;
    return (number) => {
      const needs = known.needs.get(number) ?? isColdGeneration(registry, cold, gameId, number);
      known.needs.set(number, needs);
      return needs;
    };
  };
  return {
    read: (gameId, limit) => {
      const known = knownOf(gameId);
      const view = readHistory(registry, gameId, limit, coldness(gameId));
      known.generations = keepSame(
        known.generations,
        view.generations,
        ({ number }) => number,
        (old, now) => JSON.stringify(old) === JSON.stringify(now),
      );
      return { ...view, generations: known.generations };
    },
    prepare: async (gameId, limit) => {
      // Nothing was let go of: there is nothing to look at.
      if (registry.usage.coldManifests().size === 0) return;
      const isCold = coldness(gameId);
      const breather = createBreather();
      for (const { number } of registry.history.list(gameId, limit)) {
        isCold(number);
        if (breather.isDue()) await breather.breathe();
      }
    },
  };
}
