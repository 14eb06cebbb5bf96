import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchFile } from '../../../src/main/download/fetch-file.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import { createModio, type Modio } from '../../../src/main/providers/modio/client.ts';
import { fileHosts } from '../../../src/main/providers/modio/traits.ts';
import type { FileRef, InstalledFile, ModRef, ModSort, ModSummary } from '../../../src/shared/model.ts';
import { inEnglish, saying } from '../../../src/shared/saying.ts';
import { documentedLimits, noLimits } from '../../../tools/replicas/modio/limits.ts';
import {
  replicaAccounts,
  replicaTokens,
  startModioReplica,
  testKey,
  userKey,
  type ModioReplica,
} from '../../../tools/replicas/modio/replica.ts';
import { createFakeTiming, httpTo, never, type FakeTiming } from '../../support/loopback.ts';

const commonApi = 'https://api.mod.io/v1';
const noMd5 = '0'.repeat(32);
const asKey = (value = userKey, api = commonApi): string =>
  JSON.stringify({ kind: 'key', value, api, expiresAt: null });
const asToken = (value: string = replicaTokens.miner, api = commonApi): string =>
  JSON.stringify({ kind: 'token', value, api, expiresAt: null });

let replica: ModioReplica;
let timing: FakeTiming;
let http: HttpClient;
let modio: Modio;
let secret: string | null;

beforeEach(async () => {
  replica = await startModioReplica();
  timing = createFakeTiming(Date.now());
  secret = asToken();
  http = httpTo(replica.url, {
    endpoints: replica.endpoints,
    timing,
    credentials: () => (secret === null ? null : (modio.signIn?.credentials(secret) ?? null)),
  });
  modio = createModio(http, 'linux');
});
afterEach(async () => {
  await http.close();
  await replica.close();
});

const game = '90210';
const mod = (id: number, of = game): ModRef => ({ provider: 'modio', id: `${of}/${id}` });
const file = (modId: number, fileId: number, md5 = '0'.repeat(32), gameId = game): FileRef => ({
  provider: 'modio',
  gameId,
  modId: String(modId),
  fileId: String(fileId),
  md5,
});
const installed = (ref: FileRef, uploadedAt: number | null = null): InstalledFile => ({
  ref,
  fileName: 'x.zip',
  version: null,
  uploadedAt,
  gameVersion: null,
});
const search = (text: string, sort: ModSort = 'downloads', more: object = {}) =>
  modio.search({ game, text, sort, page: 1, ...more }, never());
const paths = (): readonly string[] => replica.control.requests.map((seen) => seen.path);
const ids = (mods: readonly ModSummary[]): readonly string[] => mods.map(({ ref }) => ref.id.replace(`${game}/`, ''));
const resolve = (modId: number, fileId: number, md5?: string) => modio.resolve(file(modId, fileId, md5), never());
const status = (code: number, ref: number) => ({
  kind: 'status' as const,
  status: code,
  body: JSON.stringify({ error: { code, error_ref: ref, message: 'So it is.' } }),
});

const firstFileOf = async (id: number) => {
  const found = await modio.details(mod(id), never());
  return found.kind === 'found' ? found.value.files[0] : undefined;
};
const needsOf = async (modId: number) => {
  const found = await modio.requirements(file(modId, 1), never());
  return found.map(({ kind, modRef }) => [kind, modRef?.id]);
};
const march = (day: number): number => Date.UTC(2026, 2, day);
const resolved = async (modId = 5_100_001, fileId = 8_200_003) => {
  const resolution = await resolve(modId, fileId);
  if (resolution.kind !== 'file') throw new Error(JSON.stringify(resolution));
  return resolution;
};
const whyGone = async (...which: Parameters<typeof resolve>) => {
  const resolution = await resolve(...which);
  return resolution.kind === 'gone' ? inEnglish(resolution.why) : resolution.kind;
};
const rate = (yes: boolean) => modio.approve?.(mod(5_100_001), null, yes, never());

