/** One server that misbehaves in every way there is, and all clients against it: the same table for each of them. */
import { hash } from 'node:crypto';
import fs from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchFile } from '../../src/main/download/fetch-file.ts';
import type { Credentials } from '../../src/main/lib/http.ts';
import type { Sockets } from '../../src/main/lib/sockets.ts';
import { createHttp, type HttpClient, type ProviderTraits } from '../../src/main/providers/http/http.ts';
import { createProviders, providerTraits } from '../../src/main/providers/index.ts';
import type { Provider } from '../../src/main/providers/provider.ts';
import { LoadstoneError, toErrorData } from '../../src/shared/errors.ts';
import type { ProviderId, ResolvedFile } from '../../src/shared/model.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { createFakeTiming, never, startLoopback, type Handler, type Loopback } from '../support/loopback.ts';
import { tempFolder } from '../support/trees.ts';

let server: Loopback;
/** A host that no provider has anything to do with. */
let stranger: Loopback;
let folder: ReturnType<typeof tempFolder>;
let http: HttpClient;
const clients: HttpClient[] = [];
let archive: Buffer;

const canary = 'CANARY-5d41402abc4b2a76';

beforeAll(async () => {
  server = await startLoopback();
  stranger = await startLoopback();
  const made = tempFolder('faults-archive');
  writeZip(path.join(made.path, 'mod.zip'), { 'a.txt': 'a'.repeat(3_000), 'b/c.txt': 'c' });
  archive = fs.readFileSync(path.join(made.path, 'mod.zip'));
  made.remove();
});
afterAll(async () => {
  await server.close();
  await stranger.close();
});
beforeEach(() => {
  folder = tempFolder('faults');
  stranger.serve((_request, response) => response.end(archive));
});
afterEach(async () => {
  for (const one of clients.splice(0)) await one.close();
  folder.remove();
});

const hostOf = ({ routes }: ProviderTraits): string => routes.find(({ host }) => !host.startsWith('.'))?.host ?? '';

/** Nothing here signs in over a socket. */
const sockets = { open: () => Promise.reject(new Error('no sockets here')) } as unknown as Sockets;

const secretOf = (traits: ProviderTraits): Credentials => ({
  headers: { authorization: `Bearer ${canary}` },
  query: { token: canary },
  hosts: [hostOf(traits)],
});

function connect(traits: ProviderTraits): Provider {
  http = createHttp({
    identification: { version: '1.2.3', page: 'https://loadstone.example' },
    providers: providerTraits,
    endpoints: { [traits.id]: { web: server.url } },
    credentials: () => secretOf(traits),
    timeouts: { connect: 500, headers: 80, idle: 80 },
    timing: createFakeTiming(),
  });
  clients.push(http);
  const provider = createProviders({ http, sockets, version: '1.2.3' }).get(traits.id);
  if (provider === undefined) throw new Error(`no client for ${traits.id}`);
  return provider;
}

const download = (traits: ProviderTraits): Promise<unknown> => {
  const host = hostOf(traits);
  const file: ResolvedFile = {
    provider: traits.id,
    url: `https://${host}/files/mod.zip`,
    headers: {},
    hosts: [host, '.cdn.example'],
    fileName: 'mod.zip',
    size: archive.byteLength,
    md5: null,
    sha1: null,
    sha256: hash('sha256', archive, 'hex'),
  };
  const limits = { tries: 2, maxTries: 4, pause: 1, stall: { ms: 150, bytes: 1 } };
  return fetchFile(http, file, { folder: path.join(folder.path, 'downloads'), limits }, never());
};

/** Of all files the downloads have left. */
const contents = (): readonly Buffer[] => {
  const at = path.join(folder.path, 'downloads');
  return fs.existsSync(at) ? fs.readdirSync(at).map((name) => fs.readFileSync(path.join(at, name))) : [];
};

const cutAt =
  (share: number): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': archive.byteLength });
    response.write(archive.subarray(0, Math.floor(archive.byteLength * share)));
    setTimeout(() => response.destroy(), 5);
  };
