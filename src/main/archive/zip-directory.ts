/**
 * The directory of a zip: end record, Zip64, central directory, and each local header compared with it. Where two
 * programs could read two different archives out of one file, it is refused. Source: PKWARE APPNOTE 6.3.10.
 */
import type { ArchiveLimits } from './archive.ts';
import type { ArchiveBytes } from './archive-file.ts';
import { encrypted, refused, unreadable, unsupported } from './faults.ts';
import { entrySignature, findEnd, refuseJoined } from './zip-end.ts';
import { max32, readExtra } from './zip-extra.ts';

/** One entry as the central directory describes it; sizes in bytes, offsets from the start of the file. */
export interface ZipRecord {
  readonly rawName: Buffer;
  readonly utf8: boolean;
  readonly unicodePath: Buffer | null;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly externalAttributes: number;
}

export interface LocatedRecord extends ZipRecord {
  readonly dataOffset: number;
}

const localSignature = 0x04_03_4b_50;
const entryHeaderSize = 46;
const localHeaderSize = 30;
const utf8Flag = 0x08_00;
// Bit 0 encrypted, bit 6 strong encryption, bit 13 masked local headers.
const encryptionFlags = 0x20_41;
const aesMethod = 99;
// Room for 200,000 names of ordinary length, far from the memory limit.
const maxDirectorySize = 64 * 1024 * 1024;

/** Reads and cross-checks the whole directory. Throws before anything is unpacked. */
export function readDirectory(bytes: ArchiveBytes, limits: ArchiveLimits): LocatedRecord[] {
  const end = findEnd(bytes);
  if (end.count > limits.maxEntries) throw refused('too_many_entries');
  if (end.directorySize > maxDirectorySize) throw refused('directory_too_large');
  const records = parseDirectory(bytes.readAt(end.directoryStart, end.directorySize), end.count, end.base);
  for (const record of records) refuseUnreadable(record);
  const located = locate(bytes, records, end.directoryStart);
  refuseJoined(bytes, Math.min(end.directoryStart, ...firstOffset(located)));
  return located;
}

function parseDirectory(directory: Buffer, count: number, base: number): ZipRecord[] {
  const records: ZipRecord[] = [];
  let at = 0;
  while (at < directory.byteLength) {
    if (records.length === count) throw refused('headers_differ');
    if (at + entryHeaderSize > directory.byteLength || directory.readUInt32LE(at) !== entrySignature) {
      throw unreadable('has a damaged directory');
    }
    const nameEnd = at + entryHeaderSize + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const next = extraEnd + directory.readUInt16LE(at + 32);
    if (next > directory.byteLength) throw unreadable('has a damaged directory');
    records.push(parseEntry(directory, at, nameEnd, extraEnd, base));
    at = next;
  }
  if (records.length !== count) throw refused('headers_differ');
  return records;
}

function parseEntry(directory: Buffer, at: number, nameEnd: number, extraEnd: number, base: number): ZipRecord {
  const rawName = directory.subarray(at + entryHeaderSize, nameEnd);
  const flags = directory.readUInt16LE(at + 8);
  const extra = readExtra(directory.subarray(nameEnd, extraEnd), rawName, {
    size: directory.readUInt32LE(at + 24),
    packed: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
    disk: directory.readUInt16LE(at + 34),
  });
  if (extra.disk !== 0) throw unsupported('is only one part of several');
  return {
    rawName,
    utf8: (flags & utf8Flag) !== 0,
    unicodePath: extra.unicodePath,
    flags,
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: extra.packed,
    size: extra.size,
    offset: base + extra.offset,
    externalAttributes: directory.readUInt32LE(at + 38),
  };
}

/** Deflate cannot do better than 1,032 to 1; a larger claim is a lie. */
const maxDeflateRatio = 1_032;

function refuseUnreadable({ flags, method, packed, size }: ZipRecord): void {
  if ((flags & encryptionFlags) !== 0 || method === aesMethod) throw encrypted();
  if (method !== 0 && method !== 8) throw unsupported(`uses ${methodName(method)}, which Loadstone does not read`);
  const possible = method === 0 ? size === packed : size <= packed * maxDeflateRatio;
  if (!possible) throw unreadable('lies about the size of its files');
}

/** Finds where the content of each entry starts, and refuses local headers that tell another story. */
function locate(bytes: ArchiveBytes, records: readonly ZipRecord[], directoryStart: number): LocatedRecord[] {
  const headers = createHeaderReader(bytes);
  let free = 0;
  // In the order of the file: neighbours come with one read, and however they lie, nothing is read twice.
  for (const record of records.toSorted((a, b) => a.offset - b.offset)) {
    const { dataOffset, packed } = locateOne(headers, record);
    if (record.offset < free || dataOffset + packed > directoryStart) {
      throw refused('overlap', record.rawName.toString('latin1'));
    }
    free = dataOffset + packed;
  }
  return records as LocatedRecord[];
}

/** A read of this size costs little more than one of a header, and has those of many small entries. */
const headersAtOnce = 256 * 1024;

type HeaderReader = (position: number, length: number) => Buffer;

/** Answers stretches of the archive, good until the next call. */
function createHeaderReader(bytes: ArchiveBytes): HeaderReader {
  const window = Buffer.allocUnsafeSlow(headersAtOnce);
  let start = 0;
  let end = 0;
  return (position, length) => {
    if (position < start || position + length > end) {
      // A name has at most 65,535 bytes: a header always fits. One that lies behind the end is told by the read.
      start = position;
      end = position + Math.max(length, Math.min(headersAtOnce, bytes.size - position));
      bytes.readInto(window.subarray(0, end - start), start);
    }
    return window.subarray(position - start, position - start + length);
  };
}

function locateOne(headers: HeaderReader, record: ZipRecord): LocatedRecord {
  const { rawName } = record;
  const header = headers(record.offset, localHeaderSize + rawName.byteLength);
  if (header.readUInt32LE(0) !== localSignature) throw unreadable('has a damaged directory');
  const sameName =
    header.readUInt16LE(26) === rawName.byteLength &&
    header.compare(rawName, 0, rawName.byteLength, localHeaderSize) === 0;
  const flags = header.readUInt16LE(6);
  if (((flags ^ record.flags) & encryptionFlags) !== 0) throw encrypted();
  const sameContent =
    header.readUInt16LE(8) === record.method &&
    agrees(header.readUInt32LE(14), record.crc) &&
    agrees(header.readUInt32LE(18), record.packed) &&
    agrees(header.readUInt32LE(22), record.size);
  if (!sameName || !sameContent) throw refused('headers_differ', rawName.toString('latin1'));
  const dataOffset = record.offset + localHeaderSize + rawName.byteLength + header.readUInt16LE(28);
  return Object.assign(record, { dataOffset });
}

/** Zero stands for "see the data descriptor" and all ones for "see the Zip64 field". */
const agrees = (local: number, central: number): boolean => local === central || local === 0 || local === max32;

function firstOffset(records: readonly LocatedRecord[]): number[] {
  let first = Infinity;
  for (const { offset } of records) first = Math.min(first, offset);
  return Number.isFinite(first) ? [first] : [];
}

function methodName(method: number): string {
  const names: Readonly<Record<number, string>> = {
    9: 'Deflate64',
    12: 'BZip2',
    14: 'LZMA',
    93: 'Zstandard',
    95: 'XZ',
  };
  return `the compression method ${names[method] ?? String(method)}`;
}
