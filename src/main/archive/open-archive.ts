/** Opens an archive by what it is, never by what it is called. A new format is one line in `formats`. */
import fs from 'node:fs';
import { LoadstoneError } from '../../shared/errors.ts';
import { errnoOf } from '../lib/fs.ts';
import type { OpenArchive, OpenOptions } from './archive.ts';
import { type ArchiveBytes, openArchiveBytes } from './archive-file.ts';
import { unreadable, unsupported } from './faults.ts';
import { openSevenZip } from './seven-zip.ts';
import { isTarHeader, openTar } from './tar.ts';
import { openZip } from './zip.ts';

type Opener = (bytes: ArchiveBytes, options: OpenOptions) => OpenArchive;

interface Format {
  readonly recognises: (head: Buffer, bytes: ArchiveBytes) => boolean;
  readonly open: Opener;
}

const startsWith =
  (...magic: readonly number[]) =>
  (head: Buffer): boolean =>
    magic.every((byte, at) => head[at] === byte);

/** Every format we read, most common first. */
const formats: readonly Format[] = [
  { recognises: (head) => startsWith(0x50, 0x4b, 3, 4)(head) || startsWith(0x50, 0x4b, 5, 6)(head), open: openZip },
  { recognises: startsWith(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), open: openSevenZip('7z') },
  { recognises: startsWith(0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0), open: openSevenZip('rar5') },
  { recognises: startsWith(0x52, 0x61, 0x72, 0x21, 0x1a, 7, 0), open: openSevenZip('rar') },
  { recognises: startsWith(0x1f, 0x8b, 8), open: openTar('gzip') },
  { recognises: startsWith(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), open: openTar('xz') },
  { recognises: startsWith(0x28, 0xb5, 0x2f, 0xfd), open: openTar('zstd') },
  { recognises: startsWith(0x42, 0x5a, 0x68), open: openTar('bzip2') },
  { recognises: isTarHeader, open: openTar(null) },
  // A program in front of a zip: only the end tells. Comes last.
  { recognises: isSelfExtracting, open: openZip },
];

/**
 * Reads and checks the directory of an archive; nothing is unpacked yet. Throws `archive_refused`, `archive_encrypted`,
 * `archive_unsupported`, `archive_unreadable`, `download_not_an_archive` (a web page was saved instead) or `disk_full`.
 */
export function openArchive(path: string, options: OpenOptions = {}): OpenArchive {
  const bytes = openBytes(path);
  try {
    const head = bytes.readAt(0, Math.min(bytes.size, headSize));
    const format = formats.find(({ recognises }) => recognises(head, bytes));
    if (format === undefined) throw notAnArchive(head);
    return format.open(bytes, options);
  } catch (error) {
    bytes.close();
    throw error;
  }
}

const headSize = 4096;

function openBytes(path: string): ArchiveBytes {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new LoadstoneError('not_found', 'The archive is not there.', 'Check the path, or download it again.');
  }
  if (!stat.isFile()) throw unreadable('is a folder, not a file');
  if (stat.size === 0) throw unreadable('is empty');
  try {
    return openArchiveBytes(path);
  } catch (error) {
    if (errnoOf(error) === '') throw error;
    throw new LoadstoneError(
      'io_failed',
      `The archive could not be opened (${errnoOf(error)}).`,
      'Close other programs that use it, check its permissions, and try again.',
      { cause: error },
    );
  }
}

const endMark = Buffer.from([0x50, 0x4b, 5, 6]);
const maxTail = 22 + 0xff_ff;

/** Starts as a Windows, Linux or macOS program and ends as a zip. */
function isSelfExtracting(head: Buffer, bytes: ArchiveBytes): boolean {
  const tail = Math.min(bytes.size, maxTail);
  return !isWebPage(head) && bytes.readAt(bytes.size - tail, tail).lastIndexOf(endMark) >= 0;
}

/** Says what the file is instead, where that can be told. */
function notAnArchive(head: Buffer): LoadstoneError {
  if (isWebPage(head)) {
    return new LoadstoneError(
      'download_not_an_archive',
      'The file is a web page, not an archive.',
      'The site probably wanted a sign-in or a click first. Download the file again from its page.',
    );
  }
  const other = knownOthers.find(({ recognises }) => recognises(head));
  if (other !== undefined) return unsupported(`is ${other.name}, which Loadstone does not unpack`);
  return unreadable('is in no format that Loadstone knows');
}

const isWebPage = (head: Buffer): boolean =>
  /^(?:\uFEFF|\s|<!--[\s\S]*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|script|title|meta)\b/iu.test(
    head.toString('utf8'),
  );

const ascii = (text: string, at = 0) => {
  const bytes = Buffer.from(text, 'latin1');
  return (head: Buffer): boolean => head.subarray(at, at + bytes.byteLength).equals(bytes);
};

/** What players mistake for a mod archive often enough to be told by name. */
const knownOthers: readonly { readonly name: string; readonly recognises: (head: Buffer) => boolean }[] = [
  { name: 'a Windows program', recognises: ascii('MZ') },
  { name: 'a cabinet file', recognises: ascii('MSCF') },
  { name: 'a disk image', recognises: ascii('NTFS    ', 3) },
  { name: 'a PDF document', recognises: ascii('%PDF-') },
  { name: 'a picture', recognises: (head) => ascii('\x89PNG')(head) || ascii('\xFF\xD8\xFF')(head) },
  { name: 'a part of a larger zip', recognises: ascii('PK\x07\x08') },
];
