import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGameBanana, type GameBanana } from '../../../src/main/providers/gamebanana/client.ts';
import { namePattern, replacementOf } from '../../../src/main/providers/gamebanana/replacement.ts';
import type { UpdatePost } from '../../../src/main/providers/gamebanana/types.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import type { InstalledFile, ModFile } from '../../../src/shared/model.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../../tools/replicas/gamebanana/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

const hour = 3_600_000;

function file(id: number, change: Partial<ModFile> = {}): ModFile {
  return {
    ref: { provider: 'gamebanana', fileId: String(id), model: 'Mod', modId: '7' },
    name: `thing_v${id}.zip`,
    size: 1,
    version: null,
    description: '',
    uploadedAt: id * 24 * hour,
    downloads: 0,
    archived: false,
    group: null,
    gameVersion: null,
    scan: 'clean',
    warnings: [],
    md5: null,
    sha1: null,
    sha256: null,
    ...change,
  };
}

const installed = ({ ref, name, version, uploadedAt }: ModFile): InstalledFile => ({
  ref,
  fileName: name,
  version,
  uploadedAt,
  gameVersion: null,
});

const post = (...fileIds: readonly number[]): UpdatePost => ({
  id: '1',
  title: 'News',
  version: null,
  text: [],
  changes: [],
  fileIds: fileIds.map(String),
  publishedAt: 1_000 * 24 * hour,
});

const chosen = (ours: ModFile, files: readonly ModFile[], posts: readonly UpdatePost[] = []): unknown => {
  const found = replacementOf(installed(ours), files, posts);
  return found.kind === 'file' ? found.file.name : found.kind;
};

const alone = (fileId: string): InstalledFile => ({
  ref: { provider: 'gamebanana', fileId, model: 'Mod', modId: '0' },
  fileName: 'x.zip',
  version: null,
  uploadedAt: null,
  gameVersion: null,
});

describe('which file replaces an installed one', () => {
  it('is the newest that is called the same but for the version', () => {
    expect(chosen(file(1), [file(3), file(2), file(1)])).toBe('thing_v3.zip');
    expect(chosen(file(3), [file(3), file(2), file(1)])).toBe('none');
  });

  it('is no variant that was uploaded in the same sitting, and no part of the same post', () => {
    const first = file(1, { name: 'part1.zip' });
    const second = file(2, { name: 'part2.zip', uploadedAt: (first.uploadedAt ?? 0) + hour / 2 });
    expect(chosen(first, [second, first])).toBe('none');
    const late = file(9, { name: 'part2.zip' });
    expect(chosen(first, [late, first], [post(1, 9)])).toBe('none');
  });

  it('is not guessed between variants', () => {
    const ours = file(1, { archived: true, name: 'old.zip', description: 'All' });
    const variants = [
      file(3, { name: 'sfw.zip', description: 'SFW' }),
      file(2, { name: 'full.zip', description: 'Full' }),
    ];
    expect(replacementOf(installed(ours), [...variants, ours], [])).toMatchObject({ kind: 'unclear', files: variants });
    expect(chosen(ours, [variants[0] ?? ours, ours])).toBe('sfw.zip');
  });

  it('keeps the variant that is installed', () => {
    const ours = file(1, { archived: true, name: 'skin_a.zip', description: 'Blue 1.0' });
    const blue = file(2, { name: 'skin_b.zip', description: 'Blue 1.1' });
    expect(chosen(ours, [file(3, { name: 'skin_c.zip', description: 'Red 1.1' }), blue, ours])).toBe('skin_b.zip');
  });

  it('is looked for by name once the file is listed no more', () => {
    expect(chosen(file(1), [file(4), file(3, { name: 'addon.zip' })])).toBe('thing_v4.zip');
    expect(chosen(file(5), [file(2, { name: 'addon.zip' })])).toBe('gone');
    expect(chosen(file(5, { archived: true }), [file(5, { archived: true }), file(2)])).toBe('none');
  });

  it('is for the player to find when a newer post brings something else', () => {
    const extra = file(4, { name: 'winter_pack.zip' });
    expect(chosen(file(1), [extra, file(1)], [post(4)])).toBe('unclear');
    expect(chosen(file(1), [extra, file(1)], [])).toBe('none');
  });

  it.each([
    ['Ember_Courier-v2.1_a3f09.zip', 'ember courier #'],
    ['ember_courier_v21.zip', 'ember courier #'],
    ['v34.zip', '#'],
    ['mod 1.2.3b.7z', 'mod #'],
    ['half-life2_hd.rar', 'half life # hd'],
    ['pak52_dir_3154a.zip', 'pak # dir'],
  ])('takes versions and random endings out of %s', (name, pattern) => {
    expect(namePattern(name)).toBe(pattern);
  });
});

