/** Generations: the immutable states of a game's loadout. */
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { Generation, GenerationReason, Loadout } from '../../shared/model.ts';
import type { Db } from './open.ts';

export interface GenerationRow extends Generation {
  /** The generation whose loadout this one deployed again, for roll back, undo and redo. */
  readonly restores: number | null;
  /** Sum of the file hashes behind `treeHash`, 64 hex digits, and their number. */
  readonly treeSum: string;
  readonly treeFiles: number;
}

/** What undo and redo walk over. */
export interface GenerationLink {
  readonly number: number;
  readonly parent: number;
  readonly reason: GenerationReason;
}

export interface History {
  readonly add: (gameId: GameId, generation: GenerationRow, loadout: Loadout) => void;
  readonly get: (gameId: GameId, number: number) => GenerationRow | null;
  readonly loadout: (gameId: GameId, number: number) => Loadout | null;
  /** Newest first. */
  readonly list: (gameId: GameId, limit: number) => readonly GenerationRow[];
  /** Oldest first, all of them, narrow. */
  readonly links: (gameId: GameId) => readonly GenerationLink[];
  readonly newest: (gameId: GameId) => number;
  readonly setCurrent: (gameId: GameId, number: number) => void;
  readonly setNote: (gameId: GameId, number: number, note: string) => void;
  /** The generation can no longer be gone back to. */
  readonly remove: (gameId: GameId, number: number) => void;
}

interface Stored {
  game_id: string;
  number: number;
  parent: number;
  restores: number | null;
  created_at: number;
  reason: GenerationReason;
  subject: string;
  note: string;
  added: number;
  replaced: number;
  removed: number;
  mods: number;
  enabled_mods: number;
  tree_sum: string;
  tree_files: number;
  tree_hash: string;
}

const columns =
  'game_id, number, parent, restores, created_at, reason, subject, note, added, replaced, removed, mods, enabled_mods, tree_sum, tree_files, tree_hash';

const hydrate = (row: Stored): GenerationRow => ({
  number: row.number,
  parent: row.parent,
  restores: row.restores,
  createdAt: row.created_at,
  reason: row.reason,
  subject: row.subject,
  note: row.note,
  changed: { added: row.added, replaced: row.replaced, removed: row.removed },
  mods: row.mods,
  enabledMods: row.enabled_mods,
  treeSum: row.tree_sum,
  treeFiles: row.tree_files,
  treeHash: row.tree_hash,
});

/** Loadouts are kept as rows of [entry, manifest, flags], because a thousand of them are written at every change. */
type PackedItem = [entry: string, manifest: string, flags: number];

const pack = (loadout: Loadout): string =>
  JSON.stringify(
    loadout.items.map(({ entry, manifest, enabled, pinned }): PackedItem => [
      entry,
      manifest,
      (enabled ? 1 : 0) | (pinned ? 2 : 0),
    ]),
  );

const unpack = (text: string): Loadout => ({
  items: (JSON.parse(text) as PackedItem[]).map(([entry, manifest, flags]) => ({
    entry: entry as EntryId,
    manifest: manifest as Sha256,
    enabled: (flags & 1) !== 0,
    pinned: (flags & 2) !== 0,
  })),
});

export function createHistory(db: Db): History {
  const insert = db.prepare(
    `INSERT INTO generation (${columns}, loadout) VALUES (@game_id, @number, @parent, @restores, @created_at, @reason,
     @subject, @note, @added, @replaced, @removed, @mods, @enabled_mods, @tree_sum, @tree_files, @tree_hash, @loadout)`,
  );
  const one = db.prepare<[string, number], Stored>(
    `SELECT ${columns} FROM generation WHERE game_id = ? AND number = ?`,
  );
  const loadout = db.prepare<[string, number], { loadout: string }>(
    'SELECT loadout FROM generation WHERE game_id = ? AND number = ?',
  );
  const list = db.prepare<[string, number], Stored>(
    `SELECT ${columns} FROM generation WHERE game_id = ? ORDER BY number DESC LIMIT ?`,
  );
  const links = db.prepare<[string], GenerationLink>(
    'SELECT number, parent, reason FROM generation WHERE game_id = ? ORDER BY number',
  );
  const newest = db.prepare<[string], { number: number | null }>(
    'SELECT max(number) AS number FROM generation WHERE game_id = ?',
  );
  const setCurrent = db.prepare('UPDATE game SET current_generation = ? WHERE id = ?');
  const setNote = db.prepare('UPDATE generation SET note = ? WHERE game_id = ? AND number = ?');

  const remove = db.prepare('DELETE FROM generation WHERE game_id = ? AND number = ?');

  return {
    remove: (gameId, number) => {
      remove.run(gameId, number);
    },
    add: (gameId, row, items) => {
      insert.run({
        game_id: gameId,
        number: row.number,
        parent: row.parent,
        restores: row.restores,
        created_at: row.createdAt,
        reason: row.reason,
        subject: row.subject,
        note: row.note,
        added: row.changed.added,
        replaced: row.changed.replaced,
        removed: row.changed.removed,
        mods: row.mods,
        enabled_mods: row.enabledMods,
        tree_sum: row.treeSum,
        tree_files: row.treeFiles,
        tree_hash: row.treeHash,
        loadout: pack(items),
      });
    },
    get: (gameId, number) => {
      const row = one.get(gameId, number);
      return row === undefined ? null : hydrate(row);
    },
    loadout: (gameId, number) => {
      const row = loadout.get(gameId, number);
      return row === undefined ? null : unpack(row.loadout);
    },
    list: (gameId, limit) => list.all(gameId, limit).map(hydrate),
    links: (gameId) => links.all(gameId),
    newest: (gameId) => newest.get(gameId)?.number ?? 0,
    setCurrent: (gameId, number) => {
      setCurrent.run(number, gameId);
    },
    setNote: (gameId, number, note) => {
      setNote.run(note, gameId, number);
    },
  };
}
