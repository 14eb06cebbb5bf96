/** The mods of the catalogue: put in, changed, let go of. Writers run in the transaction of their caller. */
import type { ContentRating, ModRef, ModSummary, ProviderId } from '../../shared/model.ts';
import type { Db } from './open.ts';
import { numberOf, popularityOf, rowOf } from './rank.ts';
import { codeOf, nameTokens, textTokens } from './tokens.ts';

export interface ModRow {
  readonly id: number;
  readonly source: number;
  readonly provider: ProviderId;
  readonly ref: string;
  readonly name: string;
  readonly author: string;
  readonly summary: string;
  readonly image: string | null;
  readonly category: string | null;
  readonly rating: ContentRating;
  readonly downloads: number | null;
  readonly likes: number | null;
  readonly updatedAt: number | null;
  readonly version: string | null;
  readonly pageUrl: string;
  readonly seenAt: number;
}

/** The columns of `ModRow`, of the tables `m` (mods) and `s` (sources). */
export const modColumns = `m.id, m.source, s.provider, m.ref, m.name, m.author, m.summary, m.image, m.category, m.rating,
  m.downloads, m.likes, m.updated_at AS updatedAt, m.version, m.page_url AS pageUrl, m.seen_at AS seenAt`;

export function toSummary(row: ModRow): ModSummary {
  const { provider, ref, id: _id, source: _source, seenAt: _seenAt, ...rest } = row;
  return { ref: { provider, id: ref }, ...rest };
}

export interface Mods {
  /** Adds the mod or brings it up to date. true: it was not known before. */
  readonly put: (source: number, mod: ModSummary, at: number) => boolean;
  /** Brings it up to date wherever it is known. */
  readonly refresh: (mod: ModSummary, at: number) => void;
  readonly forget: (ref: ModRef) => void;
  /** At most `limit` of a source; answers how many there were. */
  readonly forgetSome: (source: number, limit: number) => number;
  readonly remove: (id: number) => void;
}

type Values = Omit<ModRow, 'provider'>;

export function createMods(db: Db): Mods {
  const known = db.prepare<[number, string], ModRow>(
    `SELECT ${modColumns} FROM mods m JOIN sources s ON s.id = m.source WHERE m.source = ? AND m.ref = ?`,
  );
  const places = db.prepare<[string, string], { id: number; source: number }>(
    'SELECT m.id, m.source FROM mods m JOIN sources s ON s.id = m.source WHERE s.provider = ? AND m.ref = ?',
  );
  const some = db.prepare<[number, number], { id: number }>('SELECT id FROM mods WHERE source = ? LIMIT ?');
  const count = db.prepare<[], { value: number }>(
    "UPDATE counters SET value = value + 1 WHERE name = 'mod' RETURNING value",
  );
  const insert = db.prepare<Values>(
    `INSERT INTO mods (id, source, ref, name, author, summary, image, category, rating, downloads, likes, updated_at,
       version, page_url, seen_at)
     VALUES (@id, @source, @ref, @name, @author, @summary, @image, @category, @rating, @downloads, @likes, @updatedAt,
       @version, @pageUrl, @seenAt)`,
  );
  const update = db.prepare<Values & { readonly was: number }>(
    `UPDATE mods SET id = @id, name = @name, author = @author, summary = @summary, image = @image, category = @category,
       rating = @rating, downloads = @downloads, likes = @likes, updated_at = @updatedAt, version = @version,
       page_url = @pageUrl, seen_at = @seenAt, misses = 0
     WHERE id = @was`,
  );
  const drop = db.prepare('DELETE FROM mods WHERE id = ?');
  const addName = db.prepare('INSERT INTO names (rowid, tokens) VALUES (?, ?)');
  const addText = db.prepare('INSERT INTO texts (rowid, tokens) VALUES (?, ?)');
  const dropName = db.prepare('DELETE FROM names WHERE rowid = ?');
  const dropText = db.prepare('DELETE FROM texts WHERE rowid = ?');

  const index = (id: number, source: number, mod: ModSummary): void => {
    const code = codeOf(source);
    addName.run(id, nameTokens(code, mod));
    addText.run(id, textTokens(code, mod));
  };
  const unindex = (id: number): void => {
    dropName.run(id);
    dropText.run(id);
  };
  const remove = (id: number): void => {
    unindex(id);
    drop.run(id);
  };

  function put(source: number, answered: ModSummary, at: number): boolean {
    const was = known.get(source, answered.ref.id);
    const mod = was === undefined ? answered : completed(answered, was);
    const number = was === undefined ? (count.get()?.value ?? 0) : numberOf(was.id);
    const id = rowOf(popularityOf(mod), number);
    const values = valuesOf(id, source, mod, at);
    if (was === undefined) {
      insert.run(values);
      index(id, source, mod);
      return true;
    }
    const moved = id !== was.id;
    const reworded = was.name !== mod.name || was.author !== mod.author || was.summary !== mod.summary;
    if (moved || reworded) unindex(was.id);
    update.run({ ...values, was: was.id });
    if (moved || reworded) index(id, source, mod);
    return false;
  }

  return {
    put,
    refresh: (mod, at) => {
      for (const { source } of places.all(mod.ref.provider, mod.ref.id)) put(source, mod, at);
    },
    forget: ({ provider, id }) => {
      for (const place of places.all(provider, id)) remove(place.id);
    },
    forgetSome: (source, limit) => {
      const rows = some.all(source, limit);
      for (const { id } of rows) remove(id);
      return rows.length;
    },
    remove,
  };
}

/** Lists tell less than pages do: what an answer leaves out is still as it was. */
const completed = (mod: ModSummary, was: ModRow): ModSummary => ({
  ...mod,
  author: mod.author === '' ? was.author : mod.author,
  summary: mod.summary === '' ? was.summary : mod.summary,
  image: mod.image ?? was.image,
  category: mod.category ?? was.category,
  downloads: mod.downloads ?? was.downloads,
  likes: mod.likes ?? was.likes,
  updatedAt: mod.updatedAt ?? was.updatedAt,
  version: mod.version ?? was.version,
});

function valuesOf(id: number, source: number, mod: ModSummary, at: number): Values {
  const { ref, name, author, summary, image, category, rating, version, pageUrl } = mod;
  const texts = { ref: ref.id, name, author, summary, image, category, rating, version, pageUrl };
  return { id, source, ...texts, ...counts(mod), seenAt: at };
}

/** SQLite keeps whole numbers only; a provider may answer anything. */
const counts = ({ downloads, likes, updatedAt }: ModSummary) => ({
  downloads: whole(downloads),
  likes: whole(likes),
  updatedAt: whole(updatedAt),
});

const whole = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Math.trunc(value);
