/**
 * Tar, plain or compressed, read by ourselves. A tar has no directory and no checksums of content, so whoever lists it
 * decides what its names are: 7-Zip's listing hides line breaks and cuts at NULs, the raw headers do not. Compressed
 * ones are unpacked twice: once to decide, once to read. xz and bzip2 are unwrapped by 7-Zip.
 */
import type { RelPath } from '../../shared/rel-path.ts';
import { type BytePipe, openBytePipe } from '../lib/byte-pipe.ts';
import { throwIfCancelled, unwatched } from '../lib/control.ts';
import { blockSize } from '../lib/hash.ts';
import { type ArchiveLimits, defaultLimits, type OpenArchive, type OpenOptions } from './archive.ts';
import type { ArchiveBytes } from './archive-file.ts';
import { decodeNames } from './encodings.ts';
import { refused, unreadable, unsupported } from './faults.ts';
import { type ByteStream, createByteStream, createForwardContent, type PlacedFile } from './forward-content.ts';
import { createPolicy, isBomb, maxNameCharacters } from './policy.ts';
import { refuseFailure } from './seven-zip.ts';
import { runSevenZip } from './seven-zip-program.ts';
import { createTarWalk, type TarEntry } from './tar-walk.ts';
import { blockBytes, hasChecksum } from './tar-header.ts';

export type TarCodec = 'gzip' | 'zstd' | 'xz' | 'bzip2';

export const isTarHeader = (head: Buffer): boolean => hasChecksum(head.subarray(0, blockBytes));

/** `codec` null: not compressed. Takes over `bytes` like every opener. */
export const openTar =
  (codec: TarCodec | null) =>
  (bytes: ArchiveBytes, options: OpenOptions): OpenArchive => {
    const { limits = defaultLimits, freeSpace } = options;
    const entries = listEntries(bytes, codec, options);
    const names = decodeNames(
      entries.map(({ name, utf8 }) => ({ bytes: Buffer.from(name, 'latin1'), utf8, unicodePath: null })),
    );
    const policy = createPolicy({ packedSize: bytes.size, limits, ...(freeSpace === undefined ? {} : { freeSpace }) });
    const files: PlacedFile[] = [];
    for (const [index, { kind, size, offset }] of entries.entries()) {
      const path = policy.admit({ name: names[index] ?? '', kind, size });
      if (path !== null) files.push({ path, size, offset, crc: null });
    }
    const content =
      codec === null
        ? plainContent(bytes, files)
        : createForwardContent(files, {
            start: () => startStream(bytes.path, codec),
            refuseFailure: refuseBadEnd,
            endsWithLastFile: false,
          });
    return {
      format: 'tar',
      files: files.map(({ path, size }) => ({ path, size })),
      totalSize: policy.totalSize(),
      read: content.read,
      unpack: null,
      close: () => {
        content.close();
        bytes.close();
      },
    };
  };

function startStream(file: string, codec: TarCodec): BytePipe {
  return codec === 'gzip' || codec === 'zstd'
    ? openBytePipe({ kind: 'decode', codec, file, offset: 0, length: null })
    : runSevenZip(['x', '-so', `-t${codec}`, '-mmt=1'], file);
}

function refuseBadEnd(pipe: BytePipe): void {
  const end = pipe.end();
  if (end?.code !== null) refuseFailure(pipe);
  else if (end.error !== null) throw unreadable('is damaged', new Error(end.error));
}

function listEntries(bytes: ArchiveBytes, codec: TarCodec | null, options: OpenOptions): TarEntry[] {
  const { limits = defaultLimits, control = unwatched } = options;
  const stream = codec === null ? plainStream(bytes) : createByteStream(startStream(bytes.path, codec), refuseBadEnd);
  try {
    const watch = codec === null ? () => undefined : refuseBomb(bytes.size, limits);
    const walk = createTarWalk(stream, (position) => {
      throwIfCancelled(control);
      watch(position);
    });
    const entries: TarEntry[] = [];
    let nameBytes = 0;
    for (const entry of walk) {
      nameBytes += entry.name.length;
      if (entries.length >= limits.maxEntries) throw refused('too_many_entries');
      if (nameBytes > maxNameCharacters) throw refused('directory_too_large');
      // Links and devices need no second look: nothing behind them is worth unpacking.
      if (entry.kind === 'link') throw refused('link', entry.name);
      if (entry.kind === 'special') throw refused('special_file', entry.name);
      if (entry.kind === 'sparse') throw refused('sparse_file', entry.name);
      entries.push(entry);
    }
    if (entries.length === 0 && codec !== null && stream.position() === 0) throw unsupported('holds nothing');
    return entries;
  } finally {
    stream.close();
  }
}

const refuseBomb =
  (packed: number, limits: ArchiveLimits) =>
  (position: number): void => {
    if (position > limits.maxTotalSize) throw refused('too_large');
    if (isBomb(position, packed, limits)) throw refused('ratio');
  };

/** The same walk over a file that is not compressed: what is skipped is never read. Closing leaves the file open. */
function plainStream(bytes: ArchiveBytes): ByteStream {
  let position = 0;
  const advance = (size: number): void => {
    if (position + size > bytes.size) throw unreadable('ends too early');
    position += size;
  };
  return {
    position: () => position,
    *blocks(size) {
      for (let left = size; left > 0;) {
        const step = Math.min(left, blockSize);
        const block = bytes.readAt(position, step);
        advance(step);
        left -= step;
        yield block;
      }
    },
    take: (size) => {
      if (position === bytes.size) return null;
      const block = Buffer.from(bytes.view(position, size));
      advance(size);
      return block;
    },
    skip: advance,
    refuseMore: () => {
      if (position < bytes.size) throw unreadable('holds more than it lists');
    },
    close: () => undefined,
  };
}

function plainContent(bytes: ArchiveBytes, files: readonly PlacedFile[]): Pick<OpenArchive, 'read' | 'close'> {
  const byPath = new Map<RelPath, PlacedFile>(files.map((file) => [file.path, file]));
  return {
    *read({ path }) {
      const file = byPath.get(path);
      if (file === undefined) throw new Error(`not in this archive: ${path}`);
      for (let at = 0; at < file.size; at += blockSize) {
        yield bytes.readAt(file.offset + at, Math.min(blockSize, file.size - at));
      }
    },
    close: () => undefined,
  };
}
