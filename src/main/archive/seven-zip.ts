/**
 * 7z and rar, through 7-Zip: list, check, then one pass of `x -so` whose output is cut by the listed sizes. Nothing is
 * ever extracted by name. The format is told, never sniffed: a hole in one of its other readers must stay out of reach.
 */
import type { BytePipe } from '../lib/byte-pipe.ts';
import { defaultLimits, type OpenArchive, type OpenOptions } from './archive.ts';
import type { ArchiveBytes } from './archive-file.ts';
import { createForwardContent, type PlacedFile } from './forward-content.ts';
import { linesOf } from './lines.ts';
import { encrypted, refused, unreadable, unsupported } from './faults.ts';
import { createPolicy } from './policy.ts';
import { parseListing, type SevenZipEntry } from './seven-zip-list.ts';
import { runSevenZip } from './seven-zip-program.ts';

export type SevenZipType = '7z' | 'rar' | 'rar5';

/** Dictionaries above this are refused: unpacking would take more memory than any job of ours may. */
const maxMemory = 384 * 1024 * 1024;
/** Two threads double the memory of a large dictionary. */
const maxMemoryForTwoThreads = 96 * 1024 * 1024;

/** `bytes` is closed at once: 7-Zip opens the file itself. */
export const openSevenZip =
  (type: SevenZipType) =>
  (bytes: ArchiveBytes, { limits = defaultLimits, freeSpace }: OpenOptions): OpenArchive => {
    const budget = { packedSize: bytes.size, limits, ...(freeSpace === undefined ? {} : { freeSpace }) };
    bytes.close();
    const policy = createPolicy(budget);
    const files: PlacedFile[] = [];
    let offset = 0;
    let memory = 0;
    for (const entry of list(bytes.path, type)) {
      refuseUnreadable(entry);
      memory = Math.max(memory, entry.memory);
      const size = entry.size ?? 0;
      const path = policy.admit({ name: entry.name, kind: entry.kind, size });
      if (path !== null) files.push({ path, size, offset, crc: size === 0 ? null : entry.crc });
      offset += size;
    }
    const threads = memory > maxMemoryForTwoThreads ? 1 : 2;
    const content = createForwardContent(files, {
      start: () => runSevenZip(['x', '-so', `-t${type}`, `-mmt=${threads}`], bytes.path),
      refuseFailure,
      endsWithLastFile: true,
    });
    return {
      format: type === '7z' ? '7z' : 'rar',
      files: files.map(({ path, size }) => ({ path, size })),
      totalSize: policy.totalSize(),
      read: content.read,
      unpack: null,
      close: content.close,
    };
  };

function* list(path: string, type: SevenZipType): Generator<SevenZipEntry> {
  const pipe = runSevenZip(['l', '-slt', `-t${type}`], path);
  try {
    yield* parseListing(linesOf(pipe), (name, value) => {
      if (name === 'Multivolume' && value === '+') throw unsupported('is only one part of several');
    });
    refuseFailure(pipe);
  } finally {
    pipe.close();
  }
}

function refuseUnreadable(entry: SevenZipEntry): void {
  if (entry.encrypted) throw encrypted();
  if (entry.inVolumes) throw unsupported('is only one part of several');
  if (entry.copyOfOther) throw unsupported('stores one file as a copy of another, which Loadstone does not read');
  if (entry.memory > maxMemory) {
    throw unsupported(
      `needs ${Math.ceil(entry.memory / 1024 ** 2)} MB of memory to unpack, which is more than allowed`,
    );
  }
  if (entry.size === null && entry.kind === 'file') throw unreadable('does not say how large its files are');
  // U+FFFD stands where the listing was no UTF-8.
  if (entry.name.includes('\uFFFD')) throw refused('bad_encoding', entry.name);
}

/** Tells why 7-Zip gave up. Its words are only searched for, never shown: they hold text out of the archive. */
export function refuseFailure(pipe: BytePipe): void {
  const end = pipe.end();
  if (end === null || (end.code === 0 && end.error === null)) return;
  if (/encrypted|wrong password/iu.test(end.stderr)) throw encrypted();
  if (/missing volume/iu.test(end.stderr)) throw unsupported('is only one part of several');
  if (/unsupported method/iu.test(end.stderr))
    throw unsupported('uses a compression method that Loadstone does not read');
  throw unreadable('is damaged', new Error(`7-Zip ended with ${end.code ?? end.error ?? 'a signal'}: ${end.stderr}`));
}
