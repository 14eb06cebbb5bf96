/** Files that a game keeps about its mods itself, as they were when a generation was left. */
export const sql = `
-- blob_id NULL: there was no such file.
CREATE TABLE keepsake (
  game_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  blob_id INTEGER REFERENCES blob(id),
  PRIMARY KEY (game_id, generation, target_id, path),
  FOREIGN KEY (game_id, generation) REFERENCES generation(game_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX keepsake_by_blob ON keepsake (blob_id);
`;
