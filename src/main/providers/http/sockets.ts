/** Web sockets over `ws`: the same endpoints and the same way through a proxy as requests. */
import https from 'node:https';
import type { ClientOptions, WebSocket } from 'ws';
import type { ProviderId } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
import type { Socket, SocketEvents, SocketRequest, Sockets } from '../../lib/sockets.ts';
import { isLoopback, mapAddress, type Endpoints, type Route } from './endpoints.ts';
import { redirectRefused } from './faults.ts';
import type { Identification } from './headers.ts';
import { parseProxy, type SystemProxy } from './proxy.ts';

export interface SocketDeps {
  readonly identification: Identification;
  readonly endpoints: Endpoints;
  readonly routesOf: (provider: ProviderId) => readonly Route[];
  readonly systemProxy?: SystemProxy;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

const handshakeTimeout = 15_000;
/** A sign-in says a few hundred bytes. */
const maxPayload = 64 * 1_024;

export function createSockets(deps: SocketDeps): Sockets {
  return {
    open: (request, events) => {
      const address = addressOf(request, deps);
      let ended = false;
      let socket: WebSocket | null = null;
      const end = (): void => {
        if (ended) return;
        ended = true;
        events.closed();
      };
      const begin = async (): Promise<void> => {
        const agent = await agentFor(address, deps);
        // Read when somebody signs in, not when the app starts.
        const { WebSocket } = await import('ws');
        if (!ended) {
          socket = new WebSocket(address, optionsOf(agent, deps.identification));
          listen(socket, events, end);
        }
      };
      begin().catch(end);
      const ready = (): WebSocket | null => (socket?.readyState === socket?.OPEN ? socket : null);
      const close = (): void => {
        end();
        socket?.terminate();
      };
      return { send: (text) => ready()?.send(text), ping: () => ready()?.ping(), close } satisfies Socket;
    },
  };
}

/** Routes are about https: a web socket goes the same way. */
function addressOf({ provider, url, hosts }: SocketRequest, { endpoints, routesOf }: SocketDeps): URL {
  const asked = URL.parse(url.replace(/^wss:/u, 'https:'));
  if (asked === null || asked.protocol !== 'https:' || !hostAllowed(asked.hostname, hosts))
    throw redirectRefused(provider, 'it is not one of its own hosts');
  const mapped = mapAddress(asked, provider, endpoints, routesOf(provider));
  if (mapped.protocol !== 'https:' && !isLoopback(mapped)) throw redirectRefused(provider, 'it is not encrypted');
  return new URL(mapped.href.replace(/^http/u, 'ws'));
}

const optionsOf = (agent: https.Agent | undefined, { version, page }: Identification): ClientOptions => ({
  handshakeTimeout,
  maxPayload,
  perMessageDeflate: false,
  followRedirects: false,
  headers: { 'user-agent': `Loadstone/${version} (+${page})` },
  ...(agent === undefined ? {} : { agent }),
});

function listen(socket: WebSocket, events: SocketEvents, end: () => void): void {
  socket.on('open', events.opened);
  socket.on('pong', events.pong);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) events.message(data.toString());
  });
  // Always followed by "close": a refused upgrade, a broken frame, a line that is gone.
  socket.on('error', () => undefined);
  socket.on('close', end);
}

/** Through the proxy of the environment, or the one the system names; undefined: straight. */
async function agentFor(
  address: URL,
  { systemProxy, env = process.env }: SocketDeps,
): Promise<https.Agent | undefined> {
  if (address.protocol !== 'wss:') return undefined;
  const named = [env['https_proxy'], env['HTTPS_PROXY'], env['http_proxy'], env['HTTP_PROXY']].some(Boolean);
  if (named) return new https.Agent({ proxyEnv: env });
  const proxy = systemProxy === undefined ? null : await askProxy(systemProxy, `https://${address.host}/`);
  return proxy === null ? undefined : new https.Agent({ proxyEnv: { HTTPS_PROXY: proxy } });
}

/** Only HTTP proxies: Node's agent knows no others. */
async function askProxy(ask: SystemProxy, url: string): Promise<string | null> {
  try {
    const proxy = parseProxy(await ask(url));
    return proxy?.kind === 'http' ? proxy.uri : null;
  } catch {
    return null;
  }
}
