/** The archive on disk: reads at any place, in large windows, and says so when the file ends too early. */
import fs from 'node:fs';
import { unreadable } from './faults.ts';

export interface ArchiveBytes {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes, in memory of their own. Throws `archive_unreadable` past the end. */
  readonly readAt: (position: number, length: number) => Buffer;
  /**
   * The same, read with what follows, so that small entries that lie side by side cost one call to the system.
   * Only good until the next call. `length` is at most `windowSize`.
   */
  readonly view: (position: number, length: number) => Buffer;
  /** Fills the start of `target` from `position`. */
  readonly readInto: (target: Uint8Array, position: number) => void;
  readonly close: () => void;
}

export const windowSize = 1024 * 1024;

export function openArchiveBytes(path: string): ArchiveBytes {
  const fd = fs.openSync(path, 'r');
  let open = true;
  const { size } = fs.fstatSync(fd);
  let window = Buffer.alloc(0);
  let windowStart = 0;

  const fill = (target: Uint8Array, position: number): void => {
    if (position < 0 || position + target.byteLength > size) throw unreadable('ends too early');
    let done = 0;
    while (done < target.byteLength) {
      const read = fs.readSync(fd, target, done, target.byteLength - done, position + done);
      if (read === 0) throw unreadable('ends too early');
      done += read;
    }
  };

  return {
    path,
    size,
    readAt: (position, length) => {
      if (position < 0 || position + length > size) throw unreadable('ends too early');
      const bytes = Buffer.allocUnsafe(length);
      fill(bytes, position);
      return bytes;
    },
    view: (position, length) => {
      const at = position - windowStart;
      if (at >= 0 && at + length <= window.byteLength) return window.subarray(at, at + length);
      if (position < 0 || position + length > size || length > windowSize) throw unreadable('ends too early');
      if (window.byteLength < windowSize) window = Buffer.allocUnsafeSlow(windowSize);
      const next = window.subarray(0, Math.min(windowSize, size - position));
      fill(next, position);
      window = next.byteLength === windowSize ? next : Buffer.from(next);
      windowStart = position;
      return window.subarray(0, length);
    },
    readInto: fill,
    close: () => {
      if (open) fs.closeSync(fd);
      open = false;
    },
  };
}
