/**
 * Reads single files out of a `.pak` of Larian (LSPK, version 18: that of Baldur's Gate 3). Older versions, packages in
 * parts and solid ones are not read. Source: LSLib, PackageFormat.cs.
 */
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import type { ModFile } from './list-format.ts';
import { lz4Block } from './lz4.ts';

type Pak = Pick<ModFile, 'readPart' | 'size'>;

const version = 18;
const headerBytes = 40;
const entryBytes = 272;
const nameBytes = 256;
const mostFiles = 50_000;
const solid = 0x04;

export interface PakEntry {
  readonly name: string;
  readonly offset: number;
  readonly stored: number;
  readonly size: number;
  readonly method: number;
}

/** null: no package, or one that is not read. */
export function readPakEntries(pak: Pak): readonly PakEntry[] | null {
  const header = viewOf(pak.readPart(0, headerBytes));
  if (header === null || header.getUint32(0, false) !== 0x4c_53_50_4b || header.getUint32(4, true) !== version)
    return null;
  if ((header.getUint8(20) & solid) !== 0) return null;
  const at = Number(header.getBigUint64(8, true));
  const sizes = viewOf(pak.readPart(at, 8));
  if (sizes === null) return null;
  const [files, stored] = [sizes.getUint32(0, true), sizes.getUint32(4, true)];
  if (files > mostFiles || stored > pak.size) return null;
  const packed = pak.readPart(at + 8, stored);
  const list = viewOf(packed === null ? null : lz4Block(packed, files * entryBytes));
  if (list === null) return null;
  return Array.from({ length: files }, (_, index) => entryAt(list, index * entryBytes)).filter(
    (entry) => entry !== null,
  );
}

/** null: its content is in another part of the package. */
function entryAt(list: DataView, at: number): PakEntry | null {
  const name = Buffer.from(list.buffer, list.byteOffset + at, nameBytes)
    .toString('utf8')
    .replace(/\0.*$/su, '');
  const facts = at + nameBytes;
  if (list.getUint8(facts + 6) !== 0) return null;
  const stored = list.getUint32(facts + 8, true);
  const method = list.getUint8(facts + 7) & 0x0f;
  return {
    name,
    offset: list.getUint32(facts, true) + list.getUint16(facts + 4, true) * 2 ** 32,
    stored,
    size: method === 0 ? stored : list.getUint32(facts + 12, true),
    method,
  };
}

/** null: larger than `max`, damaged, or packed in a way that is not known. */
export function readPakFile(pak: Pak, { offset, stored, size, method }: PakEntry, max: number): Uint8Array | null {
  if (size > max || stored > max) return null;
  const bytes = pak.readPart(offset, stored);
  if (bytes === null) return null;
  const unpacked = unpack(bytes, size, method);
  return unpacked?.byteLength === size ? unpacked : null;
}

function unpack(bytes: Uint8Array, size: number, method: number): Uint8Array | null {
  try {
    if (method === 0) return bytes;
    if (method === 1) return inflateSync(bytes, { maxOutputLength: Math.max(size, 1) });
    if (method === 2) return lz4Block(bytes, size);
    return method === 3 ? zstdDecompressSync(bytes, { maxOutputLength: Math.max(size, 1) }) : null;
  } catch {
    return null;
  }
}

const viewOf = (bytes: Uint8Array | null): DataView | null =>
  bytes === null ? null : new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
