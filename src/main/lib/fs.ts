/**
 * The file system as a port: every call that the engine makes, synchronous, so that tests can record, refuse
 * and interrupt each of them. The real one adds nothing but bigint stats.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';

/** What identifies the content of a file without reading it. Times in nanoseconds. */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ino: bigint;
  readonly dev: bigint;
  /** Permission bits only. */
  readonly mode: number;
  readonly links: number;
}

export interface DirEntry {
  readonly name: string;
  readonly kind: FileStat['kind'];
}

export interface Fs {
  /** null where nothing is. Never follows a link. */
  readonly lstat: (path: string) => FileStat | null;
  readonly readdir: (path: string) => DirEntry[];
  /** One folder level; false if a folder is there already. */
  readonly mkdir: (path: string) => boolean;
  readonly mkdirs: (path: string) => void;
  readonly rmdir: (path: string) => void;
  readonly unlink: (path: string) => void;
  readonly rename: (from: string, to: string) => void;
  /** Hard link; fails with EEXIST when something is at `to`. */
  readonly link: (from: string, to: string) => void;
  readonly readlink: (path: string) => string;
  readonly symlink: (text: string, path: string) => void;
  readonly chmod: (path: string, mode: number) => void;
  readonly setMtime: (path: string, mtimeNs: bigint) => void;
  /** Shares the blocks of `from` copy-on-write; throws where the volume cannot. */
  readonly clone: (from: string, to: string) => void;
  /** `a` writes behind what is there; `wx-direct` makes a file around the page cache, by the rules of `direct-io.ts`. */
  readonly open: (path: string, flags: 'r' | 'r+' | 'wx' | 'wx-direct' | 'w' | 'a', mode?: number) => number;
  readonly read: (fd: number, buffer: Uint8Array, position: number) => number;
  readonly write: (fd: number, bytes: Uint8Array) => void;
  /** The same without holding up the thread. The bytes may not change until it is done. */
  readonly writeLater: (fd: number, bytes: Uint8Array) => Promise<void>;
  readonly fsync: (fd: number) => void;
  /** The same without holding up the thread, for files so large that it takes seconds. */
  readonly fsyncLater: (fd: number) => Promise<void>;
  readonly truncate: (path: string, size: number) => void;
  readonly fstat: (fd: number) => FileStat;
  readonly close: (fd: number) => void;
  readonly readFile: (path: string) => Buffer;
  /** Bytes of the volume that holds `path`: free for this user, and in all. */
  readonly space: (path: string) => { readonly free: number; readonly total: number };
  /** Brings everything written to the volume of `folder` to the disk; false where the system cannot. */
  readonly syncVolume: (folder: string) => boolean;
}

export const errnoOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

function toStat(stat: fs.BigIntStats): FileStat {
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other';
  return {
    kind,
    size: Number(stat.size),
    mtimeNs: stat.mtimeNs,
    ino: stat.ino,
    dev: stat.dev,
    mode: Number(stat.mode & 0o7777n),
    links: Number(stat.nlink),
  };
}

function toEntry(entry: fs.Dirent): DirEntry {
  const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
  return { name: entry.name, kind };
}

function mkdir(path: string): boolean {
  try {
    fs.mkdirSync(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST' && fs.lstatSync(path).isDirectory()) return false;
    throw error;
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.byteLength) done += fs.writeSync(fd, bytes, done, bytes.byteLength - done);
}

const writeSome = promisify(fs.write);

async function writeAllLater(fd: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    done += (await writeSome(fd, bytes, done, bytes.byteLength - done, null)).bytesWritten;
  }
}

const { O_CREAT, O_EXCL, O_WRONLY, O_DIRECT } = fs.constants;
const newAroundCache = O_CREAT | O_EXCL | O_WRONLY | O_DIRECT;

export const nodeFs: Fs = {
  lstat: (path) => {
    const stat = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? null : toStat(stat);
  },
  readdir: (path) => fs.readdirSync(path, { withFileTypes: true }).map(toEntry),
  mkdir,
  mkdirs: (path) => {
    fs.mkdirSync(path, { recursive: true });
  },
  rmdir: (path) => fs.rmdirSync(path),
  unlink: (path) => fs.unlinkSync(path),
  rename: (from, to) => fs.renameSync(from, to),
  link: (from, to) => fs.linkSync(from, to),
  readlink: (path) => fs.readlinkSync(path),
  symlink: (text, path) => fs.symlinkSync(text, path),
  chmod: (path, mode) => fs.chmodSync(path, mode),
  // Node takes seconds as a double: microseconds survive, the last three digits may not.
  setMtime: (path, mtimeNs) => fs.utimesSync(path, Number(mtimeNs) / 1e9, Number(mtimeNs) / 1e9),
  clone: (from, to) => fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE_FORCE),
  open: (path, flags, mode) => fs.openSync(path, flags === 'wx-direct' ? newAroundCache : flags, mode),
  read: (fd, buffer, position) => fs.readSync(fd, buffer, 0, buffer.byteLength, position),
  write: writeAll,
  writeLater: writeAllLater,
  fsync: (fd) => fs.fsyncSync(fd),
  fsyncLater: promisify(fs.fsync),
  truncate: (path, size) => fs.truncateSync(path, size),
  fstat: (fd) => toStat(fs.fstatSync(fd, { bigint: true })),
  close: (fd) => fs.closeSync(fd),
  readFile: (path) => fs.readFileSync(path),
  space: (path) => {
    const stat = fs.statfsSync(path);
    return { free: stat.bavail * stat.bsize, total: stat.blocks * stat.bsize };
  },
  syncVolume: (folder) => {
    // syncfs(2) is not in Node; coreutils' `sync -f` is on every Linux. Elsewhere the caller syncs file by file.
    if (process.platform !== 'linux') return false;
    return spawnSync('sync', ['-f', folder], { stdio: 'ignore' }).status === 0;
  },
};
