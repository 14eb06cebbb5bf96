/** A registry as an earlier Loadstone would have left it: the same rows, as far as the earlier schema had room for them. */
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import { migrations } from '../../src/main/registry/migrations/index.ts';
import { openRegistryFile } from '../../src/main/registry/open.ts';

/** Rewrites `file` at the schema of `version`. It must be closed. */
export function downgradeRegistry(file: string, version: number): void {
  const newer = `${file}.newer`;
  fs.renameSync(file, newer);
  const db = openRegistryFile(
    file,
    migrations.filter((migration) => migration.version <= version),
  );
  db.pragma('foreign_keys = OFF');
  db.prepare('ATTACH ? AS newer').run(newer);
  for (const table of tablesOf(db)) {
    const columns = columnsOf(db, 'main', table).filter((column) => columnsOf(db, 'newer', table).includes(column));
    if (columns.length === 0) continue;
    db.exec(
      `DELETE FROM main.${table}; INSERT INTO main.${table} (${columns.join(',')}) SELECT ${columns.join(',')} FROM newer.${table}`,
    );
  }
  db.exec('DETACH newer');
  db.close();
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(newer + suffix, { force: true });
}

const tablesOf = (db: Database.Database): readonly string[] =>
  db
    .prepare<[], { name: string }>(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
    .map((row) => row.name);

const columnsOf = (db: Database.Database, schema: string, table: string): readonly string[] =>
  (db.pragma(`${schema}.table_info(${table})`) as { name: string }[]).map((column) => column.name);
