/** Profiles, winners chosen by the player, restore points, and what came from outside. */
export const sql = `
ALTER TABLE generation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generation ADD COLUMN profile TEXT NOT NULL DEFAULT 'default';

-- What made a manifest of its archive: the target, and the answers to an installer's questions. JSON.
ALTER TABLE manifest ADD COLUMN origin TEXT NOT NULL DEFAULT '{}';

ALTER TABLE entry ADD COLUMN kind TEXT NOT NULL DEFAULT 'mod' CHECK (kind IN ('mod', 'own-changes', 'adopted'));
CREATE INDEX entry_by_game ON entry (game_id, id);
CREATE INDEX entry_adopted ON entry (manifest_id) WHERE kind = 'adopted';

CREATE TABLE entry_note (
  game_id TEXT NOT NULL REFERENCES game(id) ON DELETE CASCADE,
  entry TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (game_id, entry)
) STRICT, WITHOUT ROWID;

-- A named loadout: the one that this generation holds. One that was removed keeps its name for when history leads back to it.
CREATE TABLE profile (
  game_id TEXT NOT NULL REFERENCES game(id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  generation INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (game_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_profile_of_a_name ON profile (game_id, name) WHERE removed = 0;
INSERT INTO profile (game_id, id, name, generation) SELECT id, 'default', 'Default', current_generation FROM game;

-- Blobs that were let go of to free space have no fingerprint.
CREATE INDEX blob_gone ON blob (id) WHERE fingerprint = '';

-- Folded paths that were in a target when its game was added: what is not there came later.
CREATE TABLE baseline_file (
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  PRIMARY KEY (target_id, key)
) STRICT, WITHOUT ROWID;
`;
