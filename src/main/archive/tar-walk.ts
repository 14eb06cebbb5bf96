/** Walks the headers of a tar from its first to its last block. */
import { refused, unreadable, unsupported } from './faults.ts';
import type { ByteStream } from './forward-content.ts';
import type { EntryKind } from './policy.ts';
import { blockBytes, hasChecksum, kindOf, parseHeader, parsePax } from './tar-header.ts';

export interface TarEntry {
  /** One character a byte, not decoded yet: 200,000 small buffers would hold on to far more than their bytes. */
  readonly name: string;
  /** The name comes from a pax header, which is UTF-8 by definition. */
  readonly utf8: boolean;
  readonly kind: EntryKind;
  readonly size: number;
  /** Bytes before the content. */
  readonly offset: number;
}

/** Bytes of a pax header or a long name; ours are bounded far below. */
const maxRecord = 64 * 1024;
/** Headers in a row that speak about an entry that does not come. */
const maxRecordsInRow = 16;
/** Skipped content is looked at this often, in bytes. */
const skipStep = 64 * 1024 * 1024;

interface Pending {
  name: Buffer | null;
  utf8: boolean;
  size: number | null;
  sparse: boolean;
  records: number;
}

const nothing = (): Pending => ({ name: null, utf8: false, size: null, sparse: false, records: 0 });

/** `onProgress` hears the position, in unpacked bytes, and may throw. */
export function* createTarWalk(stream: ByteStream, onProgress: (position: number) => void): Generator<TarEntry> {
  let pending = nothing();
  for (;;) {
    onProgress(stream.position());
    const block = stream.take(blockBytes);
    if (block === null) throw unreadable('ends too early');
    if (stream.position() === blockBytes && !hasChecksum(block)) {
      throw unsupported('is one compressed file, not a collection of files');
    }
    const header = parseHeader(block);
    if (header === null) {
      refuseRest(stream, onProgress);
      return;
    }
    const kind = kindOf(header.type, header.rawName);
    if (kind === null) {
      readRecord(stream, header.type, header.size, pending);
      continue;
    }
    const size = pending.size ?? header.size;
    const name = (pending.name ?? header.rawName).toString('latin1');
    const offset = stream.position();
    yield { name, utf8: pending.utf8, kind: pending.sparse ? 'sparse' : kind, size, offset };
    pending = nothing();
    skip(stream, padded(size), onProgress);
  }
}

const padded = (size: number): number => Math.ceil(size / blockBytes) * blockBytes;

function skip(stream: ByteStream, size: number, onProgress: (position: number) => void): void {
  for (let left = size; left > 0; left -= skipStep) {
    stream.skip(Math.min(left, skipStep));
    onProgress(stream.position());
  }
}

function readRecord(stream: ByteStream, type: string, size: number, pending: Pending): void {
  pending.records += 1;
  if (size > maxRecord || pending.records > maxRecordsInRow) throw refused('directory_too_large');
  const body = stream.take(padded(size))?.subarray(0, size) ?? Buffer.alloc(0);
  if (type === 'L') pending.name = cutAtNul(body);
  if (type === 'K' || type === 'L') return;
  const records = parsePax(body);
  const path = records.get('path');
  const length = records.get('size');
  const sparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  // A global header speaks about all files: a name or a size for all of them is nonsense.
  if (type === 'g' && (path !== undefined || length !== undefined || sparse)) throw refused('headers_differ');
  if (sparse) pending.sparse = true;
  if (path !== undefined) {
    pending.name = path;
    pending.utf8 = true;
  }
  if (length !== undefined) pending.size = decimal(length);
}

function decimal(digits: Buffer): number {
  const text = digits.toString('latin1');
  if (!/^\d{1,15}$/u.test(text)) throw unreadable('lies about the size of its files');
  return Number(text);
}

function cutAtNul(body: Buffer): Buffer {
  const end = body.indexOf(0);
  return end < 0 ? body : body.subarray(0, end);
}

/** Behind the end there is padding only. Some programs would read on, and see another archive. */
function refuseRest(stream: ByteStream, onProgress: (position: number) => void): void {
  for (let block = stream.take(blockBytes); block !== null; block = stream.take(blockBytes)) {
    onProgress(stream.position());
    if (block.some((byte) => byte !== 0)) throw refused('joined_archives');
  }
}
