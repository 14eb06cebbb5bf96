/** Answers as mod.io might spoil them: what is missing, null or of another type costs a field, never the page. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoriesOf, gamesOf, requirementsOf } from '../../../src/main/providers/modio/answers.ts';
import { apiErrorOf, goneBecause, isDoneAlready, refusedFor } from '../../../src/main/providers/modio/errors.ts';
import { parseRecording, type Reading } from '../../../src/main/providers/modio/recording.ts';
import { termsOf } from '../../../src/main/providers/modio/sign-in.ts';
import { lanternDeep } from '../../../tools/replicas/modio/lantern-deep.ts';
import { modRecord } from '../../../tools/replicas/modio/records.ts';
import { fileArchives } from '../../../tools/replicas/shared/archives.ts';

const read = (where: string, body: unknown, status = 200): Reading =>
  parseRecording(
    { url: `https://api.mod.io/v1${where}` },
    { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) },
  );
const list = (...data: readonly unknown[]) => ({ data, result_offset: 0, result_total: data.length });
const modsIn = (reading: Reading) => {
  if (reading.kind !== 'mods') throw new Error(JSON.stringify(reading));
  return reading.page.mods;
};

const least = { id: 7, game_id: 2 };

/** A whole mod, as the replica writes it. */
const whole = (): Record<string, unknown> => {
  const link = { binary_url: 'https://api.mod.io/v1/x', date_expires: 9 };
  const scribe = { archiveOf: fileArchives(), download: () => link };
  const [first] = lanternDeep.mods;
  if (first === undefined) throw new Error('the catalogue is empty');
  return JSON.parse(JSON.stringify(modRecord(scribe, lanternDeep, first))) as Record<string, unknown>;
};

/** The ways to every field, also those inside: ["modfile", "filehash", "md5"]. */
function waysOf(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return at.length === 0 ? [] : [at];
  const inner = Object.entries(value).flatMap(([name, held]) => waysOf(held, [...at, name]));
  return at.length === 0 ? inner : [at, ...inner];
}

function changed(value: unknown, [first, ...rest]: readonly string[], to: unknown): unknown {
  if (first === undefined) return to;
  if (typeof value !== 'object' || value === null) return value;
  const held = changed((value as Record<string, unknown>)[first], rest, to);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === first ? held : item));
  return { ...value, [first]: held };
}

const nonsense = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, {}, [], '', 'text', -1, 0, 1.5, 2_420_724_919, 1e300, true, [null], [[]]),
  fc.jsonValue(),
);

describe('tolerance', () => {
  const record = whole();
  const ways = waysOf(record).filter(([first]) => first !== 'id' && first !== 'game_id' && first !== 'mod_id');

  it('of any fields that are missing, null or something else, alone and together', () => {
    expect(ways.length).toBeGreaterThan(60);
    const change = fc.tuple(fc.constantFrom(...ways), nonsense);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const spoiled = changes.reduce<unknown>((before, [way, to]) => changed(before, way, to), record);
        const [only, ...others] = modsIn(read('/games/2/mods', list(spoiled)));
        expect(others).toEqual([]);
        expect(only?.ref.id).toBe('90210/5100001');
        expect(only?.name).not.toBe('');
        expect(read('/games/2/mods/7', spoiled)).toMatchObject({ kind: 'details', details: { kind: 'found' } });
        expect(JSON.stringify(only)).not.toContain('binary_url');
      }),
      { numRuns: 400 },
    );
  });

  it('of every single field that is left out, for mods and files', () => {
    for (const way of ways) {
      expect(modsIn(read('/games/2/mods', list(changed(record, way, undefined)))), way.join('.')).toHaveLength(1);
    }
    const file = record['modfile'];
    for (const way of waysOf(file).filter(([first]) => first !== 'id'))
      for (const to of [undefined, null, {}, 'x']) {
        const reading = read('/games/2/mods/7/files/8', changed(file, way, to));
        expect(reading, way.join('.')).toMatchObject({ kind: 'file', file: { kind: 'found' } });
      }
  });

  it('of anything at all: no answer makes it throw, and what is unknown is said', () => {
    const where = fc.constantFrom(
      '/games',
      '/games/2/mods',
      '/games/2/mods/7',
      '/games/2/mods/7/files',
      '/me',
      '/games/2/tags',
    );
    const status = fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 410, 422, 429, 500, 503);
    fc.assert(
      fc.property(where, status, fc.jsonValue(), (path, code, body) => {
        const reading = read(path, body, code);
        if (reading.kind === 'error') expect(reading.error.code).not.toBe('internal');
        if (code >= 500) expect(reading.kind).toBe('error');
      }),
      { numRuns: 400 },
    );
  });
});

