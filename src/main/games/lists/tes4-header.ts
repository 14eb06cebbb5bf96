/**
 * The first record of a plugin of the games by Bethesda from Fallout 3 on: "TES4", its length, its flags, 12 bytes more,
 * then fields of four letters, a length of two bytes, and data. Each master is a `MAST` with a name that a zero ends.
 * Source: fopdoc of TES5Edit (Records, TES4), wiki of Wrye Bash ("Plugin Format Introduction").
 */
import type { ModFile } from './list-format.ts';

export interface Tes4Header {
  /** Loaded before those that are none, whatever its ending. */
  readonly isMaster: boolean;
  /** As they are written; the game wants all of them loaded before. */
  readonly masters: readonly string[];
}

const headLength = 24;
/** Names come before the one field that can be long. Bytes. */
const mostRead = 256 * 1024;
const masterFlag = 1;

/** null: no such plugin, or not to be had. */
export function readTes4Header({ readPart, size }: Pick<ModFile, 'readPart' | 'size'>): Tes4Header | null {
  const head = bufferOf(readPart(0, headLength));
  if (head === null || head.toString('latin1', 0, 4) !== 'TES4') return null;
  const fields = bufferOf(readPart(headLength, Math.min(head.readUInt32LE(4), mostRead, size - headLength)));
  if (fields === null) return null;
  return { isMaster: (head.readUInt32LE(8) & masterFlag) !== 0, masters: mastersIn(fields) };
}

const bufferOf = (bytes: Uint8Array | null): Buffer | null =>
  bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function mastersIn(fields: Buffer): readonly string[] {
  const masters: string[] = [];
  /** `XXXX` says the length of a field that is too long for two bytes. */
  let long: number | null = null;
  for (let at = 0; at + 6 <= fields.length;) {
    const name = fields.toString('latin1', at, at + 4);
    const length: number = long ?? fields.readUInt16LE(at + 4);
    const [from, to] = [at + 6, at + 6 + length];
    if (to > fields.length) break;
    long = name === 'XXXX' && length === 4 ? fields.readUInt32LE(from) : null;
    if (name === 'MAST') masters.push(fields.toString('latin1', from, to).split('\0', 1)[0] ?? '');
    at = to;
  }
  return masters.filter((name) => name !== '');
}
