import { createHash, hash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchFile, type FetchedFile, type FetchOptions } from '../../../src/main/download/fetch-file.ts';
import { nodeFs, type Fs } from '../../../src/main/lib/fs.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import type { ResolvedFile } from '../../../src/shared/model.ts';
import type { Fault } from '../../../tools/replicas/shared/faults.ts';
import { fileArchives } from '../../../tools/replicas/shared/archives.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../../tools/replicas/gamebanana/replica.ts';
import { starlightCourier } from '../../../tools/replicas/gamebanana/starlight-courier.ts';
import { createFakeTiming, httpTo, never, startLoopback, type Handler } from '../../support/loopback.ts';

let replica: GameBananaReplica;
let http: HttpClient;
let folder: string;

const radio = starlightCourier.mods.flatMap(({ files }) => files).find(({ id }) => id === 1_900_130);
if (radio === undefined) throw new Error('the catalogue has changed');
const { bytes, md5 } = fileArchives()(radio);
const sha256 = hash('sha256', bytes, 'hex');
const onServer = /^filecache31\.gamebanana\.com\/mods\/1900130_/u;

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());
beforeEach(() => {
  replica.control.reset();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-fetch-'));
  http = httpTo(replica.url, { endpoints: replica.endpoints, timing: createFakeTiming() });
});
afterEach(async () => {
  await http.close();
  fs.rmSync(folder, { recursive: true });
});

const resolved = (more: Partial<ResolvedFile> = {}): ResolvedFile => ({
  provider: 'gamebanana',
  url: 'https://gamebanana.com/dl/1900130',
  headers: {},
  hosts: ['gamebanana.com', '.gamebanana.com'],
  fileName: 'synthwave_radio.zip',
  size: bytes.byteLength,
  md5,
  sha1: null,
  sha256: null,
  ...more,
});

const fetchIt = (
  more: Partial<ResolvedFile> = {},
  options: Partial<FetchOptions> = {},
  signal = never(),
): Promise<FetchedFile> => fetchFile(http, resolved(more), { folder, limits: { pause: 1 }, ...options }, signal);

const expectNothingLeft = (): void => expect(fs.readdirSync(folder)).toEqual([]);
const rangesAsked = (): readonly string[] =>
  replica.control.requests.flatMap(({ headers, host }) =>
    headers.range === undefined || !host.startsWith('filecache') ? [] : [headers.range],
  );

describe('a download', () => {
  it('ends under the name of its hash', async () => {
    const seen: number[] = [];
    const fetched = await fetchIt({}, { onProgress: (done) => seen.push(done) });
    expect(fetched).toEqual({
      path: path.join(folder, sha256),
      size: bytes.byteLength,
      sha256,
      md5,
      fileName: 'synthwave_radio.zip',
    });
    expect(fs.readdirSync(folder)).toEqual([sha256]);
    expect(createHash('sha256').update(fs.readFileSync(fetched.path)).digest('hex')).toBe(sha256);
    expect(seen.at(-1)).toBe(bytes.byteLength);
    expect(seen.toSorted((one, other) => one - other)).toEqual(seen);
    expect(replica.control.requests.map(({ host }) => host)).toEqual([
      'gamebanana.com',
      'files.gamebanana.com',
      'filecache31.gamebanana.com',
    ]);
  });

  it('needs neither size nor hash to be told', async () => {
    expect(await fetchIt({ size: null, md5: null })).toMatchObject({ sha256, md5: null });
    replica.control.fail({ path: onServer, fault: { kind: 'slow', chunk: 400_000, pauseMs: 20 } });
    expect(await fetchIt({ md5: md5.toUpperCase() })).toMatchObject({ sha256 });
  });

  it('makes its folder', async () => {
    expect(await fetchIt({}, { folder: path.join(folder, 'a', 'b') })).toMatchObject({
      path: path.join(folder, 'a', 'b', sha256),
    });
  });
});

