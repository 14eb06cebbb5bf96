import Database from 'better-sqlite3';
import fc from 'fast-check';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials, JsonRequest } from '../../../src/main/lib/http.ts';
import {
  createHttp,
  type HttpClient,
  type HttpDeps,
  type ProviderTraits,
} from '../../../src/main/providers/http/http.ts';
import {
  readGitHubLimits,
  readModioLimits,
  readNexusLimits,
  readPlainLimits,
} from '../../../src/main/providers/http/limit-headers.ts';
import {
  forStanding,
  gitHubQuotas,
  modioQuotas,
  nexusQuotas,
  type LimitPolicy,
  type QuotaPolicy,
} from '../../../src/main/providers/http/limit-policy.ts';
import { readLimitState } from '../../../src/main/providers/http/limit-state.ts';
import { createQuota } from '../../../src/main/providers/http/quota.ts';
import { openRegistry } from '../../../src/main/registry/registry.ts';
import type { ProviderId } from '../../../src/shared/model.ts';
import { createFakeTiming, never, startLoopback, type FakeTiming, type Loopback } from '../../support/loopback.ts';
import { tempFolder } from '../../support/trees.ts';

let server: Loopback;
let timing: FakeTiming;
const clients: HttpClient[] = [];

beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());
afterEach(async () => {
  for (const one of clients.splice(0)) await one.close();
});

const start = Date.UTC(2026, 5, 1);
const date = new Date(start).toUTCString();
const lanes = {
  api: { concurrent: 4, perSecond: null, burst: 1 },
  files: { concurrent: 2, perSecond: null, burst: 1 },
  images: { concurrent: 2, perSecond: null, burst: 1 },
};
const policies: Readonly<Partial<Record<ProviderId, LimitPolicy>>> = {
  nexus: { ...lanes, quotas: nexusQuotas, read: readNexusLimits, unexplained: { first: 1_000, longest: 300_000 } },
  github: { ...lanes, quotas: gitHubQuotas, read: readGitHubLimits, unexplained: { first: 60_000, longest: 900_000 } },
  modio: { ...lanes, quotas: modioQuotas, read: readModioLimits, unexplained: { first: 60_000, longest: 900_000 } },
};
const traits: readonly ProviderTraits[] = (['nexus', 'github', 'modio'] as const).map((id) => ({
  id,
  routes: [{ base: 'web', host: hostOf(id), path: '' }],
  limits: policies[id] ?? lanes,
  imageHosts: [],
}));

function hostOf(id: ProviderId): string {
  const hosts: Partial<Record<ProviderId, string>> = {
    nexus: 'api.nexusmods.com',
    github: 'api.github.com',
    modio: 'api.mod.io',
  };
  return hosts[id] ?? 'nowhere.example';
}

function client(deps: Partial<HttpDeps> = {}): HttpClient {
  timing = createFakeTiming(start);
  const web = server.url;
  const made = createHttp({
    identification: { version: '1.2.3', page: 'https://loadstone.example' },
    providers: traits,
    endpoints: { nexus: { web }, github: { web }, modio: { web } },
    timeouts: { connect: 1_000, headers: 1_000, idle: 1_000 },
    timing,
    ...deps,
  });
  clients.push(made);
  return made;
}

const ask = (http: HttpClient, provider: ProviderId, url = '/v1/games', more: Partial<JsonRequest> = {}) =>
  http.json(
    { provider, lane: 'api', url: `https://${hostOf(provider)}${url}`, hosts: [hostOf(provider)], ...more },
    never(),
  );

const member = (provider: ProviderId, more: Partial<Credentials> = {}): Credentials => ({
  headers: { authorization: 'Bearer secret-of-a-member' },
  query: {},
  hosts: [hostOf(provider)],
  ...more,
});

const nexusHeaders = (hourly: string, daily: string) => ({
  date,
  'x-rl-hourly-limit': '500',
  'x-rl-hourly-remaining': hourly,
  'x-rl-hourly-reset': '2026-06-01T01:00:00+00:00',
  'x-rl-daily-limit': '20000',
  'x-rl-daily-remaining': daily,
  'x-rl-daily-reset': '2026-06-02 00:00:00 +0000',
});