const redirect =
  (location: () => string): Handler =>
  (_request, response) =>
    response.writeHead(302, { location: location() }).end();
const raw =
  (text: string, body: () => Buffer = () => archive): Handler =>
  (_request, response) => {
    response.socket?.write(`HTTP/1.1 200 OK\r\n${text}\r\n\r\n`);
    response.socket?.end(body());
  };
const page = '<!doctype html><title>Just a moment...</title>';
const padded = (response: ServerResponse, status: number, headers: Record<string, string> = {}): unknown =>
  response.writeHead(status, headers).end('{"message":"no"}');

const faults: readonly (readonly [string, Handler])[] = [
  ['a body cut before its first byte', cutAt(0)],
  ['a body cut after a byte', cutAt(0.001)],
  ['a body cut in the middle', cutAt(0.5)],
  ['a body without its last byte', cutAt(0.999)],
  ['a length that is too large', raw('content-length: 999999')],
  ['a length that is too small', raw('content-length: 100')],
  ['a chunk that lies', raw('transfer-encoding: chunked', () => Buffer.concat([Buffer.from('fffff\r\n'), archive]))],
  ['other bytes of the same length', (_request, response) => response.end(Buffer.alloc(archive.byteLength, 'x'))],
  [
    'the right beginning and other bytes',
    (_request, response) =>
      response.end(Buffer.concat([archive.subarray(0, 99), Buffer.alloc(archive.byteLength - 99)])),
  ],
  [
    'a part that nobody asked for',
    (_request, response) => response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end(archive),
  ],
  ['silence before the header', () => undefined],
  ['silence inside the header', (_request, response) => response.socket?.write('HTTP/1.1 200 OK\r\nx-a: ')],
  ['silence inside the body', (_request, response) => response.writeHead(200).write(archive.subarray(0, 200))],
  [
    'a web page with status 200',
    (_request, response) => response.writeHead(200, { 'content-type': 'application/zip' }).end(page),
  ],
  ['nothing at all', (_request, response) => response.end()],
  ['bytes that are no HTTP', (_request, response) => response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n')],
  ['a broken connection', (_request, response) => response.destroy()],
  ['429 with seconds', (_request, response) => padded(response, 429, { 'retry-after': '600' })],
  [
    '429 with a date',
    (_request, response) => padded(response, 429, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }),
  ],
  ['429 without a word', (_request, response) => response.writeHead(429).end()],
  ['503 with Retry-After', (_request, response) => padded(response, 503, { 'retry-after': '864000' })],
  ['500 for good', (_request, response) => padded(response, 500)],
  ['a compressed bomb', (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)],
  ['a redirect to itself', redirect(() => '/files/mod.zip')],
  ['a redirect to plain http', redirect(() => 'http://cdn.example/mod.zip')],
  ['a redirect to a stranger', redirect(() => 'https://evil.example/mod.zip')],
  ['a redirect to this computer', redirect(() => `${stranger.url}/mod.zip`)],
  ['a redirect to a file', redirect(() => 'file:///etc/passwd')],
  ['a redirect with the secret', redirect(() => `https://a.cdn.example/mod.zip?x=${canary}`)],
];
const bomb = zlib.gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));

const quoting =
  (handler: Handler): Handler =>
  (request, response, number) => {
    // Everything that was shown is said back, where an error could pick it up.
    if (request.headers.authorization !== undefined) response.setHeader('x-seen', request.headers.authorization);
    handler(request, response, number);
  };

const everything = (error: unknown): string => {
  const parts: string[] = [JSON.stringify(toErrorData(error))];
  for (let one = error; one instanceof Error; one = one.cause) parts.push(one.message, one.stack ?? '');
  return parts.join('\n');
};

/** How each provider writes one of its mods. */
const someMod: Readonly<Record<ProviderId, string>> = {
  nexus: 'skyrimspecialedition/266',
  gamebanana: 'Mod/531649',
  github: 'octo/mod',
  modio: '264/2',
  factorio: 'some-mod',
};