describe('a download that is disturbed', () => {
  it.each<[string, Fault, number]>([
    ['dropped at once', { kind: 'drop', at: 0 }, 1],
    ['dropped half-way', { kind: 'drop', at: 0.5 }, 1],
    ['dropped half-way, three times', { kind: 'drop', at: 0.4 }, 3],
    ['dropped before the last byte', { kind: 'drop', at: 0.999_999 }, 1],
    ['dropped before the headers', { kind: 'drop-before-headers' }, 2],
    ['silent half-way', { kind: 'stall', at: 0.5 }, 1],
    ['ended early as if complete', { kind: 'truncate', at: 0.5 }, 1],
    ['announced too long', { kind: 'length', by: 400 }, 1],
    ['failing with a server error', { kind: 'status', status: 503 }, 2],
    ['asked to wait a moment', { kind: 'status', status: 429, retryAfter: '2' }, 1],
  ])('%s is completed', async (_name, fault, times) => {
    replica.control.fail({ path: onServer, fault, times });
    expect(await fetchIt()).toMatchObject({ sha256 });
    expect(fs.readdirSync(folder)).toEqual([sha256]);
  });

  it('goes on where it stopped, asking for the same file', async () => {
    replica.control.fail({ path: onServer, fault: { kind: 'drop', at: 0.5 }, times: 1 });
    expect(await fetchIt()).toMatchObject({ sha256 });
    expect(rangesAsked()).toEqual([`bytes=${Math.floor(bytes.byteLength / 2)}-`]);
    expect(replica.control.requests.at(-1)?.headers['if-range']).toBe(`"${md5}"`);
  });

  it.each<[string, Fault]>([
    ['the range is ignored', { kind: 'ignore-range' }],
    ['the range is another one', { kind: 'wrong-range' }],
    ['the file has another ETag', { kind: 'other-etag' }],
  ])('begins anew when %s', async (_name, fault) => {
    replica.control.fail({ path: onServer, fault: { kind: 'drop', at: 0.5 }, times: 1 });
    replica.control.fail({ path: onServer, fault, times: 1 });
    expect(await fetchIt()).toMatchObject({ sha256 });
    expect(fs.readdirSync(folder)).toEqual([sha256]);
  });
});

const twoMirrors = (wrongTimes: number): Handler => {
  const other = Buffer.from(bytes).fill(7, 600, 700);
  const half = Math.floor(bytes.byteLength / 2);
  return (request, response, number) => {
    const about = { etag: '"same"', 'accept-ranges': 'bytes' };
    const { range } = request.headers;
    if (range !== undefined) {
      const from = Number(/\d+/u.exec(range)?.[0]);
      const contentRange = `bytes ${from}-${bytes.byteLength - 1}/${bytes.byteLength}`;
      response.writeHead(206, { ...about, 'content-range': contentRange }).end(bytes.subarray(from));
    } else if (number <= wrongTimes) {
      response.writeHead(200, { ...about, 'content-length': bytes.byteLength }).write(other.subarray(0, half));
      setTimeout(() => response.destroy(), 30);
    } else response.writeHead(200, about).end(bytes);
  };
};

/** Answers ranges like any file server; `cut` ends the first answers early. */
const fileServer =
  (content: Buffer, about: Record<string, string>, cut: readonly number[] = []): Handler =>
  (request, response, number) => {
    const from = Number(/\d+/u.exec(request.headers.range ?? '')?.[0] ?? 0);
    const rest = content.subarray(from);
    const range = { 'content-range': `bytes ${from}-${content.byteLength - 1}/${content.byteLength}` };
    const headers = { ...about, 'content-length': rest.byteLength, ...(from > 0 ? range : {}) };
    response.writeHead(from > 0 ? 206 : 200, headers);
    const end = cut[number - 1];
    if (end === undefined) response.end(rest);
    else response.write(rest.subarray(0, end), () => setTimeout(() => response.destroy(), 20));
  };

