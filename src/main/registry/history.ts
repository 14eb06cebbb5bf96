/** Generations: the immutable states of a game's loadout. */
import type { Batch, BatchKind } from '../../shared/batches.ts';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import {
  defaultProfile,
  type FileChoice,
  type Generation,
  type GenerationReason,
  type Loadout,
} from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { Db } from './open.ts';

export interface GenerationRow extends Omit<Generation, 'needsDownload' | 'profile'> {
  /** Its id. */
  readonly profile: string;
  /** The generation whose loadout this one deployed again, for roll back, undo and redo. */
  readonly restores: number | null;
  /** What it is one step with, for undo and redo. */
  readonly batch: Batch | null;
  /** Sum of the file hashes behind `treeHash`, 64 hex digits, and their number. */
  readonly treeSum: string;
  readonly treeFiles: number;
}

/** What undo and redo walk over. */
export interface GenerationLink {
  readonly number: number;
  readonly parent: number;
  readonly reason: GenerationReason;
  readonly batch: Batch | null;
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
  readonly setPinned: (gameId: GameId, number: number, pinned: boolean) => void;
  /** The generation can no longer be gone back to. */
  readonly remove: (gameId: GameId, number: number) => void;
}

interface Stored {
  game_id: string;
  number: number;
  parent: number;
  restores: number | null;
  batch: string | null;
  batch_kind: BatchKind | null;
  created_at: number;
  reason: GenerationReason;
  subject: string;
  note: string;
  pinned: number;
  profile: string;
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
  'game_id, number, parent, restores, batch, batch_kind, created_at, reason, subject, note, pinned, profile, added, replaced, removed, mods, enabled_mods, tree_sum, tree_files, tree_hash';

const batchOf = ({ batch, batch_kind: kind }: Pick<Stored, 'batch' | 'batch_kind'>): Batch | null =>
  batch === null || kind === null ? null : { id: batch, kind };

type StoredLink = Pick<Stored, 'number' | 'parent' | 'reason' | 'batch' | 'batch_kind'>;

const linkOf = (row: StoredLink): GenerationLink => ({
  number: row.number,
  parent: row.parent,
  reason: row.reason,
  batch: batchOf(row),
});

const hydrate = (row: Stored): GenerationRow => ({
  number: row.number,
  parent: row.parent,
  restores: row.restores,
  batch: batchOf(row),
  createdAt: row.created_at,
  reason: row.reason,
  subject: row.subject,
  note: row.note,
  pinned: row.pinned !== 0,
  profile: row.profile,
  changed: { added: row.added, replaced: row.replaced, removed: row.removed },
  mods: row.mods,
  enabledMods: row.enabled_mods,
  treeSum: row.tree_sum,
  treeFiles: row.tree_files,
  treeHash: row.tree_hash,
});

/** Items are kept as [entry, manifest, flags], because a thousand of them are written at every change. */
type PackedItem = [entry: string, manifest: string, flags: number];
type PackedChoice = [target: string, path: string, folder: 0 | 1, entry: string | null];

interface PackedLoadout {
  readonly profile: string;
  readonly items: readonly PackedItem[];
  readonly choices: readonly PackedChoice[];
}

const pack = ({ profile, items, choices }: Loadout): string =>
  JSON.stringify({
    profile,
    items: items.map(({ entry, manifest, enabled, pinned }) => [entry, manifest, (enabled ? 1 : 0) | (pinned ? 2 : 0)]),
    choices: choices.map(({ target, path, folder, entry }) => [target, path, folder ? 1 : 0, entry]),
  } satisfies PackedLoadout);

function unpack(text: string): Loadout {
  const read = JSON.parse(text) as PackedLoadout | readonly PackedItem[];
  // Before profiles a loadout was its items alone.
  const { profile, items, choices } = 'items' in read ? read : { profile: defaultProfile.id, items: read, choices: [] };
  return {
    profile,
    items: items.map(([entry, manifest, flags]) => ({
      entry: entry as EntryId,
      manifest: manifest as Sha256,
      enabled: (flags & 1) !== 0,
      pinned: (flags & 2) !== 0,
    })),
    choices: choices.map(([target, path, folder, entry]): FileChoice => ({
      target,
      path: path as RelPath,
      folder: folder !== 0,
      entry: entry as EntryId | null,
    })),
  };
}

export function createHistory(db: Db): History {
  const insert = db.prepare(
    `INSERT INTO generation (${columns}, loadout) VALUES (@game_id, @number, @parent, @restores, @batch, @batch_kind,
     @created_at, @reason, @subject, @note, @pinned, @profile, @added, @replaced, @removed, @mods, @enabled_mods, @tree_sum, @tree_files, @tree_hash, @loadout)`,
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
  const links = db.prepare<[string], StoredLink>(
    'SELECT number, parent, reason, batch, batch_kind FROM generation WHERE game_id = ? ORDER BY number',
  );
  const newest = db.prepare<[string], { number: number | null }>(
    'SELECT max(number) AS number FROM generation WHERE game_id = ?',
  );
  const setCurrent = db.prepare('UPDATE game SET current_generation = ? WHERE id = ?');
  const setNote = db.prepare('UPDATE generation SET note = ? WHERE game_id = ? AND number = ?');
  const setPinned = db.prepare('UPDATE generation SET pinned = ? WHERE game_id = ? AND number = ?');
  const remove = db.prepare('DELETE FROM generation WHERE game_id = ? AND number = ?');
  let last: { readonly text: string; readonly loadout: Loadout } | null = null;

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
        batch: row.batch?.id ?? null,
        batch_kind: row.batch?.kind ?? null,
        created_at: row.createdAt,
        reason: row.reason,
        subject: row.subject,
        note: row.note,
        pinned: row.pinned ? 1 : 0,
        profile: row.profile,
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
      if (row === undefined) return null;
      // Whoever follows a game asks for the current one. Compared by its text: a number may be given again after a rollback.
      if (last?.text !== row.loadout) last = { text: row.loadout, loadout: unpack(row.loadout) };
      return last.loadout;
    },
    list: (gameId, limit) => list.all(gameId, limit).map(hydrate),
    links: (gameId) => links.all(gameId).map(linkOf),
    newest: (gameId) => newest.get(gameId)?.number ?? 0,
    setCurrent: (gameId, number) => {
      setCurrent.run(number, gameId);
    },
    setPinned: (gameId, number, pinned) => {
      setPinned.run(pinned ? 1 : 0, gameId, number);
    },
    setNote: (gameId, number, note) => {
      setNote.run(note, gameId, number);
    },
  };
}
