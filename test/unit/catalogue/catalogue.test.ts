import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCatalogue, type OpenCatalogue } from '../../../src/main/catalogue/catalogue.ts';
import { catalogueInThread } from '../../../src/main/catalogue/client.ts';
import { catalogueInProcess } from '../../../src/main/catalogue/in-process.ts';
import type { CatalogueQuery } from '../../../src/main/catalogue/search.ts';
import type { CatalogueSource } from '../../../src/shared/catalogue.ts';
import type { ModSummary } from '../../../src/shared/model.ts';
import { someMod } from '../../support/mods.ts';
import { tempFolder } from '../../support/trees.ts';

const bananas: CatalogueSource = { provider: 'gamebanana', game: '8694' };
const nexus: CatalogueSource = { provider: 'nexus', game: 'skyrim' };

let folder: ReturnType<typeof tempFolder>;
let file: string;
let catalogue: OpenCatalogue;

beforeEach(() => {
  folder = tempFolder('catalogue');
  file = path.join(folder.path, 'catalogue.sqlite');
  catalogue = openCatalogue(file);
});
afterEach(() => {
  catalogue.close();
  folder.remove();
});

const see = (mods: readonly ModSummary[], source = bananas): null => catalogue.verbs.see({ source, mods, at: 1_000 });
const find = (text: string, more: Partial<CatalogueQuery> = {}): readonly string[] =>
  catalogue.verbs
    .find({ sources: [bananas, nexus], text, sort: 'relevance', limit: 50, ...more })
    .map(({ mod }) => mod.name);

describe('searching', () => {
  test('whole name, then its beginning, then a word, then a part of a word, then summary and author', () => {
    see([
      someMod('1', 'A mod for Lanterns', { downloads: 50 }),
      someMod('2', 'Lanternlight', { downloads: 900 }),
      someMod('3', 'Lantern', { downloads: 1 }),
      someMod('4', 'Gloom', { summary: 'Adds a lantern to each house', downloads: 9_000 }),
      someMod('5', 'Chinalantern', { downloads: 8_000 }),
      someMod('6', 'Unrelated', { downloads: 99_000 }),
      someMod('7', 'Dusk', { author: 'Lanternmaker', downloads: 10 }),
    ]);
    expect(find('lantern')).toEqual(['Lantern', 'Lanternlight', 'A mod for Lanterns', 'Chinalantern', 'Gloom', 'Dusk']);
    expect(find('lant')).toEqual(['Lanternlight', 'Lantern', 'A mod for Lanterns', 'Chinalantern', 'Gloom', 'Dusk']);
    // Nearly every summary has some word that begins like a short one.
    expect(find('lan')).toEqual(['Lanternlight', 'Lantern', 'A mod for Lanterns', 'Chinalantern']);
    expect(find('tern lamp')).toEqual([]);
    expect(find('anter igh')).toEqual(['Lanternlight']);
    expect(find('lantern house')).toEqual(['Gloom']);
  });

  test('diacritics, case, missing spaces and scripts without spaces make no difference', () => {
    see([someMod('1', 'Été à Łódź'), someMod('2', 'Sky UI'), someMod('3', '超級瑪利歐'), someMod('4', 'Straße')]);
    expect(find('ETE')).toEqual(['Été à Łódź']);
    expect(find('lodz')).toEqual(['Été à Łódź']);
    expect(find('skyui')).toEqual(['Sky UI']);
    expect(find('瑪利')).toEqual(['超級瑪利歐']);
    expect(find('strasse')).toEqual(['Straße']);
    for (const odd of ['"', '*', 'a AND', ')(', '', '   ', 'NEAR(', '-']) expect(() => find(odd)).not.toThrow();
  });

  test('only the sources asked for, each result with its provider and its age', () => {
    see([someMod('1', 'Lantern')]);
    see([someMod('skyrim/1', 'Lantern', { provider: 'nexus' })], nexus);
    const hits = catalogue.verbs.find({ sources: [bananas, nexus], text: 'lantern', sort: 'relevance', limit: 9 });
    expect(hits.map(({ mod, seenAt }) => [mod.ref.provider, seenAt])).toEqual([
      ['gamebanana', 1_000],
      ['nexus', 1_000],
    ]);
    expect(find('lantern', { sources: [nexus] })).toHaveLength(1);
    expect(find('lantern', { sources: [{ provider: 'nexus', game: 'fallout4' }] })).toEqual([]);
  });

  test('what is for adults can be left out, and a category picked, without losing places in the list', () => {
    const adults = Array.from({ length: 20 }, (_, at) =>
      someMod(`a${at}`, `Lantern ${at}`, { rating: 'adult', downloads: 999 }),
    );
    see([...adults, someMod('s', 'Lantern safe', { category: 'Lights' })]);
    expect(find('lantern', { adult: false, limit: 5 })).toEqual(['Lantern safe']);
    expect(find('lantern', { category: 'Lights', limit: 5 })).toEqual(['Lantern safe']);
  });

  test('browsing goes by what is asked for', () => {
    see([
      someMod('1', 'B', { downloads: 10, updatedAt: 300 }),
      someMod('2', 'a', { downloads: 900, updatedAt: 100 }),
      someMod('3', 'C', { likes: 2, updatedAt: 200 }),
    ]);
    expect(find('', { sort: 'popular' })).toEqual(['a', 'C', 'B']);
    expect(find('', { sort: 'updated' })).toEqual(['B', 'C', 'a']);
    expect(find('', { sort: 'name' })).toEqual(['a', 'B', 'C']);
    expect(find('', { sort: 'downloads', limit: 1 })).toEqual(['a']);
  });
});

