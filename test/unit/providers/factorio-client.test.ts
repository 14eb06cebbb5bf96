import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchFile } from '../../../src/main/download/fetch-file.ts';
import type { Credentials } from '../../../src/main/lib/http.ts';
import { createFactorio, type Factorio } from '../../../src/main/providers/factorio/client.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { FileRef, InstalledFile, ModRef, ModSort } from '../../../src/shared/model.ts';
import { fileReference } from '../../../src/shared/references.ts';
import { saying } from '../../../src/shared/saying.ts';
import {
  replicaAccounts,
  startFactorioReplica,
  type FactorioReplica,
} from '../../../tools/replicas/factorio/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

let replica: FactorioReplica;
let http: HttpClient;
let factorio: Factorio;
let signedInAs: string | null;

const [pilot, , visitor] = replicaAccounts;
if (pilot === undefined || visitor === undefined) throw new Error('the accounts have changed');
const secretOf = ({ username, token }: { username: string; token: string }): string =>
  JSON.stringify({ username, token });

beforeEach(async () => {
  replica = await startFactorioReplica();
  signedInAs = secretOf(pilot);
  const credentials = (): Credentials | null =>
    signedInAs === null ? null : (factorio.signIn?.credentials(signedInAs) ?? null);
  http = httpTo(replica.url, { endpoints: replica.endpoints, timing: createFakeTiming(), credentials });
  factorio = createFactorio(http, { readText: async () => null, places: () => [] });
});
afterEach(async () => {
  await http.close();
  await replica.close();
});

const mod = (name: string): ModRef => ({ provider: 'factorio', id: name });
const file = (name: string, version: string, sha1 = ''): FileRef => ({ provider: 'factorio', name, version, sha1 });
const search = (text: string, sort: ModSort = 'relevance', more: object = {}) =>
  factorio.search({ game: 'factorio', text, sort, page: 1, ...more }, never());
const paths = (): readonly string[] => replica.control.requests.map((seen) => seen.path);
const ids = ({ mods }: { mods: readonly { ref: ModRef }[] }): readonly string[] => mods.map(({ ref }) => ref.id);

const resolve = async (name = 'ember-forge', version = '2.1.0') => {
  const resolution = await factorio.resolve(file(name, version), never());
  if (resolution.kind !== 'file') throw new Error(JSON.stringify(resolution));
  return resolution;
};

describe('search and browse', () => {
  it('posts words, and never shows the token there', async () => {
    const page = await search('ember');
    expect(ids(page).slice(0, 2).toSorted()).toEqual(['ember-forge', 'ember-lib']);
    expect(page.mods.find(({ ref }) => ref.id === 'ember-forge')).toMatchObject({
      version: '2.1.0',
      author: 'slagheap',
      image: expect.stringContaining('https://assets-mod.factorio.com/assets/') as unknown,
    });
    const [seen] = replica.control.requests;
    expect(seen).toMatchObject({ method: 'POST', path: '/api/search' });
    expect(JSON.stringify(replica.control.requests)).not.toContain(pilot.token);
  });

  it.each<[ModSort, (one: { downloads: number | null; updatedAt: number | null }) => number]>([
    ['downloads', ({ downloads }) => downloads ?? 0],
    ['updated', ({ updatedAt }) => updatedAt ?? 0],
  ])('sorts by %s', async (sort, key) => {
    const keys = (await search('', sort)).mods.map(key);
    expect(keys.length).toBeGreaterThan(15);
    expect(keys).toEqual(keys.toSorted((one, other) => other - one));
  });

  it('takes orders that only the list knows from there', async () => {
    const names = ids(await search('', 'name'));
    expect(names).toEqual(names.toSorted());
    expect(names).not.toContain('old-furnace-pack');
    expect(paths()[0]).toContain('/api/mods?page=1&page_size=30&sort=name');
  });

  it('filters by category and by the version of the game', async () => {
    expect(ids(await search('', 'popular', { category: 'mod-packs' }))).toEqual(['lantern-evening']);
    expect(ids(await search('', 'name', { game: 'factorio@2.1.8' }))).toEqual(['lantern-evening']);
    expect(ids(await search('lantern', 'relevance', { game: 'factorio@2.1.8' }))).toEqual(['lantern-evening']);
    await expect(search('x', 'name', { game: 'factorio@3.0' })).resolves.toMatchObject({ mods: [] });
    await expect(search('', 'name', { game: 'factorio@3.0' })).rejects.toMatchObject({ code: 'provider_refused' });
    expect(ids(await search('', 'name', { game: '2.1' }))).toEqual(['lantern-evening']);
  });

  it('looks through all mods itself when the search has gone', async () => {
    replica.control.fail({
      path: /api\/search/u,
      fault: { kind: 'status', status: 404, body: '{"message":"Not found"}' },
    });
    expect(ids(await search('ember forge'))).toEqual(['ember-forge']);
    expect(paths()).toEqual(['/api/search', '/api/mods?page_size=max']);
    await search('quiet');
    // All mods are asked for once.
    expect(paths()).toHaveLength(3);
  });

  it('tells why when neither works', async () => {
    replica.control.fail({
      path: /api\/search/u,
      fault: { kind: 'status', status: 403, body: '{"message":"Sign in"}' },
    });
    replica.control.fail({ path: /page_size=max/u, fault: { kind: 'status', status: 503 } });
    await expect(search('ember')).rejects.toMatchObject({ code: 'provider_refused' });
  });

  it('knows categories and its one game', async () => {
    expect((await factorio.categories('factorio', never())).map(({ key }) => key)).toContain('overhaul');
    expect(await factorio.games('facto', never())).toEqual([{ key: 'factorio', name: 'Factorio', mods: null }]);
    expect(await factorio.games('celeste', never())).toEqual([]);
  });
});

