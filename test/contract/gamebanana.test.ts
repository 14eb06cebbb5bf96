/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** Every recorded answer of GameBanana through the reading code of the client. Skips when the recordings are not there. */
import { describe, expect, it } from 'vitest';
import { parseRecording, type Reading } from '../../src/main/providers/gamebanana/recording.ts';
import { replacementOf } from '../../src/main/providers/gamebanana/replacement.ts';
import type { ModDetails } from '../../src/shared/model.ts';
import { recordingsOf } from '../support/recordings.ts';

interface Recording {
  readonly file: string;
  readonly url: string;
  readonly status: number;
}

const { available, textOf, unread } = recordingsOf('gamebanana');

const recordings: readonly Recording[] = available ? (JSON.parse(textOf('manifest.json')) as Recording[]) : [];

function read(file: string, change: (body: string) => string = (body) => body): Reading {
  const recording = recordings.find((one) => one.file === file);
  if (recording === undefined) throw new Error(`not recorded: ${file}`);
  const body = change(textOf(file));
  return parseRecording(recording, { status: recording.status, headers: { 'content-type': 'text/html' }, body });
}

function need<K extends Reading['kind']>(reading: Reading, kind: K): Extract<Reading, { kind: K }> {
  if (reading.kind !== kind) throw new Error(`${reading.kind} instead of ${kind}: ${JSON.stringify(reading)}`);
  return reading as Extract<Reading, { kind: K }>;
}

function details(file: string): ModDetails {
  const found = need(read(file), 'details').details;
  if (found.kind !== 'found') throw new Error(`gone: ${file}`);
  return found.value;
}

const recordsIn = (file: string): number => {
  const body = JSON.parse(textOf(file)) as { _aRecords?: unknown[] } | unknown[];
  return Array.isArray(body) ? body.length : (body._aRecords?.length ?? 0);
};

