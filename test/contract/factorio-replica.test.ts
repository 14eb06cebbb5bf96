/** The replica answers with the fields that the portal answered with. Skips when the recordings are not there. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFactorioReplica, type FactorioReplica } from '../../tools/replicas/factorio/replica.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/providers/factorio/recorded');
const available = fs.existsSync(folder);
if (!available) process.stderr.write('skipped: no recorded data of Factorio beside the checkout\n');

let replica: FactorioReplica;
beforeAll(async () => {
  replica = await startFactorioReplica();
});
afterAll(() => replica.close());

type Fields = Readonly<Record<string, unknown>>;

const recorded = (file: string): Fields =>
  (JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as { body: Fields }).body;
const answered = async (where: string): Promise<Fields> =>
  (await (await fetch(`${replica.url}/api/${where}`)).json()) as Fields;

/** What only some mods have. */
const optional = new Set(['last_highlighted_at', 'changelog', 'feature_flags', 'deprecated', 'source_url', 'faq']);

/** Names of all fields with the kind of what they hold, "releases[].info_json.dependencies[] string". */
function shapeOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${at}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${at} ${value === null ? 'null' : typeof value}`];
  return Object.entries(value)
    .filter(([name]) => !optional.has(name))
    .flatMap(([name, held]) => shapeOf(held, `${at}.${name}`));
}

/** The one that is `null` here and a text there is a link of another page. */
const comparable = (value: unknown): readonly string[] =>
  [...new Set(shapeOf(value).filter((one) => !one.startsWith('.pagination.links')))].toSorted();

describe.skipIf(!available)('the shape of', () => {
  it('a page of the list', async () => {
    expect(comparable(await answered('mods?version=2.0'))).toEqual(comparable(recorded('mods.page1.json')));
  });

  it('mods by name', async () => {
    expect(comparable(await answered('mods?namelist=ember-lib'))).toEqual(
      comparable(recorded('mods.namelist.alien-biomes.json')),
    );
  });

  it('a whole mod', async () => {
    expect(comparable(await answered('mods/ember-forge/full'))).toEqual(
      comparable(recorded('mod.alien-biomes.full.json')),
    );
  });

  it('a mod that is not there, byte for byte', async () => {
    const answer = await fetch(`${replica.url}/api/mods/non_existent_mod/full`);
    expect([answer.status, await answer.text()]).toEqual([404, '{"message":"Mod not found"}\n']);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding, Cookie');
  });
});
