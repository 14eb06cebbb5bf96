/** Search as you type over 600,000 mods, against the plain scan that a catalogue without an index would do. */
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { openCatalogue, type OpenCatalogue } from '../../src/main/catalogue/catalogue.ts';
import type { CatalogueSource } from '../../src/shared/catalogue.ts';
import { someMod } from '../support/mods.ts';
import { tempFolder } from '../support/trees.ts';

/** LOADSTONE_BENCH_ENTRIES makes it smaller for a quick look. */
const entries = Number(process.env['LOADSTONE_BENCH_ENTRIES'] ?? 600_000);
const source: CatalogueSource = { provider: 'nexus', game: 'everything' };
const batch = 5_000;

const syllables =
  'ka lo mi ren tas vor shi el dun gra pho nix sky rim lan tern ash bel cro da fen gor hal is jun'.split(' ');
/** The same words each time: a generator of our own (mulberry32). */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = randoms(7);
/** Few words are everywhere, most are rare, as in any language. */
const vocabulary = Array.from({ length: 40_000 }, () =>
  Array.from({ length: 2 + Math.floor(random() * 2) }, () => syllables[Math.floor(random() * syllables.length)]).join(
    '',
  ),
);
const word = (): string => vocabulary[Math.floor(vocabulary.length * random() ** 3)] ?? '';
const text = (words: number): string => Array.from({ length: words }, word).join(' ');

let folder: ReturnType<typeof tempFolder> | null = null;
let catalogue: OpenCatalogue | null = null;
let plain: Database.Database | null = null;

function prepare(): void {
  folder = tempFolder('bench-catalogue');
  const file = path.join(folder.path, 'catalogue.sqlite');
  catalogue = openCatalogue(file);
  for (let from = 0; from < entries; from += batch) {
    const mods = Array.from({ length: Math.min(batch, entries - from) }, (_, at) =>
      someMod(`${from + at}`, text(3), {
        provider: 'nexus',
        summary: text(22),
        downloads: Math.floor(2 ** (random() * 20)),
        updatedAt: from + at,
      }),
    );
    catalogue.verbs.see({ source, mods, at: 1 });
  }
  plain = new Database(file, { readonly: true });
}

function clean(): void {
  plain?.close();
  catalogue?.close();
  folder?.remove();
}

/** What is in the field after each key, for a hundred searches of one to three words. */
const typed = Array.from({ length: 100 }, () => text(1 + Math.floor(random() * 3))).flatMap((whole) =>
  Array.from({ length: Math.min(whole.length, 14) }, (_, at) => whole.slice(0, at + 1)),
);

const find = (words: string): unknown =>
  catalogue?.verbs.find({ sources: [source], text: words, sort: 'relevance', limit: 50 });
const scan = (words: string): unknown =>
  plain?.prepare('SELECT * FROM mods WHERE name LIKE ? ORDER BY id LIMIT 50').all(`%${words}%`);

/** The time that 95 of 100 answers keep to: what a player who types notices is the slow ones. */
function slowest(ask: (words: string) => unknown, inputs: readonly string[]): number {
  const times = inputs.map((words) => {
    const since = performance.now();
    ask(words);
    return performance.now() - since;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

const sample = typed.filter((_, at) => at % 40 === 0);

export const jobs = [
  {
    name: `catalogue: ${sample.length} searches as you type, ${entries} mods`,
    prepare,
    ours: () => sample.forEach(find),
    reference: () => sample.forEach(scan),
    referenceName: "LIKE '%x%'",
    clean,
  },
  {
    name: `catalogue: one answer of ${typed.length} as you type, p95 printed`,
    prepare,
    ours: () => {
      const p95 = slowest(find, typed);
      process.stderr.write(`  p95 ${p95.toFixed(2)} ms, file ${Math.round(sizeOf() / 1_000_000)} MB\n`);
    },
    clean,
  },
];

const sizeOf = (): number => (folder === null ? 0 : fs.statSync(path.join(folder.path, 'catalogue.sqlite')).size);
