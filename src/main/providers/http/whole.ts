/** Reads an answer to its end and makes JSON of it, within a limit that also holds for compressed bodies. */
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { LoadstoneError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { refusedBy, unreadable } from './faults.ts';
import type { Incoming } from './layer.ts';

/** An answer as text, before anybody looked at it. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export const maxJsonBytes = 64 * 1024 * 1024;

type Decode = (bytes: Uint8Array, limit: number) => Promise<Uint8Array>;

const decoders: Readonly<Record<string, Decode>> = {
  gzip: (bytes, maxOutputLength) => promisify<Uint8Array, object, Buffer>(zlib.gunzip)(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) =>
    promisify<Uint8Array, object, Buffer>(zlib.brotliDecompress)(bytes, { maxOutputLength }),
  deflate: (bytes, maxOutputLength) => promisify<Uint8Array, object, Buffer>(zlib.inflate)(bytes, { maxOutputLength }),
};

/** Throws `provider_answer_unreadable` for a body above `maxBytes`, before or after decompression. */
export async function readWhole(answer: Incoming, provider: ProviderId, maxBytes: number): Promise<TextAnswer> {
  const tooLarge = (): LoadstoneError => unreadable(provider, `more than ${maxBytes} bytes`);
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) {
    answer.discard();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.byteLength;
    if (size > maxBytes) throw tooLarge();
    parts.push(part);
  }
  const bytes = await decoded(Buffer.concat(parts), answer.headers['content-encoding'] ?? '', maxBytes, provider);
  return { status: answer.status, headers: answer.headers, text: new TextDecoder().decode(bytes) };
}

/** The text of a body that may have been cut off; empty when nothing can be made of it. */
export async function decodeStart(bytes: Buffer, encodings: string, limit: number): Promise<string> {
  try {
    return new TextDecoder().decode(await decoded(bytes, encodings, limit, 'github'));
  } catch {
    return '';
  }
}

async function decoded(bytes: Buffer, encodings: string, limit: number, provider: ProviderId): Promise<Uint8Array> {
  const names = encodings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-/u, ''))
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length === 0 || bytes.byteLength === 0) return bytes;
  const decode = names.length === 1 ? decoders[names[0] ?? ''] : undefined;
  if (decode === undefined) throw unreadable(provider, 'an unknown compression');
  try {
    return await decode(bytes, limit);
  } catch (error) {
    throw unreadable(provider, 'a broken or oversized compressed body', error);
  }
}

/**
 * JSON whatever the Content-Type says: providers label it as HTML at times, and HTML as JSON. An empty body with
 * status 200 is an error of its own, because it heals when asked again. Throws `provider_answer_unreadable`, or
 * `provider_refused` when an error status came without an explanation.
 */
export function jsonOf(answer: TextAnswer, provider: ProviderId): unknown {
  const text = answer.text.trim();
  if (text === '' && answer.status === 200) throw unreadable(provider, emptyAnswer);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would quote the body.
    if (answer.status >= 400) throw refusedBy(provider, answer.status);
    throw unreadable(provider, text.startsWith('<') ? 'a web page instead of data' : 'not JSON');
  }
}

/** The reason in the details of `provider_answer_unreadable` when there was nothing at all. */
export const emptyAnswer = 'an empty answer';
