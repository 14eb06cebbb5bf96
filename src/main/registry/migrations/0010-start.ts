/** The first schema. Paths and blobs are interned, so that a file of a mod costs one narrow row. */
export const sql = `
CREATE TABLE game (
  id TEXT PRIMARY KEY,
  definition TEXT NOT NULL,
  name TEXT NOT NULL,
  root TEXT NOT NULL,
  providers TEXT NOT NULL,
  never_rewritten TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  current_generation INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE target (
  id INTEGER PRIMARY KEY,
  game_id TEXT NOT NULL REFERENCES game(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  layout TEXT NOT NULL,
  UNIQUE (game_id, name)
) STRICT;

CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  fingerprint TEXT NOT NULL
) STRICT;

-- key is the case-folded path; text the casing that was seen first.
CREATE TABLE path (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (target, key)
) STRICT;

CREATE TABLE archive (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  name TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- pending: written by an installation that has not committed yet; dropped at the next start.
CREATE TABLE manifest (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  archive TEXT,
  files INTEGER NOT NULL,
  size INTEGER NOT NULL,
  pending INTEGER NOT NULL
) STRICT;

CREATE TABLE manifest_file (
  manifest_id INTEGER NOT NULL REFERENCES manifest(id) ON DELETE CASCADE,
  path_id INTEGER NOT NULL REFERENCES path(id),
  blob_id INTEGER NOT NULL REFERENCES blob(id),
  PRIMARY KEY (manifest_id, path_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifest_file_by_path ON manifest_file (path_id);
CREATE INDEX manifest_file_by_blob ON manifest_file (blob_id);

-- What an entry of a loadout is called and where it came from; one row for each version it ever had.
CREATE TABLE entry (
  id TEXT NOT NULL,
  manifest_id INTEGER NOT NULL REFERENCES manifest(id) ON DELETE CASCADE,
  game_id TEXT NOT NULL REFERENCES game(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  provenance TEXT NOT NULL,
  installed_at INTEGER NOT NULL,
  PRIMARY KEY (id, manifest_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE generation (
  game_id TEXT NOT NULL REFERENCES game(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  restores INTEGER,
  created_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  note TEXT NOT NULL,
  added INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  mods INTEGER NOT NULL,
  enabled_mods INTEGER NOT NULL,
  tree_sum TEXT NOT NULL,
  tree_files INTEGER NOT NULL,
  tree_hash TEXT NOT NULL,
  loadout TEXT NOT NULL,
  PRIMARY KEY (game_id, number)
) STRICT;

-- A: what we placed, where, and how to see that nobody touched it since.
CREATE TABLE applied_file (
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  path_id INTEGER NOT NULL REFERENCES path(id),
  blob_id INTEGER NOT NULL REFERENCES blob(id),
  text TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  placement TEXT NOT NULL,
  PRIMARY KEY (target_id, path_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX applied_file_by_blob ON applied_file (blob_id);

-- Files that were there before us, captured when a mod first replaced them.
CREATE TABLE original (
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  path_id INTEGER NOT NULL REFERENCES path(id),
  blob_id INTEGER NOT NULL REFERENCES blob(id),
  mode INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  PRIMARY KEY (target_id, path_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX original_by_blob ON original (blob_id);

-- Bytes of the player's that a deployment replaced; kept so that they can be had back.
CREATE TABLE captured_edit (
  id INTEGER PRIMARY KEY,
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  path_id INTEGER NOT NULL REFERENCES path(id),
  blob_id INTEGER NOT NULL REFERENCES blob(id),
  generation INTEGER NOT NULL,
  captured_at INTEGER NOT NULL
) STRICT;
CREATE INDEX captured_edit_by_blob ON captured_edit (blob_id);

-- Folders we made, so that only they are removed again. Absolute paths.
CREATE TABLE created_folder (
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (target_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE deployment (
  id TEXT PRIMARY KEY,
  game_id TEXT NOT NULL REFERENCES game(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('staging', 'prepared', 'committed', 'undone')),
  from_generation INTEGER NOT NULL,
  to_generation INTEGER NOT NULL,
  subject TEXT NOT NULL,
  started_at INTEGER NOT NULL
) STRICT;
-- A committed deployment stays open until its stage and retired folders are gone.
CREATE UNIQUE INDEX one_open_deployment ON deployment (game_id) WHERE state <> 'undone';

-- Target folders a deployment had to make before it could stage into them.
CREATE TABLE deployment_root (
  deployment_id TEXT NOT NULL REFERENCES deployment(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (deployment_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
  deployment_id TEXT NOT NULL REFERENCES deployment(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'replace', 'remove', 'make-folder', 'remove-folder')),
  root TEXT NOT NULL,
  path TEXT NOT NULL,
  before_hash TEXT,
  after_hash TEXT,
  after_fingerprint TEXT,
  PRIMARY KEY (deployment_id, seq)
) STRICT, WITHOUT ROWID;

-- Present while files of an archive are being taken into the store; found at start, the store is swept.
CREATE TABLE intake (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
