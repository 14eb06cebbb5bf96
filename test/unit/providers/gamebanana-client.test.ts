import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGameBanana, type GameBanana } from '../../../src/main/providers/gamebanana/client.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import type { ModRef, ModSort, ModSummary } from '../../../src/shared/model.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../../tools/replicas/gamebanana/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

let replica: GameBananaReplica;
let http: HttpClient;
let gameBanana: GameBanana;

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());
beforeEach(() => {
  replica.control.reset();
  http = httpTo(replica.url, { endpoints: replica.endpoints, timing: createFakeTiming() });
  gameBanana = createGameBanana(http);
});
afterEach(() => http.close());

const mod = (id: number): ModRef => ({ provider: 'gamebanana', id: `Mod/${id}` });
const search = (text: string, sort: ModSort = 'relevance', page = 1) =>
  gameBanana.search({ game: '90001', text, sort, page }, never());
const paths = (): readonly string[] => replica.control.requests.map(({ path }) => path);
const file = (fileId: number, modId: number) =>
  ({ provider: 'gamebanana', fileId: String(fileId), model: 'Mod', modId: String(modId) }) as const;

const scans = async (id: number): Promise<unknown> => {
  const found = await gameBanana.details(mod(id), never());
  return found.kind === 'found' ? found.value.files.map(({ scan, warnings }) => ({ scan, warnings })) : found;
};

describe('search and browse', () => {
  it('browses the whole game, without what is closed', async () => {
    const { mods, total, next } = await search('');
    expect(mods.length).toBeGreaterThanOrEqual(22);
    expect({ total, next }).toEqual({ total: 24, next: null });
    const names = mods.map(({ name }) => name);
    expect(names).not.toContain('Untitled Hull Study');
    expect(names).not.toContain('Stolen Station Models');
    expect(mods.find(({ name }) => name === 'Cantina at Europa')?.rating).toBe('warn');
    expect(mods.find(({ name }) => name === 'Derelict Horrors')?.rating).toBe('adult');
  });

  it.each<[ModSort, (one: ModSummary) => number]>([
    ['popular', ({ likes }) => likes ?? 0],
    ['updated', ({ updatedAt }) => updatedAt ?? 0],
  ])('sorts by %s', async (sort, key) => {
    const keys = (await search('', sort)).mods.map(key);
    expect(keys).toEqual(keys.toSorted((one, other) => other - one));
  });

  it('sorts by name', async () => {
    const names = (await search('', 'name')).mods.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
  });

  it('goes through the pages of a search without losing or repeating anything', async () => {
    const first = await search('a', 'name');
    expect(first.next).toBeNull();
    const many = await search('er');
    expect(many.next).toBe(many.total !== null && many.total > 15 ? 2 : null);
    expect(await search('nothing has this name')).toEqual({ mods: [], total: 0, next: null });
    expect(await search('courier', 'newest', 2)).toMatchObject({ mods: [], next: null });
  });

  it('asks in the words of each endpoint', async () => {
    await search('neon drift', 'popular');
    await search('neon', 'downloads');
    await search('n');
    const [full, byDownloads, short] = paths().map((one) => new URL(one, 'https://x'));
    expect(full?.pathname).toBe('/apiv11/Util/Search/Results');
    expect(Object.fromEntries(full?.searchParams ?? [])).toMatchObject({
      _sSearchString: 'neon drift',
      _idGameRow: '90001',
      _sOrder: 'popularity',
    });
    expect(byDownloads?.searchParams.get('_aFilters[Generic_Name]')).toBe('contains,neon');
    expect(byDownloads?.searchParams.get('_sSort')).toBe('Generic_MostDownloaded');
    expect(short?.pathname).toBe('/apiv11/Mod/Index');
  });

  it('refuses a game that is no number before it asks', async () => {
    await expect(gameBanana.search({ game: '1&x=2', text: '', sort: 'name', page: 1 }, never())).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(paths()).toEqual([]);
  });

  it('asks once for what was just shown', async () => {
    await search('');
    await search('');
    await gameBanana.details(mod(910_001), never());
    await gameBanana.details(mod(910_001), never());
    expect(paths()).toHaveLength(3);
  });
});

describe('details', () => {
  it('tell all about a mod', async () => {
    const found = await gameBanana.details(mod(910_001), never());
    expect(found).toMatchObject({
      kind: 'found',
      value: {
        name: 'Ember Courier',
        author: 'nova_lund',
        summary: expect.stringContaining('hotter') as unknown,
        unavailable: null,
      },
    });
    if (found.kind !== 'found') return;
    expect(found.value.files.map(({ version, archived }) => [version, archived])).toEqual([
      ['2.1', false],
      ['2.0', true],
      ['1.0', true],
    ]);
    expect(found.value.gallery).toHaveLength(4);
    expect(JSON.stringify(found.value.description)).not.toMatch(/javascript|<script/u);
  });

  it.each([
    [910_021, 'private'],
    [910_022, 'trashed'],
    [910_023, 'withheld'],
  ])('of mod %i say that it is %s', async (id, unavailable) => {
    expect(await gameBanana.details(mod(id), never())).toMatchObject({
      kind: 'found',
      value: { unavailable, files: [] },
    });
  });

  it('of a deleted mod are gone', async () => {
    expect(await gameBanana.details(mod(1), never())).toMatchObject({ kind: 'gone' });
  });

  it('do without the download page', async () => {
    replica.control.fail({ path: /DownloadPage/u, fault: { kind: 'html' } });
    expect(await gameBanana.details(mod(910_001), never())).toMatchObject({
      value: { files: [{ version: '2.1' }, {}, {}] },
    });
  });

  it('show what the scanner said', async () => {
    expect(await scans(910_024)).toEqual([{ scan: 'flagged', warnings: ['contains_exe'] }]);
    expect(await scans(910_025)).toEqual([{ scan: 'pending', warnings: ['contains_exe', 'nested_archive'] }]);
    expect(await scans(910_011)).toEqual([{ scan: 'unknown', warnings: [] }]);
  });
});

