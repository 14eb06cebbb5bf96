/** Downloads outlive the process: the queue, what is parked, and the history of those that ended. */
export const sql = `
-- Lower places are fetched first. JSON in file, mod, wish, waits_for, error and fetched.
CREATE TABLE download (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL,
  game_id TEXT REFERENCES game(id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  mod TEXT,
  wish TEXT,
  title TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'paused', 'waiting-for-player', 'fetched', 'done', 'failed', 'cancelled')),
  size INTEGER,
  waits_for TEXT,
  error TEXT,
  not_before INTEGER,
  added_at INTEGER NOT NULL,
  ended_at INTEGER,
  fetched TEXT
) STRICT;
`;
