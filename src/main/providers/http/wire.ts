/** The innermost step: one request over undici. Timeouts watch progress, not the total: a slow line may take its time. */
import type { Dispatcher } from 'undici';
import type { ProviderId } from '../../../shared/model.ts';
import { faultOf } from './faults.ts';
import type { Incoming, Outgoing, Send } from './layer.ts';

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the request to the first byte of the answer. */
  readonly headers: number;
  /** Longest silence inside a body. */
  readonly idle: number;
}

export const defaultTimeouts: Timeouts = { connect: 15_000, headers: 30_000, idle: 30_000 };

export const onWire =
  (routeTo: (address: URL) => Promise<Dispatcher>): Send =>
  async (request, signal) => {
    try {
      const dispatcher = await routeTo(request.wire);
      const { request: send } = await import('undici');
      const { method, body } = request;
      const answer = await send(request.wire, { dispatcher, method, body, headers: wireHeaders(request), signal });
      // A body that is dropped half-way reports that to nobody.
      answer.body.on('error', () => undefined);
      return {
        status: answer.statusCode,
        headers: flat(answer.headers),
        address: request.address,
        body: translated(answer.body, request.provider, signal),
        discard: () => answer.body.destroy(),
      };
    } catch (error) {
      throw faultOf(error, request.provider, signal);
    }
  };

/** A loopback server stands for many hosts at once: it is told which one is meant. */
const wireHeaders = ({ headers, address, wire }: Outgoing): Outgoing['headers'] =>
  address.host === wire.host ? headers : { ...headers, 'x-forwarded-host': address.host };

async function* translated(
  body: AsyncIterable<Uint8Array>,
  provider: ProviderId,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw faultOf(error, provider, signal);
  }
}

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Incoming['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