describe('resolving a file', () => {
  it('finds current and archived files of their mod', async () => {
    for (const id of [1_900_003, 1_900_001])
      expect(await gameBanana.resolve(file(id, 910_001), never())).toMatchObject({
        kind: 'file',
        file: {
          url: `https://gamebanana.com/dl/${id}`,
          hosts: ['gamebanana.com', '.gamebanana.com'],
          provider: 'gamebanana',
        },
      });
  });

  it('asks anew each time, and says when the author has removed the file', async () => {
    await gameBanana.details(mod(910_005), never());
    replica.control.removeFile(1_900_030);
    expect(await gameBanana.resolve(file(1_900_030, 910_005), never())).toMatchObject({ kind: 'gone' });
  });

  it('goes by the file alone where the mod is not known', async () => {
    const ref = gameBanana.parseFileRef('1900101');
    expect(ref).toEqual(file(1_900_101, 0));
    if (ref === null) return;
    expect(await gameBanana.resolve(ref, never())).toMatchObject({
      kind: 'file',
      modFile: { ref, name: 'neon_drift_palette.zip' },
    });
    expect(await gameBanana.resolve(file(5, 0), never())).toMatchObject({ kind: 'gone' });
  });

  it('refuses files of closed, deleted and foreign mods', async () => {
    expect(await gameBanana.resolve(file(1_900_180, 910_023), never())).toMatchObject({ kind: 'gone' });
    expect(await gameBanana.resolve(file(1, 1), never())).toMatchObject({ kind: 'gone' });
    // The file exists, but on another page: the link lied.
    expect(await gameBanana.resolve(file(1_900_003, 910_002), never())).toMatchObject({ kind: 'gone' });
  });
});

describe('the update check', () => {
  it('asks for many mods at once', async () => {
    const checked = await gameBanana.check([mod(910_001), mod(910_002)], never());
    expect(checked.map(({ ref, state }) => [ref.id, state.kind])).toEqual([
      ['Mod/910001', 'found'],
      ['Mod/910002', 'found'],
    ]);
    expect(paths()).toHaveLength(1);
  });

  it('finds the good ones around those that are gone', async () => {
    const refs = [910_001, 5, 910_002, 6, 910_003, 910_004, 7, 910_022].map(mod);
    const checked = await gameBanana.check(refs, never());
    expect(checked.map(({ state }) => state.kind)).toEqual([
      'found',
      'gone',
      'found',
      'gone',
      'found',
      'found',
      'gone',
      'found',
    ]);
    expect(checked.at(-1)?.state).toMatchObject({ value: { unavailable: 'trashed' } });
    expect(paths().length).toBeLessThanOrEqual(2 * refs.length);
  });

  it('ends although every id is unknown', async () => {
    const checked = await gameBanana.check([1, 2, 3, 4, 5].map(mod), never());
    expect(checked.every(({ state }) => state.kind === 'gone')).toBe(true);
  });

  it('knows posts and categories', async () => {
    const updates = await gameBanana.updates(mod(910_001), 1, never());
    expect(updates.map(({ title, fileIds }) => [title, fileIds])).toEqual([
      ['Version 2.1', ['1900003']],
      ['Version 2.0', ['1900002']],
    ]);
    expect((await gameBanana.categories('90001', never())).map(({ name }) => name)).toContain('Palettes');
  });
});

describe('text forms', () => {
  it.each([
    ['610939', { fileId: '610939', model: 'Mod', modId: '0' }],
    ['Mod/302016/610939', { fileId: '610939', model: 'Mod', modId: '302016' }],
    ['0012', { fileId: '12' }],
    ['', null],
    ['12a', null],
    ['-1', null],
    ['mod/1/2', null],
    ['1'.repeat(21), null],
    ['../1/2', null],
  ])('file %j', (text, expected) => {
    if (expected === null) expect(gameBanana.parseFileRef(text)).toBeNull();
    else expect(gameBanana.parseFileRef(text)).toMatchObject(expected);
  });

  it.each([
    ['Mod/531649', 'Mod/531649'],
    ['531649', 'Mod/531649'],
    ['https://gamebanana.com/sounds/92659', 'Sound/92659'],
    ['https://gamebanana.com.evil.example/mods/1', null],
    ['Mod', null],
    ['Mod/1/2', null],
  ])('mod %j', (text, id) => {
    expect(gameBanana.parseModRef(text)?.id ?? null).toBe(id);
  });
});
