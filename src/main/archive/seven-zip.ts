/**
 * 7z and rar, through 7-Zip: list, check, then one pass of `x -so` whose output is cut by the listed sizes. Nothing is
 * ever extracted by name. The format is told, never sniffed: a hole in one of its other readers must stay out of reach.
 */
import zlib from 'node:zlib';
import type { RelPath } from '../../shared/rel-path.ts';
import type { BytePipe } from '../lib/byte-pipe.ts';
import { type ArchiveFile, defaultLimits, type OpenArchive, type OpenOptions } from './archive.ts';
import type { ArchiveBytes } from './archive-file.ts';
import { linesOf } from './lines.ts';
import { displayName, encrypted, refused, unreadable, unsupported } from './faults.ts';
import { createPolicy } from './policy.ts';
import { parseListing, type SevenZipEntry } from './seven-zip-list.ts';
import { runSevenZip } from './seven-zip-program.ts';

export type SevenZipType = '7z' | 'rar' | 'rar5';

interface Listed extends ArchiveFile {
  readonly crc: number | null;
}

/** Dictionaries above this are refused: unpacking would take more memory than any job of ours may. */
const maxMemory = 384 * 1024 * 1024;
/** Two threads double the memory of a large dictionary. */
const maxMemoryForTwoThreads = 96 * 1024 * 1024;

/** `bytes` is closed at once: 7-Zip opens the file itself. */
export const openSevenZip =
  (type: SevenZipType) =>
  (bytes: ArchiveBytes, { limits = defaultLimits, freeSpace }: OpenOptions): OpenArchive => {
    const budget = { packedSize: bytes.size, limits, ...(freeSpace === undefined ? {} : { freeSpace }) };
    bytes.close();
    const policy = createPolicy(budget);
    const files: Listed[] = [];
    let memory = 0;
    for (const entry of list(bytes.path, type)) {
      refuseUnreadable(entry);
      memory = Math.max(memory, entry.memory);
      const size = entry.size ?? 0;
      const path = policy.admit({ name: entry.name, kind: entry.kind, size });
      if (path !== null) files.push({ path, size, crc: entry.crc });
    }
    const threads = memory > maxMemoryForTwoThreads ? 1 : 2;
    const content = createContent(files, () => runSevenZip(['x', '-so', `-t${type}`, `-mmt=${threads}`], bytes.path));
    return {
      format: type === '7z' ? '7z' : 'rar',
      files: files.map(({ path, size }) => ({ path, size })),
      totalSize: policy.totalSize(),
      read: content.read,
      close: content.close,
    };
  };

function* list(path: string, type: SevenZipType): Generator<SevenZipEntry> {
  const pipe = runSevenZip(['l', '-slt', `-t${type}`], path);
  try {
    yield* parseListing(linesOf(pipe), (name, value) => {
      if (name === 'Multivolume' && value === '+') throw unsupported('is only one part of several');
    });
    refuseFailure(pipe);
  } finally {
    pipe.close();
  }
}

function refuseUnreadable(entry: SevenZipEntry): void {
  if (entry.encrypted) throw encrypted();
  if (entry.inVolumes) throw unsupported('is only one part of several');
  if (entry.copyOfOther) throw unsupported('stores one file as a copy of another, which Loadstone does not read');
  if (entry.memory > maxMemory) {
    throw unsupported(
      `needs ${Math.ceil(entry.memory / 1024 ** 2)} MB of memory to unpack, which is more than allowed`,
    );
  }
  if (entry.size === null && entry.kind === 'file') throw unreadable('does not say how large its files are');
  // U+FFFD stands where the listing was no UTF-8.
  if (entry.name.includes('\uFFFD')) throw refused('bad_encoding', entry.name);
}

/** Tells why 7-Zip gave up. Its words are only searched for, never shown: they hold text out of the archive. */
function refuseFailure(pipe: BytePipe): void {
  const end = pipe.end();
  if (end === null || (end.code === 0 && end.error === null)) return;
  if (/encrypted|wrong password/iu.test(end.stderr)) throw encrypted();
  if (/missing volume/iu.test(end.stderr)) throw unsupported('is only one part of several');
  if (/unsupported method/iu.test(end.stderr))
    throw unsupported('uses a compression method that Loadstone does not read');
  throw unreadable('is damaged', new Error(`7-Zip ended with ${end.code ?? end.error ?? 'a signal'}: ${end.stderr}`));
}

interface Content {
  readonly read: (file: ArchiveFile) => Iterable<Uint8Array>;
  readonly close: () => void;
}

/** One stream holds all files one after the other: reading forward is cheap, reading back starts again. */
function createContent(files: readonly Listed[], start: () => BytePipe): Content {
  const indexOf = new Map<RelPath, number>(files.map(({ path }, index) => [path, index]));
  let stream: Stream | null = null;

  const close = (): void => {
    stream?.pipe.close();
    stream = null;
  };

  function* take(index: number, file: Listed): Generator<Uint8Array> {
    if (stream === null || stream.next > index) {
      close();
      stream = { pipe: start(), next: 0, rest: new Uint8Array() };
    }
    const mine = stream;
    let whole = false;
    try {
      for (let at = mine.next; at < index; at += 1) skip(mine, files[at]?.size ?? 0);
      let crc = 0;
      for (const block of cut(mine, file.size)) {
        crc = zlib.crc32(block, crc);
        yield block;
      }
      if (file.crc !== null && file.size > 0 && crc !== file.crc) throw damaged(file);
      if (index === files.length - 1) refuseMore(mine);
      mine.next = index + 1;
      whole = true;
    } finally {
      // Left in the middle of a file, the stream is good for nothing.
      if (!whole && stream === mine) close();
    }
  }

  return {
    read: (file) => {
      const index = indexOf.get(file.path);
      const listed = index === undefined ? undefined : files[index];
      if (index === undefined || listed === undefined) throw new Error(`not in this archive: ${file.path}`);
      return take(index, listed);
    },
    close,
  };
}

interface Stream {
  readonly pipe: BytePipe;
  /** Index of the file whose content comes next. */
  next: number;
  /** What has come and was not yet given out. */
  rest: Uint8Array;
}

function skip(stream: Stream, size: number): void {
  const blocks = cut(stream, size);
  while (blocks.next().done !== true);
}

/** The next `size` bytes of the stream. */
function* cut(stream: Stream, size: number): Generator<Uint8Array> {
  for (let left = size; left > 0;) {
    if (stream.rest.byteLength === 0) stream.rest = nextBlock(stream.pipe);
    const block = stream.rest.subarray(0, Math.min(left, stream.rest.byteLength));
    stream.rest = stream.rest.subarray(block.byteLength);
    left -= block.byteLength;
    yield block;
  }
}

function nextBlock(pipe: BytePipe): Uint8Array {
  const block = nextOrNull(pipe);
  if (block !== null) return block;
  refuseFailure(pipe);
  throw unreadable('holds less than it lists');
}

function nextOrNull(pipe: BytePipe): Uint8Array | null {
  try {
    return pipe.next();
  } catch (error) {
    throw unreadable('could not be unpacked in reasonable time', error);
  }
}

function refuseMore(stream: Stream): void {
  if (stream.rest.byteLength > 0 || nextOrNull(stream.pipe) !== null) throw unreadable('holds more than it lists');
  refuseFailure(stream.pipe);
}

const damaged = (file: Listed): Error =>
  unreadable(`is damaged: the content of “${displayName(file.path)}” is not what it should be`);
