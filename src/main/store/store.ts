/**
 * The store: blobs, archives and records under one root. Content is named by its sha256; nothing is changed in place.
 *
 *   <root>/blobs/ab/cdef…                   read-only
 *   <root>/archives/ab/cdef…
 *   <root>/records/<kind>/<name>.json       enough to rebuild the registry
 *   <root>/tmp/                             emptied at every start
 *   <root>/quarantine/                      blobs that no longer match their name
 */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/ids.ts';
import { asDiskError, removeFile, syncFile, syncFolder, writeFileDurably } from '../lib/files.ts';
import { errnoOf, type Fs } from '../lib/fs.ts';
import { createBlobs, type Blobs } from './blobs.ts';
import { createShards, createTempFolder, type TempFolder } from './layout.ts';
import { receiveFile } from './receive-file.ts';

export interface ReceivedArchive {
  readonly hash: Sha256;
  readonly size: number;
  /** Our private copy, in the temporary folder. */
  readonly temp: string;
  /** It was written around the page cache, and is best read that way. */
  readonly direct: boolean;
}

export interface Archives {
  readonly path: (hash: Sha256) => string;
  /** Copies a file into the temporary folder and hashes it on the way. */
  readonly receive: (file: string) => ReceivedArchive;
  /** Gives a received archive its final name, durably. */
  readonly keep: (received: ReceivedArchive) => void;
  readonly remove: (hash: Sha256) => void;
  readonly list: () => Iterable<Sha256>;
}

export type RecordKind = 'games' | 'entries' | 'generations';

export interface Records {
  readonly write: (kind: RecordKind, name: string, record: unknown) => void;
  readonly remove: (kind: RecordKind, name: string) => void;
  /** Every record of a kind that can be read; what cannot is left out. */
  readonly readAll: (kind: RecordKind) => readonly unknown[];
  readonly read: (kind: RecordKind, name: string) => unknown;
}

export interface Store {
  readonly root: string;
  readonly blobs: Blobs;
  readonly archives: Archives;
  readonly records: Records;
  readonly temp: TempFolder;
}

export function createStore(fs: Fs, root: string): Store {
  const temp = createTempFolder(fs, path.join(root, 'tmp'));
  return {
    root,
    blobs: createBlobs(fs, root, temp),
    archives: createArchives(fs, root, temp),
    records: createRecords(fs, path.join(root, 'records')),
    temp,
  };
}

function createArchives(fs: Fs, root: string, temp: TempFolder): Archives {
  const shards = createShards(fs, path.join(root, 'archives'));

  function receive(file: string): ReceivedArchive {
    const part = temp.newPath();
    try {
      return { ...receiveFile(fs, temp, file, part), temp: part };
    } catch (error) {
      removeFile(fs, part);
      const errno = errnoOf(error);
      if (errno === 'ENOENT' || errno === 'EISDIR') {
        throw new LoadstoneError('not_found', `There is no file at ${file}.`, 'Check the path and try again.', {
          cause: error,
        });
      }
      throw asDiskError(error, `taking in ${file}`);
    }
  }

  return {
    path: shards.path,
    receive,
    keep: (received) => {
      const target = shards.path(received.hash);
      shards.make(received.hash);
      syncFile(fs, received.temp);
      fs.rename(received.temp, target);
      syncFolder(fs, path.dirname(target));
    },
    remove: (hash) => removeFile(fs, shards.path(hash)),
    list: shards.list,
  };
}

function createRecords(fs: Fs, root: string): Records {
  const fileOf = (kind: RecordKind, name: string): string => path.join(root, kind, `${name}.json`);
  for (const kind of ['games', 'entries', 'generations']) fs.mkdirs(path.join(root, kind));
  return {
    write: (kind, name, record) => writeFileDurably(fs, fileOf(kind, name), Buffer.from(`${JSON.stringify(record)}\n`)),
    remove: (kind, name) => removeFile(fs, fileOf(kind, name)),
    readAll: (kind) =>
      fs
        .readdir(path.join(root, kind))
        .filter((entry) => entry.kind === 'file' && entry.name.endsWith('.json'))
        .flatMap((entry) => readRecord(fs, path.join(root, kind, entry.name)) ?? []),
    read: (kind, name) => readRecord(fs, fileOf(kind, name)),
  };
}

/** null for a record that is not there or is no JSON: it was written as a whole or not at all. */
function readRecord(fs: Fs, file: string): unknown {
  try {
    return JSON.parse(fs.readFile(file).toString('utf8'));
  } catch {
    return null;
  }
}
