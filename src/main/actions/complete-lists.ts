/** The folders of the lists that a game keeps about its mods: they come to be when the game first runs. */
import { listName, type GameDefinition, type ListDefinition, type ListFolder } from '../../shared/games.ts';
import type { GameId } from '../../shared/ids.ts';
import { dangerOf } from '../games/dangerous-folder.ts';
import { isWritable } from '../games/inspect-folder.ts';
import type { Installations } from '../games/locate/installations.ts';
import { resolveLists } from '../games/locate/resolve-targets.ts';
import type { GameRow } from '../registry/games.ts';
import { requireGame, type Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { writeGameRecord } from './game-record.ts';

/** The game with the folders of its lists that are there by now. */
export function completeLists(engine: Engine, gameId: GameId, installations = engine.installations): GameRow {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const definition = definitionOf(engine, game);
  if (definition === null || missingLists(game, definition).length === 0) return game;
  const found = usableLists(engine, newLists(installations, game, definition));
  if (found.length === 0) return game;
  registry.transaction(() => {
    for (const list of found) registry.games.addList(gameId, list);
  });
  writeGameRecord(engine, gameId);
  return requireGame(registry, gameId);
}

/** Of a definition, each by its format: those whose folder is not known yet. */
export function missingLists(
  { lists: known }: Pick<GameRow, 'lists'>,
  { lists = [] }: GameDefinition,
): readonly ListDefinition[] {
  const has = new Set(known.map(({ name }) => name));
  return lists.filter(({ format, root }) => root !== 'target' && !has.has(listName(format)));
}

function newLists({ env, targetsIn }: Installations, game: GameRow, definition: GameDefinition): readonly ListFolder[] {
  const missing = new Set(missingLists(game, definition).map(({ format }) => format));
  const { lists } = targetsIn(game.root, definition);
  const beside = (definition.lists ?? []).filter(({ root }) => root === 'beside');
  const nearby = { ...definition, lists: beside };
  const all = [...lists, ...resolveLists(env().fs, nearby, { runsOn: env().os, user: null }, game.targets)];
  return [...new Map(all.map((list) => [list.format, list])).values()].filter(({ format }) => missing.has(format));
}

/** Two games with one list would each take the other's entries back. */
function usableLists(
  { fs, dataDir, registry, installations }: Engine,
  lists: readonly ListFolder[],
): readonly ListFolder[] {
  if (lists.length === 0) return [];
  const { home } = installations.env().folders;
  const taken = new Set(registry.games.list().flatMap((game) => game.lists.map(({ path }) => path)));
  return lists.filter(({ path }) => !taken.has(path) && dangerOf(path, home, dataDir) === null && isWritable(fs, path));
}
