/** The update check: the releases of each repository, and which asset takes the place of the installed one. */
import type { InstalledFile, ModFile, UpdateCheck } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import type { Found } from '../provider.ts';
import { repoOf } from './answers.ts';
import { unknownRepo, type GitHubFileRef } from './refs.ts';
import { changelogOf, releasesOf, versionOf } from './releases.ts';
import { releasesUrl, repoByIdUrl, repoUrl } from './requests.ts';
import type { Ask, Release } from './types.ts';

/**
 * Milliseconds. Sixty requests an hour is all there is without an account: a check that ran into that goes on an hour
 * later where it stopped, because what it had asked is still known.
 */
const freshFor = 90 * 60 * 1_000;

export async function checkUpdates(
  ask: Ask,
  installed: readonly InstalledFile[],
  signal: AbortSignal,
): Promise<readonly UpdateCheck[]> {
  const known = new Map<string, Found<readonly Release[]>>();
  const checks: UpdateCheck[] = [];
  for (const file of installed) {
    if (file.ref.provider !== 'github') {
      checks.push({ kind: 'gone', why: saying('notOfProvider', { provider: 'GitHub' }) });
      continue;
    }
    const key = `${file.ref.owner}/${file.ref.repo} ${file.ref.repoId}`.toLowerCase();
    const releases = known.get(key) ?? (await releasesFor(ask, file.ref, signal));
    known.set(key, releases);
    checks.push(releases.kind === 'gone' ? releases : replacementOf(file, releases.value));
  }
  return checks;
}

/**
 * By name, which follows renames. A name that was given up can be taken by anybody: where our asset is not among the
 * releases, the repository has to prove by its id that it is still the one.
 */
async function releasesFor(ask: Ask, ref: GitHubFileRef, signal: AbortSignal): Promise<Found<readonly Release[]>> {
  const byName = releasesOf(ref, await ask(releasesUrl(repoUrl(ref)), freshFor, signal));
  if (ref.repoId === unknownRepo) return byName;
  if (byName.kind === 'found' && byName.value.some(({ files }) => files.some((file) => isAsset(file, ref))))
    return byName;
  const repo = byName.kind === 'gone' ? byName : repoOf(await ask(repoUrl(ref), freshFor, signal));
  if (repo.kind === 'found' && repo.value.id === ref.repoId) return byName;
  const byId = releasesOf(ref, await ask(releasesUrl(repoByIdUrl(ref.repoId)), freshFor, signal));
  return byId.kind === 'found' || repo.kind === 'gone' ? byId : { kind: 'gone', why: saying('githubOtherRepository') };
}

const isAsset = ({ ref }: ModFile, wanted: GitHubFileRef): boolean =>
  ref.provider === 'github' && ref.assetId === wanted.assetId;

/** Pure. `releases` newest first. */
export function replacementOf(installed: InstalledFile, releases: readonly Release[]): UpdateCheck {
  const { ref } = installed;
  if (ref.provider !== 'github') return { kind: 'current' };
  const ours = releases.find(({ files }) => files.some((file) => isAsset(file, ref))) ?? null;
  const offered = (ours?.files ?? []).find((file) => isAsset(file, ref));
  const home = ours ?? releaseLike(installed, releases);
  const since = home?.publishedAt ?? installed.uploadedAt ?? 0;
  const wanted = { name: offered?.name ?? installed.fileName, tag: home?.tag ?? installed.version ?? '' };
  // A pre-release is for those who have one.
  const newer = releases.filter(
    (release) =>
      release !== home &&
      (release.publishedAt ?? 0) > since &&
      release.files.length > 0 &&
      (!release.prerelease || home?.prerelease === true),
  );
  for (const release of newer) {
    const alike = alikeIn(release, wanted);
    const [file] = alike;
    if (file !== undefined && alike.length === 1)
      return { kind: 'update', file, changes: changesUntil(releases, since) };
    if (file !== undefined)
      return { kind: 'look', why: saying('githubSeveralAlike', { release: release.name }), files: alike };
  }
  const [newest] = newer;
  if (newest !== undefined)
    return { kind: 'look', why: saying('githubNoneAlike', { release: newest.name }), files: newest.files };
  if (offered !== undefined) return { kind: 'current' };
  return again(installed, home);
}

/** The author deleted our asset: perhaps to upload it anew under its old name. */
function again(installed: InstalledFile, home: Release | null): UpdateCheck {
  const file = home?.files.find(({ name }) => name === installed.fileName);
  if (file !== undefined) return { kind: 'update', file, changes: [] };
  return { kind: 'gone', why: saying('githubAssetRemoved') };
}

const releaseLike = ({ version }: InstalledFile, releases: readonly Release[]): Release | null =>
  releases.find(
    (release) => version !== null && version !== '' && (release.version === version || release.tag === version),
  ) ?? null;

interface Wanted {
  readonly name: string;
  readonly tag: string;
}

/** Called the same but for the version of its release; else but for all numbers, which "win32" and "win64" are too. */
function alikeIn(release: Release, wanted: Wanted): readonly ModFile[] {
  const exact = release.files.filter(
    ({ name }) => withoutVersion(name, release.tag) === withoutVersion(wanted.name, wanted.tag),
  );
  return exact.length > 0
    ? exact
    : release.files.filter(({ name }) => withoutNumbers(name) === withoutNumbers(wanted.name));
}

/** "Mod_1_2_0-win64.zip" of "v1.2.0" → "mod_#-win64.zip". */
export function withoutVersion(name: string, tag: string): string {
  const version = versionOf(tag).toLowerCase();
  if (!/\d/u.test(version)) return name.toLowerCase();
  const pattern = version
    .split(/[._+-]/u)
    .map((part) => part.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .join('[._+-]?');
  return name.toLowerCase().replaceAll(new RegExp(`(?<!\\d)v?${pattern}(?!\\d)`, 'gu'), '#');
}

const withoutNumbers = (name: string): string =>
  name.toLowerCase().replaceAll(/v?\d+(?:[._-]\d+)*(?:-(?:alpha|beta|rc|pre)[.\d]*)?/gu, '#');

const changesUntil = (releases: readonly Release[], since: number) =>
  changelogOf(releases.filter(({ publishedAt }) => (publishedAt ?? 0) > since));
