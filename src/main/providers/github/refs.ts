/** Text forms of repositories and assets: "owner/repo", "owner/repo/160499684", and addresses of pages. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { FileRef, ModRef } from '../../../shared/model.ts';

export type GitHubFileRef = Extract<FileRef, { provider: 'github' }>;

export interface RepoName {
  readonly owner: string;
  readonly repo: string;
}

/** Only the name is known; what a repository is called can change hands. */
export const unknownRepo = '0';

const ownerPattern = '[A-Za-z0-9][A-Za-z0-9_-]{0,38}';
const repoPattern = String.raw`(?!\.{1,2}(?:$|/))[\w.-]{1,100}`;
const names = new RegExp(`^(${ownerPattern})/(${repoPattern})$`, 'u');
const asset = new RegExp(`^(${ownerPattern})/(${repoPattern})/(\\d{1,20})$`, 'u');
const page = new RegExp(`^https://github\\.com/(${ownerPattern})/(${repoPattern})(?:/.*)?$`, 'u');

export function repoNameOf(text: string): RepoName | null {
  const [, owner, repo] = names.exec(text) ?? [];
  return owner === undefined || repo === undefined ? null : { owner, repo };
}

/** "owner/repo/160499684": an asset of a release. null: not a file. */
export function parseFileRef(text: string): GitHubFileRef | null {
  const [, owner, repo, digits] = asset.exec(text) ?? [];
  if (owner === undefined || repo === undefined || digits === undefined) return null;
  return { provider: 'github', owner, repo, repoId: unknownRepo, assetId: digits.replace(/^0+(?=\d)/u, '') };
}

/** "owner/repo" or an address of one of its pages. null: not a repository. */
export function parseModRef(text: string): ModRef | null {
  const [, owner, repo] = page.exec(text.replace(/[?#].*$/u, '')) ?? names.exec(text) ?? [];
  const name = repo?.replace(/\.git$/u, '') ?? '';
  return owner === undefined || name === '' || notOwners.has(owner.toLowerCase())
    ? null
    : { provider: 'github', id: `${owner}/${name}` };
}

/** First parts of addresses of the site that are nobody's name. */
const notOwners = new Set([
  'about',
  'apps',
  'features',
  'login',
  'marketplace',
  'orgs',
  'search',
  'settings',
  'topics',
]);

/** Throws `invalid_input`. */
export function needRepo(ref: ModRef): RepoName {
  const name = ref.provider === 'github' ? repoNameOf(ref.id) : null;
  if (name !== null) return name;
  throw new LoadstoneError('invalid_input', 'This is not a repository of GitHub.', 'One looks like "owner/name".');
}

/** Throws `invalid_input`. */
export function needAsset(ref: FileRef): GitHubFileRef {
  if (ref.provider === 'github' && parseFileRef(`${ref.owner}/${ref.repo}/${ref.assetId}`) !== null) return ref;
  throw new LoadstoneError('invalid_input', 'This is not a file of GitHub.', 'One looks like "owner/name/160499684".');
}
