/**
 * Tables of the catalogue. The full-text tables hold no text of their own, only tokens that `tokens.ts` makes: each
 * begins with the code of its source and a letter for what it is, so that a search never meets the words of another
 * game. Rows lie in the order of popularity (`rank.ts`), which is the order a search answers in.
 */

/** A file with another number is made anew. */
export const schemaVersion = 1;

export const schema = `
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  game TEXT NOT NULL,
  -- All mods up to this time (ms) are known; null: the first sweep has not ended.
  watermark INTEGER,
  full_at INTEGER,
  indexed_at INTEGER,
  -- The sweep that is under way; null: none.
  sweep TEXT CHECK (sweep IN ('full', 'recent')),
  sweep_cursor TEXT,
  sweep_started INTEGER,
  sweep_newest INTEGER,
  sweep_oldest INTEGER,
  UNIQUE (provider, game)
) STRICT;

CREATE TABLE mods (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  ref TEXT NOT NULL,
  name TEXT NOT NULL,
  author TEXT NOT NULL,
  summary TEXT NOT NULL,
  image TEXT,
  category TEXT,
  rating TEXT NOT NULL,
  downloads INTEGER,
  likes INTEGER,
  updated_at INTEGER,
  version TEXT,
  page_url TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  -- How many full sweeps in a row did not have it.
  misses INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source, ref)
) STRICT;
CREATE INDEX mods_by_popularity ON mods (source, id);
CREATE INDEX mods_by_change ON mods (source, updated_at);

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO counters VALUES ('mod', 0);

CREATE VIRTUAL TABLE names USING fts5 (
  tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '5 6 7'
);
CREATE VIRTUAL TABLE texts USING fts5 (
  tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE TABLE update_checks (
  game TEXT NOT NULL,
  entry TEXT NOT NULL,
  manifest TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (game, entry)
) STRICT, WITHOUT ROWID;
`;
