import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endpointsAllowed, readEndpoints } from '../../../src/main/providers/http/endpoints.ts';
import { faultOf } from '../../../src/main/providers/http/faults.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import { LoadstoneError, toErrorData } from '../../../src/shared/errors.ts';
import { createFakeTiming, httpTo, never, startLoopback, type Handler, type Loopback } from '../../support/loopback.ts';

let server: Loopback;
let other: Loopback;
const clients: HttpClient[] = [];

beforeAll(async () => {
  server = await startLoopback();
  other = await startLoopback();
});
afterAll(async () => {
  await server.close();
  await other.close();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

const secret = 'CANARY-6f1d';
const hosts = ['gamebanana.com', '.gamebanana.com'];
const credentials = () => ({ headers: { apikey: secret, authorization: `Bearer ${secret}` }, query: {}, hosts });

function httpClient(url = server.url): HttpClient {
  const made = httpTo(url, { timing: createFakeTiming(), credentials });
  clients.push(made);
  return made;
}

const get = (http: HttpClient, url = 'https://gamebanana.com/dl/1') =>
  http.stream({ provider: 'gamebanana', lane: 'files', url, hosts, headers: { cookie: secret } }, never());

const redirectTo =
  (location: string): Handler =>
  (request, response) => {
    if (request.url === '/dl/1') response.writeHead(302, { location }).end();
    else response.end('arrived');
  };

describe('redirects', () => {
  it('are followed, and secrets stay with the first host', async () => {
    server.serve(redirectTo('https://files.gamebanana.com/mods/a.zip?x=1'));
    const answer = await get(httpClient());
    expect(answer.url).toBe('https://files.gamebanana.com/mods/a.zip?x=1');
    answer.discard();
    const [first, second] = server.requests;
    expect(first?.headers).toMatchObject({ apikey: secret, cookie: secret });
    expect(second?.headers).not.toMatchObject({ apikey: expect.anything() as unknown });
    expect(JSON.stringify(second?.headers)).not.toContain(secret);
    expect(second?.headers['x-forwarded-host']).toBe('files.gamebanana.com');
  });

  it('on the same host keep what the host may see', async () => {
    server.serve(redirectTo('/elsewhere'));
    const answer = await get(httpClient());
    answer.discard();
    expect(answer.url).toBe('https://gamebanana.com/elsewhere');
    expect(server.requests[1]?.headers).toMatchObject({ apikey: secret, cookie: secret });
  });

  it.each([
    ['http://gamebanana.com/plain'],
    ['https://evil.example/'],
    ['https://gamebanana.com.evil.example/'],
    ['https://evilgamebanana.com/'],
    ['file:///etc/passwd'],
    ['https://user:pass@gamebanana.com/'],
    ['https://gamebanana.com:8443/'],
    ['http://127.0.0.1:1/'],
    ['http://localhost/'],
    ['data:text/plain,x'],
    ['https://'],
  ])('to %s are refused', async (location) => {
    server.serve(redirectTo(location));
    await expect(get(httpClient())).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(server.requests).toHaveLength(1);
  });

  it('to another loopback server are refused, even in a development build', async () => {
    server.serve(redirectTo(`${other.url}/steal`));
    await expect(get(httpClient())).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(other.requests).toHaveLength(0);
  });

  it('end after five hops', async () => {
    server.serve((_request, response, number) => response.writeHead(302, { location: `/hop-${number}` }).end());
    await expect(get(httpClient())).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(server.requests).toHaveLength(6);
  });

  it('do not start at a forbidden address either', async () => {
    server.serve((_request, response) => response.end());
    for (const url of ['http://gamebanana.com/', 'https://evil.example/', 'nonsense'])
      await expect(get(httpClient(), url)).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('the endpoints file', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-endpoints-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'endpoints.json');
  const read = (content: unknown) => {
    fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return readEndpoints(file);
  };

  it('maps providers to loopback bases', () => {
    expect(endpointsAllowed()).toBe(true);
    expect(read({ gamebanana: { api: 'http://127.0.0.1:1/apiv11', web: 'http://localhost:2/' } })).toEqual({
      gamebanana: { api: 'http://127.0.0.1:1/apiv11', web: 'http://localhost:2' },
    });
    expect(read({ gamebanana: 'http://[::1]:3' })).toEqual({ gamebanana: { web: 'http://[::1]:3' } });
  });

  it.each([
    ['not json'],
    [{ gamebanana: { api: 'https://gamebanana.com' } }],
    [{ gamebanana: { api: 'http://127.0.0.1.evil.example' } }],
    [{ gamebanana: { api: 'http://user@127.0.0.1/' } }],
    [{ gamebanana: { api: 'ftp://127.0.0.1/' } }],
    [{ somebody: 'http://127.0.0.1:1' }],
    [[]],
  ])('refuses %j', (content) => {
    expect(() => read(content)).toThrow(expect.objectContaining({ code: 'invalid_input' }) as Error);
  });

  it('leads the interface to a server of its own', async () => {
    server.serve((_request, response) => response.end('{}'));
    const http = httpTo('', { endpoints: { gamebanana: { api: `${server.url}/v11`, web: other.url } } });
    clients.push(http);
    await http.json(
      { provider: 'gamebanana', lane: 'api', url: 'https://gamebanana.com/apiv11/Mod/Index?a=1', hosts },
      never(),
    );
    expect(server.requests[0]?.url).toBe('/v11/Mod/Index?a=1');
  });
});

describe('faults of the network', () => {
  it.each([
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ENETUNREACH', 'offline'],
    ['ECONNREFUSED', 'provider_unavailable'],
    ['CERT_HAS_EXPIRED', 'provider_unavailable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'provider_unavailable'],
    ['HPE_INVALID_CONSTANT', 'provider_answer_unreadable'],
  ])('%s means %s', (code, expected) => {
    const inner = Object.assign(new Error('x'), { code });
    expect(faultOf(inner, 'gamebanana', never()).code).toBe(expected);
    expect(faultOf(new AggregateError([inner], 'all failed'), 'gamebanana', never()).code).toBe(expected);
    expect(faultOf(new Error('outer', { cause: inner }), 'gamebanana', never()).code).toBe(expected);
  });

  it('a closed port is a provider that cannot be reached', async () => {
    const gone = await startLoopback();
    await gone.close();
    await expect(get(httpClient(gone.url))).rejects.toMatchObject({
      code: 'provider_unavailable',
      details: { reason: 'refused' },
    });
  });

  it('a certificate nobody signed is refused', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-tls-'));
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=127.0.0.1',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    const tls = createTlsServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, (_request, response) =>
      response.end('x'),
    );
    await new Promise<void>((resolve) => {
      tls.listen(0, '127.0.0.1', resolve);
    });
    try {
      const url = `https://127.0.0.1:${(tls.address() as AddressInfo).port}`;
      await expect(get(httpClient(url))).rejects.toMatchObject({ details: { reason: 'certificate' } });
    } finally {
      tls.close();
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('what is not HTTP is unreadable', async () => {
    const tcp = createTcpServer((socket) => socket.end('SSH-2.0-nothing\r\n'));
    await new Promise<void>((resolve) => {
      tcp.listen(0, '127.0.0.1', resolve);
    });
    try {
      await expect(get(httpClient(`http://127.0.0.1:${(tcp.address() as AddressInfo).port}`))).rejects.toMatchObject({
        code: 'provider_answer_unreadable',
      });
    } finally {
      tcp.close();
    }
  });

  it('a proxy of the system is used for the internet, and its refusal is told', async () => {
    const asked: string[] = [];
    const proxy = createTcpServer((socket) => {
      socket.once('data', (bytes) => {
        asked.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      });
    });
    await new Promise<void>((resolve) => {
      proxy.listen(0, '127.0.0.1', resolve);
    });
    const before = process.env['HTTPS_PROXY'];
    process.env['HTTPS_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      const http = httpTo('', { endpoints: {}, timing: createFakeTiming() });
      clients.push(http);
      await expect(get(http)).rejects.toMatchObject({ code: 'provider_unavailable', details: { reason: 'proxy' } });
      expect(asked[0]).toBe('CONNECT gamebanana.com:443 HTTP/1.1');
    } finally {
      if (before === undefined) delete process.env['HTTPS_PROXY'];
      else process.env['HTTPS_PROXY'] = before;
      proxy.close();
    }
  });
});

const everything = (error: unknown): string => {
  const parts: string[] = [];
  for (let one = error; one instanceof Error; one = one.cause) parts.push(one.message, one.stack ?? '');
  return [...parts, JSON.stringify(toErrorData(error))].join('\n');
};

describe('secrets', () => {
  it.each<[string, Handler]>([
    ['refusal', (_request, response) => response.writeHead(403).end(`<html>${secret}`)],
    ['server error', (_request, response) => response.writeHead(500, { 'x-key': secret }).end(secret)],
    ['rate limit', (_request, response) => response.writeHead(429, { 'retry-after': '600' }).end(secret)],
    ['web page', (_request, response) => response.end(`<html>apikey=${secret}`)],
    ['broken JSON', (_request, response) => response.end(`{"key": "${secret}" `)],
    [
      'redirect',
      (_request, response) => response.writeHead(302, { location: `https://evil.example/?key=${secret}` }).end(),
    ],
    ['redirect without sense', (_request, response) => response.writeHead(302, { location: `::${secret}` }).end()],
    ['broken connection', (_request, response) => response.destroy()],
    ['silence', () => undefined],
    ['empty answer', (_request, response) => response.end()],
  ])('never show in the error of a %s', async (_name, handler) => {
    server.serve(handler);
    const http = httpClient();
    const url = `https://gamebanana.com/apiv11/RemoteInstall/1/${secret}/x?key=${secret}&token=${secret}`;
    const headers = { authorization: secret };
    const failed = await http
      .json({ provider: 'gamebanana', lane: 'api', url, hosts, headers }, never())
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(LoadstoneError);
    expect(everything(failed)).not.toContain(secret);
  });
});
