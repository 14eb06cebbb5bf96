/**
 * Writes honest zip archives: the loopback replicas, the demo and the tests make their mods with it.
 * Same input, same bytes: entries carry one fixed date. Source: PKWARE APPNOTE 6.3.10.
 */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

export interface ZipOptions {
  /** 0 stores without compression, 1 to 9 deflate. Default 6; content that does not shrink is stored. */
  readonly level?: number;
  /** Bytes before the first entry, as self-extracting archives have them. */
  readonly prefix?: Uint8Array;
}

/** Content by name. `/` separates folders; a name that ends in `/` is a folder entry, its content is not used. */
export type ZipFiles = Readonly<Record<string, Uint8Array | string>>;

interface Packed {
  readonly name: Buffer;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly size: number;
  readonly data: Uint8Array;
}

// 2024-01-01 00:00:00 in MS-DOS form.
const dosTime = 0;
const dosDate = ((2024 - 1980) << 9) | (1 << 5) | 1;
/** Bytes gathered for one write: one write per header would be most of the time. */
const writeSize = 1024 * 1024;
const utf8Flag = 0x08_00;
const versionNeeded = 20;
const madeByUnix = (3 << 8) | 63;
const folderMode = 0o040755;
const fileMode = 0o100644;

/** Writes a zip file, replacing what is at `file`; missing folders are made. */
export function writeZip(file: string, files: ZipFiles, options: ZipOptions = {}): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const fd = fs.openSync(file, 'w');
  try {
    let waiting: Uint8Array[] = [];
    let bytes = 0;
    const flush = (): void => {
      writeAll(fd, Buffer.concat(waiting));
      waiting = [];
      bytes = 0;
    };
    for (const part of zipParts(files, options)) {
      waiting.push(part);
      bytes += part.byteLength;
      if (bytes >= writeSize) flush();
    }
    flush();
  } finally {
    fs.closeSync(fd);
  }
}

/** The same archive in memory. */
export const zipBytes = (files: ZipFiles, options: ZipOptions = {}): Buffer =>
  Buffer.concat([...zipParts(files, options)]);

function* zipParts(files: ZipFiles, options: ZipOptions): Generator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = options.prefix?.byteLength ?? 0;
  if (options.prefix !== undefined) yield options.prefix;
  for (const [name, content] of Object.entries(files)) {
    const packed = pack(name, content, options.level ?? 6);
    const header = localHeader(packed);
    directory.push(directoryEntry(packed, offset));
    yield header;
    yield packed.data;
    offset += header.byteLength + packed.data.byteLength;
  }
  const entries = Buffer.concat(directory);
  yield entries;
  yield endRecords(directory.length, entries.byteLength, offset);
}

function pack(name: string, content: Uint8Array | string, level: number): Packed {
  const isFolder = name.endsWith('/');
  const bytes = isFolder ? Buffer.alloc(0) : typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.byteLength >= 0xff_ff_ff_ff) throw new Error(`too large for this writer: ${name}`);
  const deflated = level > 0 && bytes.byteLength > 0 ? zlib.deflateRawSync(bytes, { level }) : bytes;
  const shrank = deflated.byteLength < bytes.byteLength;
  return {
    name: Buffer.from(name),
    method: shrank ? 8 : 0,
    crc: zlib.crc32(bytes),
    size: bytes.byteLength,
    data: shrank ? deflated : bytes,
  };
}

function localHeader(packed: Packed): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04_03_4b_50, 0);
  header.writeUInt16LE(versionNeeded, 4);
  writeCommonFields(header, 6, packed);
  header.writeUInt16LE(packed.name.byteLength, 26);
  return Buffer.concat([header, packed.name]);
}

function directoryEntry(packed: Packed, offset: number): Buffer {
  const isFolder = packed.name.at(-1) === 0x2f;
  const extra = offset < 0xff_ff_ff_ff ? Buffer.alloc(0) : Buffer.alloc(12);
  if (extra.byteLength > 0) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02_01_4b_50, 0);
  header.writeUInt16LE(madeByUnix, 4);
  header.writeUInt16LE(extra.byteLength > 0 ? 45 : versionNeeded, 6);
  writeCommonFields(header, 8, packed);
  header.writeUInt16LE(packed.name.byteLength, 28);
  header.writeUInt16LE(extra.byteLength, 30);
  header.writeUInt32LE((((isFolder ? folderMode : fileMode) << 16) | (isFolder ? 0x10 : 0)) >>> 0, 38);
  header.writeUInt32LE(Math.min(offset, 0xff_ff_ff_ff), 42);
  return Buffer.concat([header, packed.name, extra]);
}

/** Flags to uncompressed size: the same eleven words in both headers. */
function writeCommonFields(header: Buffer, at: number, packed: Packed): void {
  header.writeUInt16LE(utf8Flag, at);
  header.writeUInt16LE(packed.method, at + 2);
  header.writeUInt16LE(dosTime, at + 4);
  header.writeUInt16LE(dosDate, at + 6);
  header.writeUInt32LE(packed.crc, at + 8);
  header.writeUInt32LE(packed.data.byteLength, at + 12);
  header.writeUInt32LE(packed.size, at + 16);
}

function endRecords(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06_05_4b_50, 0);
  end.writeUInt16LE(Math.min(count, 0xff_ff), 8);
  end.writeUInt16LE(Math.min(count, 0xff_ff), 10);
  end.writeUInt32LE(Math.min(size, 0xff_ff_ff_ff), 12);
  end.writeUInt32LE(Math.min(offset, 0xff_ff_ff_ff), 16);
  if (count < 0xff_ff && size < 0xff_ff_ff_ff && offset < 0xff_ff_ff_ff) return end;
  return Buffer.concat([zip64EndRecord(count, size, offset), zip64Locator(offset + size), end]);
}

function zip64EndRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06_06_4b_50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(madeByUnix, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  return record;
}

function zip64Locator(recordOffset: number): Buffer {
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07_06_4b_50, 0);
  locator.writeBigUInt64LE(BigInt(recordOffset), 8);
  locator.writeUInt32LE(1, 16);
  return locator;
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.byteLength) done += fs.writeSync(fd, bytes, done);
}
