/** Releases and their assets: what can be installed, and what its author wrote about it. */
import type { ChangelogEntry, ModFile } from '../../../shared/model.ts';
import type { Found } from '../provider.ts';
import { oneLine } from '../rich-text.ts';
import { answerOr404, shapeUnknown } from './faults.ts';
import { repoText } from './readme.ts';
import type { RepoName } from './refs.ts';
import type { Answered, Release } from './types.ts';
import { assetSchema, releaseSchema, type AssetRecord, type ReleaseRecord } from './wire.ts';

export interface AssetOwner extends RepoName {
  readonly repoId: string;
}

/**
 * Newest first by their publication: the order of the answer is that of commits. Drafts are left out, they are for
 * those who may write. Archives of the sources that GitHub makes on demand are not offered: they have no id and no
 * lasting bytes, so nobody could promise to bring them back.
 */
export function releasesOf(owner: AssetOwner, answered: Answered): Found<readonly Release[]> {
  const { gone } = answerOr404(answered);
  if (gone !== null) return { kind: 'gone', why: gone };
  const { body } = answered;
  const records = Array.isArray(body) ? body : [body];
  const releases = records.flatMap((entry: unknown) => {
    const record = releaseSchema.safeParse(entry).data;
    return record === undefined || record.draft === true ? [] : [releaseOf(owner, record)];
  });
  if (releases.length === 0 && !Array.isArray(body)) throw shapeUnknown('a release');
  return { kind: 'found', value: releases.toSorted((one, other) => timeOf(other) - timeOf(one)) };
}

const timeOf = ({ publishedAt }: Release): number => publishedAt ?? 0;

function releaseOf(owner: AssetOwner, record: ReleaseRecord): Release {
  const tag = record.tag_name ?? '';
  const named = oneLine(record.name ?? '', 200);
  const release = {
    id: record.id,
    tag,
    version: versionOf(tag),
    name: named === '' ? oneLine(tag, 200) : named,
    prerelease: record.prerelease === true,
    publishedAt: record.published_at ?? record.created_at ?? null,
    notes: repoText({ name: owner, branch: tag === '' ? 'HEAD' : tag }, record.body ?? ''),
  };
  return { ...release, files: assetsOf(owner, record.assets ?? [], release) };
}

type About = Pick<Release, 'name' | 'version' | 'prerelease'>;

/** Uploads that broke off and files that only vouch for others are left out. */
function assetsOf(owner: AssetOwner, assets: readonly unknown[], about: About): readonly ModFile[] {
  return assets.flatMap((entry) => {
    const record = assetSchema.safeParse(entry).data;
    const usable =
      record !== undefined && (record.state ?? 'uploaded') === 'uploaded' && !vouches.test(record.name ?? '');
    return usable ? [modFileOf(owner, record, about)] : [];
  });
}

const vouches = /\.(?:sha\d{1,3}(?:sums?)?|md5|asc|sig|sigstore|minisig|pem|sbom|intoto\.jsonl)$/iu;

/** The assets of one release, asked for without it. */
export function assetListOf(owner: AssetOwner, answered: Answered): Found<readonly ModFile[]> {
  const { gone } = answerOr404(answered);
  if (gone !== null) return { kind: 'gone', why: gone };
  if (!Array.isArray(answered.body)) throw shapeUnknown('assets');
  return { kind: 'found', value: assetsOf(owner, answered.body, { name: '', version: '', prerelease: false }) };
}

export function modFileOf(owner: AssetOwner, asset: AssetRecord, about: About | null): ModFile {
  const group = about === null || about.name === '' ? null : about.name;
  const sha256 = sha256Of(asset.digest);
  return {
    ref: { provider: 'github', owner: owner.owner, repo: owner.repo, repoId: owner.repoId, assetId: asset.id },
    name: fileNameOf(asset),
    size: asset.size ?? null,
    version: about === null || about.version === '' ? null : about.version,
    description: oneLine(asset.label ?? '', 500),
    // An asset that was replaced or renamed keeps the time it came.
    uploadedAt: asset.created_at ?? asset.updated_at ?? null,
    downloads: asset.download_count ?? null,
    archived: false,
    group: group !== null && about?.prerelease === true ? `${group} (pre-release)` : group,
    gameVersion: null,
    scan: 'unknown',
    warnings: asset.digest !== undefined && sha256 === null ? [unreadableDigest] : [],
    md5: null,
    sha1: null,
    sha256,
  };
}

/** A digest that is there and cannot be checked: not to be believed. Assets from before June 2025 have none at all. */
export const unreadableDigest = 'unreadable_digest';

const sha256Of = (digest: string | undefined): string | null =>
  /^sha256:([0-9a-f]{64})$/u.exec((digest ?? '').toLowerCase())?.[1] ?? null;

/** Shown and logged, never used as a path. */
function fileNameOf(asset: AssetRecord): string {
  const clean = oneLine((asset.name ?? '').split(/[\\/]/u).at(-1) ?? '', 200);
  return clean === '' || clean === '.' || clean === '..' ? `asset-${asset.id}` : clean;
}

/** "v1.2.0" → "1.2.0", "release-3" → "3"; what has no number stays as it is. */
export const versionOf = (tag: string): string =>
  /^(?:.*[^\p{L}\d.]|[a-z]*?)?v?(\d[\w.+-]*)$/iu.exec(tag)?.[1] ?? oneLine(tag, 100);

/**
 * What an asset that was asked for without its release tells about it: the tag stands in the address of its page's
 * download, "…/releases/download/v1.2.0/mod.zip". null: it is none of a tag, or a draft's.
 */
export function releaseOfAsset({ browser_download_url: address }: AssetRecord): About | null {
  const path = URL.parse(address ?? '')?.pathname ?? '';
  const [, escaped = ''] = /^\/[^/]+\/[^/]+\/releases\/download\/(.+)\/[^/]+$/u.exec(path) ?? [];
  const tag = unescaped(escaped);
  return tag === '' || tag.startsWith('untagged-') ? null : { name: '', version: versionOf(tag), prerelease: false };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Release notes. Releases without any still say that there was one. */
export const changelogOf = (releases: readonly Release[]): readonly ChangelogEntry[] =>
  releases.map(({ version, publishedAt, notes, name, tag }) => ({
    version: version === '' ? null : version,
    publishedAt,
    text:
      notes.length > 0 || name === tag || name === ''
        ? notes
        : [{ type: 'paragraph', children: [{ type: 'text', text: name }] }],
  }));
