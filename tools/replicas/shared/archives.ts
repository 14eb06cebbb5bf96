/** Archives of made-up mods, and a file server that goes on where a download broke off. */
import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { zipBytes, type ZipFiles } from '../../support/zip-writer.ts';
import type { Answer } from './answer.ts';
import type { Fault } from './faults.ts';

export interface Archive {
  readonly bytes: Buffer;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** Made when first asked for, the same bytes ever after. */
export function createArchives<F extends object, About extends readonly unknown[] = []>(
  contentsOf: (file: F, ...about: About) => ZipFiles,
): (file: F, ...about: About) => Archive {
  const made = new WeakMap<F, Archive>();
  return (file, ...about) => {
    const known = made.get(file);
    if (known !== undefined) return known;
    const bytes = zipBytes(contentsOf(file, ...about));
    const [md5, sha1, sha256] = ['md5', 'sha1', 'sha256'].map((name) => hash(name, bytes, 'hex'));
    const archive = { bytes, md5: md5 ?? '', sha1: sha1 ?? '', sha256: sha256 ?? '' };
    made.set(file, archive);
    return archive;
  };
}

/** For files that know what is in them. */
export const fileArchives = (): ((file: { readonly contents: () => ZipFiles }) => Archive) =>
  createArchives((file) => file.contents());

/** With a strong ETag; `tag` stands for the bytes. Only "from here to the end" is understood, as of all file servers we know. */
export function rangedAnswer(
  bytes: Buffer,
  tag: string,
  headers: IncomingMessage['headers'],
  fault: Fault | null,
): Answer {
  const etag = `"${fault?.kind === 'other-etag' ? 'other-' : ''}${tag}"`;
  const about = { 'content-type': 'application/zip', 'accept-ranges': 'bytes', etag };
  const [, from] = /^bytes=(\d+)-$/u.exec(headers.range ?? '') ?? [];
  const same = headers['if-range'] === undefined || headers['if-range'] === etag;
  if (from === undefined || !same || fault?.kind === 'ignore-range')
    return { status: 200, headers: about, body: bytes };
  const total = bytes.byteLength;
  if (Number(from) >= total)
    return { status: 416, headers: { 'content-range': `bytes */${total}` }, body: Buffer.alloc(0) };
  const claimed = Number(from) + (fault?.kind === 'wrong-range' ? 1 : 0);
  const range = `bytes ${claimed}-${total - 1}/${total}`;
  return { status: 206, headers: { ...about, 'content-range': range }, body: bytes.subarray(Number(from)) };
}
