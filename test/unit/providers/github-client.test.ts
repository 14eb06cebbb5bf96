import { hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGitHub } from '../../../src/main/providers/github/client.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import type { Provider, SignInDialog } from '../../../src/main/providers/provider.ts';
import type { FileRef, InstalledFile, ModDetails, ModRef } from '../../../src/shared/model.ts';
import type { SignInStep } from '../../../src/shared/accounts.ts';
import { saying } from '../../../src/shared/saying.ts';
import { repo } from '../../../tools/replicas/github/builders.ts';
import {
  replicaAccounts,
  replicaClientId,
  startGitHubReplica,
  type GitHubReplica,
} from '../../../tools/replicas/github/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

let replica: GitHubReplica;
let http: HttpClient;
let gitHub: Provider;
/** What the player is signed in with. */
let secret: string | null;

beforeAll(() => {
  secret = null;
});
beforeEach(async () => {
  replica = await startGitHubReplica();
  secret = null;
  http = httpTo(replica.url, {
    endpoints: replica.endpoints,
    timing: createFakeTiming(Date.now()),
    credentials: () => (secret === null ? null : (gitHub.signIn?.credentials(secret) ?? null)),
  });
  gitHub = createGitHub(http, {
    clientId: replicaClientId,
    now: () => Date.now(),
    // As long as the replica wants, without waiting: it is told to want nothing.
    wait: async () => {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    },
  });
});
afterEach(async () => {
  await http.close();
  await replica.close();
});
afterAll(() => {
  secret = null;
});

const mod = (id: string): ModRef => ({ provider: 'github', id });
const asset = (name: string, assetId: number, repoId = '0'): FileRef => {
  const [owner = '', repoName = ''] = name.split('/');
  return { provider: 'github', owner, repo: repoName, repoId, assetId: String(assetId) };
};
const paths = (): readonly string[] => replica.control.requests.map(({ path }) => path);
const tokenOf = (login: string): string => replicaAccounts.find((one) => one.login === login)?.token ?? '';

async function detailsOf(id: string): Promise<ModDetails> {
  const found = await gitHub.details(mod(id), never());
  if (found.kind !== 'found') throw new Error(`gone: ${id}`);
  return found.value;
}

const game = 'starlight-courier,starlight-courier-mod';

describe('search', () => {
  it('finds what has any of the topics, each once', async () => {
    const { mods, next } = await gitHub.search({ game, text: '', sort: 'popular', page: 1 }, never());
    expect(mods.map(({ ref }) => ref.id)).toEqual([
      'aurora-yard/solar-sails',
      'deepdock/night-market',
      'longwave/radio-free-europa',
      'nova-lund/hud-plus',
      'quietfold/cargo-tetris',
      'longwave/starmap-tools',
    ]);
    expect(next).toBeNull();
    expect(mods[0]).toMatchObject({
      author: 'aurora-yard',
      name: 'solar-sails',
      likes: 412,
      image: expect.stringMatching(
        /^https:\/\/opengraph\.githubassets\.com\/\d+\/aurora-yard\/solar-sails$/u,
      ) as unknown,
    });
    expect(paths()).toHaveLength(2);
  });

  it('lets nothing the player types become a qualifier', async () => {
    await gitHub.search({ game: 'x-mods', text: 'sails" user:evil OR -topic:a', sort: 'relevance', page: 1 }, never());
    const asked = new URL(paths()[0] ?? '', 'https://x').searchParams;
    expect(asked.get('q')).toBe('sails user evil or topic a topic:x-mods');
    expect(asked.has('sort')).toBe(false);
    expect(asked.has('order')).toBe(false);
  });

  it('refuses a game that is no topic before it asks', async () => {
    for (const bad of ['', 'a b', 'x&y=z', '../x'])
      await expect(gitHub.search({ game: bad, text: '', sort: 'updated', page: 1 }, never())).rejects.toMatchObject({
        code: 'invalid_input',
      });
    expect(paths()).toEqual([]);
  });

  it('knows topics as games', async () => {
    expect(await gitHub.games('starlight courier', never())).toEqual([
      { key: 'starlight-courier', name: 'starlight-courier', mods: null },
      { key: 'starlight-courier-mod', name: 'starlight-courier-mod', mods: null },
    ]);
  });
});

