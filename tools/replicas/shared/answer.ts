/** What a replica answers. */
import type { IncomingMessage } from 'node:http';
import zlib from 'node:zlib';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const page = (text: string): Buffer =>
  Buffer.from(`<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`);

export const webPage = (text: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: page(text),
});

export const redirectTo = (location: string): Answer => ({ status: 302, headers: { location }, body: Buffer.alloc(0) });

/** Packed for those who can unpack it. */
export function packed(answer: Answer, asked: IncomingMessage['headers']): Answer {
  if (asked['accept-encoding']?.includes('gzip') !== true) return answer;
  return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' }, body: zlib.gzipSync(answer.body) };
}
