/** Recorded answers of GitHub through the reading code, our requests against its OpenAPI description, and octokit against the replica. */
import { Octokit } from '@octokit/rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRecording, type Reading } from '../../src/main/providers/github/recording.ts';
import { releasesUrl, repoUrl, searchUrl } from '../../src/main/providers/github/requests.ts';
import { recordingsOf } from '../support/recordings.ts';
import { startGitHubReplica, type GitHubReplica } from '../../tools/replicas/github/replica.ts';

interface Exchange {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown };
}

const { available, textOf, filesIn, unread } = recordingsOf('github');
const json = (file: string): unknown => JSON.parse(textOf(file));
const files = filesIn('').filter((file) => /^[^/]+\.json$/u.test(file) && file !== 'manifest.json');

function read(file: string): Reading {
  const { request, response } = json(file) as Exchange;
  const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
  return parseRecording(request, { status: response.status, headers: response.headers, body });
}

describe.skipIf(!available)('recorded answers of GitHub', () => {
  it.each(files)('%s is read', (file) => {
    const { status } = (json(file) as Exchange).response;
    expect(read(file).kind === 'error').toBe(status >= 400);
  });

  it('says what they say', () => {
    expect(read('release.asset.json')).toMatchObject({
      kind: 'file',
      file: { value: { name: 'test-upload.txt', sha256: null, ref: { assetId: '71989167' } } },
    });
    expect(read('release.by-tag.json')).toMatchObject({ kind: 'files', releases: [{ version: '1.0.0', files: [] }] });
    expect(read('asset.octet-stream.302.json')).toMatchObject({ kind: 'download', to: 'store' });
    expect(read('error-403.primary-rate-limit.unauthenticated.json')).toMatchObject({
      error: { code: 'rate_limited' },
    });
    expect(read('error-422.search.first-1000.json')).toMatchObject({ error: { code: 'provider_refused' } });
    expect(read('pagination.page1.json')).toMatchObject({ next: expect.stringContaining('page=2') as unknown });
    expect(read('pagination.last.json')).toMatchObject({ next: null });
  });

  it.each([
    ['rate-limit', '/rate_limit', { kind: 'limits' }],
    ['release.asset.with-digest', '/repos/octocat/Hello-World/releases/assets/1', { kind: 'file' }],
    ['release.latest', '/repos/octocat/Hello-World/releases/latest', { kind: 'files' }],
    ['releases.list', '/repos/octocat/Hello-World/releases', { kind: 'files' }],
    ['search.repositories', '/search/repositories?q=tetris', { kind: 'mods' }],
  ])('reads the example of %s in the documentation', (name, where, wanted) => {
    const request = { method: 'GET', url: `https://api.github.com${where}` };
    const answer = { status: 200, headers: {}, body: textOf(`examples/${name}.json`) };
    expect(parseRecording(request, answer)).toMatchObject(wanted);
  });

  it('asks only with parameters that are described', () => {
    const { paths } = json('openapi/github-releases-search.openapi.json') as {
      paths: Record<string, { get: { parameters: { name?: string; $ref?: string }[] } }>;
    };
    const question = { topic: 'x', text: 'y', sort: 'updated', page: 2, pageSize: 100, pushedUntil: null } as const;
    for (const [url, template] of [
      [searchUrl(question), '/search/repositories'],
      [releasesUrl(repoUrl({ owner: 'o', repo: 'r' })), '/repos/{owner}/{repo}/releases'],
    ] as const) {
      const known = paths[template]?.get.parameters.map(
        ({ name, $ref }) => name ?? ($ref ?? '').split('/').at(-1)?.replace('-', '_'),
      );
      for (const name of new URL(url).searchParams.keys()) expect(known).toContain(name);
    }
  });
});

describe('octokit takes the replica for GitHub', () => {
  let replica: GitHubReplica;
  let octokit: Octokit;
  beforeAll(async () => {
    replica = await startGitHubReplica();
    octokit = new Octokit({ baseUrl: replica.url });
  });
  afterAll(() => replica.close());

  it('for every call we make', async () => {
    const here = { owner: 'aurora-yard', repo: 'solar-sails' };
    const found = await octokit.rest.search.repos({ q: 'topic:starlight-courier', sort: 'updated', per_page: 2 });
    expect(found.data.items).toHaveLength(2);
    expect((await octokit.rest.search.topics({ q: 'starlight' })).data.total_count).toBe(2);
    expect((await octokit.rest.repos.get({ ...here, repo: 'sailing' })).data.id).toBe(810_001);
    const releases = await octokit.paginate(octokit.rest.repos.listReleases, { ...here, per_page: 1 });
    expect(releases.map(({ tag_name: tag }) => tag)).toEqual(['v1.3.0', 'v1.2.0', 'v1.1.0']);
    expect((await octokit.rest.repos.getReadme(here)).data.encoding).toBe('base64');
    const asset = { ...here, asset_id: 71_000_130 };
    const { size } = (await octokit.rest.repos.getReleaseAsset(asset)).data;
    const bytes = await octokit.rest.repos.getReleaseAsset({
      ...asset,
      headers: { accept: 'application/octet-stream' },
    });
    expect((bytes.data as unknown as ArrayBuffer).byteLength).toBe(size);
    await expect(octokit.rest.repos.get({ owner: 'no', repo: 'thing' })).rejects.toMatchObject({ status: 404 });
    await expect(octokit.rest.users.getAuthenticated()).rejects.toMatchObject({ status: 401 });
    expect((await octokit.rest.rateLimit.get()).data.resources.core.limit).toBe(60);
  });
});

describe.skipIf(!available)('the recordings of GitHub', () => {
  it('were all read here, but for what is no answer', () => {
    // Where each comes from.
    expect(unread()).toEqual(['manifest.json']);
  });
});
