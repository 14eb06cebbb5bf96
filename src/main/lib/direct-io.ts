/**
 * Reading and writing around the page cache. A large file that must be on the disk before we go on gains nothing from
 * the cache: filling it costs more than the disk takes, and pushes out what the game had there. Linux alone; elsewhere,
 * and where the volume cannot, everything works as usual.
 */
import nodeFs from 'node:fs';
import { errnoOf, type Fs } from './fs.ts';

/** What a place in the file, a length and the memory must be a multiple of. Source: open(2), O_DIRECT; no volume in use wants more. */
export const directUnit = 4_096;

/** Below this many bytes the cache is faster: the disk is then waited for once, not for each file. */
export const worthDirect = 16 * 1024 * 1024;

/** Part of the language's own globals, but typed only with those of a browser. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => {
    readonly buffer: SharedArrayBuffer;
  };
};

/** Memory that begins at a page, which plain buffers do not, and that threads may share. `bytes` is a multiple of 64 KiB. */
export function pageMemory(bytes: number): Uint8Array<SharedArrayBuffer> {
  const pages = bytes / 65_536;
  try {
    return new Uint8Array(new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer);
  } catch {
    // It sets aside far more addresses than it uses, which a limit on those refuses. Other memory works through the cache.
    return new Uint8Array(new SharedArrayBuffer(bytes));
  }
}

/** Whether files of this folder can be written around the cache; tried out with one in it, which is gone afterwards. */
export function canWriteDirect(fs: Fs, file: string): boolean {
  if (nodeFs.constants.O_DIRECT === undefined) return false;
  try {
    const fd = fs.open(file, 'wx-direct', 0o600);
    try {
      fs.write(fd, pageMemory(65_536).subarray(0, directUnit));
    } finally {
      fs.close(fd);
      fs.unlink(file);
    }
    return true;
  } catch (error) {
    // Anything but "not that way" will be met again, where it is told.
    if (errnoOf(error) === '') throw error;
    return false;
  }
}