describe('what changes', () => {
  test('a mod seen again is the same one: renamed, more popular, at its new place', () => {
    see([someMod('1', 'Lantern', { downloads: 1 }), someMod('2', 'Lanterns', { downloads: 500 })]);
    see([someMod('1', 'Torch', { downloads: 9_000, version: '2' })]);
    expect(find('lantern')).toEqual(['Lanterns']);
    expect(find('torch')).toEqual(['Torch']);
    expect(find('', { sort: 'popular' })).toEqual(['Torch', 'Lanterns']);
    catalogue.verbs.seePage({ mod: someMod('1', 'Beacon'), at: 5 });
    // A list that tells less takes nothing away.
    expect(catalogue.verbs.find({ sources: [bananas], text: 'beacon', sort: 'name', limit: 1 })).toMatchObject([
      { mod: { downloads: 9_000, version: '2' }, seenAt: 5 },
    ]);
    expect(find('beacon')).toEqual(['Beacon']);
    catalogue.verbs.seePage({ mod: someMod('77', 'Never seen'), at: 5 });
    expect(find('never')).toEqual([]);
  });

  test('a mod that is gone, and a game that is forgotten, are found no more', () => {
    see([someMod('1', 'Lantern'), someMod('2', 'Lantern two')]);
    see([someMod('3', 'Lantern three', { provider: 'nexus' })], nexus);
    catalogue.verbs.forgetMod({ provider: 'gamebanana', id: '1' });
    expect(find('lantern')).toHaveLength(2);
    catalogue.verbs.forgetSources([bananas]);
    expect(find('lantern')).toEqual(['Lantern three']);
    expect(catalogue.verbs.state([bananas, nexus]).map(({ mods }) => mods)).toEqual([0, 1]);
  });
});

describe('the file', () => {
  test('keeps everything over a restart', () => {
    see([someMod('1', 'Lantern', { updatedAt: 12.7 })]);
    catalogue.close();
    catalogue = openCatalogue(file);
    expect(find('lantern')).toEqual(['Lantern']);
  });

  test.each([
    ['no database at all', (at: string) => fs.writeFileSync(at, 'not a database '.repeat(1_000))],
    ['cut off', (at: string) => fs.truncateSync(at, 5_000)],
  ])('%s: it is made anew', (_name, damage) => {
    see(Array.from({ length: 500 }, (_, at) => someMod(`${at}`, `Lantern ${at}`)));
    catalogue.close();
    damage(file);
    catalogue = openCatalogue(file);
    see([someMod('1', 'Lantern')]);
    expect(find('lantern')).toEqual(['Lantern']);
  });

  test('damage found later is no end either', async () => {
    see(Array.from({ length: 3_000 }, (_, at) => someMod(`${at}`, `Lantern ${at}`)));
    catalogue.close();
    const bytes = fs.readFileSync(file);
    bytes.fill(0xaa, 60_000);
    fs.writeFileSync(file, bytes);
    const again = catalogueInProcess(file);
    for (const text of ['lantern', 'lantern 17'])
      await again.ask('find', { sources: [bananas], text, sort: 'relevance', limit: 10 });
    await again.ask('see', { source: bananas, mods: [someMod('1', 'Lantern')], at: 1 });
    expect(await again.ask('find', { sources: [bananas], text: 'lantern', sort: 'name', limit: 10 })).not.toEqual([]);
    await again.close();
    catalogue = openCatalogue(file);
  });
});

test('in a thread of its own: answers, errors as errors, and an end', async () => {
  see([someMod('1', 'Lantern')]);
  const worker = path.join(import.meta.dirname, '../../../src/main/catalogue/catalogue-worker.ts');
  const client = catalogueInThread(worker, { file });
  const query = { sources: [bananas], text: 'lan', sort: 'relevance', limit: 5 } as const;
  expect(await client.ask('find', query)).toMatchObject([{ mod: { name: 'Lantern' }, seenAt: 1_000 }]);
  await expect(client.ask('find', { ...query, limit: 'five' as never })).rejects.toMatchObject({ code: 'internal' });
  expect(await client.ask('find', query)).toHaveLength(1);
  await client.close();
  await expect(client.ask('find', query)).rejects.toMatchObject({ code: 'internal' });
});