const secondPage = (more: object) => read('/games/2/mods?_limit=30&_offset=30', { data: [least], ...more });

describe('lists', () => {
  it('lose a bad record and keep the page', () => {
    const bad = [null, 5, 'x', [], {}, { id: 'abc', game_id: 2 }, { id: -1, game_id: 2 }, { id: 9 }];
    expect(modsIn(read('/games/2/mods', list(...bad, least))).map(({ ref }) => ref.id)).toEqual(['2/7']);
  });

  it('end where the total says, and never for ever', () => {
    expect(secondPage({ result_offset: 30, result_total: 99 })).toMatchObject({ page: { next: 3 } });
    expect(secondPage({ result_offset: 30, result_total: 31 })).toMatchObject({ page: { next: null } });
    expect(secondPage({})).toMatchObject({ page: { next: null } });
    const empty = read('/games/2/mods', { data: [], result_offset: 60, result_total: 99 });
    expect(empty).toMatchObject({ page: { mods: [], next: null } });
  });

  it('in which numbers are texts', () => {
    expect(modsIn(read('/games/2/mods', list({ id: '7', game_id: '2' })))).toMatchObject([{ ref: { id: '2/7' } }]);
  });
});

const named = (filename: unknown) => read('/games/2/mods/7/files/8', { id: 8, filename });

const one = (more: object) => modsIn(read('/games/2/mods', list({ ...least, ...more })))[0];

describe('what a mod says of itself', () => {
  it.each([
    [0, 'safe'],
    [4, 'warn'],
    [8, 'adult'],
    [15, 'adult'],
    [undefined, 'safe'],
  ])('maturity %s is %s', (maturity, rating) => {
    expect(one({ maturity_option: maturity })?.rating).toBe(rating);
  });

  it.each([
    ['https://thumb.modcdn.io/a.png', 'https://thumb.modcdn.io/a.png'],
    ['https://assets.modcdn.io/images/placeholder/card.png', null],
    ['http://thumb.modcdn.io/a.png', null],
    ['https://thumb.modcdn.io.evil.example/a.png', null],
    ['javascript:alert(1)', null],
  ])('the picture %s', (address, image) => {
    expect(one({ logo: { thumb_640x360: address } })?.image).toBe(image);
  });

  it('its page is one of mod.io', () => {
    expect(one({ profile_url: 'https://mod.io/g/x/m/y' })?.pageUrl).toBe('https://mod.io/g/x/m/y');
    for (const address of ['https://evil.example/', 'http://mod.io/g', 'https://mod.io.evil.example/', 'mod'])
      expect(one({ profile_url: address })?.pageUrl).toBe('https://mod.io/search/mods/7');
  });

  it('names are text, and keep the reading order honest', () => {
    expect(one({ name: 'a <b>  & \u202Etxt.exe\n x' })?.name).toBe('a <b> & txt.exe x');
  });

  it('a file name is the last part of whatever it says', () => {
    expect(named('../../etc/passwd')).toMatchObject({ file: { value: { name: 'passwd' } } });
    expect(named(String.raw`..\..\evil.zip`)).toMatchObject({ file: { value: { name: 'evil.zip' } } });
    for (const filename of ['..', '.', '', null, 'a/'])
      expect(named(filename)).toMatchObject({ file: { value: { name: 'modfile-8.zip' } } });
  });

  it('sizes pass 32 bits, and 0 stands for never', () => {
    const file = { id: 8, filesize: 2_420_724_919, date_added: 0 };
    expect(read('/games/2/mods/7/files/8', file)).toMatchObject({
      file: { value: { size: 2_420_724_919, uploadedAt: null } },
    });
  });
});

