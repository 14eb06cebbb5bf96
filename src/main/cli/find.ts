/** Turns what a person types into the ids the engine wants. */
import { LoadstoneError } from '../../shared/errors.ts';
import { isGameId, type EntryId } from '../../shared/ids.ts';
import type { LibraryEntry } from '../../shared/model.ts';
import type { Registry } from '../registry/registry.ts';
import type { GameRow } from '../registry/games.ts';
import { requireGame } from '../actions/engine.ts';

/** By id, or by a name that only one game has. */
export function findGame(registry: Registry, text: string): GameRow {
  const games = registry.games.list();
  const named = games.filter((game) => game.id === text || game.name.toLowerCase() === text.toLowerCase());
  const exact = named.find((game) => game.id === text) ?? (named.length === 1 ? named[0] : undefined);
  if (exact !== undefined) return exact;
  if (named.length > 1)
    throw ambiguous(
      'game',
      text,
      named.map((game) => game.id),
    );
  if (isGameId(text)) return requireGame(registry, text);
  throw new LoadstoneError('game_not_found', `There is no game "${text}".`, 'List the games to see their names.');
}

/** By id, or by a name that only one mod of the loadout has. */
export function findEntry(entries: readonly LibraryEntry[], text: string): EntryId {
  const byId = entries.find((entry) => entry.id === text);
  if (byId !== undefined) return byId.id;
  const named = entries.filter((entry) => entry.name.toLowerCase() === text.toLowerCase());
  const [only] = named;
  if (only !== undefined && named.length === 1) return only.id;
  if (named.length > 1)
    throw ambiguous(
      'mod',
      text,
      named.map((entry) => entry.id),
    );
  throw new LoadstoneError(
    'not_found',
    `There is no mod "${text}" in this loadout.`,
    'List the mods to see their ids.',
  );
}

const ambiguous = (kind: string, text: string, ids: readonly string[]): LoadstoneError =>
  new LoadstoneError('ambiguous_name', `More than one ${kind} is called "${text}".`, `Use an id: ${ids.join(', ')}.`);
