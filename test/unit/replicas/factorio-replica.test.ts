/** The replica has to be as strict and as odd as the portal, or it proves nothing. */
import { hash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../../src/main/archive/open-archive.ts';
import { infoJsonIn, readInfoJson } from '../../../src/main/games/installers/factorio/info-json.ts';
import {
  replicaAccounts,
  startFactorioReplica,
  type FactorioReplica,
} from '../../../tools/replicas/factorio/replica.ts';
import { factorioMods } from '../../../tools/replicas/factorio/mods.ts';
import { createReleaseArchives, fileName } from '../../../tools/replicas/factorio/records.ts';

let replica: FactorioReplica;
beforeAll(async () => {
  replica = await startFactorioReplica();
});
afterAll(() => replica.close());
beforeEach(() => replica.control.reset());

const [pilot, , visitor] = replicaAccounts;
if (pilot === undefined || visitor === undefined) throw new Error('the accounts have changed');

const ask = async (where: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await fetch(`${replica.url}/api/${where}`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const raw = (where: string, host = 'mods.factorio.com', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${replica.url}${where}`, { redirect: 'manual', headers: { 'x-forwarded-host': host, ...headers } });
const login = async (fields: Record<string, string>) => {
  const answer = await fetch(`${replica.url}/api-login`, {
    method: 'POST',
    headers: { 'x-forwarded-host': 'auth.factorio.com' },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
};
const names = (body: Record<string, unknown>): readonly string[] =>
  (body['results'] as { name: string }[]).map(({ name }) => name);
const forge = async (): Promise<{ download_url: string; sha1: string }> => {
  const { body } = await ask('mods/ember-forge');
  return (body['releases'] as { download_url: string; sha1: string }[]).at(-1) ?? { download_url: '', sha1: '' };
};

describe('lists', () => {
  it('take an unknown order for none, hide what is deprecated, and are empty past their end', async () => {
    const { body } = await ask('mods?sort=invalid&page_size=50');
    expect(names(body)).toEqual(names(body).toSorted());
    expect(names(body)).not.toContain('old-furnace-pack');
    expect(names((await ask('mods?hide_deprecated=false&page_size=max')).body)).toContain('old-furnace-pack');
    expect(await ask('mods?page=99')).toMatchObject({ status: 200, body: { results: [], pagination: { page: 99 } } });
    expect(body).toMatchObject({ pagination: { page: 1, page_count: 1, links: { next: null } } });
    expect((await ask('mods?page_size=10')).body).toMatchObject({
      pagination: { links: { prev: null, next: 'https://mods.factorio.com/api/mods?page=2' } },
    });
  });

  it('have a last release, or all of them when asked by name, and never a picture', async () => {
    const [first] = (await ask('mods?page_size=max&version=2.0')).body['results'] as Record<string, unknown>[];
    expect(first).toHaveProperty('latest_release');
    expect(first).not.toHaveProperty('thumbnail');
    const [named] = (await ask('mods?namelist=ember-lib,nobody')).body['results'] as Record<string, unknown>[];
    expect(named).not.toHaveProperty('latest_release');
    expect(named).toHaveProperty('releases');
  });

  it('refuse a version of the game that does not exist', async () => {
    expect(await ask('mods?version=3.0')).toMatchObject({ status: 400, body: { message: 'Invalid version: 3.0' } });
  });
});

describe('a mod', () => {
  it('tells dependencies only in full, and a last release in neither', async () => {
    const short = (await ask('mods/ember-forge')).body;
    const full = (await ask('mods/ember-forge/full')).body;
    expect(JSON.stringify(short)).not.toContain('dependencies');
    expect(JSON.stringify(full)).toContain('"(?)Flow Gauge >= 3.0.5"');
    for (const body of [short, full]) expect(body).not.toHaveProperty('latest_release');
    expect((await ask('mods/Flow%20Gauge')).status).toBe(200);
    expect(await ask('mods/Ember-Forge')).toMatchObject({ status: 404, body: { message: 'Mod not found' } });
  });

  it('is found as the search finds: with an id where lists have a release', async () => {
    const answer = await fetch(`${replica.url}/api/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'gauge', page_size: 1 }),
    });
    const body = (await answer.json()) as { pagination: unknown; results: unknown[] };
    expect(body.pagination).toEqual({ count: 2, page: 1, page_count: 2, page_size: 1 });
    expect(body.results[0]).toMatchObject({
      latest_release: expect.stringMatching(/^[0-9a-f]{24}$/u) as unknown,
      latest_release_version: expect.any(String) as unknown,
    });
    expect((await fetch(`${replica.url}/api/search`, { method: 'POST', body: 'query=x' })).status).toBe(400);
  });
});

