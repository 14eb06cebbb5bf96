/** Work that puts files into the store leaves none behind when it fails, also when it is killed. */
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { collectGarbage, sweepStore, type CollectDeps } from './collect-garbage.ts';

export interface GuardDeps extends CollectDeps {
  readonly clock: Clock;
  readonly log: Log;
}

/** Runs `work` under a mark in the registry. While the mark stands, the next start tidies the store. */
export function guardStore<T>(deps: GuardDeps, work: () => T): T {
  const { registry, clock, log } = deps;
  registry.transaction(() => registry.journal.beginIntake(clock.now()));
  try {
    const result = work();
    registry.transaction(() => registry.journal.endIntake());
    return result;
  } catch (error) {
    try {
      tidyStore(deps);
    } catch (fault) {
      log.error('the store could not be tidied; the next start will', fault);
    }
    throw error;
  }
}

/** Removes everything from store and registry that no generation, original or captured edit refers to. */
export function tidyStore(deps: CollectDeps): void {
  deps.store.temp.empty();
  collectGarbage(deps);
  sweepStore(deps);
  deps.registry.transaction(() => deps.registry.journal.endIntake());
}