describe('over the network', () => {
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

  const paths = (): readonly string[] => replica.control.requests.map(({ path }) => path);
  const owned = async (modId: number, fileId: number): Promise<InstalledFile> => {
    const found = await gameBanana.details({ provider: 'gamebanana', id: `Mod/${modId}` }, never());
    const one =
      found.kind === 'found'
        ? found.value.files.find(({ ref }) => ref.provider === 'gamebanana' && ref.fileId === String(fileId))
        : undefined;
    if (one === undefined) throw new Error(`no file ${fileId}`);
    return installed(one);
  };

  it('answers in order, with what is new since', async () => {
    const old = await owned(910_001, 1_900_001);
    const latest = await owned(910_001, 1_900_003);
    const ref = { provider: 'gamebanana', fileId: '5', model: 'Mod', modId: '5' } as const;
    const withheld = { ...ref, fileId: '1900180', modId: '910023' };
    const before = paths().length;
    const some = { fileName: 'x.zip', version: null, uploadedAt: 1, gameVersion: null };
    const checks = await gameBanana.checkUpdates([latest, { ref, ...some }, old, { ref: withheld, ...some }], never());
    expect(checks.map(({ kind }) => kind)).toEqual(['current', 'gone', 'update', 'gone']);
    const update = checks[2];
    if (update?.kind !== 'update') throw new Error('no update');
    expect(update.file.ref).toMatchObject({ fileId: '1900003' });
    expect(update.changes.map(({ version }) => version)).toEqual(['2.1', '2.0']);
    expect(JSON.stringify(update.changes[0]?.text)).toContain('Sparks in the trail');
    expect(
      paths()
        .slice(before)
        .filter((one) => one.includes('/Updates')),
    ).toHaveLength(1);
  });

  it('does without the posts', async () => {
    const old = await owned(910_001, 1_900_001);
    replica.control.fail({ path: /\/Updates/u, fault: { kind: 'html' } });
    expect(await gameBanana.checkUpdates([old], never())).toMatchObject([{ kind: 'update', changes: [] }]);
  });

  it('says of a file alone only what its record says', async () => {
    const checks = await gameBanana.checkUpdates([alone('1900003'), alone('1900001'), alone('5')], never());
    expect(checks.map(({ kind }) => kind)).toEqual(['current', 'look', 'gone']);
  });

  it('reads the feed newest first to its end', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const { mods, next } = await gameBanana.feed('90001', cursor, never());
      const times = mods.map(({ updatedAt }) => updatedAt ?? 0);
      expect(times).toEqual(times.toSorted((one, other) => other - one));
      seen.push(...mods.map(({ ref }) => ref.id));
      cursor = next;
      if (next === null) break;
    }
    expect(cursor).toBeNull();
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(22);
    expect(paths()[0]).toContain('_sSort=Generic_LatestModified');
    await expect(gameBanana.feed('90001', 'x', never())).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('finds games by name, and asks nothing for less than three letters', async () => {
    expect(await gameBanana.games('starlight', never())).toEqual([
      { key: '90001', name: 'Starlight Courier', mods: null },
    ]);
    expect(await gameBanana.games('st', never())).toEqual([]);
    expect(paths()).toHaveLength(1);
  });

  it('tells the changelog, newest first', async () => {
    const entries = await gameBanana.changelog({ provider: 'gamebanana', id: 'Mod/910001' }, never());
    expect(entries.map(({ version }) => version)).toEqual(['2.1', '2.0']);
    expect(await gameBanana.changelog({ provider: 'gamebanana', id: 'Mod/5' }, never())).toEqual([]);
  });

  it('looks into one category, and leaves out what is for adults', async () => {
    const all = await gameBanana.search({ game: '90001', text: '', sort: 'name', page: 1 }, never());
    const mild = await gameBanana.search({ game: '90001', text: '', sort: 'name', page: 1, adult: false }, never());
    expect(all.mods.some(({ rating }) => rating === 'adult')).toBe(true);
    expect(mild.mods.map(({ ref }) => ref.id)).toEqual(
      all.mods.filter(({ rating }) => rating !== 'adult').map(({ ref }) => ref.id),
    );
    const category = (await gameBanana.categories('90001', never())).find(({ name }) => name === 'Palettes');
    const query = { game: '90001', text: '', sort: 'relevance', page: 1, category: category?.key ?? '' } as const;
    const inside = await gameBanana.search(query, never());
    expect(new Set(inside.mods.map((mod) => mod.category))).toEqual(new Set([category?.name]));
    await expect(gameBanana.search({ ...query, category: 'x' }, never())).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
