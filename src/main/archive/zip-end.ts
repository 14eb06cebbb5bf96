/** The end of a zip: exactly one end record, with its Zip64 companion, and no second archive before or after it. */
import type { ArchiveBytes } from './archive-file.ts';
import { refused, unreadable, unsupported } from './faults.ts';
import { max32 } from './zip-extra.ts';

export interface ZipEnd {
  /** From the start of the file. */
  readonly directoryStart: number;
  readonly directorySize: number;
  readonly count: number;
  /** What the archive's own offsets count from: not 0 behind a program that was put in front of the archive. */
  readonly base: number;
}

interface EndFields {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** Begins every entry of the central directory. */
export const entrySignature = 0x02_01_4b_50;
const endSize = 22;
const locatorSize = 20;
const record64Size = 56;
const locatorSignature = 0x07_06_4b_50;
const record64Signature = 0x06_06_4b_50;
const max16 = 0xff_ff;
const endMark = Buffer.from([0x50, 0x4b, 5, 6]);

/** Throws `archive_unreadable` where there is no end record, `archive_refused` where there could be two. */
export function findEnd(bytes: ArchiveBytes): ZipEnd {
  const tailSize = Math.min(bytes.size, endSize + max16);
  const tailStart = bytes.size - tailSize;
  const tail = bytes.readAt(tailStart, tailSize);
  const at = onlyEnd(tail);
  const position = tailStart + at;
  if (tail.readUInt16LE(at + 8) !== tail.readUInt16LE(at + 10)) throw unsupported('is only one part of several');
  const near: EndFields = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const wide = findZip64(bytes, position, near);
  const fields = wide?.fields ?? near;
  if (wide === null && tail.readUInt16LE(at + 4) !== 0) throw unsupported('is only one part of several');
  const directoryStart = (wide?.start ?? position) - fields.size;
  const base = directoryStart - fields.offset;
  if (directoryStart < 0 || base < 0) throw unreadable('has a damaged directory');
  return { directoryStart, directorySize: fields.size, count: fields.count, base };
}

/** The end record is the one whose comment ends with the file. A comment that holds another one is an attack. */
function onlyEnd(tail: Buffer): number {
  let found: number | null = null;
  let marksBehind = 0;
  for (let at = tail.lastIndexOf(endMark); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(endMark, at - 1)) {
    const ends = at + endSize <= tail.byteLength && at + endSize + tail.readUInt16LE(at + 20) === tail.byteLength;
    if (ends && found !== null) throw refused('two_end_records');
    if (ends) found = at;
    else if (found === null) marksBehind += 1;
  }
  if (found === null) throw unreadable('has no end: the download was cut off, or something was added to it');
  if (marksBehind > 0) throw refused('two_end_records');
  return found;
}

/** The Zip64 end record that belongs to an end record at `end`, or null. */
function findZip64(bytes: ArchiveBytes, end: number, near: EndFields): { start: number; fields: EndFields } | null {
  const locatorAt = end - locatorSize;
  if (locatorAt < 0) return null;
  const locator = bytes.readAt(locatorAt, locatorSize);
  if (locator.readUInt32LE(0) !== locatorSignature) return null;
  if (locator.readUInt32LE(16) > 1) throw unsupported('is only one part of several');
  const claimed = Number(locator.readBigUInt64LE(8));
  // Behind a program that was put in front, the claimed place is off: a record of the usual size ends at the locator.
  const start = [claimed, locatorAt - record64Size].find((at) => isRecord64(bytes, at, locatorAt));
  if (start === undefined) throw unreadable('has a damaged directory');
  const record = bytes.readAt(start, record64Size);
  const fields: EndFields = {
    count: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
  if (!Object.values(fields).every((value) => Number.isSafeInteger(value))) throw unreadable('has a damaged directory');
  const agrees =
    (near.count === max16 || near.count === fields.count) &&
    (near.size === max32 || near.size === fields.size) &&
    (near.offset === max32 || near.offset === fields.offset);
  if (!agrees) throw refused('two_end_records');
  return { start, fields };
}

function isRecord64(bytes: ArchiveBytes, at: number, locatorAt: number): boolean {
  if (!Number.isSafeInteger(at) || at < 0 || at + record64Size > locatorAt) return false;
  const head = bytes.readAt(at, 12);
  return head.readUInt32LE(0) === record64Signature && BigInt(at) + 12n + head.readBigUInt64LE(4) === BigInt(locatorAt);
}

const scanBlock = 1024 * 1024;

/**
 * A program may stand before the first entry, another archive may not. The bytes of an end record alone prove
 * nothing (unpackers hold them as a constant); one with its directory in front of it does.
 */
export function refuseJoined(bytes: ArchiveBytes, firstEntry: number): void {
  const overlap = endMark.byteLength - 1;
  for (let start = 0; start < firstEntry; start += scanBlock) {
    const block = bytes.readAt(start, Math.min(scanBlock + overlap, firstEntry - start));
    for (let at = block.indexOf(endMark); at >= 0; at = block.indexOf(endMark, at + 1)) {
      if (endsAnArchive(bytes, start + at, firstEntry)) throw refused('joined_archives');
    }
  }
}

function endsAnArchive(bytes: ArchiveBytes, at: number, limit: number): boolean {
  if (at + endSize > limit) return false;
  const size = bytes.readAt(at, endSize).readUInt32LE(12);
  const directoryAt = at - size;
  if (size < 46 || directoryAt < 0) return false;
  return bytes.readAt(directoryAt, 4).readUInt32LE(0) === entrySignature;
}
