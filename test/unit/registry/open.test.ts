import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDataFolder } from '../../../src/main/registry/instance-lock.ts';
import { migrations } from '../../../src/main/registry/migrations/index.ts';
import { openRegistryFile } from '../../../src/main/registry/open.ts';
import { tempFolder } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;

beforeEach(() => {
  folder = tempFolder('registry');
  file = path.join(folder.path, 'registry.sqlite');
});
afterEach(() => folder.remove());

describe('opening the registry', () => {
  test('every connection syncs its commits and keeps its references', () => {
    openRegistryFile(file).close();
    const db = openRegistryFile(file);
    db.exec("INSERT INTO setting VALUES ('a', '1')");
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  test('migrations have rising numbers', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
  });

  test('a registry from the future is named and not touched', () => {
    openRegistryFile(file).close();
    const db = new Database(file);
    db.pragma('user_version = 99999');
    db.pragma('journal_mode = DELETE');
    db.close();
    const before = fs.readFileSync(file);
    expect(() => openRegistryFile(file)).toThrowError(expect.objectContaining({ code: 'registry_newer' }));
    expect(fs.readFileSync(file).equals(before)).toBe(true);
  });

  test('a file that was not closed in order is looked through before it is believed', () => {
    const db = openRegistryFile(file);
    const insert = db.prepare('INSERT INTO setting VALUES (?, ?)');
    for (let row = 0; row < 2_000; row += 1) insert.run(`row ${row}`, 'x'.repeat(40));
    db.close();
    const bytes = fs.readFileSync(file);
    bytes.fill(0xa5, bytes.length - 8_192);
    fs.writeFileSync(file, bytes);
    openRegistryFile(file, migrations, true).close();
    fs.writeFileSync(`${file}-wal`, Buffer.alloc(32));
    expect(() => openRegistryFile(file, migrations, true)).toThrowError(
      expect.objectContaining({ code: 'registry_damaged' }),
    );
  });

  test('a file that is no database is named and kept', () => {
    fs.writeFileSync(file, 'this is not SQLite, but it is long enough to be looked at'.repeat(40));
    const before = fs.readFileSync(file);
    expect(() => openRegistryFile(file)).toThrowError(expect.objectContaining({ code: 'registry_damaged' }));
    expect(fs.readFileSync(file).equals(before)).toBe(true);
  });

  test('the file is copied before a migration changes it, and a migration that fails changes nothing', () => {
    openRegistryFile(file, [{ version: 10, sql: 'CREATE TABLE a (x TEXT) STRICT' }]).close();
    const next = { version: 20, sql: 'CREATE TABLE b (x TEXT) STRICT' };
    const broken = [{ version: 10, sql: '' }, next, { version: 30, sql: 'CREATE NONSENSE' }];
    expect(() => openRegistryFile(file, broken)).toThrow();
    expect(tables(file)).toEqual(['a']);
    openRegistryFile(file, [{ version: 10, sql: '' }, next]).close();
    expect(tables(file)).toEqual(['a', 'b']);
    expect(tables(`${file}.schema-10.bak`)).toEqual(['a']);
  });
});

const tables = (database: string): unknown[] => {
  const db = new Database(database, { readonly: true });
  try {
    return db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();
  } finally {
    db.close();
  }
};

test('one writer a data folder; the lock goes with its holder', () => {
  const lock = lockDataFolder(folder.path);
  expect(() => lockDataFolder(folder.path)).toThrowError(expect.objectContaining({ code: 'data_in_use' }));
  lock.release();
  lockDataFolder(folder.path).release();
});