const big = Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.alloc(900_000, 'big file')]);
const bigFile = { size: big.byteLength, md5: null, sha256: hash('sha256', big, 'hex') };

describe('a download that can be gone on with', () => {
  const resumable = { resumable: true, limits: { pause: 1, tries: 1, maxTries: 1 } };

  it.each<[string, Record<string, string>]>([
    ['a tag', { etag: '"tag"' }],
    ['a date', { 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT', date: 'Tue, 02 Jun 2026 00:00:00 GMT' }],
  ])('keeps what arrived over a fault, and later asks only for the rest by %s', async (_name, about) => {
    const server = await startLoopback(fileServer(big, about, [600_000]));
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    try {
      await expect(fetchFile(toServer, resolved(bigFile), { folder, ...resumable }, never())).rejects.toMatchObject({
        code: 'download_incomplete',
      });
      expect(fs.readdirSync(folder).toSorted()).toEqual(['part', 'part.sums']);
      const fetched = await fetchFile(toServer, resolved(bigFile), { folder, ...resumable }, never());
      expect(fetched.sha256).toBe(bigFile.sha256);
      const { range, 'if-range': ifRange } = server.requests.at(-1)?.headers ?? {};
      expect([range, ifRange]).toEqual(['bytes=600000-', Object.values(about)[0]]);
      expect(fs.readdirSync(folder)).toEqual([bigFile.sha256]);
    } finally {
      await toServer.close();
      await server.close();
    }
  });

  it.each<[string, Record<string, string>]>([
    ['a weak tag', { etag: 'W/"tag"' }],
    ['nothing', {}],
    ['a date of just now', { 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT', date: 'Mon, 01 Jun 2026 00:00:30 GMT' }],
  ])('keeps nothing where the server gives %s to know the file by', async (_name, about) => {
    const server = await startLoopback(fileServer(big, about, [600_000]));
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    try {
      await expect(fetchFile(toServer, resolved(bigFile), { folder, ...resumable }, never())).rejects.toMatchObject({
        code: 'download_incomplete',
      });
      expectNothingLeft();
    } finally {
      await toServer.close();
      await server.close();
    }
  });

  it('leaves nothing when the file is not the right one', async () => {
    const options = { ...resumable, limits: { pause: 1 } };
    await expect(fetchIt({ md5: 'f'.repeat(32) }, options)).rejects.toMatchObject({ code: 'download_hash_mismatch' });
    expectNothingLeft();
  });

  it('begins anew when another file lies at the address by now', async () => {
    const server = await startLoopback(fileServer(Buffer.from(big).fill(1, 900), { etag: '"old"' }, [600_000]));
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    try {
      await expect(fetchFile(toServer, resolved(bigFile), { folder, ...resumable }, never())).rejects.toThrow();
      server.serve((_request, response) => response.writeHead(200, { etag: '"new"' }).end(big));
      expect(await fetchFile(toServer, resolved(bigFile), { folder, ...resumable }, never())).toMatchObject({
        sha256: bigFile.sha256,
      });
    } finally {
      await toServer.close();
      await server.close();
    }
  });
});

const gone: Handler = (_request, response) => response.writeHead(403).end('expired');
const otherAddress = (): Promise<ResolvedFile> =>
  Promise.resolve(resolved({ url: 'https://gamebanana.com/dl/new', size: 1, md5: 'other' }));

describe('an address', () => {
  it('that has run out is asked for anew, and the rest comes from there', async () => {
    const good = fileServer(big, { etag: '"tag"' }, [600_000]);
    const server = await startLoopback((request, response, number) => {
      if (request.url === '/dl/old' && number > 1) gone(request, response, number);
      else good(request, response, number);
    });
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    try {
      const file = resolved({ ...bigFile, url: 'https://gamebanana.com/dl/old' });
      expect(
        await fetchFile(toServer, file, { folder, refresh: otherAddress, limits: { pause: 1 } }, never()),
      ).toMatchObject({
        sha256: bigFile.sha256,
      });
      expect(server.requests.map(({ url, headers }) => [url, headers.range])).toEqual([
        ['/dl/old', undefined],
        ['/dl/old', 'bytes=600000-'],
        ['/dl/new', 'bytes=600000-'],
      ]);
    } finally {
      await toServer.close();
      await server.close();
    }
  });

  it('is asked for anew once, not for ever', async () => {
    const server = await startLoopback(gone);
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    let asked = 0;
    const refresh = (): Promise<ResolvedFile> => {
      asked += 1;
      return Promise.resolve(resolved());
    };
    try {
      await expect(
        fetchFile(toServer, resolved(), { folder, refresh, limits: { pause: 1 } }, never()),
      ).rejects.toMatchObject({ code: 'provider_refused' });
      expect(asked).toBe(1);
      expect(server.requests.length).toBe(2);
    } finally {
      await toServer.close();
      await server.close();
    }
  });

  it('that does not work gives way to its mirrors', async () => {
    const server = await startLoopback((request, response, number) => {
      if (request.url === '/dl/third') fileServer(big, { etag: '"tag"' })(request, response, number);
      else if (request.url === '/dl/second') response.destroy();
      else gone(request, response, number);
    });
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    const mirrors = ['second', 'third'].map((name) => `https://gamebanana.com/dl/${name}`);
    try {
      const file = resolved({ ...bigFile, url: 'https://gamebanana.com/dl/first', mirrors });
      const options = { folder, limits: { pause: 1 } };
      expect(await fetchFile(toServer, file, options, never())).toMatchObject({ sha256: bigFile.sha256 });
      const [first, ...others] = server.requests.map(({ url }) => url);
      expect([first, others[0], others.at(-1)]).toEqual(['/dl/first', '/dl/second', '/dl/third']);
    } finally {
      await toServer.close();
      await server.close();
    }
  });
});

describe('a connection that hardly moves', () => {
  it('is left for a new one that brings the rest', async () => {
    const quick = fileServer(big, { etag: '"tag"' });
    const server = await startLoopback((request, response, number) => {
      if (number > 1) {
        quick(request, response, number);
        return;
      }
      response.writeHead(200, { etag: '"tag"', 'content-length': big.byteLength });
      response.write(big.subarray(0, 5_000));
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    try {
      let time = 0;
      const options = {
        folder,
        limits: { pause: 1, stall: { ms: 1_000, bytes: 100_000 } },
        now: () => (time += 400),
      };
      const file = resolved({ ...bigFile, sha256: null });
      expect(await fetchFile(toServer, file, options, never())).toMatchObject({ size: big.byteLength });
      expect(server.requests.length).toBe(2);
    } finally {
      await toServer.close();
      await server.close();
    }
  });
});

describe('a download from two mirrors that differ', () => {
  it('is begun anew instead of being joined', async () => {
    const server = await startLoopback(twoMirrors(1));
    const toServer = httpTo(server.url, { timing: createFakeTiming() });
    try {
      const options = { folder, limits: { pause: 1 } };
      expect(await fetchFile(toServer, resolved(), options, never())).toMatchObject({ sha256 });
      expect(server.requests.map(({ headers }) => headers.range !== undefined)).toEqual([false, true, false]);
      server.serve(twoMirrors(99));
      await expect(fetchFile(toServer, resolved(), options, never())).rejects.toMatchObject({
        code: expect.stringContaining('download_') as unknown,
      });
      expect(server.requests.length).toBeLessThan(50);
      expect(fs.readdirSync(folder)).toEqual([sha256]);
    } finally {
      await toServer.close();
      await server.close();
    }
  });
});

describe('a download that is wrong', () => {
  it.each<[string, Fault, string]>([
    ['other bytes', { kind: 'wrong-bytes' }, 'download_hash_mismatch'],
    ['a web page', { kind: 'html' }, 'download_not_an_archive'],
    ['nothing', { kind: 'empty' }, 'download_incomplete'],
    ['half of it, every time', { kind: 'truncate', at: 0.5 }, 'download_incomplete'],
    ['too few bytes announced', { kind: 'length', by: -1 }, 'download_incomplete'],
    ['no page any more', { kind: 'status', status: 404 }, 'mod_gone'],
    ['no page any more, for good', { kind: 'status', status: 410 }, 'mod_gone'],
    ['a refusal', { kind: 'status', status: 403 }, 'provider_refused'],
    ['a long pause', { kind: 'status', status: 429, retryAfter: '3600' }, 'rate_limited'],
    ['an address elsewhere', { kind: 'redirect', to: 'https://evil.example/a.zip' }, 'redirect_refused'],
    ['an unencrypted address', { kind: 'redirect', to: 'http://gamebanana.com/a.zip' }, 'redirect_refused'],
    ['more than announced', { kind: 'body', body: Buffer.concat([bytes, Buffer.alloc(99)]) }, 'download_incomplete'],
    ['another kind of file', { kind: 'body', body: Buffer.alloc(bytes.byteLength, 'MZ') }, 'download_not_an_archive'],
    ['a short text', { kind: 'body', body: 'moved' }, 'download_not_an_archive'],
    ['silence', { kind: 'stall-before-headers' }, 'provider_unavailable'],
  ])('%s is refused and leaves nothing', async (_name, fault, code) => {
    replica.control.fail({ path: onServer, fault });
    await expect(fetchIt({}, { limits: { pause: 1, tries: 2 } })).rejects.toMatchObject({ code });
    expectNothingLeft();
  });

  it('is recognised when the author has removed the file: the address leads to a page', async () => {
    await expect(fetchIt({ url: 'https://gamebanana.com/dl/12345' })).rejects.toMatchObject({
      code: 'download_not_an_archive',
      hint: expect.stringContaining('removed') as unknown,
    });
    expectNothingLeft();
  });

  it('is bounded where nobody told a size', async () => {
    const limits = { pause: 1, maxBytes: 100_000 };
    await expect(fetchIt({ size: null, md5: null }, { limits })).rejects.toMatchObject({ code: 'download_incomplete' });
    expectNothingLeft();
  });

  it.each(['md5', 'sha1', 'sha256'] as const)('differs in its %s', async (name) => {
    await expect(
      fetchIt({ [name]: 'a'.repeat(name === 'md5' ? 32 : name === 'sha1' ? 40 : 64) }),
    ).rejects.toMatchObject({
      code: 'download_hash_mismatch',
      details: { hash: name },
    });
    expectNothingLeft();
  });
});

describe('a download that ends', () => {
  it('when it is cancelled', async () => {
    replica.control.fail({ path: onServer, fault: { kind: 'slow', chunk: 20_000, pauseMs: 20 } });
    const controller = new AbortController();
    const fetching = fetchIt({}, { onProgress: (done) => done > 60_000 && controller.abort() }, controller.signal);
    await expect(fetching).rejects.toMatchObject({ code: 'cancelled' });
    expectNothingLeft();
  });

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EACCES', 'game_folder_not_writable'],
    ['EIO', 'io_failed'],
  ])('when the disk says %s', async (errno, code) => {
    const fail = (): never => {
      throw Object.assign(new Error(errno), { code: errno });
    };
    for (const broken of [{ write: fail }, { fsync: fail }, { rename: fail }] satisfies Partial<Fs>[]) {
      await expect(fetchIt({}, { fs: { ...nodeFs, ...broken } })).rejects.toMatchObject({ code });
      expectNothingLeft();
    }
  });

  it('before it begins when the disk has no room', async () => {
    const full: Fs = { ...nodeFs, space: () => ({ free: 1_000, total: 1_000_000 }) };
    await expect(fetchIt({}, { fs: full })).rejects.toMatchObject({ code: 'disk_full' });
    expect(replica.control.requests).toHaveLength(0);
  });
});
