/** A zip writer in which every field can lie. Honest where nothing is said. Source: PKWARE APPNOTE 6.3.10. */
import zlib from 'node:zlib';

export interface LyingEntry {
  readonly name: string | Buffer;
  readonly content?: Buffer | string;
  /** Packed bytes, when they are not what `content` deflates to. */
  readonly data?: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly packed?: number;
  /** Upper half of the external attributes. */
  readonly mode?: number;
  /** Lower half of the external attributes. */
  readonly dos?: number;
  /** System in "version made by": 3 Unix, 0 FAT. */
  readonly system?: number;
  readonly extra?: Buffer;
  readonly disk?: number;
  /** Index of the entry whose local header the directory points to. */
  readonly sharedWith?: number;
  /** Added to the offset in the directory. */
  readonly offsetBy?: number;
  /** Sizes and CRC follow the content. */
  readonly descriptor?: boolean;
  /** Sizes and offset are in a Zip64 field. */
  readonly wide?: boolean;
  readonly local?: {
    readonly name?: string | Buffer;
    readonly method?: number;
    readonly flags?: number;
    readonly crc?: number;
    readonly size?: number;
    readonly packed?: number;
  };
}

export interface LyingOptions {
  readonly prefix?: Buffer;
  /** Offsets count from the start of the file, prefix included. */
  readonly adjusted?: boolean;
  readonly comment?: Buffer | string;
  readonly after?: Buffer;
  readonly count?: number;
  readonly directorySize?: number;
  readonly directoryOffset?: number;
  /** With Zip64 end records; `count` there instead of in the plain one. */
  readonly wide?: boolean;
  readonly wideCount?: number;
  readonly disk?: number;
}

interface Placed {
  readonly entry: LyingEntry;
  readonly name: Buffer;
  readonly data: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
  readonly flags: number;
  readonly offset: number;
}

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xff_ff);
  return bytes;
};

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** An extra field. */
export const field = (id: number, body: Buffer): Buffer => Buffer.concat([u16(id), u16(body.byteLength), body]);

/** The Info-ZIP Unicode path field for a raw name. */
export const unicodePath = (rawName: Buffer, path: string): Buffer =>
  field(0x70_75, Buffer.concat([Buffer.from([1]), u32(zlib.crc32(rawName)), Buffer.from(path)]));

export function lyingZip(entries: readonly LyingEntry[], options: LyingOptions = {}): Buffer {
  const prefix = options.prefix ?? Buffer.alloc(0);
  const parts: Buffer[] = [prefix];
  const placed: Placed[] = [];
  let at = options.adjusted === true ? prefix.byteLength : 0;
  for (const entry of entries) {
    const one = place(entry, at);
    placed.push(one);
    const local = localPart(one);
    parts.push(local);
    at += local.byteLength;
  }
  const directory = Buffer.concat(placed.map((one) => directoryPart(one, placed)));
  parts.push(directory, endPart(placed.length, directory.byteLength, at, options));
  if (options.after !== undefined) parts.push(options.after);
  return Buffer.concat(parts);
}

function place(entry: LyingEntry, offset: number): Placed {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? '');
  const method = entry.method ?? (entry.data === undefined && content.byteLength < 64 ? 0 : 8);
  const data = entry.data ?? (method === 8 ? zlib.deflateRawSync(content) : content);
  return {
    entry,
    name,
    data,
    method,
    crc: entry.crc ?? zlib.crc32(content),
    size: entry.size ?? content.byteLength,
    packed: entry.packed ?? data.byteLength,
    flags: (entry.flags ?? (typeof entry.name === 'string' ? 0x08_00 : 0)) | (entry.descriptor === true ? 8 : 0),
    offset,
  };
}

function localPart({ entry, name, data, method, crc, size, packed, flags }: Placed): Buffer {
  const local = entry.local ?? {};
  const localName = Buffer.from(local.name ?? name);
  const later = entry.descriptor === true;
  const wide = entry.wide === true ? field(1, Buffer.concat([u64(size), u64(packed)])) : Buffer.alloc(0);
  return Buffer.concat([
    u32(0x04_03_4b_50),
    u16(20),
    u16(local.flags ?? flags),
    u16(local.method ?? method),
    u32(0x58_21_00_00),
    u32(later ? 0 : (local.crc ?? crc)),
    u32(later ? 0 : entry.wide === true ? 0xff_ff_ff_ff : (local.packed ?? packed)),
    u32(later ? 0 : entry.wide === true ? 0xff_ff_ff_ff : (local.size ?? size)),
    u16(localName.byteLength),
    u16(wide.byteLength),
    localName,
    wide,
    data,
    later ? Buffer.concat([u32(0x08_07_4b_50), u32(crc), u32(packed), u32(size)]) : Buffer.alloc(0),
  ]);
}

function directoryPart(
  { entry, name, method, crc, size, packed, flags, offset }: Placed,
  all: readonly Placed[],
): Buffer {
  const target = entry.sharedWith === undefined ? offset : (all[entry.sharedWith]?.offset ?? offset);
  const at = target + (entry.offsetBy ?? 0);
  const wide = entry.wide === true ? field(1, Buffer.concat([u64(size), u64(packed), u64(at)])) : Buffer.alloc(0);
  const extra = Buffer.concat([wide, entry.extra ?? Buffer.alloc(0)]);
  return Buffer.concat([
    u32(0x02_01_4b_50),
    u16(((entry.system ?? 3) << 8) | 63),
    u16(20),
    u16(flags),
    u16(method),
    u32(0x58_21_00_00),
    u32(crc),
    u32(entry.wide === true ? 0xff_ff_ff_ff : packed),
    u32(entry.wide === true ? 0xff_ff_ff_ff : size),
    u16(name.byteLength),
    u16(extra.byteLength),
    u16(0),
    u16(entry.disk ?? 0),
    u16(0),
    u32(((entry.mode ?? (entry.system === 0 ? 0 : 0o100644)) * 0x1_00_00 + (entry.dos ?? 0)) >>> 0),
    u32(entry.wide === true ? 0xff_ff_ff_ff : at),
    name,
    extra,
  ]);
}

function endPart(entries: number, size: number, offset: number, options: LyingOptions): Buffer {
  const comment = Buffer.from(options.comment ?? '');
  const count = options.count ?? entries;
  const wide = options.wide === true;
  const end = Buffer.concat([
    u32(0x06_05_4b_50),
    u16(options.disk ?? 0),
    u16(options.disk ?? 0),
    u16(wide && options.count === undefined ? 0xff_ff : count),
    u16(wide && options.count === undefined ? 0xff_ff : count),
    u32(wide ? 0xff_ff_ff_ff : (options.directorySize ?? size)),
    u32(wide ? 0xff_ff_ff_ff : (options.directoryOffset ?? offset)),
    u16(comment.byteLength),
    comment,
  ]);
  if (!wide) return end;
  const wideCount = options.wideCount ?? entries;
  const record = [u32(0x06_06_4b_50), u64(44), u16(45), u16(45), u32(0), u32(0), u64(wideCount), u64(wideCount)];
  const locator = [u32(0x07_06_4b_50), u32(0), u64((options.prefix?.byteLength ?? 0) + offset + size), u32(1)];
  return Buffer.concat([...record, u64(size), u64(options.directoryOffset ?? offset), ...locator, end]);
}

/** A deflate stream of `megabytes` MB of zeros that costs about 1 KB a MB, made without deflating them all. */
export function zeros(megabytes: number): Buffer {
  const one = zlib.deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: zlib.constants.Z_FULL_FLUSH });
  const last = zlib.deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([...Array.from({ length: megabytes }, () => one), last]);
}
