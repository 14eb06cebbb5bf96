/** JSON records as the portal writes them, field by field as in recordings. */
import { hash } from 'node:crypto';
import type { ZipFiles } from '../../support/zip-writer.ts';
import { jsonText } from '../sample-game.ts';
import { createArchives, type Archive } from '../shared/archives.ts';
import type { ReplicaMod, ReplicaRelease } from './catalogue.ts';

export const site = 'https://mods.factorio.com';
export const assetSite = 'https://assets-mod.factorio.com';
export const fileSite = 'https://dl-mod.factorio.com';

export type Json = Readonly<Record<string, unknown>>;

export type ArchiveOf = (release: ReplicaRelease, mod: ReplicaMod) => Archive;

export const createReleaseArchives = (): ArchiveOf =>
  createArchives((release: ReplicaRelease, mod: ReplicaMod) => contentsOf(mod, release));

/** One top folder with `info.json` in it. */
function contentsOf(mod: ReplicaMod, release: ReplicaRelease): ZipFiles {
  const info = {
    name: mod.name,
    version: release.version,
    title: mod.title,
    author: mod.owner,
    factorio_version: release.game,
    dependencies: release.dependencies,
    ...Object.fromEntries(release.featureFlags.map((flag) => [`${flag.replaceAll('-', '_')}_required`, true])),
  };
  const files: ZipFiles = { 'info.json': jsonText(info), 'changelog.txt': mod.changelog ?? '', ...release.contents() };
  const top = `${mod.name}_${release.version}`;
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${top}/${name}`, content]));
}

/** The 24 digits that name a release in its download address. */
export const releaseId = (mod: ReplicaMod, release: ReplicaRelease): string =>
  hash('sha1', `${mod.name} ${release.version}`, 'hex').slice(0, 24);

export const fileName = (mod: ReplicaMod, release: ReplicaRelease): string => `${mod.name}_${release.version}.zip`;

/** RFC 3339 with microseconds. */
const time = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');

export const updated = (mod: ReplicaMod): number =>
  Math.max(mod.created, ...mod.releases.map(({ released }) => released));

/** The last upload, whatever game it is for. */
const latest = ({ releases }: ReplicaMod): ReplicaRelease | undefined => releases.at(-1);

export type Detail = 'list' | 'short' | 'full';

function releaseRecord(archiveOf: ArchiveOf, mod: ReplicaMod, release: ReplicaRelease, detail: Detail): Json {
  return {
    download_url: `/download/${encodeURIComponent(mod.name)}/${releaseId(mod, release)}`,
    file_name: fileName(mod, release),
    info_json: {
      ...(detail === 'full' ? { dependencies: release.dependencies } : {}),
      factorio_version: release.game,
    },
    released_at: time(release.released),
    version: release.version,
    sha1: archiveOf(release, mod).sha1,
    ...(release.featureFlags.length === 0 ? {} : { feature_flags: release.featureFlags }),
  };
}

const common = (mod: ReplicaMod): Json => ({
  name: mod.name,
  title: mod.title,
  owner: mod.owner,
  summary: mod.summary,
  downloads_count: mod.downloads,
  category: mod.category,
  score: mod.score,
  ...(mod.highlighted === null ? {} : { last_highlighted_at: mod.highlighted }),
  ...(mod.deprecated ? { deprecated: true } : {}),
});

/** With the releases when mods were asked for by name, else with the last one. */
export function listRecord(archiveOf: ArchiveOf, mod: ReplicaMod, named: boolean): Json {
  if (named) return { ...common(mod), releases: releaseRecords(archiveOf, mod, 'list') };
  const last = latest(mod);
  return last === undefined
    ? common(mod)
    : { ...common(mod), latest_release: releaseRecord(archiveOf, mod, last, 'list') };
}

const releaseRecords = (archiveOf: ArchiveOf, mod: ReplicaMod, detail: Detail): readonly Json[] =>
  mod.releases.map((release) => releaseRecord(archiveOf, mod, release, detail));

/** The search names the release and writes its version beside it. */
export function foundRecord(mod: ReplicaMod): Json {
  const last = latest(mod);
  return {
    ...common(mod),
    thumbnail: thumbnail(mod),
    created_at: time(mod.created),
    updated_at: time(updated(mod)),
    tags: mod.tags,
    factorio_versions: [...new Set(mod.releases.map(({ game }) => game))],
    ...(last === undefined ? {} : { latest_release: releaseId(mod, last), latest_release_version: last.version }),
  };
}

/** Neither the short nor the full answer has a `latest_release`. */
export function modRecord(archiveOf: ArchiveOf, mod: ReplicaMod, detail: Exclude<Detail, 'list'>): Json {
  const short = { ...common(mod), thumbnail: thumbnail(mod), releases: releaseRecords(archiveOf, mod, detail) };
  if (detail === 'short') return short;
  return {
    ...short,
    ...(mod.changelog === null ? {} : { changelog: mod.changelog }),
    created_at: time(mod.created),
    updated_at: time(updated(mod)),
    description: mod.description,
    homepage: '',
    tags: mod.tags,
    images: mod.pictures.map((_, index) => {
      const id = pictureId(mod, index);
      return { id, thumbnail: `${assetSite}/assets/${id}.thumb.png`, url: `${assetSite}/assets/${id}.png` };
    }),
    license: {
      id: `default_${mod.license.toLowerCase()}`,
      name: mod.license.toLowerCase(),
      title: mod.license,
      description: 'See the address.',
      url: 'https://opensource.org/licenses',
    },
  };
}

/** 40 digits, as if it were the hash of the picture. */
export const pictureId = (mod: ReplicaMod, index: number): string =>
  hash('sha1', `picture ${mod.name} ${index}`, 'hex');

/** A picture that stands for none where there is none. */
const thumbnail = (mod: ReplicaMod): string =>
  mod.pictures.length === 0 ? '/assets/.thumb.png' : `/assets/${pictureId(mod, 0)}.thumb.png`;
