/** One tar header, and the records that come before a file and speak about it. Source: POSIX pax, GNU tar manual. */
import { unreadable } from './faults.ts';
import type { EntryKind } from './policy.ts';

export const blockBytes = 512;

export interface TarHeader {
  readonly rawName: Buffer;
  readonly size: number;
  readonly type: string;
}

/** Null for a block of zeros, the end of the archive. Throws `archive_unreadable` when the checksum is wrong. */
export function parseHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  if (!hasChecksum(block)) throw unreadable('is damaged');
  // GNU's own magic ("ustar  ") has other fields where POSIX keeps the first part of the name.
  const isPosix = block.subarray(257, 263).equals(Buffer.from('ustar\0'));
  const prefix = isPosix ? text(block, 345, 155) : Buffer.alloc(0);
  const name = text(block, 0, 100);
  return {
    rawName: prefix.byteLength > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name,
    size: number(block.subarray(124, 136)),
    type: String.fromCodePoint(block[156] ?? 0),
  };
}

export function hasChecksum(block: Buffer): boolean {
  if (block.byteLength < blockBytes) return false;
  let sum = 0;
  for (let at = 0; at < blockBytes; at += 1) sum += at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
  const written = /^[ 0]*([0-7]*)[ \0]/u.exec(block.subarray(148, 157).toString('latin1'))?.[1];
  return written !== undefined && written !== '' && Number.parseInt(written, 8) === sum;
}

/** What a type letter stands for; null for letters that speak about the next entry. */
export function kindOf(type: string, rawName: Buffer): EntryKind | null {
  switch (type) {
    case '\0':
    case '0':
    case '7':
      return rawName.at(-1) === 0x2f ? 'folder' : 'file';
    case '5':
      return 'folder';
    case '1':
    case '2':
      return 'link';
    case 'S':
      return 'sparse';
    case 'x':
    case 'g':
    case 'L':
    case 'K':
      return null;
    default:
      return 'special';
  }
}

/** Records of a pax header. Throws `archive_unreadable` when they are malformed. */
export function parsePax(body: Buffer): ReadonlyMap<string, Buffer> {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < body.byteLength && body[at] !== 0;) {
    const blank = body.indexOf(0x20, at);
    const digits = body.subarray(at, Math.max(at, blank)).toString('latin1');
    const length = /^[1-9]\d{0,8}$/u.test(digits) ? Number(digits) : 0;
    const end = at + length;
    const equals = body.indexOf(0x3d, blank);
    if (length === 0 || end > body.byteLength || equals < 0 || equals >= end || body[end - 1] !== 0x0a) {
      throw unreadable('is damaged');
    }
    records.set(body.subarray(blank + 1, equals).toString('latin1'), body.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

function text(block: Buffer, at: number, length: number): Buffer {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** Octal digits, or, with the top bit set, a big-endian number (GNU, for 8 GB and more). */
function number(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    let value = BigInt((field[0] ?? 0) & 0x7f);
    for (const byte of field.subarray(1)) value = value * 256n + BigInt(byte);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw unreadable('lies about the size of its files');
    return Number(value);
  }
  const digits = /^[ ]*([0-7]*)[ \0]*$/u.exec(field.toString('latin1'))?.[1];
  if (digits === undefined) throw unreadable('is damaged');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}
