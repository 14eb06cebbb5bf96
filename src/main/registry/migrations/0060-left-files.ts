/** How a generation was left where the player had changed files of mods, so that going back to it finds them like that. */
export const sql = `
-- What lies at a path that is recorded as a mod's file, where Loadstone knows that it is not that file: a sha256, or 'gone'.
ALTER TABLE applied_file ADD COLUMN outside TEXT;

-- As the path was when this generation was made. base: sha256 of the mod's file that was recorded there.
-- state: 'base' it was that file, 'file' it was the bytes of blob_id, 'gone' it was no file.
-- mode: permission bits; of one that is gone, how many of the folders above it were missing, too.
CREATE TABLE left_file (
  game_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  target_id INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
  path_id INTEGER NOT NULL REFERENCES path(id),
  base TEXT NOT NULL,
  state TEXT NOT NULL,
  blob_id INTEGER REFERENCES blob(id),
  mode INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  PRIMARY KEY (game_id, generation, target_id, path_id),
  FOREIGN KEY (game_id, generation) REFERENCES generation(game_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX left_file_by_blob ON left_file (blob_id);
`;
