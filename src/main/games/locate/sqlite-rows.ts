/** Rows of another program's database, without ever touching its files: a copy of the bytes is read in memory. */
import Database from 'better-sqlite3';
import type { LocateEnv } from './locate-env.ts';

const largest = 64_000_000;

/** What is in its write-ahead log is not seen yet. Nothing when it is missing, too large or not as expected. */
export function rowsOf(fs: LocateEnv['fs'], file: string, query: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const stat = fs.lstat(file);
    if (stat?.kind !== 'file' || stat.size > largest || stat.size < 100) return [];
    const bytes = Buffer.from(fs.readFile(file));
    // A database in memory has no log. Bytes 18 and 19 say which it wants: 1 is none (SQLite "Database File Format", 1.3.3).
    bytes[18] = 1;
    bytes[19] = 1;
    const db = new Database(bytes, { readonly: true });
    try {
      return db.prepare<[], Record<string, unknown>>(query).all();
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
