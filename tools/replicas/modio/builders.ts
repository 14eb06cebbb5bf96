/** Short ways to write the catalogue down. What is left out gets a plausible value that is the same every time. */
import type { ZipFiles } from '../../support/zip-writer.ts';
import type { PaletteName } from '../pictures/backdrops.ts';
import { noiseBytes, randomOf, seedOf } from '../pictures/random.ts';
import type { PictureOrder, SceneName } from '../pictures/scenes.ts';
import { lines } from '../sample-game.ts';
import type { ReplicaMod, ReplicaModfile } from './catalogue.ts';

/** 1 March 2026. */
const firstDay = 1_772_323_200;
const day = 86_400;
export const onDay = (number: number): number => firstDay + number * day + ((number * 7_919) % day);

export interface FileSketch {
  readonly id: number;
  readonly version?: string | null;
  readonly changelog?: string;
  readonly day: number;
  /** Default: made of the mod's name, and the same for every version, as it often is. */
  readonly filename?: string;
  readonly virusStatus?: number;
  readonly virusPositive?: number;
  readonly platforms?: readonly string[];
  readonly contents?: () => ZipFiles;
}

export interface ModSketch {
  readonly id: number;
  readonly name: string;
  readonly author: string;
  readonly summary: string;
  readonly html?: string;
  readonly tags?: readonly string[];
  readonly popularity: number;
  readonly status?: number;
  readonly visible?: boolean;
  readonly maturity?: number;
  readonly price?: number;
  readonly needs?: readonly number[];
  readonly cover?: readonly [SceneName, PaletteName];
  readonly gallery?: readonly (readonly [SceneName, PaletteName])[];
  /** Only where no file says it. */
  readonly day?: number;
  readonly live?: number;
  readonly files: readonly FileSketch[];
}

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');

export function mod(sketch: ModSketch): ReplicaMod {
  const next = randomOf(seedOf(sketch.name));
  const pictures = [...(sketch.cover === undefined ? [] : [sketch.cover]), ...(sketch.gallery ?? [])];
  const days = [sketch.day ?? [], sketch.files.map((one) => one.day)].flat();
  const downloads = Math.round(sketch.popularity * (90 + 30 * next()));
  return {
    id: sketch.id,
    name: sketch.name,
    nameId: slug(sketch.name),
    author: sketch.author,
    summary: sketch.summary,
    description: sketch.html ?? `<p>${sketch.summary}</p>`,
    status: sketch.status ?? 1,
    visible: sketch.visible ?? true,
    maturity: sketch.maturity ?? 0,
    price: sketch.price ?? 0,
    tags: sketch.tags ?? [],
    added: onDay(Math.min(...days)) - 600,
    updated: onDay(Math.max(...days)) + 60,
    downloads,
    likes: Math.round(sketch.popularity * (1 + next())),
    subscribers: Math.round(downloads * 0.7),
    needs: sketch.needs ?? [],
    pictures: pictures.map(([scene, palette], index): PictureOrder => ({
      scene,
      palette,
      seed: `${sketch.name} ${index}`,
    })),
    files: sketch.files.map((one) => fileFrom(sketch.name, one)),
    live: sketch.live ?? null,
  };
}

export function fileFrom(name: string, sketch: FileSketch): ReplicaModfile {
  return {
    id: sketch.id,
    version: sketch.version === undefined ? '1.0.0' : sketch.version,
    changelog: sketch.changelog ?? null,
    added: onDay(sketch.day),
    filename: sketch.filename ?? `${slug(name)}.zip`,
    virusStatus: sketch.virusStatus ?? 1,
    virusPositive: sketch.virusPositive ?? 0,
    platforms: sketch.platforms ?? [],
    contents: sketch.contents ?? (() => sampleContents(name, sketch)),
  };
}

const sampleContents = (name: string, { id, version }: FileSketch): ZipFiles => ({
  [`mods/${slug(name)}/mod.txt`]: lines(`name = ${name}`, `version = ${version ?? 'none'}`),
  [`mods/${slug(name)}/noise.bin`]: noiseBytes(seedOf(`${name} ${id}`), 6_000),
});
