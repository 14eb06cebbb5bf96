/** Things that go wrong on the way, switched on for a path and a number of times. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { page, webPage, type Answer } from './answer.ts';

export type Fault =
  /** `retryAfter`: seconds or an HTTP date. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | { readonly kind: 'empty' }
  /** A web page with status 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'body'; readonly body: string | Uint8Array; readonly headers?: Readonly<Record<string, string>> }
  /** The right length, other bytes. */
  | { readonly kind: 'wrong-bytes' }
  /** Ends early and says so, as if that were all. `at`: share of the body from 0 to 1. */
  | { readonly kind: 'truncate'; readonly at: number }
  /** Breaks the connection off. */
  | { readonly kind: 'drop'; readonly at: number }
  /** Goes silent; the connection stays open. */
  | { readonly kind: 'stall'; readonly at: number }
  | { readonly kind: 'stall-before-headers' }
  | { readonly kind: 'drop-before-headers' }
  | { readonly kind: 'slow'; readonly chunk: number; readonly pauseMs: number }
  /** Content-Length differs from the body by so many bytes. */
  | { readonly kind: 'length'; readonly by: number }
  | { readonly kind: 'no-length' }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'wrong-range' }
  | { readonly kind: 'other-etag' };

export interface FaultRule {
  /** Matched against host, path and query: `filecache31.gamebanana.com/mods/…`. */
  readonly path: RegExp;
  readonly fault: Fault;
  /** Default: until it is cleared. */
  readonly times?: number;
  /** Answers that stay right before the fault begins. Default 0. */
  readonly after?: number;
}

export interface Faults {
  readonly add: (rule: FaultRule) => void;
  readonly clear: () => void;
  /** The fault for this request, if any; counts it. */
  readonly take: (address: string) => Fault | null;
}

export function createFaults(rules: readonly FaultRule[] = []): Faults {
  let active = rules.map((rule) => ({ rule, seen: 0 }));
  return {
    add: (rule) => {
      active.push({ rule, seen: 0 });
    },
    clear: () => {
      active = [];
    },
    take: (address) => {
      for (const entry of active) {
        if (!entry.rule.path.test(address)) continue;
        const number = entry.seen - (entry.rule.after ?? 0);
        if (number >= (entry.rule.times ?? Number.POSITIVE_INFINITY)) continue;
        entry.seen += 1;
        return number < 0 ? null : entry.rule.fault;
      }
      return null;
    },
  };
}

/** The answer as the fault leaves it; faults of the transport are left to `sendAnswer`. */
export function spoiled(answer: Answer, fault: Fault | null): Answer {
  const json = { 'content-type': 'application/json' };
  if (fault === null) return answer;
  if (fault.kind === 'status') return errorAnswer(fault);
  if (fault.kind === 'empty') return { status: 200, headers: json, body: Buffer.alloc(0) };
  if (fault.kind === 'html') return webPage('Just a moment...');
  if (fault.kind === 'redirect') return { status: 302, headers: { location: fault.to }, body: Buffer.alloc(0) };
  if (fault.kind === 'body')
    return { status: 200, headers: { ...json, ...fault.headers }, body: Buffer.from(fault.body) };
  if (fault.kind === 'wrong-bytes') return { ...answer, body: withLastByteFlipped(answer.body) };
  if (fault.kind === 'truncate') return { ...answer, body: upTo(answer.body, fault.at) };
  return answer;
}

function errorAnswer(fault: Extract<Fault, { kind: 'status' }>): Answer {
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  const body = fault.body === undefined ? page(`Error ${fault.status}`) : Buffer.from(fault.body);
  return { status: fault.status, headers: { 'content-type': 'text/html', ...retry }, body };
}

function withLastByteFlipped(bytes: Uint8Array): Uint8Array {
  const other = Buffer.from(bytes);
  const place = Math.max(0, other.byteLength - 1);
  other[place] = (other[place] ?? 0) ^ 0xff;
  return other;
}

/** Sends, with the faults of the transport. Never waits for a client that has gone. */
export async function sendAnswer(response: ServerResponse, answer: Answer, fault: Fault | null): Promise<void> {
  const { body } = answer;
  if (fault?.kind === 'stall-before-headers') return;
  if (fault?.kind === 'drop-before-headers') {
    response.destroy();
    return;
  }
  const length = body.byteLength + (fault?.kind === 'length' ? fault.by : 0);
  const lengthHeader = fault?.kind === 'no-length' ? {} : { 'content-length': String(length) };
  response.writeHead(answer.status, { ...answer.headers, ...lengthHeader });
  if (fault?.kind === 'drop') {
    response.write(upTo(body, fault.at), () => setTimeout(() => response.destroy(), 20));
  } else if (fault?.kind === 'stall') {
    response.write(upTo(body, fault.at));
  } else if (fault?.kind === 'slow') {
    await trickle(response, body, fault.chunk, fault.pauseMs);
  } else if (fault?.kind === 'length') {
    response.write(body, () => setTimeout(() => response.destroy(), 20));
  } else {
    response.end(body);
  }
}

const upTo = (body: Uint8Array, share: number): Uint8Array => body.subarray(0, Math.floor(body.byteLength * share));

async function trickle(response: ServerResponse, body: Uint8Array, chunk: number, pauseMs: number): Promise<void> {
  for (let from = 0; from < body.byteLength && !response.destroyed; from += chunk) {
    response.write(body.subarray(from, from + chunk));
    await sleep(pauseMs);
  }
  response.end();
}