describe.skipIf(!available)('recorded answers of GameBanana', () => {
  it.each(recordings.map(({ file, status }) => [file, status] as const))('%s is read', (file, status) => {
    const reading = read(file);
    expect(reading.kind === 'error').toBe(status >= 400);
    if (reading.kind === 'mods') {
      // No record is lost, none is made up, and all of them can be shown.
      expect(reading.page.mods).toHaveLength(new Set(reading.page.mods.map(({ ref }) => ref.id)).size);
      expect(reading.page.mods).toHaveLength(recordsIn(file));
      for (const mod of reading.page.mods) {
        expect(mod.name).not.toBe('');
        expect(mod.ref.id).toMatch(/^[A-Z][A-Za-z]+\/\d+$/u);
        expect(mod.pageUrl).toMatch(/^https:\/\/gamebanana\.com\//u);
        if (mod.image !== null) expect(mod.image).toMatch(/^https:\/\/images\.gamebanana\.com\/.+\.\w+$/u);
        expect(mod.updatedAt ?? 1_200_000_000_000).toBeGreaterThan(1_000_000_000_000);
      }
    }
  });

  it('reads the same bodies with escaped slashes', () => {
    const escaped = read('search-results.mod.snow.p1.json', (body) => body.replaceAll('/', String.raw`\/`));
    expect(escaped).toEqual(read('search-results.mod.snow.p1.json'));
  });

  it('takes "complete" for the last page, and a missing page size for nothing', () => {
    expect(need(read('search-results.mod.snow.p1.json'), 'mods').page).toMatchObject({ total: 285, next: 2 });
    expect(need(read('game-4254.subfeed.tag-12888.p1.json'), 'mods').page).toMatchObject({ next: null });
    expect(need(read('game-4254.subfeed.tag-12888.p1.json'), 'mods').page.mods).toHaveLength(10);
    expect(need(read('app.index.featured.json'), 'mods').page.next).toBeNull();
  });

  it('keeps models apart in a mixed feed, and shows those without pictures', () => {
    const { mods } = need(read('game-4254.subfeed.default.p1.json'), 'mods').page;
    expect(new Set(mods.map(({ ref }) => ref.id.split('/')[0]))).toEqual(new Set(['Mod', 'Wip', 'Poll', 'Sound']));
    expect(mods.filter(({ image }) => image === null).map(({ ref }) => ref.id.split('/')[0])).toEqual(
      expect.arrayContaining(['Sound', 'Poll']),
    );
  });

  it('asks first where the site asks first', () => {
    const { mods } = need(read('search-results.mod.ellen.2026.json'), 'mods').page;
    expect(mods.map(({ rating }) => rating)).toEqual(['warn', 'safe']);
    expect(mods[0]).toMatchObject({ category: 'Ellen Joe', author: 'kongxinrumeng', likes: 611, version: null });
    expect(need(read('util.list.featured.mod.p1.json'), 'mods').page.mods.some(({ rating }) => rating === 'warn')).toBe(
      true,
    );
  });

  it('finds pictures where TopSubs puts them', () => {
    const { mods } = need(read('game-4254.topsubs.json'), 'mods').page;
    expect(mods.every(({ image }) => image !== null)).toBe(true);
  });

  it('merges what a profile page says about files, versions, scanners and archives', () => {
    const mod = details('mod-531649.profile-page.json');
    expect(mod).toMatchObject({
      author: 'caverabbit',
      version: '7.7',
      downloads: 438_060,
      unavailable: null,
      rating: 'safe',
    });
    expect(mod.gallery).toHaveLength(4);
    expect(mod.image).toContain('530-90_');
    expect(mod.gallery[0]).not.toContain('530-90_');
    expect(mod.files.filter(({ archived }) => archived)).toHaveLength(8);
    // The author lists the newest last; we show it first.
    expect(mod.files[0]).toMatchObject({
      name: 'v77.zip',
      version: '7.7',
      scan: 'clean',
      md5: '362bb10d2ebe1bb78afe99911c307e98',
    });
    expect(mod.files.find(({ name }) => name.includes('exe_version'))?.warnings).toEqual(['contains_exe']);
    expect(mod.license).toContain('Creative Commons');
    expect(JSON.stringify(mod.description)).not.toContain('<');
    expect(mod.description[0]?.type).toBe('heading');
  });

  it('reads reduced pages: no scanner word is not a clean bill, no pictures are no pictures', () => {
    const pink = details('mod-711387.profile-page.reduced.json');
    expect(pink.files).toMatchObject([
      { scan: 'unknown', archived: false, ref: { fileId: '1801337', modId: '711387' } },
    ]);
    const sound = details('sound-92659.profile-page.reduced.json');
    expect(sound).toMatchObject({ image: null, gallery: [], ref: { id: 'Sound/92659' } });
    const files = need(read('sound-92659.download-page.reduced.json'), 'files').files;
    expect(files).toMatchObject({
      kind: 'found',
      value: [{ ref: { model: 'Sound', modId: '92659' }, size: 3_112_379 }],
    });
  });

  it('reads a batch of mods in order, with archived files told apart', () => {
    const { states } = need(read('mod.multi.two-mods.apiv13.json'), 'states');
    expect(states.map(({ ref }) => ref.id)).toEqual(['Mod/531649', 'Mod/528481']);
    expect(states[0]?.files.filter(({ archived }) => archived)).toHaveLength(8);
  });

  it('knows which files an update brought, also one that is gone', () => {
    const { posts, changelog } = need(read('mod-549029.updates.json'), 'changelog');
    expect(posts.map(({ fileIds }) => fileIds)).toEqual([['1484606', '1484607'], ['1320921']]);
    expect(posts[0]?.changes[0]).toEqual({ kind: 'Addition', text: 'Leotard, OG Dress and Tights added' });
    expect(changelog.map(({ version, publishedAt }) => [version, publishedAt])).toEqual([
      ['1.5', 1_753_554_603_000],
      [null, 1_731_445_826_000],
    ]);
    expect(JSON.stringify(changelog[0]?.text)).toContain('2.1 Compatible');
  });

  it('finds the id of a subcategory in its address', () => {
    const { categories } = need(read('modcategory-1824.subcategories.json'), 'categories');
    expect(categories[0]).toEqual({ key: '1825', name: 'Other/Misc', mods: 135 });
    expect(categories).toHaveLength(recordsIn('modcategory-1824.subcategories.json'));
  });

  it('knows games by name', () => {
    const { games } = need(read('game.name-match.half.json'), 'games');
    expect(games.slice(0, 2)).toEqual([
      { key: '9', name: 'Half-Life 2', mods: null },
      { key: '34', name: 'Half-Life', mods: null },
    ]);
    expect(games).toHaveLength(recordsIn('game.name-match.half.json'));
  });

  it('finds what replaces each of the recorded files', () => {
    const { states } = need(read('mod.multi.two-mods.apiv13.json'), 'states');
    const files = states.flatMap((state) => state.files);
    const next = (name: string): unknown => {
      const state = states.find((one) => one.files.some((file) => file.name === name));
      const file = files.find((one) => one.name === name);
      if (state === undefined || file === undefined) throw new Error(`no file ${name}`);
      const { ref, version, uploadedAt } = file;
      const found = replacementOf({ ref, fileName: name, version, uploadedAt, gameVersion: null }, state.files, []);
      return found.kind === 'file' ? found.file.name : found.kind;
    };
    // Archived versions of the main file, beside demos and fixers that are no versions of it.
    expect(next('v614_cac91.zip')).toBe('v77.zip');
    expect(next('v76.zip')).toBe('v77.zip');
    expect(next('v77.zip')).toBe('none');
    expect(next('rabbitfx_fixer_exe_version.zip')).toBe('none');
    expect(next('anbisworddemonew.zip')).toBe('none');
    // Here the author keeps all versions as current files.
    expect(next('v33.zip')).toBe('v34.zip');
    expect(next('v12_33572.zip')).toBe('v34.zip');
    expect(next('v34.zip')).toBe('none');
  });

  it('quotes the innermost reason of an error', () => {
    expect(need(read('error-400.mod.multi.no-such-record.json'), 'error').error.details).toMatchObject({
      reason: 'NO_SUCH_RECORD',
    });
    expect(need(read('error-400.mod.index.unknown-sort.json'), 'error').error.details).toMatchObject({
      reason: 'UNKNOWN_SORT',
    });
    expect(need(read('error-400.subfeed.conflicting-filters.json'), 'error').error.code).toBe('provider_refused');
  });
});

describe.skipIf(!available)('the recordings of GameBanana', () => {
  it('were all read', () => {
    expect(unread()).toEqual([]);
  });
});