const calls = (provider: Provider): Readonly<Record<string, () => Promise<unknown>>> => {
  const [sort = 'relevance'] = provider.sorts;
  const ref = provider.parseModRef(someMod[provider.id]);
  return {
    search: () => provider.search({ game: '264', text: 'some words', sort, page: 1 }, never()),
    ...(ref === null ? {} : { details: () => provider.details(ref, never()) }),
  };
};

describe.each(providerTraits.map((traits) => [traits.id, traits] as const))('%s', (_id, traits) => {
  it.each(faults)('makes no bad file of %s', async (_name, handler) => {
    server.serve(quoting(handler));
    connect(traits);
    const failed = await download(traits).catch((error: unknown) => error);
    // A lie about the length alone may still bring all of the right bytes.
    if (!(failed instanceof Error)) {
      expect(contents()).toEqual([archive]);
      return;
    }
    expect(failed).toBeInstanceOf(LoadstoneError);
    expect((failed as LoadstoneError).code).not.toBe('internal');
    expect(everything(failed)).not.toContain(canary);
    expect(contents()).toEqual([]);
    expect(stranger.requests).toHaveLength(0);
  });

  it('gets the file when a server recovers, and through its own file server without the secret', async () => {
    server.serve((request, response, number) => {
      if (number === 1) response.destroy();
      else if (number === 2) padded(response, 502);
      else if (request.headers.authorization !== undefined)
        response.writeHead(302, { location: 'mod.zip?again' }).end();
      else response.end(archive);
    });
    connect(traits);
    await download(traits).catch(() => undefined);
    expect(server.requests.length).toBeGreaterThanOrEqual(3);
    server.serve((_request, response) => response.end(archive));
    await expect(download(traits)).resolves.toMatchObject({ size: archive.byteLength });
    expect(contents()).toEqual([archive]);
  });

  it.each(faults.filter(([name]) => !name.includes('part')))(
    'answers %s with an error of ours in every call',
    async (_name, handler) => {
      for (const name of Object.keys(calls(connect(traits)))) {
        server.serve(quoting(handler));
        const provider = connect(traits);
        const outcome = await (calls(provider)[name] ?? (() => Promise.reject(new Error('no call'))))().catch(
          (error: unknown) => error,
        );
        if (!(outcome instanceof Error)) continue;
        expect(outcome, name).toBeInstanceOf(LoadstoneError);
        expect((outcome as LoadstoneError).code).not.toBe('internal');
        expect(everything(outcome)).not.toContain(canary);
        await http.close();
      }
      expect(stranger.requests).toHaveLength(0);
    },
  );

  it('sends nothing while blocked, whatever is asked', async () => {
    server.serve((_request, response) => padded(response, 429, { 'retry-after': '3600' }));
    const provider = connect(traits);
    const details = calls(provider)['details'] ?? (() => Promise.reject(new Error('no details')));
    await details().catch(() => undefined);
    const sent = server.requests.length;
    expect(sent).toBeGreaterThan(0);
    await expect(download(traits)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(details()).rejects.toMatchObject({ code: 'rate_limited' });
    for (const call of Object.values(calls(provider))) await call().catch(() => undefined);
    expect(server.requests).toHaveLength(sent);
  });

  it('shows the secret to its own host and to no other', async () => {
    server.serve((request, response) => {
      if (request.headers['x-forwarded-host'] === hostOf(traits))
        response.writeHead(302, { location: 'https://a.cdn.example/mod.zip' }).end();
      else response.end(archive);
    });
    connect(traits);
    await download(traits).catch(() => undefined);
    const own = server.requests.filter((request) => request.headers['x-forwarded-host'] === hostOf(traits));
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((request) => request.headers.authorization === `Bearer ${canary}`)).toBe(true);
    const others = server.requests.filter((request) => !own.includes(request));
    expect(others.every(({ url, headers }) => !`${url}${JSON.stringify(headers)}`.includes(canary))).toBe(true);
  });
});