describe('reading what answers say', () => {
  const none = { status: 200, headers: {}, body: null };

  it('takes plain Retry-After in all its forms', () => {
    expect(readPlainLimits(none, start)).toEqual({ quotas: [], pause: null, refused: false });
    expect(readPlainLimits({ ...none, status: 503 }, start).pause).toBeNull();
    expect(readPlainLimits({ ...none, status: 503, headers: { 'retry-after': '9' } }, start).pause).toEqual({
      scope: 'all',
      ms: 9_000,
    });
    expect(readPlainLimits({ ...none, status: 429 }, start).pause).toEqual({ scope: 'all', ms: null });
  });

  it('counts a date from the clock of the server, not from ours', () => {
    const headers = {
      'retry-after': new Date(start + 90_000).toUTCString(),
      date: new Date(start + 60_000).toUTCString(),
    };
    expect(readPlainLimits({ status: 429, headers, body: null }, start - 999_999).pause?.ms).toBe(30_000);
  });

  it('reads both spellings of a Nexus date, and blocks only when neither budget is left', () => {
    const left = readNexusLimits({ status: 200, headers: nexusHeaders('0', '15'), body: null }, start);
    expect(left).toEqual({
      quotas: [
        { name: 'hourly', size: 500, left: 0, resetIn: 3_600_000 },
        { name: 'daily', size: 20_000, left: 15, resetIn: 86_400_000 },
      ],
      pause: null,
      refused: false,
    });
    expect(readNexusLimits({ status: 200, headers: nexusHeaders('0', '0'), body: null }, start)).toMatchObject({
      pause: { scope: 'all', ms: 3_600_000 },
      refused: false,
    });
    expect(readNexusLimits({ status: 429, headers: {}, body: null }, start)).toMatchObject({ pause: { ms: null } });
    const broken = { ...nexusHeaders('1', '1'), 'x-rl-hourly-reset': 'soon', 'x-rl-daily-limit': 'many' };
    expect(readNexusLimits({ status: 200, headers: broken, body: null }, start).quotas).toEqual([
      { name: 'hourly', size: 500, left: 1, resetIn: null },
    ]);
  });

  it.each<[string, Record<string, string>, string, unknown]>([
    ['Retry-After first', { 'retry-after': '7', 'x-ratelimit-remaining': '0' }, '', { scope: 'all', ms: 7_000 }],
    [
      'then nothing left of one budget',
      { date, 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${start / 1_000 + 60}` },
      '',
      { scope: { quota: 'core' }, ms: 60_000 },
    ],
    [
      'never a remaining 10 for a 0',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '10' },
      '{"message":"Resource not accessible"}',
      null,
    ],
    ['then the words', {}, '{"message":"You have exceeded a secondary rate limit."}', { scope: 'all', ms: null }],
    ['else it is about rights', {}, '{"message":"Repository access blocked"}', null],
  ])('reads a 403 of GitHub: %s', (_name, headers, body, pause) => {
    expect(readGitHubLimits({ status: 403, headers, body }, start).pause).toEqual(pause);
  });

  it('tells the two refusals of mod.io apart, and takes 0 for its rolling minute', () => {
    const refusal = (reference: number, after: string) =>
      readModioLimits(
        { status: 429, headers: { 'retry-after': after }, body: `{"error":{"code":429,"error_ref":${reference}}}` },
        start,
      ).pause;
    expect(refusal(11_008, '57')).toEqual({ scope: 'all', ms: 57_000 });
    expect(refusal(11_009, '0')).toEqual({ scope: 'endpoint', ms: 60_000 });
    expect(readModioLimits({ status: 429, headers: {}, body: '<html>' }, start).pause).toEqual({
      scope: 'all',
      ms: null,
    });
  });
});

const quota = (policy: QuotaPolicy | undefined, standing: 'anonymous' | 'member' | 'premium' = 'anonymous') => {
  if (policy === undefined) throw new Error('no such policy');
  timing = createFakeTiming(start);
  return createQuota(policy, standing, timing);
};
const spend = (one: ReturnType<typeof createQuota>): number => {
  let sent = 0;
  for (; one.wait() === 0 && sent < 10_000; sent += 1) one.take();
  return sent;
};

describe('budgets', () => {
  it('of Nexus: 300 at once, 600 for premium, then one a second without losing fractions', () => {
    const plain = quota(nexusQuotas[0]);
    expect(spend(plain)).toBe(300);
    expect(plain.wait()).toBeCloseTo(1_000);
    for (let round = 0; round < 10; round += 1) {
      timing.pass(1_900);
      plain.wait();
    }
    expect(spend(plain)).toBe(19);
    expect(spend(quota(nexusQuotas[0], 'premium'))).toBe(600);
  });

  it('of Nexus are empty after a 429 and recover one by one', () => {
    const one = quota(nexusQuotas[0]);
    one.empty();
    expect(one.state()).toMatchObject({ left: 0, size: 300 });
    timing.pass(5_000);
    expect(spend(one)).toBe(5);
  });

  it('of a window are whole again when it ends, whatever overtaken answers say', () => {
    const one = quota(gitHubQuotas[0]);
    one.take();
    one.correct({ name: 'core', size: 60, left: 40, resetIn: 600_000 });
    one.take();
    one.take();
    one.correct({ name: 'core', size: 60, left: 39, resetIn: 600_000 });
    expect(one.state()).toMatchObject({ left: 38, resetAt: start + 600_000 });
    expect(spend(one)).toBe(38);
    expect(one.wait()).toBe(600_000);
    timing.pass(600_000);
    expect(spend(one)).toBe(60);
  });

  it('of mod.io count its test environment and the start of a download, and nothing of the file servers', () => {
    const [requests, changes] = modioQuotas;
    const counts = (url: string, method = 'GET') => [requests, changes].map((one) => one?.counts(method, new URL(url)));
    for (const host of ['api.mod.io', 'api.test.mod.io', 'g-7.modapi.io', 'u-7.test.mod.io']) {
      expect(counts(`https://${host}/v1/games`), host).toEqual([true, false]);
      expect(counts(`https://${host}/v1/games`, 'POST'), host).toEqual([true, true]);
    }
    for (const host of ['binary.modcdn.io', 'mod.io', 'modapi.io.example'])
      expect(counts(`https://${host}/v1/x`, 'POST'), host).toEqual([false, false]);
  });

  it('of mod.io keep every rolling minute, however requests are spread', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 150, maxLength: 400 }), (pauses) => {
        const one = quota(modioQuotas[0]);
        const sent: number[] = [];
        for (const pause of pauses) {
          timing.pass(pause % 7 === 0 ? pause : pause % 120);
          timing.pass(one.wait());
          one.take();
          sent.push(timing.monotonic());
        }
        for (const [index, at] of sent.entries()) {
          expect(sent.slice(index).filter((other) => other < at + 60_000).length).toBeLessThanOrEqual(60);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('fall back to the next lower standing', () => {
    expect(forStanding({ anonymous: 1, member: 3 }, 'premium')).toBe(3);
    expect(forStanding({ anonymous: 1, member: 3 }, 'key')).toBe(1);
  });
});

describe('the scheduler', () => {
  it('sends nothing while blocked, also what was waiting for its turn', async () => {
    let blockedAt = Infinity;
    let late = 0;
    server.serve((_request, response, number) => {
      if (performance.now() > blockedAt) late += 1;
      if (number <= 3) response.end('{}');
      else {
        response.writeHead(429, { 'retry-after': '600', 'content-type': 'application/json' });
        // The explanation takes its time: meanwhile nobody knows how much it covers.
        response.write('{"error":{');
        setTimeout(() => {
          blockedAt = performance.now() + 5;
          response.end('"error_ref":11008}}');
        }, 30);
      }
    });
    const http = client();
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, id) => ask(http, 'modio', `/v1/${id}`)));
    await sleep(30);
    expect(server.requests.length).toBeLessThanOrEqual(3 + lanes.api.concurrent);
    expect(late).toBe(0);
    const refused = outcomes.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(37);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate_limited' });
  });

  it('keeps a refusal of one endpoint of mod.io to that endpoint', async () => {
    server.serve((request, response) => {
      if (request.url?.includes('/files') !== true) response.end('{}');
      else response.writeHead(429, { 'retry-after': '60' }).end('{"error":{"error_ref":11009}}');
    });
    const http = client();
    await expect(ask(http, 'modio', '/v1/games/1/mods/2/files')).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(ask(http, 'modio', '/v1/games/7/mods/9/files')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(server.requests).toHaveLength(1);
    await expect(ask(http, 'modio', '/v1/games/1/mods')).resolves.toMatchObject({ status: 200 });
    expect(http.limits()[0]?.blockedUntil).toBeNull();
  });

  it('counts searches of GitHub apart, and a player apart from everybody at the address', async () => {
    const reset = `${start / 1_000 + 1_800}`;
    server.serve((request, response) => {
      const resource = request.url?.startsWith('/search') === true ? 'search' : 'core';
      const signed = request.headers.authorization !== undefined;
      const limit = resource === 'core' ? (signed ? 5_000 : 60) : 10;
      const left = resource === 'core' && !signed ? 0 : limit - 1;
      response
        .writeHead(200, {
          date,
          'x-ratelimit-limit': limit,
          'x-ratelimit-remaining': left,
          'x-ratelimit-reset': reset,
          'x-ratelimit-resource': resource,
        })
        .end('{}');
    });
    let signedIn = false;
    const http = client({ credentials: () => (signedIn ? member('github') : null) });
    await ask(http, 'github', '/repos/a/b');
    await expect(ask(http, 'github', '/repos/a/b')).rejects.toMatchObject({
      code: 'rate_limited',
      details: { until: start + 1_800_000 },
    });
    await ask(http, 'github', '/search/repositories?q=a');
    expect(server.requests).toHaveLength(2);
    expect(http.limits()).toEqual([
      {
        provider: 'github',
        blockedUntil: null,
        quotas: [
          { name: 'core', size: 60, left: 0, resetAt: start + 1_800_000, blockedUntil: null },
          { name: 'search', size: 10, left: 9, resetAt: start + 60_000, blockedUntil: null },
        ],
      },
    ]);
    signedIn = true;
    await ask(http, 'github', '/repos/a/b');
    expect(http.limits()[0]?.quotas[0]).toMatchObject({ size: 5_000, left: 4_999 });
  });

  it('asks GitHub less and less often while it names its secondary limit, and hands on a 403 about rights', async () => {
    server.serve((_request, response) =>
      response.writeHead(403).end('{"message":"You have exceeded a secondary rate limit"}'),
    );
    const http = client();
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      const until = timing.now() + minutes * 60_000;
      await expect(ask(http, 'github', '/repos/a/b')).rejects.toMatchObject({ details: { until } });
      timing.pass(minutes * 60_000);
    }
    server.serve((_request, response) => response.writeHead(403).end('{"message":"Repository access blocked"}'));
    await expect(ask(http, 'github', '/repos/a/b')).resolves.toMatchObject({
      status: 403,
      body: { message: 'Repository access blocked' },
    });
  });

  it('grants premium players of Nexus their larger budget, and waits a refusal without a word out', async () => {
    server.serve((_request, response, number) => {
      if (number === 1) response.writeHead(429).end();
      else response.end('{}');
    });
    const http = client({ credentials: () => member('nexus', { standing: 'premium' }) });
    await ask(http, 'nexus');
    expect(timing.monotonic()).toBeGreaterThanOrEqual(1_000);
    expect(http.limits()[0]?.quotas).toMatchObject([{ name: 'requests', size: 600, left: 0 }]);
  });

  it('goes on after a restart where it was, through the registry, and believes no nonsense', async () => {
    const folder = tempFolder('limits');
    const file = path.join(folder.path, 'registry.sqlite');
    try {
      server.serve((_request, response, number) => {
        if (number < 3) response.end('{}');
        else response.writeHead(429, { 'retry-after': '3600' }).end('{}');
      });
      const first = client();
      await ask(first, 'nexus');
      await ask(first, 'modio');
      await expect(ask(first, 'modio')).rejects.toMatchObject({ code: 'rate_limited' });
      const registry = openRegistry(file);
      registry.providerLimits.put(first.limitState());
      registry.close();

      const again = openRegistry(file);
      const second = client({ limitState: readLimitState(again.providerLimits.get()) });
      again.close();
      expect(second.limits()).toMatchObject([
        { provider: 'nexus', blockedUntil: null, quotas: [{ name: 'requests', left: 299 }] },
        { provider: 'modio', blockedUntil: start + 3_600_000, quotas: [{ name: 'requests', left: 0 }] },
      ]);
      await expect(ask(second, 'modio')).rejects.toMatchObject({ details: { until: start + 3_600_000 } });
      expect(server.requests).toHaveLength(3);

      const raw = new Database(file);
      raw.prepare("INSERT OR REPLACE INTO provider_limit VALUES ('nexus', '{not json')").run();
      raw
        .prepare(`INSERT OR REPLACE INTO provider_limit VALUES ('github', '{"pauses":{"all":9e13},"quotas":{}}')`)
        .run();
      raw.close();
      const third = openRegistry(file);
      const state = readLimitState(third.providerLimits.get());
      third.close();
      expect(Object.keys(state).toSorted()).toEqual(['github', 'modio']);
      // However far away the end of a pause is said to be, a day is the most.
      expect(client({ limitState: state }).limits()).toContainEqual({
        provider: 'github',
        blockedUntil: start + 86_400_000,
        quotas: [],
      });
    } finally {
      folder.remove();
    }
  });

  it('does not let pictures block the rest', async () => {
    server.serve((request, response) => {
      if (request.url === '/picture') response.writeHead(429, { 'retry-after': '600' }).end();
      else response.end('{}');
    });
    const http = client();
    const picture = { provider: 'nexus', lane: 'images', url: 'https://api.nexusmods.com/picture' } as const;
    const hosts = ['api.nexusmods.com'];
    await expect(http.stream({ ...picture, hosts }, never())).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(http.stream({ ...picture, hosts }, never())).rejects.toMatchObject({ code: 'rate_limited' });
    expect(server.requests).toHaveLength(1);
    await expect(ask(http, 'nexus')).resolves.toMatchObject({ status: 200 });
  });
});