describe('archives', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-replica-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it('are mods: one top folder with an info.json that says what the portal says', () => {
    const archiveOf = createReleaseArchives();
    for (const mod of factorioMods)
      for (const release of mod.releases) {
        const file = path.join(folder, fileName(mod, release));
        fs.writeFileSync(file, archiveOf(release, mod).bytes);
        const archive = openArchive(file);
        const info = archive.files.find(({ path: at }) => at === infoJsonIn(archive.files.map((one) => one.path)));
        expect(readInfoJson(Buffer.concat(info === undefined ? [] : [...archive.read(info)]))).toMatchObject({
          name: mod.name,
          version: release.version,
          factorioVersion: release.game,
          dependencies: release.dependencies,
        });
        archive.close();
      }
  });

  it('have dependencies of every kind between them', () => {
    const all = factorioMods.flatMap(({ releases }) => releases.flatMap(({ dependencies }) => dependencies));
    for (const prefix of ['~', '?', '(?)', '!', '+']) expect(all.some((one) => one.startsWith(prefix))).toBe(true);
    for (const operator of ['<', '>=']) expect(all.some((one) => one.includes(operator))).toBe(true);
  });
});

describe('downloads', () => {
  it('lead nobody to the login, strangers nowhere, and players to a signed address', async () => {
    const { download_url: start, sha1 } = await forge();
    const nobody = await raw(start);
    expect([nobody.status, nobody.headers.get('location')]).toEqual([302, `/login?next=${encodeURIComponent(start)}`]);
    expect((await raw('/login')).headers.get('content-type')).toContain('html');
    const as = (username: string, token: string): Promise<Response> =>
      raw(`${start}?${new URLSearchParams({ username, token }).toString()}`);
    expect((await as('Pilot', 'wrong')).status).toBe(403);
    expect((await as(pilot.email, pilot.token)).status).toBe(403);
    expect((await as(visitor.username, visitor.token)).status).toBe(403);
    const good = (await as(pilot.username, pilot.token)).headers.get('location') ?? '';
    expect(good).toMatch(/^https:\/\/dl-mod\.factorio\.com\/files\/[0-9a-f]{2}\/[0-9a-f]{38}\?secure=/u);
    const { pathname, search } = new URL(good);
    const bytes = Buffer.from(await (await raw(pathname + search, 'dl-mod.factorio.com')).arrayBuffer());
    expect(hash('sha1', bytes, 'hex')).toBe(sha1);

    const fileServer = (where: string, headers: Record<string, string> = {}) =>
      raw(where, 'dl-mod.factorio.com', headers);
    expect((await fileServer(pathname)).status).toBe(403);
    expect((await fileServer(`${pathname}${search}&token=x`)).status).toBe(400);
    expect((await fileServer(pathname + search, { authorization: 'x' })).status).toBe(400);
    const rest = await fileServer(pathname + search, { range: 'bytes=10-', 'if-range': `"${sha1}"` });
    expect([rest.status, Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(10))]).toEqual([206, true]);
    expect((await fileServer(pathname + search, { range: `bytes=${bytes.length}-` })).status).toBe(416);
    expect((await fileServer(pathname + search, { range: 'bytes=10-', 'if-range': '"x"' })).status).toBe(200);
  });
});

describe('the login', () => {
  it('answers by the version that was asked for', async () => {
    const good = { username: pilot.username, password: pilot.password };
    expect(await login(good)).toEqual({ status: 200, body: [pilot.token] });
    expect(await login({ ...good, api_version: '6' })).toEqual({
      status: 200,
      body: { token: pilot.token, username: 'Pilot' },
    });
    const bad = { ...good, password: 'x' };
    expect(await login({ ...bad, api_version: '3' })).toMatchObject({ status: 401, body: { error: 'login-failed' } });
    expect(await login({ ...bad, api_version: '4' })).toMatchObject({ status: 200, body: { error: 'login-failed' } });
    expect(await login({ username: 'careful@example.org', password: 'twice as sure', api_version: '6' })).toMatchObject(
      {
        status: 200,
        body: { error: 'email-authentication-required' },
      },
    );
  });

  it('shuts out who fails too often', async () => {
    for (let tried = 0; tried < 8; tried += 1) await login({ username: 'x', password: 'y' });
    expect((await login({ username: pilot.username, password: pilot.password })).status).toBe(429);
  });
});

describe('pictures, limits and changes', () => {
  it('are drawn, kept and made', async () => {
    const { body } = await ask('mods/ember-forge/full');
    const thumbnail = await raw(String(body['thumbnail']), 'assets-mod.factorio.com');
    expect(thumbnail.headers.get('content-type')).toBe('image/png');
    expect((await raw('/assets/none.png', 'assets-mod.factorio.com')).status).toBe(404);
    replica.control.setLimit(1);
    replica.control.reset();
    expect((await ask('mods/ember-lib')).status).toBe(200);
    const refused = await raw('/api/mods/ember-lib');
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    replica.control.setLimit(1_000);
    replica.control.publish('ember-lib', { version: '1.4.0', day: 60 });
    expect(JSON.stringify((await ask('mods/ember-lib')).body)).toContain('1.4.0');
    replica.control.removeMod('ember-lib');
    expect((await ask('mods/ember-lib')).status).toBe(404);
  });
});
