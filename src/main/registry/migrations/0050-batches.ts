/** Which generations one press of the player made together: they are one step for undo. Older ones stand alone. */
export const sql = `
ALTER TABLE generation ADD COLUMN batch TEXT;
ALTER TABLE generation ADD COLUMN batch_kind TEXT;
`;
