/** The replica has to be as strict and as odd as mod.io, or it proves nothing. */
import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentedLimits, noLimits } from '../../../tools/replicas/modio/limits.ts';
import {
  gameKey,
  replicaTokens,
  startModioReplica,
  testKey,
  userKey,
  type ModioReplica,
} from '../../../tools/replicas/modio/replica.ts';

let replica: ModioReplica;
beforeAll(async () => {
  replica = await startModioReplica();
});
afterAll(() => replica.close());
beforeEach(() => {
  replica.control.reset();
  replica.control.setLimits(noLimits);
});

type Headers = Readonly<Record<string, string>>;

const raw = (where: string, init: RequestInit = {}, host = 'api.mod.io'): Promise<Response> =>
  fetch(`${replica.url}${where}`, {
    redirect: 'manual',
    ...init,
    headers: { 'x-forwarded-host': host, ...(init.headers as Headers | undefined) },
  });

interface Asked {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const asJson = async (answer: Response): Promise<Asked> => ({
  status: answer.status,
  body: (await answer.json()) as Asked['body'],
});
const withKey = async (where: string, key = userKey, host = 'api.mod.io'): Promise<Asked> =>
  asJson(await raw(`/v1${where}${where.includes('?') ? '&' : '?'}api_key=${key}`, {}, host));
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
const withToken = async (where: string, token: string = replicaTokens.miner): Promise<Asked> =>
  asJson(await raw(`/v1${where}`, { headers: bearer(token) }));
const post = (where: string, fields: Headers, headers: Headers = {}): Promise<Response> =>
  raw(`/v1${where}`, { method: 'POST', body: new URLSearchParams(fields), headers });
const refOf = ({ body }: Asked): unknown => (body['error'] as { error_ref: number } | undefined)?.error_ref;
const idsOf = ({ body }: Asked): readonly number[] => (body['data'] as { id: number }[]).map(({ id }) => id);

const mods = '/games/90210/mods';

const exchange = async (code: string, key = gameKey, more: Headers = {}): Promise<Asked> =>
  asJson(await post(`/oauth/emailexchange?api_key=${key}`, { security_code: code, ...more }));
const mailed = async (email: string): Promise<string> => {
  expect((await post(`/oauth/emailrequest?api_key=${gameKey}`, { email })).status).toBe(200);
  return replica.control.mails().at(-1)?.code ?? '';
};
const linkOf = async (modId = 5_100_001, fileId = 8_200_003): Promise<{ url: URL; md5: string; size: number }> => {
  const { body } = await withKey(`${mods}/${modId}/files/${fileId}`);
  const { download, filehash, filesize } = body as unknown as {
    download: { binary_url: string };
    filehash: { md5: string };
    filesize: number;
  };
  return { url: new URL(download.binary_url), md5: filehash.md5, size: filesize };
};

describe('who may ask', () => {
  it('nobody without a key, but for a ping', async () => {
    expect((await raw('/v1/ping')).status).toBe(200);
    expect(refOf(await asJson(await raw('/v1/games')))).toBe(11_000);
    expect(refOf(await withKey('/games', 'short'))).toBe(11_001);
    expect(refOf(await withKey('/games', 'f'.repeat(32)))).toBe(11_002);
    expect((await withKey('/games')).status).toBe(200);
  });

  it('a token counts before a key, and not when it is too old', async () => {
    const both = await raw(`/v1/games?api_key=${userKey}`, { headers: bearer(replicaTokens.expired) });
    expect(refOf(await asJson(both))).toBe(11_005);
    expect((await withToken('/me')).body).toMatchObject({ username: 'Miner' });
    expect((await withKey('/me')).status).toBe(401);
  });

  it('a key may not change anything, and a token without the scope neither', async () => {
    const where = `${mods}/5100001/subscribe`;
    expect((await post(`${where}?api_key=${userKey}`, { include_dependencies: 'false' })).status).toBe(401);
    const reader = await post(where, { include_dependencies: 'false' }, bearer(replicaTokens.reader));
    expect(refOf(await asJson(reader))).toBe(11_003);
  });

  it('keys and games of the test environment are others', async () => {
    expect(refOf(await withKey('/games', testKey))).toBe(11_002);
    expect(idsOf(await withKey('/games', testKey, 'api.test.mod.io'))).toEqual([7]);
    expect(idsOf(await withKey('/games'))).toEqual([90_210, 90_211]);
  });
});

describe('lists', () => {
  it('come oldest id first, a hundred at most, and go on by place', async () => {
    const first = await withKey(`${mods}?_limit=500`);
    expect(first.body).toMatchObject({ result_count: 100, result_limit: 100, result_offset: 0 });
    const ids = idsOf(first);
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
    const rest = await withKey(`${mods}?_offset=100`);
    expect(ids.length + idsOf(rest).length).toBe(first.body['result_total']);
    expect(idsOf(rest).filter((id) => ids.includes(id))).toEqual([]);
  });

  it.each([
    ['id-in=5100001,5100003,1', [5_100_001, 5_100_003]],
    ['id-in=5100001,5100003&id-not=5100001', [5_100_003]],
    ['name-lk=*Lantern*', [5_100_001]],
    ['_q=echo choir', [5_100_003, 5_100_004]],
    ['tags=Gameplay,Interface', [5_100_003]],
    ['tags-in=Audio,Library', [5_100_002, 5_100_004]],
    ['maturity_option-bitwise-and=12', [5_100_028]],
    ['id-min=5100001&id-st=5100003', [5_100_001, 5_100_002]],
    ['id-gt=5100005&id-max=5100007', [5_100_006, 5_100_007]],
    // Fields that lie deeper are no filters.
    ['id-in=5100001,5100002&stats.downloads_total-min=999999', [5_100_001, 5_100_002]],
  ])('filter by %s', async (filter, ids) => {
    expect(idsOf(await withKey(`${mods}?${filter}`))).toEqual(ids);
  });

  it('leave out what is hidden, deleted, for sale, or for a console', async () => {
    const odd = '5100021,5100022,5100023,5100024';
    expect(idsOf(await withKey(`${mods}?id-in=${odd}`))).toEqual([]);
    expect(idsOf(await withKey(`${mods}?id-in=${odd}&revenue_type=2`))).toEqual([5_100_023]);
    const console = await raw(`/v1${mods}?id-in=${odd}&api_key=${userKey}`, { headers: { 'x-modio-platform': 'ps5' } });
    expect(idsOf(await asJson(console))).toEqual([5_100_024]);
    for (const filter of ['status=1', 'visible-in=0,1']) expect(refOf(await withKey(`${mods}?${filter}`))).toBe(15_025);
  });

  it('escape slashes as PHP does, and write none for no file', async () => {
    const text = await (await raw(`/v1${mods}/5100020?api_key=${userKey}`)).text();
    expect(text).toContain(String.raw`https:\/\/mod.io\/g\/lantern-deep`);
    expect(JSON.parse(text)).toMatchObject({ modfile: {} });
  });
});

describe('a mod', () => {
  it('that is hidden or deleted says so only when asked by itself', async () => {
    expect(refOf(await withKey(`${mods}/5100021`))).toBe(15_024);
    expect(refOf(await withKey(`${mods}/5100022`))).toBe(14_000);
    expect(refOf(await withKey('/games/1/mods/1'))).toBe(14_001);
  });

  it('needs others: directly, or as deep as it goes, also in a circle', async () => {
    expect(idsOf(await withKey(`${mods}/5100003/dependencies`))).toEqual([5_100_001, 5_100_002]);
    expect(idsOf(await withKey(`${mods}/5100006/dependencies`))).toEqual([5_100_007]);
    expect(idsOf(await withKey(`${mods}/5100006/dependencies?recursive=true`))).toEqual([5_100_006, 5_100_007]);
    expect(idsOf(await withKey(`${mods}/5100002/dependants`))).toEqual([5_100_003]);
  });
});

describe('changes', () => {
  it('want a form with something in it', async () => {
    const where = `/v1${mods}/5100001/subscribe`;
    const asked = async (init: RequestInit) =>
      refOf(
        await asJson(
          await raw(where, {
            method: 'POST',
            ...init,
            headers: { ...bearer(replicaTokens.miner), ...(init.headers as Headers | undefined) },
          }),
        ),
      );
    expect(await asked({})).toBe(13_005);
    expect(await asked({ headers: { 'content-type': 'application/json' }, body: '{}' })).toBe(13_006);
    expect(await asked({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toBe(13_008);
  });

  it('say 201, 200, 204 and 400 for what is new, known, gone and never was', async () => {
    const where = `${mods}/5100004/subscribe`;
    const on = async () => (await post(where, { include_dependencies: 'false' }, bearer(replicaTokens.miner))).status;
    const off = async () =>
      raw(`/v1${where}`, {
        method: 'DELETE',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...bearer(replicaTokens.miner) },
      });
    expect([await on(), await on()]).toEqual([201, 200]);
    expect((await off()).status).toBe(204);
    expect(refOf(await asJson(await off()))).toBe(15_005);
  });
});

describe('codes by e-mail', () => {
  it('are sent for the key of a game alone, read in the mailbox, and good once', async () => {
    const player = await asJson(await post(`/oauth/emailrequest?api_key=${userKey}`, { email: 'miner@example.org' }));
    expect(refOf(player)).toBe(11_017);
    expect((await post(`/oauth/emailrequest?api_key=${gameKey}`, { email: 'nowhere' })).status).toBe(422);
    const code = await mailed('miner@example.org');
    expect(code).toMatch(/^[A-Z2-9]{5}$/u);
    expect(await (await raw('/mailbox', {}, 'mod.io')).text()).toContain(`<code>${code}</code>`);
    expect(refOf(await exchange('WRONG'))).toBe(11_014);
    expect(refOf(await exchange(code, userKey))).toBe(11_013);
    const { body } = await exchange(code);
    expect((await withToken('/me', String(body['access_token']))).body).toMatchObject({ username: 'Miner' });
    expect(refOf(await exchange(code))).toBe(11_011);
  });

  it('run out, are not taken for a locked account, and last a year at most', async () => {
    const old = await mailed('miner@example.org');
    replica.control.ageMails(10_000);
    expect(refOf(await exchange(old))).toBe(11_012);
    expect(refOf(await exchange(await mailed('locked@example.org')))).toBe(17_053);
    const soon = Math.floor(Date.now() / 1_000) + 100;
    const short = await exchange(await mailed('new@example.org'), gameKey, { date_expires: String(soon) });
    expect(short.body['date_expires']).toBe(soon);
    const long = await exchange(await mailed('new@example.org'), gameKey, { date_expires: '99999999999' });
    expect(Number(long.body['date_expires'])).toBeLessThan(soon + 31_536_000);
  });

  it('give tokens that logging out ends', async () => {
    const token = String((await exchange(await mailed('miner@example.org'))).body['access_token']);
    const headers = { ...bearer(token), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await raw('/v1/oauth/logout', { method: 'POST', headers })).status).toBe(200);
    expect(refOf(await withToken('/me', token))).toBe(11_005);
  });
});

describe('limits', () => {
  it("count a player's key and a token apart, and say when to go on", async () => {
    replica.control.setLimits({ ...documentedLimits, key: 2, token: 3 });
    const statuses: number[] = [];
    for (let asked = 0; asked < 3; asked += 1) statuses.push((await withKey('/games')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await raw(`/v1/games?api_key=${userKey}`);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(refOf(await asJson(refused))).toBe(11_008);
    expect(replica.control.stubborn()).toBe(2);
    expect((await withToken('/games')).status).toBe(200);
  });

  it('may be those of one endpoint, and say 0 for a minute', async () => {
    replica.control.setLimits({ ...noLimits, endpoint: 1, says: 'zero' });
    await withKey(`${mods}/5100001`);
    const refused = await raw(`/v1${mods}/5100002?api_key=${userKey}`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '0']);
    expect(refOf(await asJson(refused))).toBe(11_009);
    expect((await withKey(`${mods}/5100001/files`)).status).toBe(200);
  });
});

describe('downloads', () => {
  it('lead from a changing address to a signed one, whose bytes have the md5', async () => {
    const { url, md5, size } = await linkOf();
    expect(url.hostname).toBe('g-90210.modapi.io');
    const location = new URL((await raw(url.pathname, {}, url.hostname)).headers.get('location') ?? '');
    const where = `${location.pathname}${location.search}`;
    const files = (headers: Headers = {}) => raw(where, { headers }, location.hostname);
    const bytes = Buffer.from(await (await files()).arrayBuffer());
    expect([hash('md5', bytes, 'hex'), bytes.length]).toEqual([md5, size]);
    const rest = await files({ range: 'bytes=10-', 'if-range': `"${md5}"` });
    expect([rest.status, Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(10))]).toEqual([206, true]);
    expect((await files({ range: `bytes=${size}-` })).status).toBe(416);
    expect((await files({ range: 'bytes=10-', 'if-range': '"x"' })).status).toBe(200);
    expect((await files(bearer('x'))).status).toBe(400);
    expect((await raw(location.pathname, {}, location.hostname)).status).toBe(403);
  });

  it('run out', async () => {
    replica.control.setLinkSeconds(-1);
    const { url } = await linkOf();
    replica.control.setLinkSeconds(3_600);
    expect((await raw(url.pathname, {}, url.hostname)).status).toBe(410);
  });

  it('of what is for sale have no address, and of some games want a token', async () => {
    const sold = `${mods}/5100023/files/8200231`;
    expect((await withKey(sold)).body).toMatchObject({ download: {} });
    expect((await withToken(sold)).body).toMatchObject({ download: { binary_url: expect.any(String) as unknown } });
    const { body } = await withKey('/games/90211/mods/5300001/files/8400001');
    const url = new URL((body['download'] as { binary_url: string }).binary_url);
    expect((await raw(url.pathname, {}, url.hostname)).status).toBe(401);
    expect((await raw(url.pathname, { headers: bearer(replicaTokens.miner) }, url.hostname)).status).toBe(302);
  });

  it('have pictures that are drawn', async () => {
    const { body } = await withKey(`${mods}/5100001`);
    const logo = new URL((body['logo'] as { thumb_320x180: string }).thumb_320x180);
    expect((await raw(logo.pathname, {}, logo.hostname)).headers.get('content-type')).toBe('image/png');
    expect((await raw('/mods/5100020/x.0.png', {}, logo.hostname)).status).toBe(404);
  });
});
