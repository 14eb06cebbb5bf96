/** Every recorded and documented answer of mod.io through the reading code. Skips when the recordings are not there. */
import { describe, expect, it } from 'vitest';
import { apiErrorOf, goneBecause, isDoneAlready, refusedFor } from '../../src/main/providers/modio/errors.ts';
import { parseRecording, type Reading } from '../../src/main/providers/modio/recording.ts';
import { parsers } from '../../src/main/providers/recording.ts';
import { recordingsOf } from '../support/recordings.ts';

const { available, textOf, filesIn, unread } = recordingsOf('modio');

const api = 'https://api.mod.io/v1';
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the file holds
const json = <T>(file: string): T => JSON.parse(textOf(file)) as T;

const read = (where: string, body: string, status = 200, method = 'GET'): Reading =>
  parseRecording({ method, url: `${api}${where}` }, { status, headers: {}, body });

type Of<K extends Reading['kind']> = Extract<Reading, { kind: K }>;

function expectKind<K extends Reading['kind']>(reading: Reading, kind: K): Of<K> {
  expect(reading.kind, JSON.stringify(reading).slice(0, 300)).toBe(kind);
  return reading as Of<K>;
}

/** What the references that stand for something of their own must become. All others are refused in mod.io's words. */
const meanings: readonly (readonly [number, readonly number[], string])[] = [
  [503, [10_000, 10_002], 'provider_unavailable'],
  [401, [11_000, 11_001, 11_002, 11_005], 'needs_sign_in'],
  [403, [11_003, 11_004, 11_006, 11_007], 'needs_sign_in'],
  [401, [11_011, 11_012, 11_013, 11_014], 'sign_in_failed'],
  [403, [11_016, 11_017, 11_074, 15_000, 15_001, 15_025], 'provider_refused'],
  [403, [17_053], 'sign_in_failed'],
  [403, [15_002, 900_001, 900_022], 'needs_user_action'],
  [422, [13_001, 13_004, 13_005, 13_006, 13_008, 13_009], 'provider_refused'],
  [404, [14_000, 14_001, 14_006, 15_010, 15_022, 15_023], 'gone'],
  [403, [14_007, 15_011, 15_023, 15_024], 'gone'],
  [400, [15_004, 15_005, 15_028, 15_043], 'done'],
];
const outcomeOf = (status: number, ref: number): string => {
  const error = apiErrorOf(status, { error: { code: status, error_ref: ref, message: 'So it is.' } });
  if (error === null) return 'none';
  if (isDoneAlready(error)) return 'done';
  return goneBecause(error) === null ? refusedFor(error).code : 'gone';
};

