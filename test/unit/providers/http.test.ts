import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonRequest } from '../../../src/main/lib/http.ts';
import type { HttpClient, HttpDeps } from '../../../src/main/providers/http/http.ts';
import {
  createFakeTiming,
  httpTo,
  never,
  startLoopback,
  type FakeTiming,
  type Loopback,
} from '../../support/loopback.ts';

let server: Loopback;
let timing: FakeTiming;
const clients: HttpClient[] = [];

beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

function httpClient(deps: Partial<HttpDeps> = {}): HttpClient {
  timing = createFakeTiming();
  const made = httpTo(server.url, { timing, ...deps });
  clients.push(made);
  return made;
}

const ask = (path = '/apiv11/Mod/Index', more: Partial<JsonRequest> = {}): JsonRequest => ({
  provider: 'gamebanana',
  lane: 'api',
  url: `https://gamebanana.com${path}`,
  hosts: ['gamebanana.com', '.gamebanana.com'],
  ...more,
});

const json = (http: HttpClient, path?: string, more?: Partial<JsonRequest>) => http.json(ask(path, more), never());

describe('requests', () => {
  it('say who asks, and for which host', async () => {
    await json(httpClient(), '/apiv11/Mod/Index?_nPage=1');
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'Loadstone/1.2.3 (+https://loadstone.example)',
      'x-forwarded-host': 'gamebanana.com',
    });
    expect(server.requests.at(-1)?.url).toBe('/apiv11/Mod/Index?_nPage=1');
  });

  it('hand on error statuses whose body explains them', async () => {
    server.serve((_request, response) => response.writeHead(400).end('{"_sErrorCode":"X"}'));
    expect(await json(httpClient())).toMatchObject({ status: 400, body: { _sErrorCode: 'X' } });
  });

  it('end at once when cancelled, also inside a body', async () => {
    server.serve((_request, response) => response.writeHead(200).write('{"a":'));
    const controller = new AbortController();
    const asked = httpClient().json(ask(), controller.signal);
    setTimeout(() => controller.abort(), 60);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await expect(httpClient().json(ask(), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('limits', () => {
  it('keep two requests under way and two a second after a burst of four', async () => {
    let open = 0;
    let most = 0;
    server.serve((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('{}');
      }, 15);
    });
    const http = httpClient();
    await Promise.all(Array.from({ length: 10 }, (_, index) => json(http, `/apiv11/${index}`)));
    expect(most).toBe(2);
    // Four at once, then one every half second: six more need three seconds.
    expect(timing.monotonic()).toBeGreaterThanOrEqual(2_500);
    expect(server.requests).toHaveLength(10);
  });

  it('give the place of a cancelled request to the next one', async () => {
    server.serve((request, response) => {
      if (request.url !== '/apiv11/stuck') response.end('{}');
    });
    const http = httpClient({ timeouts: { connect: 1_000, headers: 30_000, idle: 30_000 } });
    const controllers = [new AbortController(), new AbortController(), new AbortController()];
    const stuck = controllers.map(({ signal }) => http.json(ask('/apiv11/stuck'), signal));
    const waiting = json(http, '/apiv11/fine');
    await sleep(50);
    for (const controller of controllers) controller.abort();
    await Promise.all(stuck.map((one) => expect(one).rejects.toMatchObject({ code: 'cancelled' })));
    await expect(waiting).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ['2', 2_000],
    ['0', 1_000],
    [new Date(Date.UTC(2026, 5, 1, 0, 0, 3)).toUTCString(), 3_000],
    [new Date(Date.UTC(2020, 1, 1)).toUTCString(), 1_000],
  ])('wait as long as Retry-After: %s asks, and not a moment less', async (retryAfter, ms) => {
    const date = new Date(Date.UTC(2026, 5, 1)).toUTCString();
    server.serve((_request, response, number) => {
      if (number === 1) response.writeHead(429, { 'retry-after': retryAfter, date }).end();
      else response.end('{"ok":true}');
    });
    expect(await json(httpClient())).toMatchObject({ body: { ok: true } });
    expect(timing.monotonic()).toBe(ms);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['60', 60],
    [undefined, 30],
    ['864000', 24 * 60 * 60],
    ['soon', 30],
  ])('tell until when for Retry-After: %s, send nothing before, and go on afterwards', async (retryAfter, seconds) => {
    server.serve((_request, response, number) => {
      if (number === 1) response.writeHead(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
      else response.end('{}');
    });
    const http = httpClient();
    const until = timing.now() + seconds * 1_000;
    await expect(json(http)).rejects.toMatchObject({ code: 'rate_limited', details: { until } });
    timing.pass(seconds * 1_000 - 5_001);
    await expect(json(http)).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(http.stream({ ...ask('/dl/1'), lane: 'files' }, never())).rejects.toMatchObject({
      code: 'rate_limited',
    });
    expect(server.requests).toHaveLength(1);
    expect(http.limits()).toEqual([{ provider: 'gamebanana', blockedUntil: until, quotas: [] }]);
    timing.pass(5_001);
    await expect(json(http)).resolves.toMatchObject({ status: 200 });
    expect(http.limits()).toMatchObject([{ blockedUntil: null }]);
  });

  it('remember a pause over a restart', async () => {
    server.serve((_request, response) => response.end('{}'));
    const until = Date.UTC(2026, 5, 1) + 60_000;
    const http = httpClient({ limitState: { gamebanana: { pauses: { all: until }, quotas: {} } } });
    await expect(json(http)).rejects.toMatchObject({ code: 'rate_limited', details: { until } });
    expect(server.requests).toHaveLength(0);
  });

  it('leave a provider alone for a moment after many failures in a row', async () => {
    server.serve((_request, response) => response.writeHead(502).end());
    const http = httpClient();
    for (let round = 0; round < 4; round += 1)
      await expect(json(http)).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(server.requests).toHaveLength(10);
    server.serve((_request, response) => response.end('{}'));
    await expect(json(http)).rejects.toMatchObject({ details: { reason: 'paused' } });
    timing.pass(15_000);
    await expect(json(http)).resolves.toMatchObject({ status: 200 });
  });
});

describe('retries', () => {
  it.each([
    ['a server error', (response: ServerResponse) => response.writeHead(503).end('<html>')],
    ['an empty answer', (response: ServerResponse) => response.writeHead(200).end()],
    ['a broken connection', (response: ServerResponse) => response.destroy()],
    [
      'a body that ends too early',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"a":');
        setTimeout(() => response.destroy(), 10);
      },
    ],
  ])('heal %s', async (_name, fail) => {
    server.serve((_request, response, number) => {
      if (number <= 2) fail(response);
      else response.end('{"ok":1}');
    });
    expect(await json(httpClient())).toMatchObject({ body: { ok: 1 } });
    expect(server.requests).toHaveLength(3);
    expect(timing.waits).toEqual([500, 1_500]);
    server.serve((_request, response) => {
      fail(response);
    });
    await expect(json(httpClient())).rejects.toMatchObject({ code: expect.stringMatching(/unavailable|unreadable/u) });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['a web page', '<html>Just a moment...</html>', 200, 'provider_answer_unreadable'],
    ['cut JSON', '{"a":[1,2', 200, 'provider_answer_unreadable'],
    ['a forbidden page', '<html>no</html>', 403, 'provider_refused'],
  ])('are not wasted on %s', async (_name, body, status, code) => {
    server.serve((_request, response) => response.writeHead(status).end(body));
    await expect(json(httpClient())).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });
});

describe('silence', () => {
  it('is noticed before the answer and inside it, by progress and not in total', async () => {
    const http = httpTo(server.url, { timeouts: { connect: 1_000, headers: 300, idle: 300 } });
    clients.push(http);
    server.serve(() => undefined);
    await expect(json(http)).rejects.toMatchObject({ details: { reason: 'headers_timeout' } });
    server.serve((_request, response) => response.writeHead(200).write('{'));
    await expect(json(http)).rejects.toMatchObject({ details: { reason: 'body_timeout' } });
    server.serve((_request, response) => {
      let sent = 0;
      const timer = setInterval(() => {
        sent += 1;
        response.write(' ');
        if (sent < 12) return;
        clearInterval(timer);
        response.end('{"slow":true}');
      }, 60);
    });
    await expect(json(http)).resolves.toMatchObject({ body: { slow: true } });
  });
});

describe('size', () => {
  const limit = 64 * 1024 * 1024;
  const bomb = Buffer.alloc(200 * 1024 * 1024, ' ');
  const encodings = {
    gzip: zlib.gzipSync(bomb),
    br: zlib.brotliCompressSync(bomb, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }),
    deflate: zlib.deflateSync(bomb),
  };

  it.each(Object.entries(encodings))('is bounded for a %s bomb', async (encoding, body) => {
    server.serve((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    const before = process.memoryUsage().rss;
    await expect(json(httpClient())).rejects.toMatchObject({ code: 'provider_answer_unreadable' });
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  it('is bounded for endless bodies and refused early for announced ones', async () => {
    server.serve((_request, response) => {
      const pump = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, ' ')));
      };
      response.on('drain', pump);
      pump();
    });
    await expect(json(httpClient())).rejects.toMatchObject({ code: 'provider_answer_unreadable' });
    server.serve((_request, response) => response.writeHead(200, { 'content-length': String(limit + 1) }).write('{'));
    await expect(json(httpClient())).rejects.toMatchObject({ code: 'provider_answer_unreadable' });
  });

  it('does not matter for depth', async () => {
    server.serve((_request, response) => response.end(`${'['.repeat(10_000)}${']'.repeat(10_000)}`));
    await expect(json(httpClient())).resolves.toMatchObject({ status: 200 });
  });

  it.each(['gzip', 'br'])('leaves honest %s bodies alone and refuses broken ones', async (encoding) => {
    const body = encoding === 'gzip' ? zlib.gzipSync('{"a":1}') : zlib.brotliCompressSync('{"a":1}');
    server.serve((_request, response, number) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(number === 1 ? body : body.subarray(0, 9)),
    );
    const http = httpClient();
    await expect(json(http)).resolves.toMatchObject({ body: { a: 1 } });
    await expect(json(http)).rejects.toMatchObject({ code: 'provider_answer_unreadable' });
  });
});

describe('kept answers', () => {
  it('are used again while fresh, asked about when old, and never kept when bad', async () => {
    server.serve((request, response, number) => {
      if (request.headers['if-none-match'] === '"one"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"one"' }).end(`{"number":${number}}`);
    });
    const http = httpClient();
    const kept = { cacheMs: 60_000 };
    expect(await json(http, '/apiv11/a', kept)).toMatchObject({ body: { number: 1 } });
    expect(await json(http, '/apiv11/a', kept)).toMatchObject({ body: { number: 1 } });
    expect(server.requests).toHaveLength(1);
    timing.pass(60_001);
    expect(await json(http, '/apiv11/a', kept)).toMatchObject({ status: 200, body: { number: 1 } });
    expect(server.requests).toHaveLength(2);
    expect(await json(http, '/apiv11/a', kept)).toMatchObject({ body: { number: 1 } });
    expect(server.requests).toHaveLength(2);
    // Where only the present counts, nothing is remembered.
    expect(await json(http, '/apiv11/a')).toMatchObject({ body: { number: 3 } });
    expect(await json(http, '/apiv11/b', { ...kept, worthKeeping: () => false })).toMatchObject({
      body: { number: 4 },
    });
    expect(await json(http, '/apiv11/b', kept)).toMatchObject({ body: { number: 5 } });
  });

  it('are not shared between a signed-in player and anybody else', async () => {
    server.serve((_request, response, number) => response.end(`{"number":${number}}`));
    const http = httpClient({
      credentials: () => ({ headers: { authorization: 'Bearer x' }, query: {}, hosts: ['gamebanana.com'] }),
    });
    await json(http, '/apiv11/a', { cacheMs: 60_000 });
    expect(await json(http, '/apiv11/a', { cacheMs: 60_000 })).toMatchObject({ body: { number: 2 } });
  });
});
