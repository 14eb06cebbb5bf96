/**
 * Writes RAR 4 and RAR 5 archives without compression: 7-Zip reads the format but does not write it. Can lie.
 * Sources: RARLAB "RAR 5.0 archive format"; technote.txt of RAR 4.
 */
import zlib from 'node:zlib';

export interface RarEntry {
  readonly name: string;
  readonly content?: Buffer | string;
  readonly folder?: boolean;
  /** Where a link points to; `kind` as RAR 5 numbers them: 1 Unix link, 2 Windows link, 3 junction, 4 hard link. */
  readonly link?: { readonly kind: 1 | 2 | 3 | 4; readonly to: string };
  /** Claims another CRC or size than the content has. */
  readonly crc?: number;
  readonly size?: number;
  /** Marks the entry as encrypted; the content stays what it is. */
  readonly encrypted?: boolean;
  /** Unix mode; by default a plain file or folder. */
  readonly mode?: number;
}

export interface Rar5Options {
  /** An encryption header comes first: even the names are hidden. */
  readonly hiddenNames?: boolean;
  readonly comment?: string;
  /** Part of a set of volumes. */
  readonly volume?: boolean;
}

const rar5Signature = Buffer.from([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00]);
const rar4Signature = Buffer.from([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x00]);

export function rar5(entries: readonly RarEntry[], options: Rar5Options = {}): Buffer {
  const parts: Buffer[] = [rar5Signature];
  if (options.hiddenNames === true) {
    parts.push(block5(4, Buffer.concat([vint(0), vint(0), Buffer.from([15]), Buffer.alloc(16, 7)])));
    parts.push(Buffer.alloc(64, 0x5a));
    return Buffer.concat(parts);
  }
  parts.push(block5(1, vint(options.volume === true ? 1 : 0)));
  if (options.comment !== undefined) parts.push(file5(3, { name: 'CMT', content: options.comment }));
  for (const entry of entries) parts.push(file5(2, entry));
  parts.push(block5(5, vint(options.volume === true ? 1 : 0)));
  return Buffer.concat(parts);
}

export function rar4(entries: readonly RarEntry[], options: { readonly hiddenNames?: boolean } = {}): Buffer {
  const hidden = options.hiddenNames === true;
  const parts = [rar4Signature, block4(0x73, hidden ? 0x00_80 : 0, Buffer.alloc(6))];
  if (hidden) parts.push(Buffer.alloc(64, 0x5a));
  else parts.push(...entries.map(file4), block4(0x7b, 0x40_00, Buffer.alloc(0)));
  return Buffer.concat(parts);
}

function vint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return Buffer.from(bytes);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function block5(type: number, fields: Buffer, extra = Buffer.alloc(0), data?: Buffer): Buffer {
  const flags = (extra.byteLength > 0 ? 1 : 0) | (data === undefined ? 0 : 2);
  const body = Buffer.concat([
    vint(type),
    vint(flags),
    extra.byteLength > 0 ? vint(extra.byteLength) : Buffer.alloc(0),
    data === undefined ? Buffer.alloc(0) : vint(data.byteLength),
    fields,
    extra,
  ]);
  const sized = Buffer.concat([vint(body.byteLength), body]);
  return Buffer.concat([u32(zlib.crc32(sized)), sized, data ?? Buffer.alloc(0)]);
}

function record5(type: number, body: Buffer): Buffer {
  const whole = Buffer.concat([vint(type), body]);
  return Buffer.concat([vint(whole.byteLength), whole]);
}

function file5(type: 2 | 3, entry: RarEntry): Buffer {
  const content = Buffer.from(entry.content ?? '');
  const name = Buffer.from(entry.name);
  const folder = entry.folder === true;
  const mode = entry.mode ?? (folder ? 0o040755 : entry.link?.kind === 1 ? 0o120777 : 0o100644);
  const fields = Buffer.concat([
    vint(folder ? 1 : 4),
    vint(entry.size ?? content.byteLength),
    vint(mode),
    folder ? Buffer.alloc(0) : u32(entry.crc ?? zlib.crc32(content)),
    vint(0),
    vint(1),
    vint(name.byteLength),
    name,
  ]);
  const extra: Buffer[] = [];
  if (entry.encrypted === true) {
    extra.push(record5(1, Buffer.concat([vint(0), vint(0), Buffer.from([15]), Buffer.alloc(32, 9)])));
  }
  if (entry.link !== undefined) {
    const to = Buffer.from(entry.link.to);
    extra.push(record5(5, Buffer.concat([vint(entry.link.kind), vint(0), vint(to.byteLength), to])));
  }
  return block5(type, fields, Buffer.concat(extra), content);
}

function block4(type: number, flags: number, fields: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head[0] = type;
  head.writeUInt16LE(flags, 1);
  head.writeUInt16LE(7 + fields.byteLength, 3);
  const body = Buffer.concat([head, fields]);
  const crc = Buffer.alloc(2);
  crc.writeUInt16LE(zlib.crc32(body) & 0xff_ff);
  return Buffer.concat([crc, body]);
}

function file4(entry: RarEntry): Buffer {
  const folder = entry.folder === true;
  const content = Buffer.from(entry.link?.to ?? entry.content ?? '');
  const name = Buffer.from(entry.name, 'latin1');
  const fields = Buffer.alloc(25);
  fields.writeUInt32LE(content.byteLength, 0);
  fields.writeUInt32LE(entry.size ?? content.byteLength, 4);
  fields[8] = 3;
  fields.writeUInt32LE(entry.crc ?? zlib.crc32(content), 9);
  fields[17] = 20;
  fields[18] = 0x30;
  fields.writeUInt16LE(name.byteLength, 19);
  fields.writeUInt32LE(entry.mode ?? (folder ? 0o040755 : entry.link === undefined ? 0o100644 : 0o120777), 21);
  const flags = 0x80_00 | (folder ? 0xe0 : 0) | (entry.encrypted === true ? 4 : 0);
  return Buffer.concat([block4(0x74, flags, Buffer.concat([fields, name])), content]);
}
