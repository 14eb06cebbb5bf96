/**
 * The catalogue's own database file. Everything in it can be had again from the providers, so a damaged file, or one
 * with another schema, is dropped and made anew; commits need not survive a power cut.
 */
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { schema, schemaVersion } from './schema.ts';

export type Db = Database.Database;

export const catalogueFile = (dataDir: string): string => path.join(dataDir, 'catalogue.sqlite');

/** Opens or makes the catalogue at `file`. Throws only when not even a new file can be made. */
export function openCatalogueFile(file: string): Db {
  try {
    return open(file);
  } catch {
    dropCatalogueFile(file);
    return open(file);
  }
}

function open(file: string): Db {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const db = new Database(file, { timeout: 5_000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -32768');
    db.pragma('mmap_size = 1073741824');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version !== 0 && version !== schemaVersion) throw new Error(`the catalogue has schema ${version}`);
    if (version === 0) {
      db.transaction(() => {
        db.exec(schema);
        db.pragma(`user_version = ${schemaVersion}`);
      }).immediate();
    }
    // Reads the first page of every part: a file that is no database, or was cut off, fails here.
    db.prepare('SELECT count(*) FROM sources').get();
    db.prepare('SELECT rowid FROM names LIMIT 1').get();
    db.prepare('SELECT rowid FROM texts LIMIT 1').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Removes the file and what SQLite keeps beside it. */
export function dropCatalogueFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(`${file}${suffix}`, { force: true });
}

/** Whether an error says that the file itself is broken. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/u.test(error.code);
