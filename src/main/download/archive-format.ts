/** Tells archives from everything else by their first bytes: names and Content-Types of downloads are not to be believed. */

export type ArchiveFormat = 'zip' | '7z' | 'rar' | 'tar' | 'gz' | 'xz' | 'bz2' | 'zst';

interface Signature {
  readonly format: ArchiveFormat;
  readonly at: number;
  readonly bytes: readonly number[];
}

// Sources: APPNOTE 4.3.7 and 4.3.16, 7zFormat.txt, RAR technotes, POSIX ustar, RFC 1952, the .xz format, RFC 8878.
const signatures: readonly Signature[] = [
  { format: 'zip', at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { format: 'zip', at: 0, bytes: [0x50, 0x4b, 0x05, 0x06] },
  { format: 'zip', at: 0, bytes: [0x50, 0x4b, 0x07, 0x08] },
  { format: '7z', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { format: 'rar', at: 0, bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { format: 'gz', at: 0, bytes: [0x1f, 0x8b] },
  { format: 'xz', at: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { format: 'bz2', at: 0, bytes: [0x42, 0x5a, 0x68] },
  { format: 'zst', at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: 'tar', at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
];

/** Bytes that decide about every format. */
export const headSize = 512;

export function archiveFormatOf(head: Uint8Array): ArchiveFormat | null {
  const fits = ({ at, bytes }: Signature): boolean => bytes.every((byte, index) => head[at + index] === byte);
  return signatures.find(fits)?.format ?? null;
}

export const looksLikeWebPage = (head: Uint8Array): boolean =>
  /^\s*(?:<!doctype|<html|<head|<\?xml|<body|<script|<!--)/iu.test(
    new TextDecoder().decode(head).replace(/^\uFEFF/u, ''),
  );
