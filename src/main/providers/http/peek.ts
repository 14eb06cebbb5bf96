/** A look at the beginning of a short answer, which is handed on whole. */
import type { Incoming } from './layer.ts';
import { decodeStart } from './whole.ts';

/** Bytes. Explanations of refusals are short. */
const most = 64 * 1024;

export interface Peeked {
  /** As it came. */
  readonly answer: Incoming;
  /** Text; empty when it cannot be read, null when nobody looked. */
  readonly start: string | null;
}

/** Never throws: a body that breaks off does so again for whoever reads it. */
export async function peekBody(answer: Incoming): Promise<Peeked> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const iterator = answer.body[Symbol.asyncIterator]();
  let ended = false;
  let fault: unknown = null;
  try {
    while (!ended && size < most) {
      const next = await iterator.next();
      ended = next.done === true;
      if (next.done === true) break;
      parts.push(next.value);
      size += next.value.byteLength;
    }
  } catch (error) {
    ended = true;
    fault = error;
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    yield* parts;
    if (fault !== null) throw fault;
    if (!ended) yield* { [Symbol.asyncIterator]: () => iterator };
  }
  const start = await decodeStart(Buffer.concat(parts), answer.headers['content-encoding'] ?? '', most * 4);
  return { answer: { ...answer, body: again() }, start };
}