describe.skipIf(!available)('recorded answers of mod.io', () => {
  it('is in the list of parsers', () => {
    expect(parsers.modio).toBe(parseRecording);
  });

  it('a mod, with its file, picture, page and description', () => {
    const { details } = expectKind(
      read('/games/2475/mods/4559377', textOf('recorded/mod.2475.4559377.json')),
      'details',
    );
    expect(details).toMatchObject({
      kind: 'found',
      value: {
        ref: { provider: 'modio', id: '2475/4559377' },
        name: 'Cave Leech Insanity',
        author: 'Creator7',
        rating: 'safe',
        pageUrl: 'https://mod.io/g/drg/m/cave-leech-insanity',
        image: 'https://thumb.modcdn.io/mods/174a/4559377/crop_640x360/caveleechinsanity.png',
        unavailable: null,
      },
    });
    if (details.kind === 'found') {
      expect(details.value.files).toHaveLength(1);
      expect(details.value.gallery).toHaveLength(1);
      expect(details.value.description.length).toBeGreaterThan(0);
    }
  });

  it('a mod of another game and time', () => {
    const { details } = expectKind(read('/games/254/mods/98373', textOf('recorded/mod.254.98373.json')), 'details');
    expect(details).toMatchObject({ kind: 'found', value: { ref: { id: '254/98373' } } });
  });

  it('a file: hash, size, scan, never an address', () => {
    const { file } = expectKind(
      read('/games/254/mods/98373/files/4468622', textOf('recorded/modfile.254.98373.4468622.json')),
      'file',
    );
    expect(file).toMatchObject({
      kind: 'found',
      value: {
        ref: { gameId: '254', modId: '98373', fileId: '4468622', md5: 'eaf69225bc67110e832c75a544228f9d' },
        size: 12_191,
        version: '0.8.4',
        scan: 'clean',
        uploadedAt: 1_698_713_211_000,
      },
    });
    expect(JSON.stringify(file)).not.toContain('binary_url');
  });

  it('lists of mods', () => {
    const subscribed = expectKind(
      read('/me/subscribed?game_id=254', textOf('recorded/me_subscribed.game254.json')),
      'mods',
    );
    expect(subscribed.page.mods).toHaveLength(4);
    expect(subscribed.page.mods.every((mod) => mod.ref.id.startsWith('254/'))).toBe(true);
    const byName = expectKind(
      read('/games/2475/mods?name_id=cave-leech-insanity', textOf('recorded/mods.game2475.by_name_id.json')),
      'mods',
    );
    expect(byName.page).toMatchObject({ next: null, mods: [{ name: 'Cave Leech Insanity' }] });
  });

  it('the terms, with the links one has to see', () => {
    const { terms } = expectKind(read('/authenticate/terms', textOf('recorded/authenticate_terms.json')), 'terms');
    expect(terms.text).toContain('Terms of Use');
    expect(terms.links.map((link) => link.url)).toContain('https://mod.io/privacy');
  });

  it.each<[string, string]>([
    ['401.11001.api_key_malformed.json', 'needs_sign_in'],
    ['401.11014.bad_security_code.json', 'sign_in_failed'],
    ['403.15024.no_view_permission.json', 'gone'],
    ['404.14000.not_found.json', 'gone'],
    ['422.13009.validation.json', 'provider_refused'],
    ['429.11008.global.json', 'rate_limited'],
  ])('the error %s is %s', (name, code) => {
    const { status, headers, body } = json<{ status: number; headers: Record<string, string>; body: unknown }>(
      `errors/${name}`,
    );
    const url = `${api}/games/1/mods/2`;
    const reading = parseRecording({ url }, { status, headers, body: JSON.stringify(body) });
    if (code === 'gone') expect(reading).toMatchObject({ kind: 'details', details: { kind: 'gone' } });
    else
      expect(expectKind(reading, 'error').error).toMatchObject({ code, hint: expect.stringMatching(/\S/u) as unknown });
  });

  it('has all recorded errors in the table above', () => {
    expect(filesIn('errors')).toHaveLength(6);
  });

  it('says what is wrong with a field, and how long a pause is', () => {
    const validation = json<{ body: unknown }>('errors/422.13009.validation.json');
    const { error } = expectKind(read('/games/1/mods/2', JSON.stringify(validation.body), 422), 'error');
    expect(error.message).toContain('cannot be more than 200 characters');
    const answer = { status: 429, headers: { 'retry-after': '57' }, body: '{}' };
    const limited = expectKind(parseRecording({ url: `${api}/games` }, answer), 'error');
    expect(Math.abs(Number(limited.error.details?.['until']) - Date.now() - 57_000)).toBeLessThan(5_000);
  });

  it('every documented reference has one meaning', () => {
    for (const [status, refs, code] of meanings)
      for (const ref of refs) expect([ref, outcomeOf(status, ref)]).toEqual([ref, code]);
    const { error_refs: documented } = json<{ error_refs: Record<string, unknown> }>('documented/error-refs.json');
    const special = new Set(meanings.flatMap(([, refs]) => refs));
    const others = Object.keys(documented)
      .map(Number)
      .filter((ref) => !special.has(ref) && ref < 900_000);
    expect(others.length).toBeGreaterThan(300);
    const outcomes = new Map(others.map((ref) => [ref, outcomeOf(403, ref)]));
    const odd = [...outcomes].filter(([, outcome]) => outcome !== 'provider_refused');
    expect(odd).toEqual([
      [11_051, 'needs_sign_in'],
      [11_064, 'provider_unavailable'],
      [15_020, 'gone'],
    ]);
    for (const ref of others) {
      const error = apiErrorOf(403, { error: { code: 403, error_ref: ref, message: 'So it is' } });
      if (error !== null) expect(refusedFor(error)).toMatchObject({ hint: expect.stringMatching(/\S/u) as unknown });
    }
  });

  it('everything the documents say an endpoint we use answers is understood', () => {
    interface Documented {
      readonly http: number;
      readonly error_ref: number;
      readonly message: string;
    }
    const { by_endpoint: all } = json<{ by_endpoint: Record<string, readonly Documented[]> }>(
      'documented/error-refs.json',
    );
    const ours = [
      'POST /games/{game-id}/mods/{mod-id}/ratings',
      'POST /games/{game-id}/mods/{mod-id}/subscribe',
      'DELETE /games/{game-id}/mods/{mod-id}/subscribe',
      'GET /games/{game-id}/mods',
      'POST /oauth/emailrequest',
      'POST /oauth/emailexchange',
    ];
    const outcomes = ours.flatMap((endpoint) =>
      (all[endpoint] ?? []).map(({ http, error_ref: ref }) => `${ref} ${outcomeOf(http, ref)}`),
    );
    expect(outcomes).toEqual([
      '15028 done',
      '15043 done',
      '15000 provider_refused',
      '15001 provider_refused',
      '15005 done',
      '15025 provider_refused',
      '11017 provider_refused',
      '11011 sign_in_failed',
      '11012 sign_in_failed',
      '11013 sign_in_failed',
      '11014 sign_in_failed',
      '17053 sign_in_failed',
    ]);
  });

  it('documented samples, wherever they belong', () => {
    const samples = json<Record<string, { answers: string; sample: unknown }>>('documented/schema-samples.json');
    const sample = (name: string): unknown => samples[name]?.sample;
    const list = (name: string): string =>
      JSON.stringify({ data: [sample(name)], result_count: 1, result_offset: 0, result_limit: 100, result_total: 1 });
    expectKind(read('/games/2', JSON.stringify(sample('game-object'))), 'games');
    expect(expectKind(read('/games', list('game-object')), 'games').games).toMatchObject([
      { key: '2', name: 'Rogue Knight' },
    ]);
    expect(expectKind(read('/games/2/mods/2', JSON.stringify(sample('mod-object'))), 'details').details.kind).toBe(
      'found',
    );
    expect(expectKind(read('/games/2/mods', list('mod-object')), 'mods').page.mods).toHaveLength(1);
    expect(expectKind(read('/games/2/mods/2/files', list('modfile-object')), 'files').files).toMatchObject({
      kind: 'found',
    });
    expect(
      expectKind(read('/games/2/mods/2/dependencies', list('mod-dependencies-object')), 'requirements').requirements,
    ).toMatchObject([{ kind: 'required', modRef: { provider: 'modio' } }]);
    expect(
      expectKind(read('/games/2/tags', list('game-tag-option-object')), 'categories').categories.length,
    ).toBeGreaterThan(0);
    expect(expectKind(read('/me', JSON.stringify(sample('user-object'))), 'account').account.name).not.toBe('');
    expect(
      expectKind(read('/oauth/emailexchange', JSON.stringify(sample('access-token-object')), 200, 'POST'), 'token')
        .expiresAt,
    ).toBe(1_570_673_249_000);
    expectKind(read('/oauth/emailrequest', JSON.stringify(sample('message-object')), 200, 'POST'), 'message');
    expectKind(read('/games/2/mods/events', list('mod-event-object')), 'events');
    for (const [name, { sample: body }] of Object.entries(samples)) {
      expect(read('/games/2/something', JSON.stringify(body)).kind, name).not.toBe('');
      expect(read('/games/2/mods/2/team', JSON.stringify({ data: [body] })).kind, name).not.toBe('error');
    }
  });

  it('a field that is missing or null never costs the page', () => {
    const mod = json<Record<string, unknown>>('recorded/mod.2475.4559377.json');
    for (const field of Object.keys(mod).filter((name) => name !== 'id' && name !== 'game_id')) {
      for (const change of [undefined, null, {}, [], 'text', -1]) {
        const changed = JSON.stringify({ data: [{ ...mod, [field]: change }], result_total: 1 });
        expect(expectKind(read('/games/2475/mods', changed), 'mods').page.mods, field).toHaveLength(1);
        const one = read('/games/2475/mods/4559377', JSON.stringify({ ...mod, [field]: change }));
        expect(expectKind(one, 'details').details.kind).toBe('found');
      }
    }
  });
});

describe.skipIf(!available)('the recordings of mod.io', () => {
  it('were all read here, but for what is no answer', () => {
    // Every request of ours is held against it in a test of its own.
    expect(unread()).toEqual(['openapi.modio-v1.json']);
  });
});
