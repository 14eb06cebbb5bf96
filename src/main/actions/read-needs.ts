/** What else a change of what is on would ask for, before it is made: mods that need each other go and come together. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { NamedEntry } from '../../shared/model.ts';
import { alsoNeeded, leftWithout, needsOf, type Needs } from '../plan/needed-by.ts';
import type { Engine } from './engine.ts';
import { pluginNeeds } from './plugin-needs.ts';
import { readLibrary } from './views.ts';

export interface NeedsRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  /** Whether they are to be on. false also for mods that are to be removed. */
  readonly enabled: boolean;
}

/** Mods that are on and need what goes off, or are off and needed by what comes on. In load order. */
export function readNeeds(engine: Engine, { gameId, entries, enabled }: NeedsRequest): readonly NamedEntry[] {
  const library = readLibrary(engine.registry, gameId);
  const needs = joined(needsOf(library), pluginNeeds(engine, gameId, library));
  if (needs.size === 0) return [];
  return enabled ? alsoNeeded(library, needs, entries) : leftWithout(library, needs, entries);
}

/** What providers say and what plugins say: all of it has to be met. */
const joined = (one: Needs, other: Needs): Needs =>
  new Map([...one.keys(), ...other.keys()].map((id) => [id, [...(one.get(id) ?? []), ...(other.get(id) ?? [])]]));
