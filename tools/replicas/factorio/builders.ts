/** Short ways to write the catalogue down. What is left out gets a plausible value that is the same every time. */
import type { ZipFiles } from '../../support/zip-writer.ts';
import type { PaletteName } from '../pictures/backdrops.ts';
import { noiseBytes, randomOf, seedOf } from '../pictures/random.ts';
import type { PictureOrder, SceneName } from '../pictures/scenes.ts';
import { lines } from '../sample-game.ts';
import type { ReplicaMod, ReplicaRelease } from './catalogue.ts';

/** 1 March 2026, in milliseconds. */
const firstDay = Date.UTC(2026, 2, 1);
const day = 86_400_000;
export const onDay = (number: number): number => firstDay + number * day + ((number * 7_919_003) % day);

export interface ReleaseSketch {
  readonly version: string;
  /** Default "2.0". */
  readonly game?: string;
  readonly day: number;
  /** Default: `["base >= 2.0.0"]` of the line of the game. */
  readonly needs?: readonly string[];
  readonly flags?: readonly string[];
  /** Lines of the changelog. */
  readonly news?: readonly string[];
  readonly contents?: () => ZipFiles;
}

export interface ModSketch {
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  readonly summary: string;
  readonly text?: readonly string[];
  readonly category: string;
  readonly tags?: readonly string[];
  readonly license?: string;
  readonly popularity: number;
  readonly deprecated?: boolean;
  readonly highlighted?: string;
  readonly cover?: readonly [SceneName, PaletteName];
  readonly gallery?: readonly (readonly [SceneName, PaletteName])[];
  readonly releases: readonly ReleaseSketch[];
}

export function mod(sketch: ModSketch): ReplicaMod {
  const next = randomOf(seedOf(sketch.name));
  const pictures = [...(sketch.cover === undefined ? [] : [sketch.cover]), ...(sketch.gallery ?? [])];
  const days = sketch.releases.map((release) => release.day);
  return {
    name: sketch.name,
    title: sketch.title,
    owner: sketch.owner,
    summary: sketch.summary,
    description: (sketch.text ?? [`# ${sketch.title}`, '', sketch.summary]).join('\r\n'),
    category: sketch.category,
    tags: sketch.tags ?? [],
    license: sketch.license ?? 'MIT',
    downloads: Math.round(sketch.popularity * (140 + 60 * next())),
    score: sketch.popularity - 40 + next(),
    deprecated: sketch.deprecated ?? false,
    created: onDay(days.length === 0 ? 1 : Math.min(...days)),
    highlighted: sketch.highlighted ?? null,
    pictures: pictures.map(([scene, palette], index): PictureOrder => ({
      scene,
      palette,
      seed: `${sketch.name} ${index}`,
    })),
    changelog: sketch.releases.some(({ news }) => news !== undefined) ? changelogOf(sketch.releases) : null,
    releases: sketch.releases.map((one) => releaseFrom(sketch.name, one)),
  };
}

export function releaseFrom(name: string, sketch: ReleaseSketch): ReplicaRelease {
  const game = sketch.game ?? '2.0';
  const line = game.split('.').slice(0, 2).join('.');
  return {
    version: sketch.version,
    game,
    released: onDay(sketch.day),
    dependencies: sketch.needs ?? [`base >= ${line}.0`],
    featureFlags: sketch.flags ?? [],
    contents: sketch.contents ?? (() => sampleContents(name, sketch.version)),
  };
}

const sampleContents = (name: string, version: string): ZipFiles => ({
  'data.lua': lines(
    `-- ${name} ${version}`,
    'data:extend({',
    '  { type = "item-group", name = "made-up", icon = "" },',
    '})',
  ),
  'control.lua': lines('script.on_init(function()', `  game.print("${name} ${version} says hello")`, 'end)'),
  'locale/en/locale.cfg': lines('[mod-name]', `${name}=${name}`),
  'graphics/noise.bin': noiseBytes(seedOf(`${name} ${version}`), 4_000),
});

/** Newest first, with a line of 99 dashes before each. */
function changelogOf(releases: readonly ReleaseSketch[]): string {
  return releases
    .toReversed()
    .map(({ version, day: released, news = ['Small changes.'] }) => {
      const date = new Date(onDay(released)).toISOString().slice(0, 10).split('-').toReversed().join('. ');
      return lines(
        '-'.repeat(99),
        `Version: ${version}`,
        `Date: ${date}`,
        '  Changes:',
        ...news.map((one) => `    - ${one}`),
      );
    })
    .join('');
}