/** Ten searches a minute are all a stranger has: the minute passes between pages. */
async function readAll(key: string, minute: () => void): Promise<{ readonly id: string; readonly at: number }[]> {
  const seen: { id: string; at: number }[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 60; page += 1) {
    minute();
    const { mods, next } = await gitHub.feed(key, cursor, never());
    seen.push(...mods.map(({ ref, updatedAt }) => ({ id: ref.id, at: updatedAt ?? 0 })));
    if (next === null) return seen;
    cursor = next;
  }
  throw new Error('the feed does not end');
}

describe('the feed', () => {
  it('goes on after the thousandth result, strictly newest first over several topics', async () => {
    await replica.close();
    const repos = Array.from({ length: 1_250 }, (_, index) =>
      repo({
        id: 900_000 + index,
        owner: 'many',
        name: `mod-${index}`,
        day: 0,
        topics: [index % 5 === 0 ? 'second' : 'first', ...(index % 10 === 0 ? ['first'] : [])],
        pushedAt: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString(),
        updatedAt: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000 + (index % 3) * 60_000).toISOString(),
      }),
    );
    const sizes = { anonymous: 1_000, member: 1_000 };
    replica = await startGitHubReplica({ repos, budgets: { core: sizes, search: sizes } });
    const timing = createFakeTiming(Date.now());
    http = httpTo(replica.url, { endpoints: replica.endpoints, timing });
    gitHub = createGitHub(http);
    const seen = await readAll('first,second', () => timing.pass(61_000));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1_250);
    const times = seen.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    expect(paths().some((path) => path.includes('pushed'))).toBe(true);
    expect(paths().every((path) => Number(/[?&]page=(\d+)/u.exec(path)?.[1]) <= 10)).toBe(true);
  });

  it('refuses a place it did not name', async () => {
    for (const bad of ['x', '[]', '[{"page":11,"taken":0,"until":null}]', '[{"page":1,"taken":0,"until":"x"}]'])
      await expect(gitHub.feed('first', bad, never())).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('details', () => {
  it('tell about a repository, its README and its releases', async () => {
    const sails = await detailsOf('aurora-yard/solar-sails');
    expect(sails).toMatchObject({ version: '1.3.0', license: 'MIT License', unavailable: null });
    // Checksums are no mods.
    expect(sails.files.map(({ name, version, group }) => [name, version, group])).toEqual([
      ['solar-sails-1.3.0.zip', '1.3.0', 'Solar Sails 1.3: Cloud'],
      ['solar-sails-1.2.0.zip', '1.2.0', 'Solar Sails 1.2'],
      ['solar-sails-1.1.0.zip', '1.1.0', 'v1.1.0'],
    ]);
    expect(sails.files.map(({ sha256 }) => sha256 === null)).toEqual([false, false, true]);
    expect(sails.files[0]?.ref).toMatchObject({ repoId: '810001', assetId: '71000130' });
    const text = JSON.stringify(sails.description);
    expect(text).toContain('https://github.com/aurora-yard/solar-sails/blob/main/docs/manual.md');
    expect(text).not.toMatch(/<script|alert\(|shields\.io.*"image"/u);
    expect(sails.gallery).toEqual(['https://raw.githubusercontent.com/aurora-yard/solar-sails/main/docs/1.png']);
  });

  it('mark pre-releases, and leave out drafts and broken uploads', async () => {
    const market = await detailsOf('deepdock/night-market');
    expect(market.version).toBe('2.0.0');
    expect(market.files[0]?.group).toBe('v2.1.0-rc.1 (pre-release)');
    expect((await detailsOf('quietfold/cargo-tetris')).files.map(({ name }) => name)).not.toContain('cargo-next.zip');
    expect((await detailsOf('longwave/radio-free-europa')).files.map(({ name }) => name)).toEqual(['radio.zip']);
    // Also for those who may see drafts.
    secret = tokenOf('quietfold');
    expect((await detailsOf('quietfold/cargo-tetris')).files.map(({ name }) => name)).not.toContain('cargo-next.zip');
  });

  it('offer no generated archives of the sources', async () => {
    const tools = await detailsOf('longwave/starmap-tools');
    expect(tools.files).toEqual([]);
    expect(JSON.stringify(tools.description)).toContain('A tool for mappers');
  });

  it('follow a renamed repository, and say when there is none', async () => {
    expect((await detailsOf('aurora-yard/sailing')).ref.id).toBe('aurora-yard/solar-sails');
    expect(await gitHub.details(mod('nobody/nothing'), never())).toMatchObject({ kind: 'gone' });
  });

  it('do without the README once the budget is used up', async () => {
    replica.control.fail({
      path: /readme/u,
      fault: { kind: 'status', status: 403, body: '{"message":"You have exceeded a secondary rate limit."}' },
    });
    const sails = await detailsOf('aurora-yard/solar-sails');
    expect(sails.files).toHaveLength(3);
    expect(JSON.stringify(sails.description)).toContain('Sails that really catch the light.');
  });

  it('are asked for once, and later only whether they have changed', async () => {
    const timing = createFakeTiming(Date.now());
    await http.close();
    http = httpTo(replica.url, { endpoints: replica.endpoints, timing });
    gitHub = createGitHub(http);
    const first = await detailsOf('aurora-yard/solar-sails');
    expect(await detailsOf('aurora-yard/solar-sails')).toEqual(first);
    expect(paths()).toHaveLength(3);
    timing.pass(20 * 60_000);
    expect(await detailsOf('aurora-yard/solar-sails')).toEqual(first);
    expect(replica.control.requests.slice(3).map(({ headers }) => typeof headers['if-none-match'])).toEqual([
      'string',
      'string',
      'string',
    ]);
  });

  it('know release notes as the changelog', async () => {
    const entries = await gitHub.changelog(mod('aurora-yard/solar-sails'), never());
    expect(entries.map(({ version }) => version)).toEqual(['1.3.0', '1.2.0', '1.1.0']);
    expect(JSON.stringify(entries[0]?.text)).toContain('Sails fold when docked');
  });
});

describe('limits', () => {
  it('end the questions and name the time', async () => {
    replica.control.setBudgets({ core: { anonymous: 1, member: 9 }, search: { anonymous: 1, member: 9 } });
    await expect(gitHub.details(mod('aurora-yard/solar-sails'), never())).rejects.toMatchObject({
      code: 'rate_limited',
    });
    const asked = paths().length;
    await expect(gitHub.details(mod('deepdock/night-market'), never())).rejects.toMatchObject({ code: 'rate_limited' });
    // Not even tried.
    expect(paths()).toHaveLength(asked);
  });

  it('tell a refusal from a limit', async () => {
    replica.control.fail({
      path: /\/repos\//u,
      fault: {
        kind: 'status',
        status: 403,
        body: '{"message":"Resource protected by organization SAML enforcement."}',
      },
    });
    await expect(gitHub.details(mod('aurora-yard/solar-sails'), never())).rejects.toMatchObject({
      code: 'provider_refused',
    });
  });
});

describe('resolving a file', () => {
  it('leads through the API to the store, without the token, to the announced bytes', async () => {
    secret = tokenOf('stargazer');
    const resolution = await gitHub.resolve(asset('aurora-yard/solar-sails', 71_000_130), never());
    // The version is that of its own release, not of the newest.
    const older = await gitHub.resolve(asset('aurora-yard/solar-sails', 71_000_120), never());
    expect(older).toMatchObject({ modFile: { version: '1.2.0' } });
    if (resolution.kind !== 'file') throw new Error(resolution.kind);
    const { url, headers, hosts, sha256, size } = resolution.file;
    expect(url).toBe('https://api.github.com/repos/aurora-yard/solar-sails/releases/assets/71000130');
    const answer = await http.stream({ provider: 'github', lane: 'files', url, headers, hosts }, never());
    const parts: Uint8Array[] = [];
    for await (const part of answer.body) parts.push(part);
    const bytes = Buffer.concat(parts);
    expect({ sha256: hash('sha256', bytes, 'hex'), size: bytes.byteLength }).toEqual({ sha256, size });
    const [last, before] = replica.control.requests.toReversed();
    expect(before?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(last?.host).toBe('release-assets.githubusercontent.com');
    expect(last?.headers.authorization).toBeUndefined();
    expect(last?.headers['x-github-api-version']).toBeUndefined();
  });

  it('finds it after a rename, by name and by number', async () => {
    expect(await gitHub.resolve(asset('aurora-yard/sailing', 71_000_120), never())).toMatchObject({ kind: 'file' });
    expect(await gitHub.resolve(asset('lost/name', 71_000_120, '810001'), never())).toMatchObject({
      kind: 'file',
      file: { url: 'https://api.github.com/repositories/810001/releases/assets/71000120' },
    });
  });

  it('is gone when the asset is, also where somebody took over the name', async () => {
    replica.control.removeAsset(71_000_120);
    expect(await gitHub.resolve(asset('aurora-yard/solar-sails', 71_000_120, '810001'), never())).toMatchObject({
      kind: 'gone',
    });
    expect(await gitHub.resolve(asset('deepdock/night-market', 71_000_130, '1'), never())).toMatchObject({
      kind: 'gone',
    });
    expect(await gitHub.resolve(asset('longwave/radio-free-europa', 71_000_532), never())).toMatchObject({
      kind: 'gone',
    });
  });

  it('does not believe a checksum it cannot read', async () => {
    const body = JSON.stringify({ id: 1, name: 'a.zip', state: 'uploaded', size: 1, digest: 'sha512:00' });
    replica.control.fail({ path: /assets\/1$/u, fault: { kind: 'body', body } });
    await expect(gitHub.resolve(asset('a/b', 1), never())).rejects.toMatchObject({
      code: 'provider_answer_unreadable',
    });
  });
});

const installed = (
  name: string,
  assetId: number,
  fileName: string,
  more: Partial<InstalledFile> = {},
): InstalledFile => ({
  ref: asset(name, assetId),
  fileName,
  version: null,
  uploadedAt: null,
  gameVersion: null,
  ...more,
});
const check = async (...files: readonly InstalledFile[]) => await gitHub.checkUpdates(files, never());

describe('the update check', () => {
  it('takes the asset that is called the same, with all notes since', async () => {
    const [old, latest, first] = await check(
      installed('aurora-yard/solar-sails', 71_000_110, 'solar-sails-1.1.0.zip'),
      installed('aurora-yard/solar-sails', 71_000_130, 'solar-sails-1.3.0.zip'),
      installed('nova-lund/hud-plus', 71_000_382, 'HudPlus-win64-0.8.zip'),
    );
    expect(old).toMatchObject({
      kind: 'update',
      file: { ref: { assetId: '71000130' } },
      changes: [{ version: '1.3.0' }, { version: '1.2.0' }],
    });
    expect(latest).toEqual({ kind: 'current' });
    // Of two platforms ours.
    expect(first).toMatchObject({ kind: 'update', file: { name: 'HudPlus-win64-0.9.zip' } });
    expect(paths()).toHaveLength(2);
  });

  it('passes over releases without files, and offers pre-releases to those who have one', async () => {
    const [stable] = await check(installed('deepdock/night-market', 71_000_220, 'night-market-2.0.0.zip'));
    expect(stable).toEqual({ kind: 'current' });
    replica.control.publish(
      'deepdock/night-market',
      {
        tag: 'v2.1.0-rc.2',
        day: 76,
        prerelease: true,
        assets: [{ id: 71_000_222, name: 'night-market-2.1.0-rc.2.zip' }],
      },
      81_000_299,
    );
    await http.close();
    http = httpTo(replica.url, { endpoints: replica.endpoints, timing: createFakeTiming(Date.now()) });
    gitHub = createGitHub(http);
    const [early, still] = await check(
      installed('deepdock/night-market', 71_000_221, 'night-market-2.1.0-rc.1.zip'),
      installed('deepdock/night-market', 71_000_220, 'night-market-2.0.0.zip'),
    );
    expect(early).toMatchObject({ kind: 'update', file: { ref: { assetId: '71000222' } } });
    expect(still).toEqual({ kind: 'current' });
  });

  it('asks the player where no name fits', async () => {
    const [unclear] = await check(installed('quietfold/cargo-tetris', 71_000_431, 'tetris.zip'));
    expect(unclear).toMatchObject({ kind: 'look', files: [{ name: 'cargo-core.zip' }, { name: 'cargo-extras.zip' }] });
  });

  it('sees a file that was uploaded anew, one that was taken away, and a repository that is gone', async () => {
    replica.control.removeAsset(71_000_130);
    const [again] = await check(
      installed('aurora-yard/solar-sails', 71_000_130, 'solar-sails-1.3.0.zip', { version: '1.3.0' }),
    );
    expect(again).toMatchObject({ kind: 'gone' });
    const [clobbered] = await check(installed('nova-lund/hud-plus', 1, 'HudPlus-win64-0.9.zip', { version: '0.9' }));
    expect(clobbered).toMatchObject({ kind: 'update', file: { ref: { assetId: '71000392' } } });
    const [gone] = await check(installed('nobody/nothing', 5, 'x.zip'));
    expect(gone).toMatchObject({ kind: 'gone' });
  });

  it('does not trust a repository that only has the name', async () => {
    const file = installed('aurora-yard/solar-sails', 5, 'solar-sails-1.0.0.zip');
    const [taken] = await check({ ...file, ref: asset('aurora-yard/solar-sails', 5, '42') });
    expect(taken).toMatchObject({ kind: 'gone', why: saying('githubOtherRepository') });
    const [moved] = await check({ ...file, ref: asset('deepdock/night-market', 71_000_110, '810001') });
    expect(moved).toMatchObject({ kind: 'update', file: { ref: { assetId: '71000130' } } });
  });
});

describe('accounts', () => {
  const steps: SignInStep[] = [];
  const opened: string[] = [];
  const dialog: SignInDialog = {
    openPage: async (url) => {
      opened.push(url);
    },
    show: (step) => {
      steps.push(step);
    },
    ask: async () => ({}),
  };
  beforeEach(() => {
    steps.length = 0;
    opened.length = 0;
    replica.control.setCodes({ interval: 0, expiresIn: 900 });
  });
  const signIn = async () => await gitHub.signIn?.run('browser', {}, dialog, never());

  it('signs in by a code that is typed on the page', async () => {
    const page = {
      ...dialog,
      openPage: async (url: string) => {
        opened.push(url);
        const html = await (await fetch(`${replica.url}/login/device`)).text();
        expect(html).toContain('Authorize');
        const waiting = steps.find((step) => step.kind === 'waiting');
        const body = new URLSearchParams({
          user_code: waiting?.kind === 'waiting' ? (waiting.code ?? '') : '',
          login: 'stargazer',
          decision: 'authorize',
        });
        expect((await fetch(`${replica.url}/login/device`, { method: 'POST', body })).status).toBe(200);
      },
    };
    const signed = await gitHub.signIn?.run('browser', {}, page, never());
    expect(signed).toMatchObject({
      secret: tokenOf('stargazer'),
      account: { name: 'stargazer', membership: '5000 requests an hour', may: ['search', 'download', 'opinion'] },
    });
    expect(opened).toEqual(['https://github.com/login/device']);
    expect(steps.map(({ kind }) => kind)).toEqual(['waiting', 'checking']);
    expect(JSON.stringify(steps)).not.toContain(tokenOf('stargazer'));
  });

  it('waits while the code is pending, longer when told so, and survives a broken connection', async () => {
    const waits: number[] = [];
    let asked = 0;
    const answers = ['authorization_pending', 'slow_down', 'authorization_pending'];
    const patient = createGitHub(http, {
      clientId: replicaClientId,
      now: () => Date.now(),
      wait: async (ms) => {
        waits.push(ms / 1_000);
        asked += 1;
        if (asked > answers.length + 1) return replica.control.typeCode('visitor');
        const error = answers[asked - 1];
        const fault =
          error === undefined
            ? ({ kind: 'html' } as const)
            : ({
                kind: 'body',
                body: JSON.stringify({ error, ...(error === 'slow_down' ? { interval: 9 } : {}) }),
              } as const);
        replica.control.fail({ path: /access_token/u, fault, times: 1 });
      },
    });
    const signed = await patient.signIn?.run('browser', {}, dialog, never());
    expect(signed?.account).toMatchObject({ name: 'visitor', may: ['search', 'download'] });
    expect(waits.slice(0, 5)).toEqual([5, 5, 10, 10, 10]);
    expect(steps.some(({ kind }) => kind === 'reconnecting')).toBe(true);
  });

  it.each(['expired_token', 'access_denied', 'incorrect_client_credentials'])('gives up at %s', async (error) => {
    replica.control.fail({ path: /access_token/u, fault: { kind: 'body', body: JSON.stringify({ error }) } });
    await expect(signIn()).rejects.toMatchObject({ code: 'sign_in_failed' });
  });

  it('gives up when nobody types the code, and when the application is not known', async () => {
    replica.control.setCodes({ interval: 0, expiresIn: 0.05 });
    await expect(signIn()).rejects.toMatchObject({ code: 'sign_in_failed' });
    const unknown = createGitHub(http, { clientId: 'nobody', now: () => Date.now(), wait: async () => undefined });
    await expect(unknown.signIn?.run('browser', {}, dialog, never())).rejects.toMatchObject({ code: 'sign_in_failed' });
    const none = createGitHub(http, { clientId: null, now: () => Date.now(), wait: async () => undefined });
    expect(none.signIn?.forms.map(({ method }) => method)).toEqual(['key']);
  });

  const tryToken = (token: string) => gitHub.signIn?.run('key', { token }, dialog, never());

  it('takes a token that works and no other', async () => {
    expect(await tryToken(` ${tokenOf('quietfold')}\n`)).toMatchObject({
      secret: tokenOf('quietfold'),
      account: { name: 'quietfold' },
    });
    await expect(tryToken('not a token')).rejects.toMatchObject({ code: 'sign_in_failed' });
    await expect(tryToken(`ghp_${'x'.repeat(36)}`)).rejects.toMatchObject({ code: 'sign_in_failed' });
  });

  it('knows who is signed in, and browses on as nobody once the token is revoked', async () => {
    secret = tokenOf('stargazer');
    expect(await gitHub.signIn?.check(never())).toMatchObject({ kind: 'found', value: { name: 'stargazer' } });
    replica.control.revokeToken('stargazer');
    expect(await gitHub.signIn?.check(never())).toMatchObject({ kind: 'gone' });
    expect(await gitHub.details(mod('aurora-yard/solar-sails'), never())).toMatchObject({ kind: 'found' });
  });

  it('gives and takes stars', async () => {
    await expect(gitHub.approve?.(mod('aurora-yard/solar-sails'), null, true, never())).rejects.toMatchObject({
      code: 'needs_sign_in',
    });
    secret = tokenOf('stargazer');
    await gitHub.approve?.(mod('aurora-yard/solar-sails'), null, true, never());
    await gitHub.approve?.(mod('aurora-yard/solar-sails'), null, false, never());
    expect(replica.control.requests.slice(-2).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /user/starred/aurora-yard/solar-sails',
      'DELETE /user/starred/aurora-yard/solar-sails',
    ]);
    secret = tokenOf('visitor');
    await expect(gitHub.approve?.(mod('aurora-yard/solar-sails'), null, true, never())).rejects.toMatchObject({
      code: 'provider_refused',
    });
  });
});

describe('text forms', () => {
  it.each([
    ['owner/repo/12', { owner: 'owner', repo: 'repo', assetId: '12', repoId: '0' }],
    ['Sewer56/nanokit-rs/0160499684', { assetId: '160499684' }],
    ['owner/repo', null],
    ['owner/../12', null],
    ['-x/repo/1', null],
    ['owner/re po/1', null],
  ])('file %j', (text, expected) => {
    if (expected === null) expect(gitHub.parseFileRef(text)).toBeNull();
    else expect(gitHub.parseFileRef(text)).toMatchObject(expected);
  });

  it.each([
    ['owner/repo', 'owner/repo'],
    ['https://github.com/owner/repo.git', 'owner/repo'],
    ['https://github.com/owner/repo/releases/tag/v1?x=1', 'owner/repo'],
    ['https://github.com.evil.example/owner/repo', null],
    ['https://github.com/topics/celeste', null],
    ['owner', null],
    ['a/b/c', null],
  ])('mod %j', (text, id) => {
    expect(gitHub.parseModRef(text)?.id ?? null).toBe(id);
  });
});
