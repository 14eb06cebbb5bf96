/**
 * How far each source is indexed. A sweep reads a provider's mods newest first. The first one reads all of them; later
 * ones stop at the first mod older than the last sweep's newest. Each page is kept together with the place where the
 * next one begins, so that a sweep goes on after a crash.
 */
import type { CatalogueSource } from '../../shared/catalogue.ts';
import type { ModSummary } from '../../shared/model.ts';
import type { Mods } from './mods.ts';
import type { Db } from './open.ts';
import type { Sources } from './sources.ts';

/** What a feed shows only by absence (removed, hidden) or not at all (ratings) needs all of it again. Milliseconds. */
export const fullSweepEvery = 7 * 24 * 60 * 60 * 1_000;
/** Providers count in seconds and answer from caches: a sweep goes this much further back than it has to. Milliseconds. */
export const overlap = 10 * 60 * 1_000;
/** A mod has to be absent from so many full sweeps before it is let go of: providers answer incomplete lists at times. */
const missesUntilGone = 2;

export interface Sweep {
  readonly kind: 'full' | 'recent';
  /** Where it goes on; null: the first page. */
  readonly cursor: string | null;
}

export interface SweepPage {
  readonly source: CatalogueSource;
  readonly mods: readonly ModSummary[];
  /** null: that was the last one. */
  readonly next: string | null;
  readonly at: number;
}

export interface SweepProgress {
  readonly done: boolean;
  /** Mods that were not known before. */
  readonly added: number;
}

export interface SourceState extends CatalogueSource {
  readonly mods: number;
  readonly indexedAt: number | null;
  readonly unfinished: boolean;
}

interface SourceRow {
  readonly id: number;
  readonly watermark: number | null;
  readonly full_at: number | null;
  readonly indexed_at: number | null;
  readonly sweep: 'full' | 'recent' | null;
  readonly sweep_cursor: string | null;
  readonly sweep_started: number | null;
  readonly sweep_newest: number | null;
  readonly sweep_oldest: number | null;
}

export interface Sweeps {
  /** Goes on with the unfinished sweep of a source, or starts the one that is due. */
  readonly begin: (source: CatalogueSource, at: number) => Sweep;
  /** Keeps a page and where the next one begins: both or neither. */
  readonly page: (page: SweepPage) => SweepProgress;
  /** Gives the unfinished sweep up: its cursor leads nowhere any more. */
  readonly giveUp: (source: CatalogueSource) => void;
  readonly state: (sources: readonly CatalogueSource[]) => readonly SourceState[];
}

export function createSweeps(db: Db, sources: Sources, mods: Mods): Sweeps {
  const read = db.prepare<[number], SourceRow>('SELECT * FROM sources WHERE id = ?');
  const start = db.prepare<[string, number, number]>(
    `UPDATE sources SET sweep = ?, sweep_cursor = NULL, sweep_started = ?, sweep_newest = NULL, sweep_oldest = NULL
     WHERE id = ?`,
  );
  const goOn = db.prepare(
    'UPDATE sources SET sweep_cursor = @cursor, sweep_newest = @newest, sweep_oldest = @oldest WHERE id = @id',
  );
  const end = db.prepare(
    `UPDATE sources SET sweep = NULL, sweep_cursor = NULL, indexed_at = @at,
       watermark = max(coalesce(watermark, 0), coalesce(@newest, 0)),
       full_at = CASE @sweep WHEN 'full' THEN @at ELSE full_at END
     WHERE id = @id`,
  );
  const cancel = db.prepare('UPDATE sources SET sweep = NULL, sweep_cursor = NULL WHERE id = ?');
  const miss = db.prepare(
    'UPDATE mods SET misses = misses + 1 WHERE source = @id AND seen_at < @started AND updated_at >= @oldest',
  );
  const gone = db.prepare<[number, number], { id: number }>('SELECT id FROM mods WHERE source = ? AND misses >= ?');
  const count = db.prepare<[number], { mods: number }>('SELECT count(*) AS mods FROM mods WHERE source = ?');
  const need = (source: CatalogueSource): SourceRow => {
    const row = read.get(sources.need(source));
    if (row === undefined) throw new Error('a source vanished');
    return row;
  };

  function begin(source: CatalogueSource, at: number): Sweep {
    const row = need(source);
    if (row.sweep !== null) return { kind: row.sweep, cursor: row.sweep_cursor };
    const due = row.full_at === null || at - row.full_at >= fullSweepEvery;
    const kind = due ? 'full' : 'recent';
    start.run(kind, at, row.id);
    return { kind, cursor: null };
  }

  function page({ source, mods: found, next, at }: SweepPage): SweepProgress {
    const row = need(source);
    let added = 0;
    for (const mod of found) if (mods.put(row.id, mod, at)) added += 1;
    const times = found.flatMap(({ updatedAt }) => (updatedAt === null ? [] : [Math.trunc(updatedAt)]));
    const newest = maximum(times, row.sweep_newest);
    const oldest = minimum(times, row.sweep_oldest);
    const done = next === null || (row.sweep === 'recent' && reachedKnown(times, row.watermark));
    if (!done) goOn.run({ id: row.id, cursor: next, newest, oldest });
    else finish(row, newest, next === null ? oldest : null, at);
    return { done, added };
  }

  function finish(row: SourceRow, newest: number | null, oldest: number | null, at: number): void {
    // Some feeds end before the first mod ever made: older ones than the feed reached prove nothing.
    if (row.sweep === 'full' && oldest !== null) {
      miss.run({ id: row.id, started: row.sweep_started ?? at, oldest });
      for (const { id } of gone.all(row.id, missesUntilGone)) mods.remove(id);
    }
    end.run({ id: row.id, at, newest, sweep: row.sweep });
  }

  return {
    begin: (source, at) => db.transaction(begin).immediate(source, at),
    page: (one) => db.transaction(page).immediate(one),
    giveUp: (source) => {
      for (const id of sources.known([source])) cancel.run(id);
    },
    state: (wanted) =>
      wanted.map((source) => {
        const [id] = sources.known([source]);
        const row = id === undefined ? undefined : read.get(id);
        return {
          ...source,
          mods: id === undefined ? 0 : (count.get(id)?.mods ?? 0),
          indexedAt: row?.indexed_at ?? null,
          unfinished: row !== undefined && row.sweep !== null && row.sweep_cursor !== null,
        };
      }),
  };
}

/** Strictly older: of two mods changed in the same second the provider may have shown us only one. */
const reachedKnown = (times: readonly number[], watermark: number | null): boolean =>
  watermark !== null && times.some((time) => time < watermark - overlap);

const maximum = (values: readonly number[], other: number | null): number | null =>
  [...values, ...(other === null ? [] : [other])].reduce<number | null>(
    (most, value) => (most === null || value > most ? value : most),
    null,
  );

const minimum = (values: readonly number[], other: number | null): number | null =>
  [...values, ...(other === null ? [] : [other])].reduce<number | null>(
    (least, value) => (least === null || value < least ? value : least),
    null,
  );
