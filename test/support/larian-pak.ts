/** Writes packages as Baldur's Gate 3 reads them, each file packed in one of the ways there are. */
import { deflateSync, zstdCompressSync } from 'node:zlib';

export type PakMethod = 'none' | 'zlib' | 'lz4' | 'zstd';
const methods: readonly PakMethod[] = ['none', 'zlib', 'lz4', 'zstd'];

export interface PakFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly method?: PakMethod;
}

export function writePak(files: readonly PakFile[], { version = 18, flags = 0 } = {}): Buffer {
  const packed = files.map(({ content, method = 'lz4' }) => pack(content, method));
  let at = 40;
  const entries = files.map(({ name, content, method = 'lz4' }, index) => {
    const entry = Buffer.alloc(272);
    const stored = packed[index]?.byteLength ?? 0;
    entry.write(name, 'utf8');
    entry.writeUInt32LE(at, 256);
    entry.writeUInt8(methods.indexOf(method) | 0x20, 263);
    entry.writeUInt32LE(stored, 264);
    entry.writeUInt32LE(method === 'none' ? 0 : content.byteLength, 268);
    at += stored;
    return entry;
  });
  const list = lz4(Buffer.concat(entries));
  const header = Buffer.alloc(40);
  header.write('LSPK', 'latin1');
  header.writeUInt32LE(version, 4);
  header.writeBigUInt64LE(BigInt(at), 8);
  header.writeUInt32LE(list.byteLength + 8, 16);
  header.writeUInt8(flags, 20);
  header.writeUInt16LE(1, 38);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(files.length, 0);
  sizes.writeUInt32LE(list.byteLength, 4);
  return Buffer.concat([header, ...packed, sizes, list]);
}

function pack(content: Uint8Array, method: PakMethod): Uint8Array {
  switch (method) {
    case 'none':
      return content;
    case 'zlib':
      return deflateSync(content);
    case 'lz4':
      return lz4(content);
    case 'zstd':
      return zstdCompressSync(content);
    default:
      return method satisfies never;
  }
}

/** A plain packer: runs of one byte become matches that reach into themselves, all else is literal. */
export function lz4(content: Uint8Array): Buffer {
  const out: number[] = [];
  const length = (value: number): void => {
    let rest = value - 15;
    for (; rest >= 255; rest -= 255) out.push(255);
    if (rest >= 0) out.push(rest);
  };
  let start = 0;
  for (let at = 1; at < content.length - 12; at += 1) {
    let end = at;
    while (end < content.length - 5 && content[end] === content[at - 1]) end += 1;
    if (end - at < 8) continue;
    const [literals, match] = [at - start, end - at - 4];
    out.push((Math.min(literals, 15) << 4) | Math.min(match, 15));
    length(literals);
    for (const byte of content.subarray(start, at)) out.push(byte);
    out.push(1, 0);
    length(match);
    start = end;
    at = end;
  }
  const rest = content.subarray(start);
  out.push(Math.min(rest.length, 15) << 4);
  length(rest.length);
  for (const byte of rest) out.push(byte);
  return Buffer.from(out);
}
