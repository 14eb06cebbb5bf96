/**
 * One writer per data folder. SQLite's own file lock does it: the system drops it when the process dies, so there is
 * never a stale one to guess about.
 */
import Database from 'better-sqlite3';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';

export interface InstanceLock {
  readonly release: () => void;
}

/** Throws `data_in_use` when another Loadstone has the folder open. */
export function lockDataFolder(dataDir: string): InstanceLock {
  const db = new Database(path.join(dataDir, 'lock.sqlite'), { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new LoadstoneError(
        'data_in_use',
        'Another Loadstone is working with this data folder.',
        'Close it, or give this one another folder with --data.',
        { cause: error, details: { dataDir } },
      );
    }
    throw error;
  }
  return { release: () => db.close() };
}
