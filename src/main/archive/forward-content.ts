/** Files that lie one after the other in a stream: reading forward is cheap, reading back starts the stream again. */
import zlib from 'node:zlib';
import type { RelPath } from '../../shared/rel-path.ts';
import type { BytePipe } from '../lib/byte-pipe.ts';
import type { ArchiveFile } from './archive.ts';
import { displayName, unreadable } from './faults.ts';

export interface PlacedFile extends ArchiveFile {
  /** Bytes of the stream before the content of this file. */
  readonly offset: number;
  /** Null where the format has none. */
  readonly crc: number | null;
}

export interface StreamSource {
  /** Starts the stream from its beginning. */
  readonly start: () => BytePipe;
  /** Throws when a stream that ended did not end well. */
  readonly refuseFailure: (pipe: BytePipe) => void;
  /** True when nothing may come behind the last file. */
  readonly endsWithLastFile: boolean;
}

export interface ForwardContent {
  readonly read: (file: ArchiveFile) => Iterable<Uint8Array>;
  readonly close: () => void;
}

export function createForwardContent(files: readonly PlacedFile[], source: StreamSource): ForwardContent {
  const byPath = new Map<RelPath, PlacedFile>(files.map((file) => [file.path, file]));
  const last = files.at(-1);
  let stream: ByteStream | null = null;

  const close = (): void => {
    stream?.close();
    stream = null;
  };

  function* take(file: PlacedFile): Generator<Uint8Array> {
    if (stream === null || stream.position() > file.offset) {
      close();
      stream = createByteStream(source.start(), source.refuseFailure);
    }
    const mine = stream;
    let whole = false;
    try {
      mine.skip(file.offset - mine.position());
      let crc = 0;
      for (const block of mine.blocks(file.size)) {
        if (file.crc !== null) crc = zlib.crc32(block, crc);
        yield block;
      }
      if (file.crc !== null && crc !== file.crc) throw damaged(file);
      if (file === last && source.endsWithLastFile) mine.refuseMore();
      whole = true;
    } finally {
      // Left in the middle of a file, the stream is good for nothing.
      if (!whole && stream === mine) close();
    }
  }

  return {
    read: (file) => {
      const placed = byPath.get(file.path);
      if (placed === undefined) throw new Error(`not in this archive: ${file.path}`);
      return take(placed);
    },
    close,
  };
}

export interface ByteStream {
  /** Bytes taken or skipped so far. */
  readonly position: () => number;
  /** The next `size` bytes in blocks. Throws `archive_unreadable` when the stream ends before. */
  readonly blocks: (size: number) => Iterable<Uint8Array>;
  /** The next `size` bytes as one piece; null at the end of the stream. */
  readonly take: (size: number) => Buffer | null;
  readonly skip: (size: number) => void;
  /** Throws `archive_unreadable` unless the stream ends here, and ends well. */
  readonly refuseMore: () => void;
  readonly close: () => void;
}

export function createByteStream(pipe: BytePipe, refuseFailure: (pipe: BytePipe) => void): ByteStream {
  let rest: Uint8Array = new Uint8Array();
  let position = 0;

  const fill = (): boolean => {
    if (rest.byteLength > 0) return true;
    const block = nextBlock(pipe);
    if (block === null) {
      refuseFailure(pipe);
      return false;
    }
    rest = block;
    return true;
  };

  function* blocks(size: number): Generator<Uint8Array> {
    for (let left = size; left > 0;) {
      if (!fill()) throw unreadable('ends too early');
      const block = rest.subarray(0, Math.min(left, rest.byteLength));
      rest = rest.subarray(block.byteLength);
      left -= block.byteLength;
      position += block.byteLength;
      yield block;
    }
  }

  return {
    position: () => position,
    blocks,
    take: (size) => {
      if (!fill()) return null;
      return Buffer.concat([...blocks(size)]);
    },
    skip: (size) => {
      const skipped = blocks(size);
      while (skipped.next().done !== true);
    },
    refuseMore: () => {
      if (fill()) throw unreadable('holds more than it lists');
    },
    close: pipe.close,
  };
}

function nextBlock(pipe: BytePipe): Uint8Array | null {
  try {
    return pipe.next();
  } catch (error) {
    throw unreadable('could not be unpacked in reasonable time', error);
  }
}

const damaged = (file: PlacedFile): Error =>
  unreadable(`is damaged: the content of “${displayName(file.path)}” is not what it should be`);
