/** The two extra fields of a zip entry that change what it means: Zip64 sizes and the Info-ZIP Unicode path. */
import zlib from 'node:zlib';
import { unreadable } from './faults.ts';

export interface ExtraInput {
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
  readonly disk: number;
}

export interface Extra extends ExtraInput {
  /** Null where there is none, or where it belongs to another name. */
  readonly unicodePath: Buffer | null;
}

const zip64Id = 0x00_01;
const unicodePathId = 0x70_75;
/** Stands in a 32-bit field whose value is in the Zip64 record. */
export const max32 = 0xff_ff_ff_ff;
const max16 = 0xff_ff;

/** Source: PKWARE APPNOTE 6.3.10, 4.5.3 and 4.6.9. */
export function readExtra(extra: Buffer, rawName: Buffer, given: ExtraInput): Extra {
  let wide: ExtraInput | null = null;
  let unicodePath: Buffer | null = null;
  let at = 0;
  // Less than a header at the end is padding (some writers align with it).
  while (at + 4 <= extra.byteLength) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.byteLength) break;
    const id = extra.readUInt16LE(at);
    const body = extra.subarray(at + 4, end);
    if (id === zip64Id && wide === null) wide = widen(body, given);
    if (id === unicodePathId && unicodePath === null) unicodePath = pathOf(body, rawName);
    at = end;
  }
  return { ...(wide ?? given), unicodePath };
}

/** Only the fields that did not fit are there, in this order. */
function widen(body: Buffer, given: ExtraInput): ExtraInput {
  let at = 0;
  const take64 = (value: number): number => {
    if (value !== max32) return value;
    if (at + 8 > body.byteLength) throw unreadable('has a damaged directory');
    const wide = Number(body.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(wide)) throw unreadable('lies about the size of its files');
    return wide;
  };
  const size = take64(given.size);
  const packed = take64(given.packed);
  const offset = take64(given.offset);
  const disk = given.disk === max16 && at + 4 <= body.byteLength ? body.readUInt32LE(at) : given.disk;
  return { size, packed, offset, disk };
}

/** A program that renames an entry and does not know this field leaves it behind: the CRC tells. */
function pathOf(body: Buffer, rawName: Buffer): Buffer | null {
  if (body.byteLength < 6 || body[0] !== 1) return null;
  return body.readUInt32LE(1) === zlib.crc32(rawName) ? body.subarray(5) : null;
}