describe('a player who is signed in', () => {
  it('has answers kept for this sign-in alone', async () => {
    server.serve((_request, response, number) => response.end(`{"number":${number}}`));
    let keepFor = 'sign-in 1';
    const http = client({ credentials: () => member('nexus', { keepFor }) });
    const kept = { cacheMs: 60_000 };
    expect(await ask(http, 'nexus', '/v1/a', kept)).toMatchObject({ body: { number: 1 } });
    expect(await ask(http, 'nexus', '/v1/a', kept)).toMatchObject({ body: { number: 1 } });
    keepFor = 'sign-in 2';
    expect(await ask(http, 'nexus', '/v1/a', kept)).toMatchObject({ body: { number: 2 } });
    expect(await ask(http, 'nexus', '/v1/a', { ...kept, as: null })).toMatchObject({ body: { number: 3 } });
  });

  it('never finds the secret in an answer that quotes it', async () => {
    server.serve((request, response) => response.end(JSON.stringify({ echo: request.headers.authorization })));
    const http = client({ credentials: () => member('nexus') });
    expect(await ask(http, 'nexus')).toMatchObject({ body: { echo: 'Bearer …' } });
  });

  it('is reported once the provider does not take the secret, but not when one is only tried', async () => {
    server.serve((_request, response) => response.writeHead(401).end('{"message":"no"}'));
    const refused: ProviderId[] = [];
    const http = client({ credentials: () => member('nexus'), refused: (provider) => refused.push(provider) });
    await ask(http, 'nexus', '/v1/a', { as: member('nexus') });
    expect(refused).toEqual([]);
    await ask(http, 'nexus');
    expect(refused).toEqual(['nexus']);
  });

  it('has an address refused that carries the secret to another host', async () => {
    server.serve((request, response) => {
      const { authorization = '' } = request.headers;
      response
        .writeHead(302, { location: `https://other.example/?t=${encodeURIComponent(authorization.slice(7))}` })
        .end();
    });
    const http = client({ credentials: () => member('nexus') });
    const hosts = ['api.nexusmods.com', 'other.example'];
    await expect(ask(http, 'nexus', '/v1/a', { hosts })).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(server.requests).toHaveLength(1);
  });
});
