/**
 * The version that a Windows program says of itself: `VS_FIXEDFILEINFO` in its resources. Reads a few kilobytes of it.
 * Source: "PE Format" (sections, resource directory) and "VS_FIXEDFILEINFO structure" of learn.microsoft.com.
 */
import type { Fs } from '../lib/fs.ts';
import { readFully, withFile } from '../lib/files.ts';

/** "1.6.640.0"; null: no Windows program, one that says nothing, or one that cannot be read. Never throws. */
export function programVersion(fs: Fs, file: string): string | null {
  try {
    if (fs.lstat(file)?.kind !== 'file') return null;
    return withFile(fs, file, 'r', (fd) => versionIn((position, length) => readAt(fs, fd, position, length)));
  } catch {
    return null;
  }
}

/** Bytes at a position; fewer at the end of the file. */
type Read = (position: number, length: number) => Buffer;

function readAt(fs: Fs, fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readFully(fs, fd, buffer, position));
}

const versionType = 16;
const [most64, most32] = [0x20b, 0x10b];
/** More sections than the system loads. */
const mostSections = 96;
/** Bytes of a version; real ones have about a thousand. */
const largestVersion = 65_536;

/** Throws RangeError where the file ends too early. */
function versionIn(read: Read): string | null {
  const dos = read(0, 64);
  if (dos.toString('latin1', 0, 2) !== 'MZ') return null;
  const start = dos.readUInt32LE(60);
  const head = read(start, 24 + 240);
  if (head.toString('latin1', 0, 4) !== 'PE\0\0') return null;
  const magic = head.readUInt16LE(24);
  if (magic !== most32 && magic !== most64) return null;
  // The third directory is that of the resources.
  const directory = 24 + (magic === most64 ? 112 : 96) + 2 * 8;
  const resources = head.readUInt32LE(directory);
  const sections = read(start + 24 + head.readUInt16LE(20), Math.min(head.readUInt16LE(6), mostSections) * 40);
  const place = (address: number): number | null => placeOf(sections, address);
  const base = resources === 0 ? null : place(resources);
  const entry = base === null ? null : versionEntry(read, base);
  if (entry === null) return null;
  const data = read(entry, 8);
  const at = place(data.readUInt32LE(0));
  return at === null ? null : fixedVersion(read(at, Math.min(data.readUInt32LE(4), largestVersion)));
}

/** Where in the file an address of memory lies. */
function placeOf(sections: Buffer, address: number): number | null {
  for (let at = 0; at + 40 <= sections.length; at += 40) {
    const [size, from] = [sections.readUInt32LE(at + 16), sections.readUInt32LE(at + 12)];
    if (address >= from && address < from + size) return sections.readUInt32LE(at + 20) + address - from;
  }
  return null;
}

/** Three levels: type, name, language. Of names and languages the first. */
function versionEntry(read: Read, base: number): number | null {
  let at = 0;
  for (const wanted of [versionType, null, null]) {
    const next = childOf(read, base + at, wanted);
    if (next === null) return null;
    // The highest bit says whether it is a directory again.
    at = next & 0x7fff_ffff;
  }
  return base + at;
}

function childOf(read: Read, directory: number, id: number | null): number | null {
  const head = read(directory, 16);
  const count = Math.min(head.readUInt16LE(12) + head.readUInt16LE(14), 4096);
  const entries = read(directory + 16, count * 8);
  for (let at = 0; at + 8 <= entries.length; at += 8)
    if (id === null || entries.readUInt32LE(at) === id) return entries.readUInt32LE(at + 4);
  return null;
}

/** First bytes of the structure. */
const signature = Buffer.from([0xbd, 0x04, 0xef, 0xfe]);

/** The version of the file; that of the product where the file has none. */
function fixedVersion(info: Buffer): string | null {
  const at = info.indexOf(signature);
  if (at < 0) return null;
  const versions = [at + 8, at + 16].map((from) =>
    [from + 2, from, from + 6, from + 4].map((place) => info.readUInt16LE(place)),
  );
  return versions.find((parts) => parts.some((part) => part > 0))?.join('.') ?? null;
}
