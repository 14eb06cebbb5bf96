/** Servers on 127.0.0.1 that misbehave as told, and a clock that tests move by waiting. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp, type HttpClient, type HttpDeps } from '../../src/main/providers/http/http.ts';
import { cancelledError, type Timing } from '../../src/main/providers/http/timing.ts';
import { providerTraits } from '../../src/main/providers/index.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

export interface Loopback {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** What answers from now on. */
  readonly serve: (handler: Handler) => void;
  readonly close: () => Promise<void>;
}

export async function startLoopback(handler: Handler = (_request, response) => response.end('{}')): Promise<Loopback> {
  let current = handler;
  let requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    current(request, response, requests.length);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    serve: (next) => {
      current = next;
      requests = [];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

export interface FakeTiming extends Timing {
  /** Milliseconds of every wait, in order. */
  readonly waits: readonly number[];
  readonly pass: (ms: number) => void;
}

/** Waiting takes no time but moves the clock. */
export function createFakeTiming(start = Date.UTC(2026, 5, 1)): FakeTiming {
  const waits: number[] = [];
  let passed = 0;
  return {
    waits,
    now: () => start + passed,
    monotonic: () => passed,
    random: () => 0,
    pass: (ms) => {
      passed += ms;
    },
    wait: async (ms, signal) => {
      await Promise.resolve();
      if (signal.aborted) throw cancelledError();
      if (ms > 0) waits.push(ms);
      passed += ms;
    },
  };
}

/** The real client, with GameBanana led to `url`. */
export const httpTo = (url: string, deps: Partial<HttpDeps> = {}): HttpClient =>
  createHttp({
    identification: { version: '1.2.3', page: 'https://loadstone.example' },
    providers: providerTraits,
    endpoints: { gamebanana: { web: url } },
    timeouts: { connect: 1_000, headers: 400, idle: 400 },
    ...deps,
  });

export const never = (): AbortSignal => new AbortController().signal;
