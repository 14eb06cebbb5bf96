/** Managed games and their targets. */
import type { GameId } from '../../shared/ids.ts';
import { layouts, listName, type Game, type Layout, type ListFolder, type Target } from '../../shared/games.ts';
import type { ProviderId } from '../../shared/model.ts';
import type { Db } from './open.ts';

/** A target as the engine sees it: with its row id and the folder it lies in. */
export interface TargetRow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly layout: Layout;
}

export interface GameRow extends Game {
  readonly targets: readonly TargetRow[];
  /** Folders outside of them that only hold a list the game keeps about its mods. Named by `listName`. */
  readonly lists: readonly TargetRow[];
  /** Extensions that may be hard-linked; `*` means all. */
  readonly neverRewritten: readonly string[];
}

/** Wherever a deployment may have to do with files. */
export const foldersOf = ({ targets, lists }: Pick<GameRow, 'targets' | 'lists'>): readonly TargetRow[] => [
  ...targets,
  ...lists,
];

/** What everything but the engine knows of a game. */
export function toGame(row: GameRow): Game {
  const { id, definition, name, root, targets, providers, addedAt, currentGeneration } = row;
  return {
    id,
    definition,
    name,
    root,
    targets: targets.map((target) => ({ name: target.name, path: target.path, layout: target.layout })),
    providers,
    addedAt,
    currentGeneration,
  };
}

export interface Games {
  readonly list: () => readonly GameRow[];
  readonly get: (id: GameId) => GameRow | null;
  readonly add: (game: NewGame, neverRewritten: readonly string[]) => void;
  readonly addTarget: (id: GameId, target: Target) => void;
  readonly addList: (id: GameId, list: ListFolder) => void;
  readonly setProviders: (id: GameId, providers: Game['providers']) => void;
  readonly remove: (id: GameId) => void;
}

export interface NewGame extends Game {
  readonly lists?: readonly ListFolder[];
}

interface StoredGame {
  id: GameId;
  definition: string;
  name: string;
  root: string;
  providers: string;
  never_rewritten: string;
  added_at: number;
  current_generation: number;
}

interface StoredTarget {
  id: number;
  game_id: string;
  name: string;
  path: string;
  layout: string;
}

function asLayout(text: string): Layout {
  const layout = layouts.find((known) => known === text);
  if (layout === undefined) throw new Error(`unknown layout in the registry: ${text}`);
  return layout;
}

/** Kept among the targets: both are folders that files of a game are told of by. */
const listLayout = 'list';
const isList = ({ layout }: StoredTarget): boolean => layout === listLayout;

export function createGames(db: Db): Games {
  const all = db.prepare<[], StoredGame>('SELECT * FROM game ORDER BY added_at, id');
  const one = db.prepare<[string], StoredGame>('SELECT * FROM game WHERE id = ?');
  const targetsOf = db.prepare<[string], StoredTarget>('SELECT * FROM target WHERE game_id = ? ORDER BY id');
  const insert = db.prepare(
    `INSERT INTO game (id, definition, name, root, providers, never_rewritten, added_at)
     VALUES (@id, @definition, @name, @root, @providers, @neverRewritten, @addedAt)`,
  );
  const insertTarget = db.prepare('INSERT INTO target (game_id, name, path, layout) VALUES (?, ?, ?, ?)');
  const changeProviders = db.prepare('UPDATE game SET providers = ? WHERE id = ?');
  const drop = db.prepare('DELETE FROM game WHERE id = ?');

  const rowsOf = (id: string): Pick<GameRow, 'targets' | 'lists'> => {
    const rows = targetsOf.all(id);
    const [lists, targets] = [rows.filter(isList), rows.filter((row) => !isList(row))];
    return {
      targets: targets.map(({ id: row, name, path, layout }) => ({ id: row, name, path, layout: asLayout(layout) })),
      lists: lists.map(({ id: row, name, path }) => ({ id: row, name, path, layout: 'merge-tree' })),
    };
  };

  const hydrate = (row: StoredGame): GameRow => ({
    id: row.id,
    definition: row.definition,
    name: row.name,
    root: row.root,
    ...rowsOf(row.id),
    providers: JSON.parse(row.providers) as Partial<Record<ProviderId, string>>,
    neverRewritten: JSON.parse(row.never_rewritten) as string[],
    addedAt: row.added_at,
    currentGeneration: row.current_generation,
  });

  return {
    list: () => all.all().map(hydrate),
    get: (id) => {
      const row = one.get(id);
      return row === undefined ? null : hydrate(row);
    },
    add: (game, neverRewritten) => {
      insert.run({
        id: game.id,
        definition: game.definition,
        name: game.name,
        root: game.root,
        providers: JSON.stringify(game.providers),
        neverRewritten: JSON.stringify(neverRewritten),
        addedAt: game.addedAt,
      });
      for (const target of game.targets) insertTarget.run(game.id, target.name, target.path, target.layout);
      for (const { format, path } of game.lists ?? []) insertTarget.run(game.id, listName(format), path, listLayout);
    },
    addTarget: (id, { name, path, layout }) => {
      insertTarget.run(id, name, path, layout);
    },
    addList: (id, { format, path }) => {
      insertTarget.run(id, listName(format), path, listLayout);
    },
    setProviders: (id, providers) => {
      changeProviders.run(JSON.stringify(providers), id);
    },
    remove: (id) => {
      drop.run(id);
    },
  };
}
