/** The games of providers that the catalogue knows, by number. */
import type { CatalogueSource } from '../../shared/catalogue.ts';
import type { Db } from './open.ts';

export interface Sources {
  /** Makes the source when it is new. */
  readonly need: (source: CatalogueSource) => number;
  /** Numbers of those that are known. */
  readonly known: (sources: readonly CatalogueSource[]) => readonly number[];
  readonly remove: (id: number) => void;
}

export function createSources(db: Db): Sources {
  const find = db.prepare<[string, string], { id: number }>('SELECT id FROM sources WHERE provider = ? AND game = ?');
  const add = db.prepare('INSERT INTO sources (provider, game) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM sources WHERE id = ?');
  const idOf = ({ provider, game }: CatalogueSource): number | null => find.get(provider, game)?.id ?? null;
  return {
    need: (source) => idOf(source) ?? Number(add.run(source.provider, source.game).lastInsertRowid),
    known: (sources) => sources.flatMap((source) => idOf(source) ?? []),
    remove: (id) => {
      remove.run(id);
    },
  };
}