describe('search and browse', () => {
  it('finds words, with what a card shows', async () => {
    const { mods } = await search('lanterns');
    expect(mods).toMatchObject([
      {
        ref: mod(5_100_001),
        name: 'Brighter Lanterns',
        author: 'glowworm',
        category: 'Light',
        version: '1.2.0',
        image: expect.stringContaining('https://thumb.modcdn.io/mods/5100001/crop_640x360/') as unknown,
        pageUrl: 'https://mod.io/g/lantern-deep/m/brighter-lanterns',
        rating: 'safe',
      },
    ]);
  });

  it.each<[ModSort, (one: ModSummary) => number]>([
    ['downloads', ({ downloads }) => -(downloads ?? 0)],
    ['relevance', ({ downloads }) => -(downloads ?? 0)],
    ['updated', ({ updatedAt }) => -(updatedAt ?? 0)],
  ])('sorts by %s', async (sort, key) => {
    const keys = (await search('', sort)).mods.map(key);
    expect(keys).toHaveLength(30);
    expect(keys).toEqual(keys.toSorted((one, other) => one - other));
    expect(new Set(keys).size).toBeGreaterThan(3);
  });

  it('sorts by name, and offers only what it can', async () => {
    const names = (await search('', 'name')).mods.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
    expect(modio.sorts).not.toContain('popular');
  });

  it('goes on to the next page until the last', async () => {
    const seen = new Set<string>();
    let page: number | null = 1;
    for (let asked = 0; page !== null && asked < 10; asked += 1) {
      const found = await search('', 'name', { page });
      for (const id of ids(found.mods)) seen.add(id);
      page = found.next;
      if (page === null) expect(seen.size).toBe(found.total);
    }
    expect(page).toBeNull();
  });

  it('filters by category, and leaves out what is for adults', async () => {
    expect(ids((await search('', 'downloads', { category: 'Audio' })).mods)).toEqual(['5100004']);
    expect(ids((await search('night')).mods)).toEqual(['5100028']);
    expect((await search('night', 'downloads', { adult: false })).mods).toEqual([]);
  });

  it('knows games and their categories, hidden ones apart', async () => {
    expect(await modio.games('', never())).toMatchObject([
      { key: '90210', name: 'Lantern Deep' },
      { key: '90211', name: 'Closed Shaft' },
    ]);
    const byPage = await modio.games('https://mod.io/g/lantern-deep', never());
    expect(byPage.map(({ key }) => key)).toEqual(['90210']);
    const categories = await modio.categories(game, never());
    expect(categories).toContainEqual({ key: 'Audio', name: 'Audio', mods: 1 });
    expect(categories.map(({ key }) => key)).not.toContain('seen');
  });

  it('refuses what is no game before anything is sent', async () => {
    await expect(search('', 'name', { game: 'celeste' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(replica.control.requests).toEqual([]);
  });

  it('says what it plays on: a Mac is not Windows', async () => {
    await search('');
    await createModio(http, 'darwin').search({ game, text: '', sort: 'name', page: 1 }, never());
    expect(replica.control.requests.map(({ headers }) => headers['x-modio-platform'])).toEqual(['windows', 'mac']);
  });
});

describe('the feed', () => {
  it('comes strictly newest first and misses none, though many have one time', async () => {
    const seen: ModSummary[] = [];
    let cursor: string | null = null;
    for (let asked = 0; asked < 10; asked += 1) {
      const page = await modio.feed(game, cursor, never());
      seen.push(...page.mods);
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(cursor).toBeNull();
    const times = seen.map(({ updatedAt }) => updatedAt ?? 0);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    expect(new Set(ids(seen)).size).toBe((await search('')).total);
    // Nor is any there twice.
    expect(seen).toHaveLength(new Set(ids(seen)).size);
  });

  it('ends also where more mods than a page holds were changed at one moment', async () => {
    for (let id = 5_200_000; id < 5_200_110; id += 1) replica.control.changeMod(id, { updated: 1_790_000_000 });
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let asked = 0; asked < 6; asked += 1) {
      const page = await modio.feed(game, cursor, never());
      seen.push(...ids(page.mods));
      cursor = page.next;
      if (cursor === null) break;
    }
    expect([cursor, seen.length]).toEqual([null, new Set(seen).size]);
    expect(seen).toHaveLength((await search('')).total ?? 0);
  });

  it('goes on when a mod is brought up to date in between', async () => {
    const first = await modio.feed(game, null, never());
    const lost = ids(first.mods);
    replica.control.publish(5_200_000, { id: 8_999_999, version: '9', day: 300 });
    const rest = await modio.feed(game, first.next, never());
    const total = (await search('')).total ?? 0;
    // The one that moved is on neither page a second time, and pushes none off.
    const all = new Set([...lost, ...ids(rest.mods), '5200000']);
    expect(all.size).toBe(total);
  });

  it('refuses a place that it has not given', async () => {
    await expect(modio.feed(game, 'page two', never())).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a mod', () => {
  it('has files, pictures and a text that is no web page', async () => {
    const found = await modio.details(mod(5_100_001), never());
    if (found.kind === 'gone') throw new Error(inEnglish(found.why));
    const { files, gallery, description, unavailable } = found.value;
    expect(files.map(({ version }) => version)).toEqual(['1.2.0', '1.1.0', '1.0.0']);
    expect(gallery).toHaveLength(2);
    expect(unavailable).toBeNull();
    expect(JSON.stringify(description)).not.toMatch(/script|javascript|this is not text/u);
    expect(JSON.stringify(found)).not.toMatch(/binary_url|\/download\//u);
  });

  it('without a file, a picture or a version is a mod', async () => {
    expect(await modio.details(mod(5_100_020), never())).toMatchObject({
      kind: 'found',
      value: { files: [], version: null, image: null },
    });
  });

  it('that is hidden or deleted is gone, in words', async () => {
    expect(await modio.details(mod(5_100_021), never())).toEqual({
      kind: 'gone',
      why: saying('modioHidden'),
    });
    expect((await modio.details(mod(5_100_022), never())).kind).toBe('gone');
    expect((await modio.details(mod(1, '1'), never())).kind).toBe('gone');
  });

  it('says what scans and platforms mean', async () => {
    expect(await firstFileOf(5_100_025)).toMatchObject({ scan: 'flagged' });
    expect(await firstFileOf(5_100_026)).toMatchObject({ warnings: ['contains_exe'] });
    expect(await firstFileOf(5_100_027)).toMatchObject({ scan: 'pending' });
    expect(await firstFileOf(5_100_024)).toMatchObject({ warnings: ['other_platform'] });
  });

  it('is shown without its files when only those fail', async () => {
    replica.control.fail({ path: /5100001\/files/u, fault: status(403, 15_012) });
    const found = await modio.details(mod(5_100_001), never());
    expect(found).toMatchObject({ kind: 'found', value: { files: [{ version: '1.2.0' }] } });
  });

  it('has a changelog of what its files say', async () => {
    const changes = await modio.changelog(mod(5_100_001), never());
    expect(changes.map(({ version }) => version)).toEqual(['1.2.0', '1.1.0', '1.0.0']);
    // Lines stay lines, also where they are no HTML.
    expect(JSON.stringify(changes[0]?.text)).toMatch(/Warmer\."(?!.*Warmer).*Reaches further\./u);
    expect(await modio.changelog(mod(5_100_004), never())).toEqual([]);
  });

  it('needs two others, and around a circle never itself', async () => {
    expect(await needsOf(5_100_003)).toEqual([
      ['required', '90210/5100001'],
      ['required', '90210/5100002'],
    ]);
    expect(await needsOf(5_100_006)).toEqual([['required', '90210/5100007']]);
    expect(await needsOf(5_100_004)).toEqual([]);
    const circle = [
      { mod_id: 5_100_004, name: 'Itself', dependency_depth: 1 },
      { mod_id: 5_100_001, name: 'In the old form', dependency_depth: 0 },
    ];
    const body = JSON.stringify({ data: circle, result_total: 2 });
    replica.control.fail({ path: /5100002\/dependencies/u, fault: { kind: 'body', body } });
    expect(await needsOf(5_100_002)).toEqual([
      ['required', '90210/5100004'],
      ['required', '90210/5100001'],
    ]);
    replica.control.fail({ path: /5100001\/dependencies/u, fault: { kind: 'body', body } });
    expect(await needsOf(5_100_001)).toEqual([['required', '90210/5100004']]);
  });
});

describe('updates', () => {
  it('come in one request for all mods of a game, with what is new', async () => {
    const checks = await modio.checkUpdates(
      [
        installed(file(5_100_001, 8_200_001), march(5)),
        installed(file(5_100_002, 8_200_012)),
        installed(file(5_100_021, 8_200_211)),
        installed(file(5_100_020, 8_200_999)),
        // Newer than the one the author went back to.
        installed(file(5_100_005, 8_200_042), Date.UTC(2026, 3, 1)),
      ],
      never(),
    );
    expect(checks.map(({ kind }) => kind)).toEqual(['update', 'current', 'gone', 'gone', 'current']);
    expect(checks[0]).toMatchObject({
      file: { version: '1.2.0' },
      changes: [{ version: '1.2.0' }, { version: '1.1.0' }],
    });
    expect(paths().filter((where) => where.includes('id-in='))).toHaveLength(1);
    expect(paths()).toHaveLength(2);
  });

  it('take no more than a hundred mods a request, and ask for few changelogs', async () => {
    const many = Array.from({ length: 105 }, (_, index) => installed(file(5_200_000 + index, 1)));
    const checks = await modio.checkUpdates(many, never());
    expect(checks.every(({ kind }) => kind === 'update')).toBe(true);
    expect(paths().filter((where) => where.includes('id-in='))).toHaveLength(2);
    expect(paths()).toHaveLength(22);
  });

  it('of one game that went away do not cost the others theirs', async () => {
    replica.control.removeGame(90_211);
    const checks = await modio.checkUpdates(
      [installed(file(5_300_001, 1, undefined, '90211')), installed(file(5_100_002, 8_200_011))],
      never(),
    );
    expect(checks.map(({ kind }) => kind)).toEqual(['gone', 'update']);
  });

  it('stand without a changelog too, and are none where the scan has found something', async () => {
    replica.control.fail({ path: /\/files\?/u, fault: status(403, 15_012) });
    const checks = await modio.checkUpdates(
      [installed(file(5_100_002, 8_200_011)), installed(file(5_100_025, 1))],
      never(),
    );
    expect(checks).toMatchObject([{ kind: 'update', changes: [{ version: '1.0' }] }, { kind: 'current' }]);
  });

  it('are none for the same bytes under another id', async () => {
    const [check] = await modio.checkUpdates([installed(file(5_100_002, 8_200_011))], never());
    const md5 = check?.kind === 'update' ? (check.file.md5 ?? '') : '';
    expect(md5).toMatch(/^[0-9a-f]{32}$/u);
    const again = await modio.checkUpdates([installed(file(5_100_002, 8_200_011, md5))], never());
    expect(again).toEqual([{ kind: 'current' }]);
  });

  it('are refused in words to nobody', async () => {
    secret = null;
    await expect(modio.checkUpdates([installed(file(5_100_002, 1))], never())).rejects.toMatchObject({
      code: 'needs_sign_in',
    });
  });
});

describe('a download', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-modio-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it.each([
    ['a token', asToken()],
    ['a key', asKey()],
  ])('with %s ends with the right bytes; the file servers never see it', async (_, kept) => {
    secret = kept;
    const resolution = await resolved();
    expect(resolution.modFile.ref).toMatchObject({ md5: resolution.file.md5, fileId: '8200003' });
    expect(JSON.stringify(resolution.modFile)).not.toContain('modapi.io');
    const fetched = await fetchFile(http, resolution.file, { folder, limits: { pause: 1 } }, never());
    expect(fs.statSync(fetched.path).size).toBe(resolution.file.size);
    const last = replica.control.requests.at(-1);
    expect(last).toMatchObject({ host: 'binary.modcdn.io' });
    expect(last?.headers.authorization).toBeUndefined();
    expect(last?.path).not.toContain('api_key');
  });

  it('of a game that wants a token begins at the address of that game, with the token, and goes on without it', async () => {
    const closed: FileRef = { provider: 'modio', gameId: '90211', modId: '5300001', fileId: '8400001', md5: noMd5 };
    const resolution = await modio.resolve(closed, never());
    if (resolution.kind !== 'file') throw new Error(JSON.stringify(resolution));
    await fetchFile(http, resolution.file, { folder, limits: { pause: 1 } }, never());
    const shown = replica.control.requests.map(({ host, headers }) => [host, headers.authorization !== undefined]);
    expect(shown.slice(-2)).toEqual([
      ['g-90211.modapi.io', true],
      ['binary.modcdn.io', false],
    ]);
    secret = asKey();
    const withKey = await modio.resolve(closed, never());
    if (withKey.kind !== 'file') throw new Error(JSON.stringify(withKey));
    await expect(fetchFile(http, withKey.file, { folder, limits: { pause: 1 } }, never())).rejects.toMatchObject({
      code: expect.stringMatching(/needs_sign_in|provider_refused|download/u) as unknown,
    });
    expect(replica.control.requests.at(-1)).toMatchObject({ host: 'g-90211.modapi.io' });
    expect(replica.control.requests.at(-1)?.path).not.toContain(userKey);
  });

  it.each([
    'https://image.modcdn.io/v1/x',
    'https://files.mod.io/v1/x',
    'https://g-1.test.mod.io/v1/x',
    'https://g-1.modapi.io/x',
  ])('never shows the token to %s', async (url) => {
    const answer = await http.stream({ provider: 'modio', lane: 'files', url, hosts: fileHosts }, never());
    answer.discard();
    expect(replica.control.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('of wrong bytes is not believed', async () => {
    replica.control.fail({ path: /^binary/u, fault: { kind: 'wrong-bytes' } });
    const { file: wanted } = await resolved();
    await expect(fetchFile(http, wanted, { folder, limits: { pause: 1, tries: 2 } }, never())).rejects.toMatchObject({
      code: 'download_hash_mismatch',
    });
  });

  it('that breaks off goes on where it was', async () => {
    replica.control.fail({ path: /^binary/u, fault: { kind: 'drop', at: 0.5 }, times: 1 });
    const { file: wanted } = await resolved(5_100_004, 8_200_031);
    const fetched = await fetchFile(http, wanted, { folder, limits: { pause: 1, tries: 3 } }, never());
    expect(fetched.size).toBe(wanted.size);
    expect(replica.control.requests.at(-1)?.headers.range).toMatch(/^bytes=\d+-$/u);
  });

  it('has another address each time it is asked for once the old one has run out', async () => {
    replica.control.setLinkSeconds(-5);
    const old = (await resolved()).file;
    replica.control.setLinkSeconds(3_600);
    await expect(fetchFile(http, old, { folder, limits: { pause: 1, tries: 1 } }, never())).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:mod_gone|provider_refused)$/u) as unknown,
    });
    const fresh = (await resolved()).file;
    expect(fresh.url).not.toBe(old.url);
    await fetchFile(http, fresh, { folder, limits: { pause: 1 } }, never());
  });

  it('is gone in words: deleted, hidden, malicious, another file, for consoles alone', async () => {
    expect(await whyGone(5_100_001, 1)).toContain('deleted');
    expect(await whyGone(5_100_021, 8_200_211)).toContain('hidden');
    expect(await whyGone(5_100_022, 8_200_221)).toContain('not have it any more');
    expect(await whyGone(5_100_025, 8_200_251)).toContain('malicious');
    expect(await whyGone(5_100_001, 8_200_003, 'f'.repeat(32))).toContain('another one');
    expect(await whyGone(5_100_024, 8_200_241)).toContain('console');
  });

  it('of what is for sale goes to who has bought it; others are sent to the page', async () => {
    expect(await resolve(5_100_023, 8_200_231)).toMatchObject({ kind: 'file' });
    for (const other of [asToken(replicaTokens.poor), asKey()]) {
      secret = other;
      expect(await resolve(5_100_023, 8_200_231)).toEqual({
        kind: 'needs_user_action',
        url: 'https://mod.io/g/lantern-deep/m/golden-pickaxe',
        why: saying('modioMustBuy'),
      });
    }
  });

  it('wants somebody to be signed in, with something that is still good', async () => {
    secret = null;
    expect(await resolve(5_100_001, 8_200_003)).toEqual({
      kind: 'needs_sign_in',
      why: saying('modioSignedInOnly'),
    });
    secret = asToken(replicaTokens.expired);
    expect(await resolve(5_100_001, 8_200_003)).toMatchObject({ kind: 'needs_sign_in' });
    secret = asToken();
    replica.control.revoke(replicaTokens.miner);
    expect(await resolve(5_100_001, 8_200_003)).toEqual({
      kind: 'needs_sign_in',
      why: saying('modioExpired'),
    });
  });
});

describe("what is the player's own", () => {
  const { miner } = replicaAccounts;

  it('is rated, and rated again without harm', async () => {
    await rate(true);
    await rate(true);
    expect(replica.control.ratingOf(miner.id, 5_100_001)).toBe(1);
    await rate(false);
    await rate(false);
    expect(replica.control.ratingOf(miner.id, 5_100_001)).toBe(0);
  });

  it('is subscribed to and left, twice without harm, and listed', async () => {
    await modio.setSubscribed(mod(5_100_001), true, never());
    await modio.setSubscribed(mod(5_100_001), true, never());
    await modio.setSubscribed(mod(5_300_001, '90211'), true, never());
    expect(replica.control.subscriptions(miner.id)).toEqual([5_100_001, 5_300_001]);
    expect(await modio.subscriptions(game, never())).toEqual([mod(5_100_001)]);
    await modio.setSubscribed(mod(5_100_001), false, never());
    await modio.setSubscribed(mod(5_100_001), false, never());
    expect(await modio.subscriptions(game, never())).toEqual([]);
  });

  it('is refused in words: read only, for sale, nobody, a key', async () => {
    secret = asToken(replicaTokens.poor);
    await expect(modio.setSubscribed(mod(5_100_023), true, never())).rejects.toMatchObject({
      code: 'needs_user_action',
    });
    for (const other of [asToken(replicaTokens.reader), asKey(), null]) {
      secret = other;
      await expect(modio.approve?.(mod(5_100_001), null, true, never())).rejects.toMatchObject({
        code: 'needs_sign_in',
      });
    }
  });

  it('is not taken for done when a web page answers', async () => {
    replica.control.fail({ path: /subscribe/u, fault: { kind: 'html' } });
    await expect(modio.setSubscribed(mod(5_100_001), false, never())).rejects.toMatchObject({
      code: 'provider_answer_unreadable',
    });
  });
});

describe('keys and addresses', () => {
  it('a key goes to its own address, in no other request and no other place', async () => {
    secret = asKey(userKey, 'https://u-123.modapi.io/v1');
    const { mods } = await search('lanterns');
    expect(ids(mods)).toEqual(['5100001']);
    // Nothing was known of it before the first answer.
    expect(replica.control.requests.map(({ host, path: where }) => [host, where.includes(userKey)])).toEqual([
      ['api.mod.io', false],
      ['u-123.modapi.io', true],
    ]);
    await search('choir');
    expect(replica.control.requests).toHaveLength(3);
  });

  it('the test environment is another one', async () => {
    secret = asKey(testKey, 'https://api.test.mod.io/v1');
    expect(await modio.games('', never())).toMatchObject([{ key: '7', name: 'Test Shaft' }]);
    secret = asKey(userKey, 'https://api.test.mod.io/v1');
    await expect(modio.games('', never())).rejects.toMatchObject({ code: 'needs_sign_in' });
  });
});

describe('limits', () => {
  it('pause everything for as long as mod.io says, and nothing is sent meanwhile', async () => {
    replica.control.setLimits({ ...documentedLimits, token: 1 });
    await search('lanterns');
    await expect(search('choir')).rejects.toMatchObject({ code: 'rate_limited' });
    const sent = replica.control.requests.length;
    await expect(search('echo')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(replica.control.requests).toHaveLength(sent);
    expect(replica.control.stubborn()).toBe(1);
    replica.control.setLimits(noLimits);
    timing.pass(61_000);
    expect(ids((await search('echo')).mods)).toEqual(['5100003']);
  });

  it('of one endpoint leave the others open; 0 means a minute', async () => {
    replica.control.setLimits({ ...noLimits, endpoint: 1, says: 'zero' });
    await search('lanterns');
    await expect(search('choir')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await modio.categories(game, never())).not.toEqual([]);
    timing.pass(30_000);
    await expect(search('choir')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(replica.control.stubborn()).toBe(1);
  });
});

describe('references in text', () => {
  it.each(['90210/5100001/8200003'])('reads %s', (text) => {
    expect(modio.parseFileRef(text)).toMatchObject({ gameId: '90210', modId: '5100001', fileId: '8200003' });
    expect(modio.parseModRef('90210/5100001')).toEqual(mod(5_100_001));
  });

  it.each(['', '90210', 'a/b/c', '1/2/3/4', '1/2/-3', `1/2/${'9'.repeat(21)}`])('refuses %j', (text) => {
    expect(modio.parseFileRef(text)).toBeNull();
    expect(modio.parseModRef(text)).toBeNull();
  });

  it('never builds an address from anything else', async () => {
    await expect(modio.details({ provider: 'modio', id: '1/../2' }, never())).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(modio.resolve({ ...file(1, 1), fileId: '1/../2' } as FileRef, never())).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(replica.control.requests).toEqual([]);
  });
});

describe('answers that are none', () => {
  it.each([
    ['an outage', status(503, 10_000), 'provider_unavailable'],
    ['a web page', { kind: 'html' as const }, 'provider_answer_unreadable'],
    ['nothing', { kind: 'empty' as const }, 'provider_answer_unreadable'],
    ['a filter that is not ours', status(403, 15_025), 'provider_refused'],
    ['no such key', status(401, 11_002), 'needs_sign_in'],
    ['a ban', status(403, 11_007), 'needs_sign_in'],
    ['a list that is none', { kind: 'body' as const, body: '{"data":7}' }, 'provider_answer_unreadable'],
  ])('%s', async (_, fault, code) => {
    replica.control.fail({ path: /\/mods\?/u, fault });
    await expect(search('')).rejects.toMatchObject({ code, hint: expect.stringMatching(/\S/u) as unknown });
  });

  it('one bad mod does not cost the page', async () => {
    const body = JSON.stringify({ data: [null, 7, {}, { id: 1, game_id: 90_210 }], result_total: 4 });
    replica.control.fail({ path: /\/mods\?/u, fault: { kind: 'body', body } });
    expect(ids((await search('')).mods)).toEqual(['1']);
  });
});
