/** Managed games and their targets. */
import type { GameId } from '../../shared/ids.ts';
import { layouts, type Game, type Layout, type Target } from '../../shared/games.ts';
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
  /** Extensions that may be hard-linked; `*` means all. */
  readonly neverRewritten: readonly string[];
}

export interface Games {
  readonly list: () => readonly GameRow[];
  readonly get: (id: GameId) => GameRow | null;
  readonly add: (game: Game, neverRewritten: readonly string[]) => void;
  readonly addTarget: (id: GameId, target: Target) => void;
  readonly setProviders: (id: GameId, providers: Game['providers']) => void;
  readonly remove: (id: GameId) => void;
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

  const hydrate = (row: StoredGame): GameRow => ({
    id: row.id,
    definition: row.definition,
    name: row.name,
    root: row.root,
    targets: targetsOf.all(row.id).map(({ id, name, path, layout }) => ({ id, name, path, layout: asLayout(layout) })),
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
    },
    addTarget: (id, { name, path, layout }) => {
      insertTarget.run(id, name, path, layout);
    },
    setProviders: (id, providers) => {
      changeProviders.run(JSON.stringify(providers), id);
    },
    remove: (id) => {
      drop.run(id);
    },
  };
}