describe('needs', () => {
  it('in today’s shape and in that of years ago', () => {
    const [today, old] = requirementsOf(
      { status: 200, body: list({ id: 8, game_id: 2, name: 'New' }, { mod_id: 9, name: 'Old' }) },
      '2',
    );
    expect(today).toMatchObject({ kind: 'required', name: 'New', modRef: { id: '2/8' } });
    expect(old).toMatchObject({ name: 'Old', modRef: { id: '2/9' } });
  });

  it('that are hidden or deleted are named as such', () => {
    const notes = requirementsOf(
      {
        status: 200,
        body: list({ ...least, visible: 0 }, { ...least, status: 3 }, { ...least, status: 1, visible: 1 }),
      },
      '2',
    ).map(({ note }) => note !== '');
    expect(notes).toEqual([true, true, false]);
  });
});

describe('games and tags', () => {
  it('hidden groups stay hidden, and counts that are none are left out', () => {
    const groups = [
      { name: 'Kind', tags: ['Ships', 5, '', 'Maps'], tag_count_map: { Ships: 3, Maps: 'many' } },
      { name: 'Review', tags: ['seen'], hidden: true },
      'nothing',
    ];
    expect(categoriesOf({ status: 200, body: list(...groups) })).toEqual([
      { key: 'Ships', name: 'Ships', mods: 3 },
      { key: 'Maps', name: 'Maps', mods: null },
    ]);
  });

  it('games need an id and a name', () => {
    const games = gamesOf({ status: 200, body: list({ id: 1, name: 'One', stats: {} }, { id: 2 }, { name: 'x' }) });
    expect(games).toEqual([{ key: '1', name: 'One', mods: null }]);
  });
});

const said = (status: number, ref?: number, more: object = {}) => {
  const error = apiErrorOf(status, { error: { code: status, error_ref: ref, message: 'Because', ...more } });
  if (error === null) throw new Error('no error');
  return error;
};

describe('refusals', () => {
  it.each([15_005, 15_028, 15_043])('%i: it is so already', (ref) => {
    expect(isDoneAlready(said(400, ref))).toBe(true);
  });

  it.each([
    [404, 14_000],
    [404, 14_001],
    [403, 15_023],
    [403, 15_024],
    [404, 15_010],
    [404, undefined],
    [410, undefined],
  ])('%i with %s: it went away', (status, ref) => {
    expect(goneBecause(said(status, ref))).not.toBeNull();
  });

  it.each([
    [401, 11_005, 'needs_sign_in'],
    [401, 11_002, 'needs_sign_in'],
    [403, 15_002, 'needs_user_action'],
    [403, 900_007, 'needs_user_action'],
    [500, 10_000, 'provider_unavailable'],
    [403, undefined, 'provider_refused'],
  ])('%i with %s is no loss but %s', (status, ref, code) => {
    expect(goneBecause(said(status, ref))).toBeNull();
    expect(refusedFor(said(status, ref))).toMatchObject({ code });
  });

  it('what is wrong with a field is said in its words', () => {
    expect(refusedFor(said(422, 13_009, { errors: { email: 'The email is not one.' } })).message).toContain(
      'The email is not one.',
    );
    for (const errors of [{}, null, [], 'x'])
      expect(refusedFor(said(422, 13_009, { errors })).message).toContain('Because');
  });

  it('an error that comes with status 200 is one', () => {
    expect(read('/games/2/mods', { error: { code: 403, error_ref: 15_025, message: 'No' } }).kind).toBe('error');
  });
});

const link = (url: string) => ({ text: 'Terms', url, required: true });

describe('the terms', () => {
  it('show only links that are safe to open', () => {
    const { links } = termsOf({
      plaintext: 'x',
      links: { a: link('https://mod.io/terms'), b: link('javascript:1'), c: 7 },
    });
    expect(links.map(({ url }) => url)).toEqual(['https://mod.io/terms']);
  });

  it('are never nothing', () => {
    for (const body of [null, {}, [], { plaintext: '' }, 'x']) expect(termsOf(body).text).not.toBe('');
  });
});
