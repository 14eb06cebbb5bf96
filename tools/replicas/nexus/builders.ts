/** Short ways to write mods down. What is left out gets a plausible value that is the same every time. */
import type { PaletteName } from '../pictures/backdrops.ts';
import { randomOf, seedOf } from '../pictures/random.ts';
import type { SceneName } from '../pictures/scenes.ts';
import type { ReplicaFile, ReplicaMod } from './catalogue.ts';

/** Seconds; day 0 is 1 March 2026. */
export const onDay = (day: number, hour = 12): number => Date.UTC(2026, 2, 1 + day, hour) / 1_000;

export interface FileSketch extends Partial<Omit<ReplicaFile, 'uploaded'>> {
  readonly id: number;
  readonly name: string;
  readonly day: number;
}

export interface ModSketch extends Partial<Omit<ReplicaMod, 'created' | 'updated' | 'files' | 'pictures'>> {
  readonly id: number;
  readonly name: string;
  readonly day: number;
  readonly cover?: readonly [SceneName, PaletteName];
  readonly files?: readonly FileSketch[];
}

export function mod({ cover = ['nebula', 'violet'], files = [], day, ...sketch }: ModSketch): ReplicaMod {
  const some = randomOf(seedOf(sketch.name));
  const [scene, palette] = cover;
  const newest = files.toSorted((one, other) => other.day - one.day)[0];
  return {
    summary: `${sketch.name} for couriers.`,
    description: `[b]${sketch.name}[/b]\n<br />For couriers who want more.`,
    author: 'nova-lund',
    version: newest?.version ?? '1.0',
    category: 'Gameplay',
    status: 'published',
    adult: false,
    directDownload: false,
    created: onDay(day, 9),
    updated: onDay(Math.max(day, newest?.day ?? day)),
    endorsements: Math.round(some() * 4_000),
    downloads: Math.round(some() * 90_000),
    requirements: [],
    changelogs: {},
    ...sketch,
    pictures: [{ scene, palette, seed: `nexus ${sketch.name}` }],
    files: files.map(file),
  };
}

export const file = ({ day, ...sketch }: FileSketch): ReplicaFile => ({
  version: '1.0',
  category: 'MAIN',
  uploaded: onDay(day),
  description: '',
  scan: 'VERIFIED',
  replaces: [],
  downloads: 20 + (sketch.id % 900),
  contents: () => ({ 'readme.txt': `${sketch.name}\n` }),
  ...sketch,
});
