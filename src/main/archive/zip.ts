/**
 * Zip, read by ourselves: the only way to see raw names and every contradiction, and twice as fast as a reader that
 * opens a stream per entry. Small entries are inflated in one synchronous call, large ones in a helper thread; many, or
 * much, are unpacked by two threads (`unpack-zip.ts`).
 */
import zlib from 'node:zlib';
import { openBytePipe } from '../lib/byte-pipe.ts';
import { blockSize } from '../lib/hash.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { type ArchiveFile, defaultLimits, type OpenArchive, type OpenOptions } from './archive.ts';
import { type ArchiveBytes, windowSize } from './archive-file.ts';
import { decodeNames } from './encodings.ts';
import { displayName, unreadable } from './faults.ts';
import { createPolicy, type EntryKind } from './policy.ts';
import { unpackZip } from './unpack-zip.ts';
import { type LocatedRecord, readDirectory, type ZipRecord } from './zip-directory.ts';

/** Largest entry, in bytes, that is inflated as a whole. Two workers may hold one each. */
const maxWhole = 8 * 1024 * 1024;

/** Takes over `bytes`: closed with the archive, and by the caller when this throws. */
export function openZip(bytes: ArchiveBytes, { limits = defaultLimits, freeSpace }: OpenOptions): OpenArchive {
  const records = readDirectory(bytes, limits);
  const names = decodeNames(records.map(({ rawName, utf8, unicodePath }) => ({ bytes: rawName, utf8, unicodePath })));
  const policy = createPolicy({ packedSize: bytes.size, limits, ...(freeSpace === undefined ? {} : { freeSpace }) });
  const files: ArchiveFile[] = [];
  const byPath = new Map<RelPath, LocatedRecord>();
  for (const [index, record] of records.entries()) {
    const name = names[index] ?? '';
    const path = policy.admit({ name, kind: kindOf(name, record), size: record.size });
    if (path === null) continue;
    files.push({ path, size: record.size });
    byPath.set(path, record);
  }
  const recordOf = (file: ArchiveFile): LocatedRecord => {
    const record = byPath.get(file.path);
    if (record === undefined) throw new Error(`not in this archive: ${file.path}`);
    return record;
  };
  return {
    format: 'zip',
    files,
    totalSize: policy.totalSize(),
    read: (file) => contentOf(bytes, recordOf(file)),
    unpack: (wanted, options) => {
      const tasks = wanted.map((file) => ({ file, record: recordOf(file) }));
      return unpackZip({ archive: bytes.path, tasks, maxWhole, damaged }, options);
    },
    close: bytes.close,
  };
}

const typeMask = 0o170000;
const dosFolder = 0x10;
const reparsePoint = 0x4_00;

/**
 * Unix types count whatever system the entry claims to come from: some programs act on them without asking.
 * Source: PKWARE APPNOTE 4.4.15, Info-ZIP's use of the upper 16 bits.
 */
function kindOf(name: string, { externalAttributes, size }: ZipRecord): EntryKind {
  const unixType = (externalAttributes >>> 16) & typeMask;
  if (unixType === 0o120000) return 'link';
  if (unixType !== 0 && unixType !== 0o100000 && unixType !== 0o040000) return 'special';
  if (unixType === 0 && (externalAttributes & reparsePoint) !== 0) return 'link';
  if (name.endsWith('/') || name.endsWith('\\') || unixType === 0o040000) return 'folder';
  return unixType === 0 && size === 0 && (externalAttributes & dosFolder) !== 0 ? 'folder' : 'file';
}

function contentOf(bytes: ArchiveBytes, record: LocatedRecord): Iterable<Uint8Array> {
  if (record.method === 0)
    return record.size <= windowSize ? storedWhole(bytes, record) : storedInBlocks(bytes, record);
  return record.size <= maxWhole && record.packed <= maxWhole
    ? inflatedWhole(bytes, record)
    : inflatedInBlocks(bytes, record);
}

function* storedWhole(bytes: ArchiveBytes, record: LocatedRecord): Generator<Uint8Array> {
  // A copy: the window moves on, the caller may keep what it got.
  const content = Buffer.from(bytes.view(record.dataOffset, record.size));
  check(record, content.byteLength, zlib.crc32(content));
  if (content.byteLength > 0) yield content;
}

function* storedInBlocks(bytes: ArchiveBytes, record: LocatedRecord): Generator<Uint8Array> {
  let crc = 0;
  for (let at = 0; at < record.size; at += blockSize) {
    const block = Buffer.allocUnsafeSlow(Math.min(blockSize, record.size - at));
    bytes.readInto(block, record.dataOffset + at);
    crc = zlib.crc32(block, crc);
    yield block;
  }
  check(record, record.size, crc);
}

function* inflatedWhole(bytes: ArchiveBytes, record: LocatedRecord): Generator<Uint8Array> {
  const { dataOffset, packed, size } = record;
  const source = packed <= windowSize ? bytes.view(dataOffset, packed) : bytes.readAt(dataOffset, packed);
  const content = inflate(source, size, record);
  check(record, content.byteLength, zlib.crc32(content));
  for (let at = 0; at < content.byteLength; at += blockSize) yield content.subarray(at, at + blockSize);
}

/** One byte more than declared is enough to know the lie. */
function inflate(source: Buffer, size: number, record: ZipRecord): Buffer {
  try {
    return zlib.inflateRawSync(source, { maxOutputLength: size + 1, chunkSize: Math.max(64, size + 1) });
  } catch (error) {
    throw damaged(record, error);
  }
}

function* inflatedInBlocks(bytes: ArchiveBytes, record: LocatedRecord): Generator<Uint8Array> {
  const pipe = openBytePipe({
    kind: 'decode',
    codec: 'deflate-raw',
    file: bytes.path,
    offset: record.dataOffset,
    length: record.packed,
  });
  try {
    let size = 0;
    let crc = 0;
    for (let block = pipe.next(); block !== null; block = pipe.next()) {
      size += block.byteLength;
      if (size > record.size) throw damaged(record);
      crc = zlib.crc32(block, crc);
      yield block;
    }
    const error = pipe.end()?.error ?? null;
    if (error !== null) throw damaged(record, error);
    check(record, size, crc);
  } finally {
    pipe.close();
  }
}

function check(record: ZipRecord, size: number, crc: number): void {
  if (size !== record.size || crc !== record.crc) throw damaged(record);
}

const damaged = (record: ZipRecord, cause?: unknown): Error =>
  unreadable(
    `is damaged: the content of “${displayName(record.rawName.toString('latin1'))}” is not what it should be`,
    cause,
  );