describe('the feed', () => {
  it('is newest first and brings every mod once', async () => {
    const { mods, next } = await factorio.feed('factorio', null, never());
    const times = mods.map(({ updatedAt }) => updatedAt ?? 0);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    expect(new Set(ids({ mods })).size).toBe(mods.length);
    expect(next).toBeNull();
    await expect(factorio.feed('factorio', 'x', never())).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('goes page by page when everything at once is refused', async () => {
    const whole = ids({ mods: await factorio.everything('factorio', never()) });
    replica.control.fail({ path: /page_size=max/u, fault: { kind: 'status', status: 503 } });
    const pilotless = createFactorio(http, { readText: async () => null, places: () => [] });
    replica.control.changeMod('ember-lib', { title: 'Changed' });
    const paged = ids({ mods: await pilotless.everything('factorio@2.0', never()) });
    expect(paged.length).toBeGreaterThan(10);
    expect(whole.filter((id) => paged.includes(id))).toEqual(paged);
  });
});

describe('a mod', () => {
  it('has its releases highest first, pictures and a description', async () => {
    const found = await factorio.details(mod('ember-lib'), never());
    expect(found).toMatchObject({ kind: 'found', value: { category: 'Libraries', gallery: [expect.any(String)] } });
    if (found.kind === 'gone') return;
    expect(found.value.files.map(({ version, gameVersion }) => [version, gameVersion])).toEqual([
      ['1.3.0', '2.0'],
      ['1.2.0', '2.0'],
      ['1.1.9', '1.1'],
      ['1.0.0', '1.1'],
    ]);
    const forge = await factorio.details(mod('ember-forge'), never());
    expect(JSON.stringify(forge)).toContain('https://mods.factorio.com/mod/copper-veins');
  });

  it.each([
    ['coming-soon', { files: [], version: null }],
    ['Flow Gauge', { version: '3.1.02', files: [{ name: 'Flow Gauge_3.1.02.zip' }, {}] }],
    ['----', { name: '[placeholder]', image: null }],
    ['old-furnace-pack', { description: [{ type: 'quote' }, {}, {}] }],
  ])('%s', async (name, expected) => {
    expect(await factorio.details(mod(name), never())).toMatchObject({ kind: 'found', value: expected });
  });

  it('that was taken away is gone', async () => {
    expect(await factorio.details(mod('vanished-library'), never())).toMatchObject({ kind: 'gone' });
    await expect(factorio.details(mod('a/b'), never())).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('has a changelog and requirements', async () => {
    const changelog = await factorio.changelog(mod('ember-forge'), never());
    expect(changelog.map(({ version }) => version)).toEqual(['2.1.0', '2.0.0', '1.0.0']);
    expect(changelog[0]?.publishedAt).toBeGreaterThan(Date.UTC(2026, 3, 1));
    expect(JSON.stringify(changelog[0]?.text)).toContain('what it was melting');
    expect(await factorio.changelog(mod('----'), never())).toEqual([]);

    const needs = await factorio.requirements(file('ember-forge', '2.1.0'), never());
    expect(needs.map(({ kind, name, versions }) => [kind, name, versions])).toEqual([
      ['required', 'base', '>= 2.0.0'],
      ['required', 'ember-lib', '>= 1.3.0'],
      ['optional', 'copper-veins', '>= 0.4.0'],
      ['optional', 'Flow Gauge', '>= 3.0.5'],
      ['incompatible', 'old-furnace-pack', null],
    ]);
    expect(await factorio.requirements(file('ember-forge', '9.9.9'), never())).toEqual([]);
  });
});

const installed = (name: string, version: string): InstalledFile => ({
  ref: file(name, version),
  fileName: `${name}_${version}.zip`,
  gameVersion: null,
  version,
  uploadedAt: null,
});

describe('the update check', () => {
  it('asks for all at once, and for the changelog of what is newer', async () => {
    const checks = await factorio.checkUpdates(
      [
        installed('ember-forge', '2.0.0'),
        installed('vanished-library', '1.0.0'),
        installed('ember-forge', '2.1.0'),
        installed('ember-lib', '1.0.0'),
        installed('ember-forge', '1.0.0'),
        installed('old-furnace-pack', '0.2.0'),
        installed('Flow Gauge', '3.1.2'),
        installed('lantern-evening', '0.0.9'),
        installed('lantern-evening', '1.0.0'),
      ],
      never(),
    );
    expect(checks.map(({ kind }) => kind)).toEqual([
      'update',
      'gone',
      'current',
      'update',
      'look',
      'current',
      'current',
      'look',
      'look',
    ]);
    expect(checks[0]).toMatchObject({ file: { version: '2.1.0' }, changes: [{ version: '2.1.0' }] });
    // The newest of the same line of the game, not the newest of all.
    expect(checks[3]).toMatchObject({ file: { version: '1.1.9', gameVersion: '1.1' } });
    expect(checks[4]).toMatchObject({
      why: { say: 'factorioOtherGame', values: expect.objectContaining({ newest: '2.0' }) as unknown },
      files: [{ version: '2.1.0' }, {}],
    });
    const posts = replica.control.requests.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(1);
    expect(posts[0]?.posted).toContain('namelist=ember-forge%2Cvanished-library');
    expect(paths().filter((one) => one.endsWith('/full'))).toHaveLength(2);
    expect(paths().filter((one) => one.endsWith('/vanished-library'))).toHaveLength(1);
  });

  it('goes on without a changelog', async () => {
    replica.control.fail({ path: /\/full$/u, fault: { kind: 'html' } });
    expect(await factorio.checkUpdates([installed('ember-forge', '2.0.0')], never())).toMatchObject([
      { kind: 'update', changes: [] },
    ]);
  });

  it('asks in one page where an answer without pages is refused', async () => {
    replica.control.fail({ path: /page_size=max/u, fault: { kind: 'status', status: 503 } });
    expect(await factorio.checkUpdates([installed('ember-forge', '2.0.0')], never())).toMatchObject([
      { kind: 'update' },
    ]);
  });

  it('asks one by one where the portal did not look at the names', async () => {
    replica.control.fail({
      path: /page_size=max/u,
      fault: {
        kind: 'body',
        body: JSON.stringify({ pagination: null, results: [{ name: 'ember-forge' }, { name: '----' }] }),
      },
    });
    expect(await factorio.checkUpdates([installed('ember-forge', '2.0.0')], never())).toMatchObject([
      { kind: 'update' },
    ]);
    expect(paths()).toContain('/api/mods/ember-forge');
  });

  it('sends no more than five hundred names at once', async () => {
    const many = Array.from({ length: 501 }, (_, index) => `made-up-${index}`);
    await factorio.byName(many.slice(0, 3), never());
    expect(paths()).toHaveLength(4);
    replica.control.reset();
    replica.control.fail({ path: /made-up/u, fault: { kind: 'status', status: 404, body: '{"message":"x"}' } });
    await factorio
      .byName([...many, 'ember-lib'], never())
      .then((found) => expect([...found.keys()]).toEqual(['ember-lib']));
    expect(replica.control.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });
});

const settle = async (text: string, game: string, chosen: readonly string[] = [], expansion: boolean | null = null) => {
  const [name = '', version = ''] = text.split('@');
  const { files, obstacles, instead } = await factorio.settle(
    {
      file: { provider: 'factorio', name, version, sha1: '0'.repeat(40) },
      game,
      expansion,
      chosen: chosen.map((id) => ({ provider: 'factorio', id })),
      installed: [],
    },
    never(),
  );
  return { files: files.map(fileReference), obstacles, instead: instead && fileReference(instead) };
};

const orbital = (expansion: boolean | null) => settle('orbital-foundry@1.1.0', 'factorio@2.0.66', [], expansion);

describe('versions that go together', () => {
  it('are found over all that is wanted at once', async () => {
    const { files, obstacles } = await settle('narrow-gauge@1.5.0', 'factorio@2.0.66', ['ember-forge']);
    expect(obstacles).toEqual([]);
    expect(files).toEqual(['factorio:ember-lib@1.2.0', 'factorio:ember-forge@2.0.0', 'factorio:narrow-gauge@1.5.0']);
    expect(paths().some((one) => one.includes('/base'))).toBe(false);
  });

  it.each([
    ['2.0.66', 'factorio:lantern-lib@0.10.0'],
    ['2.0.55', 'factorio:lantern-lib@0.9.0'],
  ])('are those that Factorio %s can load', async (version, library) => {
    const { files } = await settle('moonlit-logistics@0.8.0', `factorio@${version}`);
    expect(files).toContain(library);
  });

  it('are told where there are none, and left to the rest where the game is not known', async () => {
    const { obstacles } = await settle('old-furnace-pack@0.2.0', 'factorio@2.0.66');
    expect(obstacles).toMatchObject([
      {
        modRef: null,
        name: 'Factorio 0.18',
        why: { say: 'factorioReleasesFor', values: expect.objectContaining({ game: '2.0' }) as unknown },
      },
    ]);
    expect(await settle('lost-thread@1.0.0', 'factorio@2.0.66')).toMatchObject({ obstacles: [] });
    expect(await settle('ember-forge@2.1.0', 'factorio')).toEqual({ files: [], obstacles: [], instead: null });
  });

  it('name the release that fits where another one was asked for', async () => {
    expect(await settle('lantern-evening@2.0.0', 'factorio@2.0.66')).toMatchObject({
      obstacles: [
        {
          name: 'Factorio 2.1',
          why: saying('factorioUnfit', {
            mod: 'lantern-evening',
            version: '2.0.0',
            needs: 'Factorio 2.1',
            game: '2.0.66',
          }),
        },
      ],
      instead: 'factorio:lantern-evening@1.0.0',
    });
    expect(await settle('gatekeeper@1.1.0', 'factorio@2.0.66')).toMatchObject({
      obstacles: [{ name: 'Factorio >= 2.0.70' }],
    });
  });

  it('count the expansion in where the game is known to have it or not', async () => {
    expect((await orbital(false)).obstacles).toMatchObject([
      { name: 'space-age', why: { say: 'factorioNeedsExpansion' } },
    ]);
    expect((await orbital(true)).obstacles).toEqual([]);
    expect((await orbital(null)).obstacles).toEqual([]);
  });
});

describe('a download', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-factorio-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const fetchIt = async () =>
    fetchFile(http, (await resolve()).file, { folder, limits: { pause: 1, tries: 2 } }, never());

  it('has no secret in what is kept, shows it to the portal alone, and ends with the right bytes', async () => {
    const resolution = await resolve();
    expect(JSON.stringify(resolution)).not.toContain(pilot.token);
    expect(resolution.file).toMatchObject({ size: null, fileName: 'ember-forge_2.1.0.zip' });
    expect(resolution.modFile.ref).toMatchObject({ sha1: resolution.file.sha1, version: '2.1.0' });
    const fetched = await fetchFile(http, resolution.file, { folder, limits: { pause: 1 } }, never());
    expect(fs.statSync(fetched.path).size).toBe(fetched.size);
    const shown = replica.control.requests.filter((seen) => seen.path.includes(pilot.token));
    expect(
      shown.map(({ host, path: where }) => host + where.replace(/\?.*$/u, '').replace(/[0-9a-f]{24}$/u, 'ID')),
    ).toEqual(['mods.factorio.com/api/bookmarks', 'mods.factorio.com/download/ember-forge/ID']);
    expect(replica.control.requests.at(-1)).toMatchObject({ host: 'dl-mod.factorio.com' });
  });

  it('of a name with a blank, and of another spelling of a version', async () => {
    const { modFile, file: found } = await resolve('Flow Gauge', '3.1.2');
    expect(found.fileName).toBe('Flow Gauge_3.1.02.zip');
    expect(modFile.ref).toMatchObject({ version: '3.1.02' });
    await fetchFile(http, found, { folder, limits: { pause: 1 } }, never());
  });

  it('needs an account', async () => {
    signedInAs = null;
    expect(await factorio.resolve(file('ember-forge', '2.1.0'), never())).toMatchObject({ kind: 'needs_sign_in' });
    signedInAs = secretOf({ ...pilot, token: 'f'.repeat(30) });
    expect(await factorio.resolve(file('ember-forge', '2.1.0'), never())).toMatchObject({ kind: 'needs_sign_in' });
    expect(paths().some((one) => one.startsWith('/download/'))).toBe(false);
  });

  it('of an account without the game is refused in words', async () => {
    signedInAs = secretOf(visitor);
    await expect(fetchIt()).rejects.toMatchObject({ code: 'provider_refused' });
    expect(fs.readdirSync(folder).filter((one) => one.endsWith('.part'))).toEqual([]);
  });

  it('is gone with its release, its mod, or another file under its name', async () => {
    expect(await factorio.resolve(file('ember-forge', '7.7.7'), never())).toMatchObject({ kind: 'gone' });
    expect(await factorio.resolve(file('vanished-library', '1.0.0'), never())).toMatchObject({ kind: 'gone' });
    expect(await factorio.resolve(file('ember-forge', '2.1.0', 'f'.repeat(40)), never())).toMatchObject({
      kind: 'gone',
    });
    replica.control.removeRelease('ember-forge', '2.1.0');
    expect(await factorio.resolve(file('ember-forge', '2.1.0'), never())).toMatchObject({ kind: 'gone' });
  });

  it('does without the bookmarks when the portal has none any more', async () => {
    replica.control.fail({
      path: /bookmarks/u,
      fault: { kind: 'status', status: 404, body: '{"message":"Not found"}' },
    });
    expect((await resolve()).kind).toBe('file');
    replica.control.reset();
    replica.control.fail({ path: /bookmarks/u, fault: { kind: 'html' } });
    expect((await resolve()).kind).toBe('file');
  });

  it.each([
    ['other bytes', { kind: 'wrong-bytes' }, 'download_hash_mismatch'],
    ['half of it, as if that were all', { kind: 'truncate', at: 0.5 }, 'download_hash_mismatch'],
    ['a web page', { kind: 'html' }, 'download_not_an_archive'],
    ['nothing', { kind: 'empty' }, 'download_hash_mismatch'],
    ['a redirect to another host', { kind: 'redirect', to: 'https://evil.example/x' }, 'redirect_refused'],
    ['a redirect to http', { kind: 'redirect', to: 'http://dl-mod.factorio.com/x' }, 'redirect_refused'],
    ['too many requests', { kind: 'status', status: 429, retryAfter: '57' }, 'rate_limited'],
    ['gone', { kind: 'status', status: 410 }, 'mod_gone'],
  ] as const)('that brings %s leaves nothing', async (_what, fault, code) => {
    const before = fs.readdirSync(folder);
    replica.control.fail({ path: /^dl-mod\.factorio\.com\/files/u, fault });
    await expect(fetchIt()).rejects.toMatchObject({ code });
    expect(fs.readdirSync(folder)).toEqual(before);
  });

  it('goes on after a break, as the file server allows', async () => {
    replica.control.fail({ path: /^dl-mod\.factorio\.com\/files/u, fault: { kind: 'drop', at: 0.5 }, times: 1 });
    const fetched = await fetchIt();
    expect(fs.statSync(fetched.path).size).toBe(fetched.size);
    const ranges = replica.control.requests.flatMap(({ headers, host }) =>
      host === 'dl-mod.factorio.com' && headers.range !== undefined ? [headers.range] : [],
    );
    expect(ranges).toHaveLength(1);
  });

  it('is led to the login page when the portal forgets the player on the way', async () => {
    replica.control.fail({
      path: /^mods\.factorio\.com\/download\//u,
      fault: { kind: 'redirect', to: '/login?next=x' },
    });
    await expect(fetchIt()).rejects.toMatchObject({ code: 'download_not_an_archive' });
    expect(replica.control.requests.at(-1)?.path).toBe('/login?next=x');
  });
});

describe('an answer that is none', () => {
  it.each([
    ['nested without end', `{"results":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['cut off', '{"pagination":null,"results":[{"name":"a"'],
    ['something else', '{"hello":"world"}'],
    ['a number', '42'],
    ['a web page', '<!DOCTYPE html><title>Just a moment</title>'],
  ])('because it is %s costs nothing but itself', async (_what, body) => {
    replica.control.fail({ path: /\/api\//u, fault: { kind: 'body', body } });
    const outcomes = await Promise.allSettled([
      factorio.feed('factorio', null, never()),
      factorio.details(mod('ember-lib'), never()),
      factorio.changelog(mod('ember-lib'), never()),
      search('ember'),
      factorio.checkUpdates([installed('ember-lib', '1.2.0')], never()),
    ]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(LoadstoneError);
    replica.control.reset();
    expect(await factorio.details(mod('ember-lib'), never())).toMatchObject({ kind: 'found' });
  });
});

describe('bookmarks', () => {
  it('are read and set for who is signed in', async () => {
    expect(await factorio.bookmarks(never())).toEqual({ kind: 'found', value: ['ember-forge', 'Flow Gauge'] });
    await factorio.setBookmark(mod('copper-veins'), true, never());
    await factorio.setBookmark(mod('Flow Gauge'), false, never());
    expect(await factorio.bookmarks(never())).toEqual({ kind: 'found', value: ['ember-forge', 'copper-veins'] });
    signedInAs = null;
    expect(await factorio.bookmarks(never())).toMatchObject({ kind: 'gone' });
    await expect(factorio.setBookmark(mod('x'), true, never())).rejects.toMatchObject({ code: 'needs_sign_in' });
  });
});

describe('a limit', () => {
  it('is kept: nothing is sent until the moment the portal named', async () => {
    replica.control.setLimit(2);
    await factorio.details(mod('ember-lib'), never());
    await factorio.details(mod('ember-forge'), never());
    await expect(factorio.details(mod('copper-veins'), never())).rejects.toMatchObject({ code: 'rate_limited' });
    const before = paths().length;
    await expect(factorio.details(mod('polar-nights'), never())).rejects.toMatchObject({ code: 'rate_limited' });
    expect(paths()).toHaveLength(before);
  });

  it.each([
    ['half a body', { kind: 'drop', at: 0.5 }],
    ['no answer', { kind: 'drop-before-headers' }],
    ['an empty answer', { kind: 'empty' }],
    ['a trouble of its own', { kind: 'status', status: 502 }],
  ] as const)('of patience is left after %s once', async (_what, fault) => {
    replica.control.fail({ path: /ember-lib/u, fault, times: 1 });
    expect(await factorio.details(mod('ember-lib'), never())).toMatchObject({ kind: 'found' });
    expect(paths()).toHaveLength(2);
  });
});
