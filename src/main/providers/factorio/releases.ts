/** Releases: as the portal writes them, as files of the model, and which of them a game can load. */
import type { ModFile } from '../../../shared/model.ts';
import { oneLine } from '../rich-text.ts';
import { parseDependencies, satisfies, type Dependency } from './dependency.ts';
import type { Release } from './types.ts';
import { compareVersions, gameLine, loadsMods } from './version.ts';
import { releaseSchema, type ReleaseRecord } from './wire.ts';

/**
 * Highest version first: the portal lists them as they were uploaded, and a correction of an old line comes after the
 * newest one. Records that are no releases are left out.
 */
export function releasesOf(name: string, records: readonly unknown[]): readonly Release[] {
  return records
    .flatMap((record) => {
      const parsed = releaseSchema.safeParse(record).data;
      return parsed === undefined ? [] : [releaseOf(name, parsed)];
    })
    .toSorted(
      (one, other) => compareVersions(other.version, one.version) || (other.releasedAt ?? 0) - (one.releasedAt ?? 0),
    );
}

function releaseOf(name: string, record: ReleaseRecord): Release {
  const sha1 = (record.sha1 ?? '').toLowerCase();
  const path = record.download_url ?? '';
  const dependencies = record.info_json?.dependencies;
  return {
    version: oneLine(record.version, 100),
    game: gameLine(record.info_json?.factorio_version ?? ''),
    dependencies: dependencies === undefined ? null : parseDependencies(texts(dependencies)),
    fileName: fileNameOf(name, record),
    downloadPath: /^\/download\/[^?#\\]+$/u.test(path) && !path.split('/').includes('..') ? path : null,
    sha1: /^[0-9a-f]{40}$/u.test(sha1) ? sha1 : '',
    releasedAt: record.released_at ?? null,
    featureFlags: texts(record.feature_flags ?? []).map((flag) => oneLine(flag, 60)),
  };
}

const texts = (values: readonly unknown[]): readonly string[] =>
  values.filter((value): value is string => typeof value === 'string');

/** The game finds a mod by its file's name: `name_version.zip`, with the version as it was written. */
function fileNameOf(name: string, record: ReleaseRecord): string {
  const given = oneLine(record.file_name ?? '', 255);
  const plain = given !== '' && !/[/\\]/u.test(given) && !given.startsWith('.');
  return plain ? given : `${name}_${oneLine(record.version, 100)}.zip`.replaceAll(/[/\\]/gu, '-');
}

export function modFileOf(name: string, release: Release): ModFile {
  const { version, featureFlags } = release;
  return {
    ref: { provider: 'factorio', name, version, sha1: release.sha1 },
    name: release.fileName,
    size: null,
    version,
    description: featureFlags.length === 0 ? '' : `Needs of the expansion: ${featureFlags.join(', ')}.`,
    uploadedAt: release.releasedAt,
    downloads: null,
    archived: false,
    group: null,
    gameVersion: release.game,
    // The portal runs no scanner of which it tells.
    scan: 'unknown',
    warnings: [],
    md5: null,
    sha1: release.sha1 === '' ? null : release.sha1,
    sha256: null,
  };
}

/**
 * True when a game of this version loads the release, as far as the release tells: made for the same line, and every
 * limit on `base` holds, also an optional one, which mods use as a gate. A game of two parts passes any gate of its line.
 */
export function fitsGame(release: Release, game: string): boolean {
  if (release.game === null || !loadsMods(game, release.game)) return false;
  if (game.split('.').length < 3) return true;
  return baseLimits(release.dependencies ?? []).every((limit) => satisfies(game, limit));
}

export const baseLimits = (dependencies: readonly Dependency[]): readonly Dependency[] =>
  dependencies.filter(({ name, type }) => name === 'base' && type !== 'incompatible');

/** The highest release that a game of this version loads, or null. */
export const releaseFor = (releases: readonly Release[], game: string): Release | null =>
  releases.find((release) => fitsGame(release, game)) ?? null;
