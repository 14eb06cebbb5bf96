/** The sign-in socket, protocols 1 and 2, and who waits at it for a yes on the page. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ReplicaAccount } from './catalogue.ts';

interface Waiting {
  readonly token: string;
  readonly protocol: 1 | 2;
  socket: WebSocket;
  /** What was decided while nobody was connected. */
  outcome: ReplicaAccount | 'denied' | null;
}

export interface Sso {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** false: nobody waits with this id. null: refuses. */
  readonly decide: (id: string, account: ReplicaAccount | null) => boolean;
  /** The newest one that waits; null: none. */
  readonly newest: () => string | null;
  /** Breaks all lines; those who come again are known. */
  readonly drop: () => void;
  readonly set: (how: { readonly pongs?: boolean; readonly down?: boolean; readonly silent?: boolean }) => void;
  /** All that was said to us, in order. */
  readonly said: readonly string[];
  readonly close: () => void;
}

export function createSso(): Sso {
  const server = new WebSocketServer({ noServer: true, autoPong: false });
  const waiting = new Map<string, Waiting>();
  const said: string[] = [];
  const mood = { pongs: true, down: false, silent: false };
  server.on('connection', (socket) => {
    socket.on('ping', (data) => {
      if (mood.pongs) socket.pong(data);
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      said.push(text);
      if (!mood.silent) greet(waiting, socket, text);
    });
  });
  return {
    said,
    upgrade: (request, socket, head) => {
      if (mood.down) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (open) => server.emit('connection', open, request));
    },
    decide: (id, account) => {
      const one = waiting.get(id);
      if (one === undefined) return false;
      one.outcome = account ?? 'denied';
      tell(one);
      return true;
    },
    newest: () => [...waiting.keys()].at(-1) ?? null,
    drop: () => {
      for (const socket of server.clients) socket.terminate();
    },
    set: (how) => Object.assign(mood, how),
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const failure = (error: string): string => JSON.stringify({ success: false, data: null, error });
const success = (data: object): string => JSON.stringify({ success: true, data, error: null });

function greet(waiting: Map<string, Waiting>, socket: WebSocket, text: string): void {
  const { id, token, protocol } = helloIn(text);
  if (typeof id !== 'string' || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id)) {
    socket.send(failure('Invalid request'));
    return;
  }
  const known = waiting.get(id);
  if (known === undefined) {
    const one: Waiting = {
      token: randomBytes(16).toString('hex'),
      protocol: protocol === 2 ? 2 : 1,
      socket,
      outcome: null,
    };
    waiting.set(id, one);
    if (one.protocol === 2) socket.send(success({ connection_token: one.token }));
    return;
  }
  if (known.protocol === 2 && token !== known.token) {
    socket.send(failure('Invalid connection token'));
    return;
  }
  known.socket = socket;
  if (known.protocol === 2) socket.send(success({ connection_token: known.token }));
  tell(known);
}

function helloIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function tell({ socket, outcome, protocol }: Waiting): void {
  if (outcome === null || socket.readyState !== socket.OPEN) return;
  if (outcome === 'denied') socket.send(failure('The user denied the request'));
  else socket.send(protocol === 2 ? success({ api_key: outcome.key }) : outcome.key);
}
