/** The queue of downloads, what is parked, and the history of those that ended. */
import type { JobId } from '../../shared/ids.ts';
import type { DownloadRecord, FetchedArchive, InstallWish, WaitsFor } from '../../shared/jobs.ts';
import type { FileRef, ModRef } from '../../shared/model.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Db } from './open.ts';

export interface DownloadTable {
  /** In the order they are fetched. */
  readonly list: () => readonly DownloadRecord[];
  /** Writes one; a new one goes last. */
  readonly put: (record: DownloadRecord) => void;
  readonly remove: (ids: readonly JobId[]) => void;
  /** Gives all of them their places: first named, first fetched. */
  readonly arrange: (ids: readonly JobId[]) => void;
}

interface StoredDownload {
  id: JobId;
  file: string;
  mod: string | null;
  wish: string | null;
  title: string;
  state: DownloadRecord['state'];
  size: number | null;
  waits_for: string | null;
  error: string | null;
  not_before: number | null;
  added_at: number;
  ended_at: number | null;
  fetched: string | null;
}

export function createDownloads(db: Db): DownloadTable {
  const all = db.prepare<[], StoredDownload>('SELECT * FROM download ORDER BY place, added_at, id');
  const put = db.prepare(
    `INSERT INTO download (id, place, game_id, file, mod, wish, title, state, size, waits_for, error, not_before,
       added_at, ended_at, fetched)
     VALUES (@id, (SELECT coalesce(max(place), 0) + 1 FROM download), @gameId, @file, @mod, @wish, @title, @state, @size,
       @waitsFor, @error, @notBefore, @addedAt, @endedAt, @fetched)
     ON CONFLICT (id) DO UPDATE SET game_id = excluded.game_id, file = excluded.file, mod = excluded.mod,
       wish = excluded.wish, title = excluded.title, state = excluded.state, size = excluded.size,
       waits_for = excluded.waits_for, error = excluded.error, not_before = excluded.not_before,
       ended_at = excluded.ended_at, fetched = excluded.fetched`,
  );
  const drop = db.prepare<[string]>('DELETE FROM download WHERE id = ?');
  const place = db.prepare<[number, string]>('UPDATE download SET place = ? WHERE id = ?');
  return {
    list: () => all.all().map(hydrate),
    put: (record) => {
      put.run(stored(record));
    },
    remove: (ids) => {
      db.transaction(() => {
        for (const id of ids) drop.run(id);
      }).immediate();
    },
    arrange: (ids) => {
      db.transaction(() => {
        for (const [index, id] of ids.entries()) place.run(index + 1, id);
      }).immediate();
    },
  };
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
const written = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const hydrate = (row: StoredDownload): DownloadRecord => ({
  id: row.id,
  file: JSON.parse(row.file) as FileRef,
  modRef: parsed(row.mod) as ModRef | null,
  wish: parsed(row.wish) as InstallWish | null,
  title: row.title,
  state: row.state,
  bytesTotal: row.size,
  waitsFor: parsed(row.waits_for) as WaitsFor | null,
  error: parsed(row.error) as ErrorData | null,
  notBefore: row.not_before,
  addedAt: row.added_at,
  endedAt: row.ended_at,
  fetched: parsed(row.fetched) as FetchedArchive | null,
});

const stored = (record: DownloadRecord) => ({
  id: record.id,
  gameId: record.wish?.gameId ?? null,
  file: JSON.stringify(record.file),
  mod: written(record.modRef),
  wish: written(record.wish),
  title: record.title,
  state: record.state,
  size: record.bytesTotal,
  waitsFor: written(record.waitsFor),
  error: written(record.error),
  notBefore: record.notBefore,
  addedAt: record.addedAt,
  endedAt: record.endedAt,
  fetched: written(record.fetched),
});
