import { createServer, type Server } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp, type HttpClient } from '../../../src/main/providers/http/http.ts';
import { createRoutes, parseProxy, type Routes } from '../../../src/main/providers/http/proxy.ts';
import { providerTraits } from '../../../src/main/providers/index.ts';
import { createFakeTiming, never, startLoopback, type Loopback } from '../../support/loopback.ts';

/** A proxy that leads every CONNECT to `target`, whatever host was asked for. */
let proxy: Server;
let proxyHost: string;
let connects: string[];
let refuse: number | null;
let target: Loopback;
const sockets = new Set<Socket>();

beforeAll(async () => {
  target = await startLoopback((request, response) => response.end(`reached as ${request.headers.host}`));
  proxy = createServer((_request, response) => response.writeHead(400).end());
  proxy.on('connect', (request, client: Socket) => {
    sockets.add(client);
    connects.push(request.url ?? '');
    if (refuse !== null) {
      client.end(`HTTP/1.1 ${refuse} no\r\n\r\n`);
      return;
    }
    const upstream = net.connect(Number(new URL(target.url).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    sockets.add(upstream);
    for (const one of [client, upstream]) one.on('error', () => one.destroy());
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  proxyHost = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await target.close();
  await new Promise<void>((resolve) => {
    proxy.close(() => resolve());
  });
});

let routes: Routes | null = null;
let http: HttpClient | null = null;
beforeEach(() => {
  connects = [];
  refuse = null;
});
afterEach(async () => {
  await routes?.close();
  await http?.close();
  [routes, http] = [null, null];
});

const timeouts = { connect: 1_000, headers: 1_000, idle: 1_000 };

async function read(made: Routes, url: string): Promise<string> {
  const { origin, pathname } = new URL(url);
  const dispatcher = await made.to(new URL(url));
  const answer = await dispatcher.request({ origin, path: pathname, method: 'GET' });
  return answer.body.text();
}

describe('the proxy of the system', () => {
  it('is asked about once for each host, and led through by CONNECT', async () => {
    const asked: string[] = [];
    routes = createRoutes(
      timeouts,
      (url) => {
        asked.push(url);
        return Promise.resolve(`PROXY ${proxyHost}; DIRECT`);
      },
      {},
    );
    expect(await read(routes, 'http://mods.example/a?token=x')).toBe('reached as mods.example');
    expect(await read(routes, 'http://mods.example/b')).toBe('reached as mods.example');
    expect(await read(routes, 'http://files.example/c')).toBe('reached as files.example');
    // Only the host: what is asked for, and with which secret, is none of its business.
    expect(asked).toEqual(['http://mods.example/', 'http://files.example/']);
    expect(new Set(connects)).toEqual(new Set(['mods.example:80', 'files.example:80']));
  });

  it('is never used for loopback', async () => {
    routes = createRoutes(timeouts, () => Promise.reject(new Error('asked')), { HTTPS_PROXY: `http://${proxyHost}` });
    expect(await read(routes, `${target.url}/x`)).toContain('reached as 127.0.0.1');
    expect(connects).toEqual([]);
  });

  it('gives way to the one of the environment', async () => {
    let asked = 0;
    const env = { HTTPS_PROXY: `http://${proxyHost}`, HTTP_PROXY: `http://${proxyHost}` };
    routes = createRoutes(timeouts, () => Promise.resolve(`${(asked += 1)}`), env);
    const dispatcher = await routes.to(new URL('https://mods.example/'));
    await dispatcher.request({ origin: 'https://mods.example', path: '/', method: 'GET' }).catch(() => undefined);
    expect(connects).toContain('mods.example:443');
    expect(asked).toBe(0);
  });

  it('never weakens TLS: what answers behind it has to prove that it is the host', async () => {
    http = createHttp({
      identification: { version: '1', page: 'https://loadstone.example' },
      providers: providerTraits,
      timing: createFakeTiming(),
      timeouts,
      systemProxy: () => Promise.resolve(`PROXY ${proxyHost}`),
    });
    const request = { provider: 'gamebanana', lane: 'api', url: 'https://gamebanana.com/apiv11/x' } as const;
    await expect(http.json({ ...request, hosts: ['gamebanana.com'] }, never())).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
    expect(new Set(connects)).toEqual(new Set(['gamebanana.com:443']));
    refuse = 407;
    await expect(http.json({ ...request, hosts: ['gamebanana.com'] }, never())).rejects.toMatchObject({
      code: 'provider_unavailable',
      details: { reason: 'proxy' },
    });
  });

  it.each<[string, unknown]>([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:8080; DIRECT', { kind: 'http', uri: 'http://proxy.example:8080' }],
    ['HTTPS proxy.example:443', { kind: 'http', uri: 'https://proxy.example:443' }],
    ['SOCKS5 127.0.0.1:1080;PROXY other:1', { kind: 'socks', uri: 'socks5://127.0.0.1:1080' }],
    ['SOCKS4 old:1080; PROXY new:3128', { kind: 'http', uri: 'http://new:3128' }],
    ['PROXY', null],
    ['nonsense here; DIRECT', null],
  ])('is read from %j', (list, proxyOf) => {
    expect(parseProxy(list)).toEqual(proxyOf);
  });

  it('is none where the system cannot say', async () => {
    routes = createRoutes(timeouts, () => Promise.reject(new Error('no such service')), {});
    const dispatcher = await routes.to(new URL('http://mods.example/'));
    expect(dispatcher).toBe(await routes.to(new URL('http://127.0.0.1/')));
  });
});
