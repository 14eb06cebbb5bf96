/** Answers in the shape of the REST API, version 2022-11-28, with all fields that its OpenAPI description requires. */
import { hash } from 'node:crypto';
import type { Archive } from '../shared/archives.ts';
import type { ReplicaAccount, ReplicaAsset, ReplicaRelease, ReplicaRepo } from './catalogue.ts';

export type Json = Readonly<Record<string, unknown>>;

export const api = 'https://api.github.com';
export const site = 'https://github.com';
export const store = 'https://release-assets.githubusercontent.com';

export const fullName = ({ owner, name }: ReplicaRepo): string => `${owner}/${name}`;

const node = (kind: string, id: number): string => Buffer.from(`0${kind.length}:${kind}${id}`).toString('base64');

export function userRecord(
  login: string,
  id = login.split('').reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1_000_000,
): Json {
  const url = `${api}/users/${login}`;
  return {
    login,
    id,
    node_id: node('User', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${site}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}

export const accountRecord = ({ login, id }: ReplicaAccount): Json => ({
  ...userRecord(login, id),
  name: login,
  company: null,
  blog: '',
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 2,
  public_gists: 0,
  followers: 1,
  following: 0,
  created_at: '2020-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
});

const repoLinks = [
  'archive,assignees,blobs,branches,collaborators,comments,commits,compare,contents,contributors,deployments',
  'downloads,events,forks,git_commits,git_refs,git_tags,hooks,issue_comment,issue_events,issues,keys,labels,languages',
  'merges,milestones,notifications,pulls,releases,stargazers,statuses,subscribers,subscription,tags,teams,trees',
]
  .join(',')
  .split(',');

export function repoRecord(repo: ReplicaRepo): Json {
  const url = `${api}/repos/${fullName(repo)}`;
  const { license } = repo;
  return {
    id: repo.id,
    node_id: node('Repository', repo.id),
    name: repo.name,
    full_name: fullName(repo),
    private: false,
    owner: userRecord(repo.owner),
    html_url: `${site}/${fullName(repo)}`,
    description: repo.description,
    fork: false,
    url,
    ...Object.fromEntries(repoLinks.map((name) => [`${name}_url`, `${url}/${name.replace('_', '/')}`])),
    created_at: repo.createdAt,
    updated_at: repo.updatedAt,
    pushed_at: repo.pushedAt,
    git_url: `git://github.com/${fullName(repo)}.git`,
    ssh_url: `git@github.com:${fullName(repo)}.git`,
    clone_url: `${site}/${fullName(repo)}.git`,
    svn_url: `${site}/${fullName(repo)}`,
    homepage: null,
    size: 120,
    stargazers_count: repo.stars,
    watchers_count: repo.stars,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repo.archived,
    disabled: false,
    open_issues_count: 0,
    license:
      license === null
        ? null
        : { key: license.spdx.toLowerCase(), name: license.name, spdx_id: license.spdx, url: null, node_id: 'MDc6' },
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: repo.topics,
    visibility: 'public',
    forks: 0,
    open_issues: 0,
    watchers: repo.stars,
    default_branch: 'main',
  };
}

export const fullRepoRecord = (repo: ReplicaRepo): Json => ({
  ...repoRecord(repo),
  temp_clone_token: null,
  network_count: 0,
  subscribers_count: 1,
});

export function assetRecord(repo: ReplicaRepo, { tag }: ReplicaRelease, asset: ReplicaAsset, archive: Archive): Json {
  return {
    url: `${api}/repos/${fullName(repo)}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: node('ReleaseAsset', asset.id),
    name: asset.name,
    label: asset.label,
    uploader: userRecord(repo.owner),
    content_type: 'application/zip',
    state: asset.state,
    size: archive.bytes.byteLength,
    digest: asset.hasDigest ? `sha256:${archive.sha256}` : null,
    download_count: asset.downloads,
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    browser_download_url: `${site}/${fullName(repo)}/releases/download/${tag}/${asset.name}`,
  };
}

export function releaseRecord(
  repo: ReplicaRepo,
  release: ReplicaRelease,
  archiveOf: (asset: ReplicaAsset) => Archive,
): Json {
  const url = `${api}/repos/${fullName(repo)}/releases/${release.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/${fullName(repo)}/releases/${release.id}/assets{?name,label}`,
    html_url: `${site}/${fullName(repo)}/releases/tag/${release.tag}`,
    id: release.id,
    author: userRecord(repo.owner),
    node_id: node('Release', release.id),
    tag_name: release.tag,
    target_commitish: 'main',
    name: release.name,
    draft: release.draft,
    immutable: false,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    published_at: release.publishedAt,
    assets: release.assets.map((asset) => assetRecord(repo, release, asset, archiveOf(asset))),
    tarball_url: `${api}/repos/${fullName(repo)}/tarball/${release.tag}`,
    zipball_url: `${api}/repos/${fullName(repo)}/zipball/${release.tag}`,
    body: release.body,
  };
}

export function readmeRecord(repo: ReplicaRepo, text: string): Json {
  const url = `${api}/repos/${fullName(repo)}/contents/README.md?ref=main`;
  const page = `${site}/${fullName(repo)}/blob/main/README.md`;
  const sha = hash('sha1', text, 'hex');
  const git = `${api}/repos/${fullName(repo)}/git/blobs/${sha}`;
  return {
    name: 'README.md',
    path: 'README.md',
    sha,
    size: Buffer.byteLength(text),
    url,
    html_url: page,
    git_url: git,
    download_url: `https://raw.githubusercontent.com/${fullName(repo)}/main/README.md`,
    type: 'file',
    // In lines of 60 characters, as GitHub sends it.
    content: Buffer.from(text).toString('base64').replaceAll(/.{60}/gu, '$&\n'),
    encoding: 'base64',
    _links: { self: url, git, html: page },
  };
}
