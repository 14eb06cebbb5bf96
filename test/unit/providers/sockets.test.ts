/** What a real socket does when the other side is too loud or hangs up. */
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { createSockets } from '../../../src/main/providers/http/sockets.ts';
import { nexusTraits } from '../../../src/main/providers/nexus/traits.ts';

let server: WebSocketServer;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
});
afterEach(() => server.close());

/** What is heard of a line to the sign-in, from its opening to its end. */
async function hear(talk: (line: WebSocket) => void): Promise<readonly string[]> {
  server.on('connection', talk);
  const heard: string[] = [];
  const sso = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets = createSockets({
    identification: { version: '1.2.3', page: 'https://loadstone.example' },
    endpoints: { nexus: { sso } },
    routesOf: () => nexusTraits.routes,
    env: {},
  });
  const socket = sockets.open(
    { provider: 'nexus', url: 'wss://sso.nexusmods.com', hosts: ['sso.nexusmods.com'] },
    {
      opened: () => heard.push('opened'),
      message: (text) => heard.push(text),
      pong: () => heard.push('pong'),
      closed: () => heard.push('closed'),
    },
  );
  await vi.waitUntil(() => heard.includes('closed'), 10_000);
  socket.close();
  return heard;
}

describe('a socket', () => {
  it('hangs up on a frame of a megabyte, unread', async () => {
    expect(await hear((line) => line.send('x'.repeat(1_000_000)))).toEqual(['opened', 'closed']);
  });

  it.each([1_000, 1_011])('tells once that the server hung up with %i', async (code) => {
    const heard = await hear((line) => line.send('hello', () => line.close(code)));
    expect(heard).toEqual(['opened', 'hello', 'closed']);
  });

  it('passes over what is no text', async () => {
    const heard = await hear((line) => line.send(Buffer.from('{"success":true}'), () => line.terminate()));
    expect(heard).toEqual(['opened', 'closed']);
  });
});
