/** Copies very many files in helper threads, hashed on their way. The copies are not synced. */
import type { Sha256 } from '../../shared/ids.ts';
import { inHelpers, worthBytes, worthFiles, type HelperWork } from './helper-threads.ts';

export interface FileToCopy {
  readonly from: string;
  /** Nothing is there yet. */
  readonly to: string;
  readonly size: number;
  readonly mode: number;
}

export interface CopiedFile {
  /** Of what was copied. */
  readonly hash: Sha256;
  /** Of the copy, as `fingerprintOf` has it. */
  readonly fingerprint: string;
}

/** Each copy, in order; null, with nothing at `to`, where it failed or where it is too little to start threads for. */
export function* copyFiles<T extends FileToCopy>(items: readonly T[]): Generator<readonly [T, CopiedFile | null]> {
  const bytes = items.reduce((sum, item) => sum + item.size, 0);
  if (items.length < worthFiles && bytes < worthBytes) {
    for (const item of items) yield [item, null];
    return;
  }
  for (const [item, copied] of inHelpers(copying, items)) yield [item, copied as CopiedFile | null];
}

type Message = readonly [from: string, to: string, mode: number];

const copying: HelperWork<FileToCopy, Message, { readonly hash: string; readonly fingerprint: string }> = {
  messageOf: ({ from, to, mode }) => [from, to, mode],
  sizeOf: ({ size }) => size,
  writes: true,
  start: (beat, fingerprint) => {
    const fs = process.getBuiltinModule('node:fs');
    const { createHash, hash } = process.getBuiltinModule('node:crypto');
    const block = 1024 * 1024;
    const buffer = Buffer.allocUnsafeSlow(block);

    const writeAll = (fd: number, length: number): void => {
      for (let done = 0; done < length;) done += fs.writeSync(fd, buffer, done, length - done);
    };

    const copy = (source: number, target: number): string => {
      let read = fs.readSync(source, buffer, 0, block, 0);
      let position = read;
      writeAll(target, read);
      const first = buffer.subarray(0, read);
      if (read < block && fs.fstatSync(source).size === read) return hash('sha256', first, 'hex');
      const sum = createHash('sha256').update(first);
      for (;;) {
        read = fs.readSync(source, buffer, 0, block, position);
        if (read === 0) return sum.digest('hex');
        position += read;
        sum.update(buffer.subarray(0, read));
        writeAll(target, read);
        beat();
      }
    };

    const copyTo = (source: number, to: string, mode: number): string => {
      const target = fs.openSync(to, 'wx', mode);
      try {
        return copy(source, target);
      } catch (error) {
        fs.unlinkSync(to);
        throw error;
      } finally {
        fs.closeSync(target);
      }
    };

    return ([from, to, mode]) => {
      const source = fs.openSync(from, 'r');
      try {
        const found = copyTo(source, to, mode);
        const { size, mtimeNs, ino, dev } = fs.lstatSync(to, { bigint: true });
        return { hash: found, fingerprint: fingerprint({ size: Number(size), mtimeNs, ino, dev }) };
      } finally {
        fs.closeSync(source);
      }
    };
  },
};
