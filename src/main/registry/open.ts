/** Opens the registry: one SQLite file, WAL, every commit synced. */
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import { migrations as allMigrations, type Migration } from './migrations/index.ts';

export type Db = Database.Database;

const damagedCodes = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_IOERR']);

function damaged(file: string, cause: unknown): LoadstoneError {
  return new LoadstoneError(
    'registry_damaged',
    `The registry cannot be read: ${path.basename(file)}.`,
    'The file was left as it is. Rebuild it from the store: loadstone registry rebuild.',
    { cause },
  );
}

/**
 * Opens, or makes, the registry at `file` and brings its schema up to date in one transaction. With `alone`, when nobody
 * else has it open, a file that was not closed in order is looked through first.
 */
export function openRegistryFile(file: string, migrations: readonly Migration[] = allMigrations, alone = false): Db {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const cutOff = alone && (fs.statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  let db: Db | null = null;
  try {
    db = new Database(file, { timeout: 5_000 });
    if (cutOff) requireSound(db, file);
    const newest = migrations.at(-1)?.version ?? 0;
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > newest) throw newer(version, newest);
    configure(db);
    migrate(db, file, version, migrations);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError && damagedCodes.has(error.code.split('_').slice(0, 2).join('_'))) {
      throw damaged(file, error);
    }
    throw error;
  }
}

/** Reads every page once, but does not compare indexes with their tables: a matter of milliseconds for most. */
function requireSound(db: Db, file: string): void {
  const [found] = db.pragma('quick_check(1)') as { quick_check: string }[];
  if (found?.quick_check !== 'ok') throw damaged(file, found?.quick_check);
}

function newer(version: number, newest: number): LoadstoneError {
  return new LoadstoneError(
    'registry_newer',
    `The registry was written by a newer Loadstone (schema ${version}, this one knows ${newest}).`,
    'Install the newer Loadstone again. Nothing was touched.',
    { details: { found: version, known: newest } },
  );
}

function configure(db: Db): void {
  db.pragma('journal_mode = WAL');
  // better-sqlite3 is compiled to fall back to NORMAL in WAL mode: commits could vanish on power loss.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
}

function migrate(db: Db, file: string, version: number, migrations: readonly Migration[]): void {
  const pending = migrations.filter((migration) => migration.version > version);
  const last = pending.at(-1);
  if (last === undefined) return;
  if (version > 0) {
    const copy = `${file}.schema-${version}.bak`;
    fs.rmSync(copy, { force: true });
    db.prepare('VACUUM INTO ?').run(copy);
  }
  db.transaction(() => {
    for (const migration of pending) db.exec(migration.sql);
    db.pragma(`user_version = ${last.version}`);
  }).immediate();
}

/** Faults that SQLite finds in the whole file; empty when it is sound. Reads everything. */
export function checkRegistryFile(db: Db): readonly string[] {
  const integrity = db.pragma('integrity_check') as { integrity_check: string }[];
  const references = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  return [
    ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...references.map(({ table, parent }) => `a row of ${table} refers to nothing in ${parent}`),
  ];
}
