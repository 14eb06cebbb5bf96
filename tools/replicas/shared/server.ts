/** What all replicas are: one server on loopback for all hosts of a site, a journal of requests, and faults on demand. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { createFaults, sendAnswer, spoiled, type Fault, type FaultRule } from './faults.ts';

export interface SharedOptions {
  /** Milliseconds before every answer. */
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule[];
}

export interface SeenRequest {
  readonly method: string;
  /** Of the real site: what `X-Forwarded-Host` says, else what the path means. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly posted: string;
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
  /** It came without a host's name: redirects and addresses of files stay on this server. */
  readonly direct: boolean;
}

export interface SharedControl {
  readonly requests: readonly SeenRequest[];
  readonly fail: (rule: FaultRule) => void;
  /** Ends all faults, forgets the requests seen so far and what was counted. */
  readonly reset: () => void;
  readonly setLatency: (ms: number) => void;
}

export interface Site {
  /** Whom a request means that names no host. */
  readonly hostFor: (path: string) => string;
  readonly answer: (seen: SeenRequest, fault: Fault | null) => Answer | Promise<Answer>;
  /** Forgets what the site has counted. */
  readonly forget?: () => void;
  readonly upgrade?: Parameters<Server['on']>[1];
}

export interface ReplicaServer {
  readonly url: string;
  readonly control: SharedControl;
  readonly close: () => Promise<void>;
}

/** Bytes of what is posted: names of 500 mods are a tenth of it. */
const largestPost = 200_000;

/** Binds a free port of 127.0.0.1. */
export async function startReplicaServer(site: Site, options: SharedOptions): Promise<ReplicaServer> {
  const faults = createFaults(options.faults);
  const requests: SeenRequest[] = [];
  let latencyMs = options.latencyMs ?? 0;
  const server = createServer((request, response) => {
    void (async () => {
      const seen = await seenRequest(site, request);
      requests.push(seen);
      const fault = faults.take(`${seen.host}${seen.path}`);
      if (latencyMs > 0) await sleep(latencyMs);
      await sendAnswer(response, spoiled(await site.answer(seen, fault), fault), fault);
    })().catch((error: unknown) => response.destroy(error as Error));
  });
  if (site.upgrade !== undefined) server.on('upgrade', site.upgrade);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control: {
      requests,
      fail: faults.add,
      reset: () => {
        faults.clear();
        requests.length = 0;
        site.forget?.();
      },
      setLatency: (ms) => {
        latencyMs = ms;
      },
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function seenRequest({ hostFor }: Site, request: IncomingMessage): Promise<SeenRequest> {
  let posted = '';
  for await (const chunk of request) {
    posted += String(chunk);
    if (posted.length > largestPost) throw new Error('too much was posted');
  }
  const forwarded = request.headers['x-forwarded-host'];
  const path = request.url ?? '/';
  return {
    method: request.method ?? 'GET',
    host: typeof forwarded === 'string' ? forwarded : hostFor(path),
    path,
    headers: request.headers,
    posted,
    at: performance.now(),
    direct: typeof forwarded !== 'string',
  };
}
