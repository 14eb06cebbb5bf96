/** Short ways to write the repositories down. What is left out gets a plausible value that is the same every time. */
import type { PaletteName } from '../pictures/backdrops.ts';
import { randomOf, seedOf } from '../pictures/random.ts';
import type { SceneName } from '../pictures/scenes.ts';
import type { ZipFiles } from '../../support/zip-writer.ts';
import type { ReplicaAsset, ReplicaRelease, ReplicaRepo } from './catalogue.ts';

/** Day 0 is 1 March 2026. */
export const onDay = (day: number, hour = 12): string =>
  new Date(Date.UTC(2026, 2, 1 + day, hour)).toISOString().replace('.000Z', 'Z');

export interface AssetSketch extends Partial<Omit<ReplicaAsset, 'contents'>> {
  readonly id: number;
  readonly name: string;
  readonly contents?: () => ZipFiles;
}

export interface ReleaseSketch extends Partial<Omit<ReplicaRelease, 'assets'>> {
  readonly tag: string;
  readonly day: number;
  readonly assets?: readonly AssetSketch[];
}

export interface RepoSketch extends Partial<Omit<ReplicaRepo, 'releases' | 'pictures'>> {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly day: number;
  readonly cover?: readonly [SceneName, PaletteName];
  readonly gallery?: readonly (readonly [SceneName, PaletteName])[];
  readonly releases?: readonly ReleaseSketch[];
}

export function repo({
  cover = ['nebula', 'violet'],
  gallery = [],
  releases = [],
  day,
  ...sketch
}: RepoSketch): ReplicaRepo {
  const full = `${sketch.owner}/${sketch.name}`;
  const newest = Math.max(day, ...releases.map((one) => one.day));
  return {
    formerNames: [],
    description: null,
    topics: ['starlight-courier'],
    stars: Math.round(randomOf(seedOf(full))() * 400),
    license: { spdx: 'MIT', name: 'MIT License' },
    createdAt: onDay(day),
    pushedAt: onDay(newest),
    updatedAt: onDay(newest, 14),
    archived: false,
    readme: null,
    ...sketch,
    pictures: [cover, ...gallery].map(([scene, palette], index) => ({ scene, palette, seed: `${full} ${index}` })),
    releases: releases.map((one, index) => release(one, sketch.id * 100 + index)),
  };
}

export function release({ day, assets = [], ...sketch }: ReleaseSketch, id: number): ReplicaRelease {
  return {
    id,
    name: sketch.tag,
    body: null,
    draft: false,
    prerelease: false,
    createdAt: onDay(day, 9),
    publishedAt: sketch.draft === true ? null : onDay(day, 11),
    ...sketch,
    assets: assets.map((one) => asset(one, day)),
  };
}

const asset = (sketch: AssetSketch, day: number): ReplicaAsset => ({
  label: null,
  state: 'uploaded',
  hasDigest: true,
  createdAt: onDay(day, 11),
  downloads: 20 + (sketch.id % 900),
  contents: () => ({ 'readme.txt': `${sketch.name}\n` }),
  ...sketch,
});
