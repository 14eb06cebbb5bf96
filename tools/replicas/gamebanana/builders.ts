/** Short ways to write the catalogue down. What is left out gets a plausible value that is the same every time. */
import type { ZipFiles } from '../../support/zip-writer.ts';
import type { PaletteName } from '../pictures/backdrops.ts';
import { randomOf, seedOf } from '../pictures/random.ts';
import type { PictureOrder, SceneName } from '../pictures/scenes.ts';
import type { ReplicaFile, ReplicaMod, ReplicaUpdate, Scan } from './catalogue.ts';

/** 1 March 2026. */
const firstDay = 1_772_323_200;
const day = 86_400;
export const onDay = (number: number): number => firstDay + number * day + ((number * 7_919) % day);

interface FileSketch {
  readonly id: number;
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly day: number;
  readonly archived?: boolean;
  readonly scan?: Scan;
  readonly warnings?: Readonly<Record<string, readonly string[]>>;
  readonly contents: () => ZipFiles;
}

export interface ModSketch {
  readonly id: number;
  readonly name: string;
  readonly author: string;
  readonly category: string;
  readonly summary: string;
  readonly html: string;
  readonly cover: readonly [SceneName, PaletteName];
  readonly gallery?: readonly (readonly [SceneName, PaletteName])[];
  readonly day: number;
  readonly popularity: number;
  readonly version?: string;
  readonly tags?: readonly string[];
  readonly visibility?: ReplicaMod['visibility'];
  readonly ratings?: Readonly<Record<string, string>>;
  readonly state?: ReplicaMod['state'];
  readonly files: readonly FileSketch[];
  readonly updates?: readonly ReplicaUpdate[];
}

const license =
  '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">Creative Commons Attribution 4.0 International</a>';

export function mod(sketch: ModSketch): ReplicaMod {
  const next = randomOf(seedOf(sketch.name));
  const downloads = Math.round(sketch.popularity * (80 + 40 * next()));
  const newest = Math.max(sketch.day, ...sketch.files.map((one) => one.day));
  return {
    id: sketch.id,
    name: sketch.name,
    author: sketch.author,
    category: sketch.category,
    summary: sketch.summary,
    html: sketch.html,
    version: sketch.version ?? '',
    tags: sketch.tags ?? [],
    visibility: sketch.visibility ?? 'show',
    ratings: sketch.ratings ?? {},
    added: onDay(sketch.day),
    modified: onDay(newest) + 3_600,
    updated: newest > sketch.day ? onDay(newest) + 1_800 : null,
    likes: Math.round(sketch.popularity * (2 + next())),
    views: downloads * 4 + Math.round(next() * 900),
    downloads,
    state: sketch.state ?? 'normal',
    pictures: [sketch.cover, ...(sketch.gallery ?? [])].map(([scene, palette], index): PictureOrder => ({
      scene,
      palette,
      seed: `${sketch.name} ${index}`,
    })),
    license,
    files: sketch.files.map((one, index) => file(one, Math.round(downloads / (index + 1)))),
    updates: sketch.updates ?? [],
  };
}

const file = (sketch: FileSketch, downloads: number): ReplicaFile => ({
  id: sketch.id,
  name: sketch.name,
  version: sketch.version ?? '',
  description: sketch.description ?? '',
  added: onDay(sketch.day),
  downloads,
  archived: sketch.archived ?? false,
  scan: sketch.scan ?? 'clean',
  warnings: sketch.warnings ?? {},
  contents: sketch.contents,
});
