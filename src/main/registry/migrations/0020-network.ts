/** What providers still allow, and the pauses they asked for: a restart must not lift them. */
export const sql = `
-- JSON in state.
CREATE TABLE provider_limit (
  provider TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
