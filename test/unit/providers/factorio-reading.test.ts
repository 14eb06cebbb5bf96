/** What the portal and authors write, in our words: versions, dependencies, changelogs, descriptions, answers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookmarksOf, modDetailsOf, modPageOf, portalModsOf } from '../../../src/main/providers/factorio/answers.ts';
import { changelogOf, dateOf, parseChangelog } from '../../../src/main/providers/factorio/changelog.ts';
import { parseDependency, satisfies } from '../../../src/main/providers/factorio/dependency.ts';
import { descriptionOf } from '../../../src/main/providers/factorio/description.ts';
import { searchLocally } from '../../../src/main/providers/factorio/local-search.ts';
import { loginOutcomeOf } from '../../../src/main/providers/factorio/login.ts';
import { playerDataPlaces, readPlayerData } from '../../../src/main/providers/factorio/player-data.ts';
import { parseRecording } from '../../../src/main/providers/factorio/recording.ts';
import { isModName, parseFileRef, parseModRef } from '../../../src/main/providers/factorio/refs.ts';
import { fitsGame, releaseFor, releasesOf } from '../../../src/main/providers/factorio/releases.ts';
import { requirementOf } from '../../../src/main/providers/factorio/requirements.ts';
import { compareVersions, loadsMods, parseVersion } from '../../../src/main/providers/factorio/version.ts';

const ok = (body: unknown) => ({ status: 200, body });

const requirement = (text: string) => {
  const dependency = parseDependency(text);
  if (dependency === null) throw new Error(text);
  return requirementOf(dependency);
};

const shown = (markdown: string): string => JSON.stringify(descriptionOf(markdown));

const read = (url: string, status: number, body: string, headers: Record<string, string> = {}) =>
  parseRecording({ url }, { status, headers, body });

describe('versions', () => {
  it.each([
    ['1.2.3', [1, 2, 3]],
    ['1.1.02', [1, 1, 2]],
    ['2.0', [2, 0, 0]],
    ['  0.17.45 beta', [0, 17, 45]],
    ['1.2.65535.9', [1, 2, 65_535]],
    ['Unreleased', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });

  it('compare as numbers, and what is none is oldest', () => {
    const texts = ['0.10.0', '0.9.0', 'beta', '1.0.01', '1.0.0', '0.9.9'];
    expect(texts.toSorted(compareVersions)).toEqual(['beta', '0.9.0', '0.9.9', '0.10.0', '1.0.0', '1.0.01']);
    expect(compareVersions('1.1.02', '1.1.2')).toBe(0);
  });

  it('of the game and of mods must share the first two numbers; only 1.0 takes older ones', () => {
    expect(loadsMods('2.0.66', '2.0')).toBe(true);
    expect(loadsMods('0.17.79', '0.17.45')).toBe(true);
    expect(loadsMods('1.0.0', '0.18')).toBe(true);
    expect(loadsMods('1.1.110', '1.0')).toBe(false);
    expect(loadsMods('2.1.8', '2.0')).toBe(false);
    expect(loadsMods('2.0.1', '')).toBe(false);
  });
});

describe('dependencies', () => {
  it.each([
    ['my-mod>=1.2.3', 'required', 'my-mod', '>= 1.2.3'],
    ['(?)IndustrialRevolution >= 0.3.1', 'hidden-optional', 'IndustrialRevolution', '>= 0.3.1'],
    ['?Krastorio2', 'optional', 'Krastorio2', null],
    ['?   Krastorio2   =1.0', 'optional', 'Krastorio2', '= 1.0'],
    ['~ a mod with blanks < 3', 'no-load-order', 'a mod with blanks', '< 3'],
    ['+ sign-post', 'recommended', 'sign-post', null],
    ['! Annotorio >= 0.3.0', 'incompatible', 'Annotorio', null],
    ['  x  ', 'required', 'x', null],
    // Malformed: folded into the name, as the game does.
    ['my-mod 1.2.3', 'required', 'my-mod 1.2.3', null],
    ['x >=', 'required', 'x >=', null],
    ['? ? x = 1', 'optional', '? x', '= 1'],
    ['----', 'required', '----', null],
  ])('%j', (text, type, name, versions) => {
    expect(parseDependency(text)).toMatchObject({ type, name, versions });
  });

  it.each(['', '   ', '?', '(?)', '!'])('%j has no name', (text) => {
    expect(parseDependency(text)).toBeNull();
  });

  it('never throw and never lose the name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const parsed = parseDependency(text);
        return parsed === null || (parsed.name !== '' && parsed.name === parsed.name.trim());
      }),
    );
  });

  it.each([
    ['x >= 1.2', '1.2.0', true],
    ['x > 1.2', '1.2.0', false],
    ['x < 2', '1.99.99', true],
    ['x <= 1.0.9', '1.0.10', false],
    ['x = 1.1.2', '1.1.02', true],
    ['x', 'whatever', true],
    ['x >= 1', 'whatever', false],
  ])('%s with %s: %s', (text, version, expected) => {
    const dependency = parseDependency(text);
    expect(dependency !== null && satisfies(version, dependency)).toBe(expected);
  });

  it('as requirements: what comes with the game is no mod of the portal', () => {
    expect(requirement('base >= 2.0.61')).toMatchObject({ kind: 'required', modRef: null, versions: '>= 2.0.61' });
    expect(requirement('space-age').note).toContain('expansion');
    expect(requirement('~ ember-lib >= 1.2')).toMatchObject({
      kind: 'required',
      unordered: true,
      modRef: { provider: 'factorio', id: 'ember-lib' },
      versions: '>= 1.2',
      url: 'https://mods.factorio.com/mod/ember-lib',
    });
    expect(requirement('! x').kind).toBe('incompatible');
    expect(requirement('+ x')).toMatchObject({ kind: 'optional', note: 'Recommended by the author.' });
  });
});

describe('changelogs', () => {
  it('keep what stands outside of the format', () => {
    expect(parseChangelog('created')).toEqual([
      { version: null, date: null, categories: [{ name: null, entries: ['created'] }] },
    ]);
    expect(parseChangelog('')).toEqual([]);
    const text = [
      'Version: 1.0.0',
      'Date: ????',
      '  Features:',
      '    - one:',
      '      two',
      '  Bugfixes:',
      '    - three',
    ];
    expect(parseChangelog(text.join('\r\n'))).toEqual([
      {
        version: '1.0.0',
        date: '????',
        categories: [
          { name: 'Features', entries: ['one: two'] },
          { name: 'Bugfixes', entries: ['three'] },
        ],
      },
    ]);
  });

  it('come newest first, whatever order the author chose', () => {
    const text = ['0.9.0', '0.10.0', 'Unreleased', '0.2.0'].map((version) => `Version: ${version}`).join('\n');
    expect(changelogOf(text).map(({ version }) => version)).toEqual(['Unreleased', '0.10.0', '0.9.0', '0.2.0']);
  });

  it('become headings and lists, never markup', () => {
    const [entry] = changelogOf('Version: 1.0.0\n  <b>Big</b>:\n    - <script>x</script>');
    expect(entry?.text).toEqual([
      { type: 'heading', level: 4, children: [{ type: 'text', text: '<b>Big</b>' }] },
      { type: 'bullets', children: [{ type: 'item', children: [{ type: 'text', text: '<script>x</script>' }] }] },
    ]);
  });

  it.each([
    ['06. 11. 2024', Date.UTC(2024, 10, 6)],
    ['2025. 03. 22', Date.UTC(2025, 2, 22)],
    ['2025-01-15', Date.UTC(2025, 0, 15)],
    ['11/25/2021', Date.UTC(2021, 10, 25)],
    ['6.1.2019', Date.UTC(2019, 0, 6)],
    ['Nov 6, 2024', Date.UTC(2024, 10, 6)],
    ['????', null],
    ['2024-13-45', null],
    ['', null],
  ])('date %j', (text, expected) => {
    expect(dateOf(text)).toBe(expected);
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => changelogOf(`Version: 1\n${text}`).length >= 1));
  });
});

describe('descriptions', () => {
  it('are Markdown', () => {
    const nodes = descriptionOf(
      '# Title\r\n\r\nSome **bold** and *soft* words,\r\n`code`.\r\n\r\n- one\r\n- two\r\n  - three\r\n\r\n> said\r\n\r\n---\r\n1. first\r\n',
    );
    expect(nodes.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'bullets', 'quote', 'rule', 'numbers']);
    expect(JSON.stringify(nodes[1])).toMatch(/strong.*bold.*emphasis.*soft.*code/u);
    expect(JSON.stringify(nodes[2]).match(/"item"/gu)).toHaveLength(3);
  });

  it('have links and pictures only where they may lead', () => {
    expect(shown('[a](https://forums.factorio.com/x) [b](javascript:alert(1)) [c](http://x.org)')).toContain(
      'https://forums.factorio.com/x',
    );
    expect(shown('[b](javascript:alert(1))')).not.toContain('link');
    expect(shown('**Discord:** https://discord.gg/abc')).toContain('"href":"https://discord.gg/abc"');
    expect(shown('![x](https://assets-mod.factorio.com/assets/1.png)')).toContain('"type":"image"');
    expect(shown('![x](https://tracker.example/1.png)')).not.toContain('"type":"image"');
    expect(shown('[![x](https://assets-mod.factorio.com/assets/1.png)](https://mods.factorio.com/mod/x)')).toContain(
      '"type":"link"',
    );
  });

  it('hold no script, and leave names alone', () => {
    expect(shown('<script>alert(1)</script> <b onclick="x()">bold</b>')).not.toMatch(/script|alert|onclick/u);
    expect(shown('some_mod_name and 2 * 3 * 4')).not.toContain('emphasis');
    expect(shown('```lua\nx = "<b>"\n```')).toContain('preformatted');
  });

  it('never throw, and end in time', () => {
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (markdown) => Array.isArray(descriptionOf(markdown))));
    for (const nasty of [
      '['.repeat(20_000),
      '*'.repeat(20_000),
      '`'.repeat(20_000),
      '> '.repeat(5_000),
      '![a]('.repeat(5_000),
      '_a'.repeat(20_000),
    ])
      expect(Array.isArray(descriptionOf(nasty))).toBe(true);
  });
});

const release = (version: string, more: object = {}): object => ({
  version,
  file_name: `x_${version}.zip`,
  download_url: '/download/x/0123456789abcdef01234567',
  sha1: 'A'.repeat(40),
  released_at: '2026-03-01T00:00:00.123000Z',
  info_json: { factorio_version: '2.0', dependencies: ['base >= 2.0.0'] },
  ...more,
});

describe('answers', () => {
  it('of every shape of a list are read, bad records are left out, names stay single', () => {
    const page = modPageOf(
      ok({
        pagination: { count: 7, page: 1, page_count: 2, page_size: 5 },
        results: [
          { name: 'a', latest_release: release('1.0.0') },
          { name: 'a', title: 'again' },
          { name: 'b', latest_release: null, downloads_count: 'many', score: -0.93 },
          { name: 'c', releases: [release('1.0.0'), release('0.9.0')] },
          // The search writes an id where the list has a release.
          { name: 'd', latest_release: '0123', latest_release_version: '3.2.1', updated_at: '2026-03-02T00:00:00Z' },
          { title: 'no name' },
          'nonsense',
        ],
      }),
      1,
    );
    expect(page.mods.map(({ ref, version }) => [ref.id, version])).toEqual([
      ['a', '1.0.0'],
      ['b', null],
      ['c', '1.0.0'],
      ['d', '3.2.1'],
    ]);
    expect(page).toMatchObject({ total: 7, next: 2 });
    expect(page.mods[1]).toMatchObject({ name: 'b', downloads: null, updatedAt: null });
    expect(modPageOf(ok({ pagination: null, results: [{ name: 'a' }] }), 1)).toMatchObject({ total: 1, next: null });
  });

  it('that explain themselves are errors, also with status 200', () => {
    expect(() => modPageOf(ok({ message: 'Invalid version' }), 1)).toThrow(/Invalid version/u);
    expect(() => modPageOf(ok({ nothing: 1 }), 1)).toThrow(/unknown shape/u);
    expect(() => modPageOf({ status: 400, body: {} }, 1)).toThrow(/status 400/u);
    expect(modDetailsOf({ status: 404, body: { message: 'Mod not found' } })).toMatchObject({ kind: 'gone' });
  });

  it('about a mod may lack everything but its name', () => {
    expect(modDetailsOf(ok({ name: 'bare' }))).toMatchObject({
      kind: 'found',
      value: { name: 'bare', files: [], gallery: [], description: [], license: null, image: null, unavailable: null },
    });
    const deprecated = modDetailsOf(ok({ name: 'x', deprecated: true, releases: [] }));
    expect(JSON.stringify(deprecated)).toContain('Deprecated.');
  });

  it('about a mod end with questions and safe links', () => {
    const found = modDetailsOf(
      ok({
        name: 'x',
        description: 'Hello',
        faq: '**Why?** Because.',
        homepage: 'call me',
        source_url: 'https://codeberg.org/x/y',
      }),
    );
    const description = found.kind === 'found' ? found.value.description : [];
    expect(description.map(({ type }) => type)).toEqual(['paragraph', 'heading', 'paragraph', 'bullets']);
    expect(JSON.stringify(description.at(-1))).toContain('"href":"https://codeberg.org/x/y"');
    const script = modDetailsOf(ok({ name: 'x', homepage: 'javascript:alert(1)', source_url: 'https://a:b@c.org/' }));
    expect(script).toMatchObject({ value: { description: [] } });
  });

  it('never lead pictures or downloads elsewhere', () => {
    const found = modDetailsOf(
      ok({
        name: 'x',
        thumbnail: '//evil.example/x.png',
        images: [{ url: 'https://evil.example/1.png' }, { url: 'https://assets-mod.factorio.com/assets/1.png' }],
        releases: [release('1.0.0', { file_name: '../../x.zip', download_url: 'https://evil.example/x' })],
      }),
    );
    expect(found).toMatchObject({ value: { gallery: ['https://assets-mod.factorio.com/assets/1.png'] } });
    expect(found).toMatchObject({ value: { files: [{ name: 'x_1.0.0.zip', sha1: 'a'.repeat(40) }] } });
    expect(found).toMatchObject({
      value: { image: expect.stringMatching(/^https:\/\/assets-mod\.factorio\.com\//u) as unknown },
    });
    expect(JSON.stringify(found)).not.toContain('https://evil');
    expect(releasesOf('x', [release('1.0.0', { download_url: '/download/../x' })])[0]?.downloadPath).toBeNull();
  });

  it('about bookmarks tell a refused account from a list that is gone', () => {
    expect(bookmarksOf(ok(['a', 'b']))).toEqual({ kind: 'found', value: ['a', 'b'] });
    expect(bookmarksOf({ status: 403, body: { message: 'Nope' } })).toMatchObject({ kind: 'gone' });
    expect(() => bookmarksOf({ status: 404, body: { message: 'Not found' } })).toThrow(/refused/u);
  });

  it('about many mods are told apart by name', () => {
    const mods = portalModsOf(ok({ pagination: null, results: [{ name: 'a', releases: [release('1.0.0')] }] }));
    expect([...mods.keys()]).toEqual(['a']);
  });
});

describe('the release for a game', () => {
  const releases = releasesOf('x', [
    release('1.0.0', { info_json: { factorio_version: '1.1', dependencies: [] } }),
    release('2.0.0', { info_json: { factorio_version: '2.0', dependencies: ['base >= 2.0.0'] } }),
    release('2.1.0', { info_json: { factorio_version: '2.0', dependencies: ['? base >= 2.0.61'] } }),
    release('1.0.1', { info_json: { factorio_version: '1.1', dependencies: [] } }),
    release('0.1.0', { info_json: {} }),
  ]);

  it('is the highest that it loads, not the last one, and honours gates', () => {
    expect(releaseFor(releases, '1.1.110')?.version).toBe('1.0.1');
    expect(releaseFor(releases, '2.0.60')?.version).toBe('2.0.0');
    expect(releaseFor(releases, '2.0.61')?.version).toBe('2.1.0');
    // Of a game whose whole version is not known, gates say nothing.
    expect(releaseFor(releases, '2.0')?.version).toBe('2.1.0');
    expect(releaseFor(releases, '2.1.0')).toBeNull();
    expect(releases.some((one) => one.game === null && fitsGame(one, '2.0.60'))).toBe(false);
  });
});

describe('text forms', () => {
  it.each([
    ['alien-biomes@0.7.2', { name: 'alien-biomes', version: '0.7.2', sha1: '' }],
    ['Flow Control@3.1.02', { name: 'Flow Control', version: '3.1.02' }],
    ['omnimatter_science_1.2.3.zip', { name: 'omnimatter_science', version: '1.2.3' }],
    ['----@0.0.0', { name: '----', version: '0.0.0' }],
    ['alien-biomes', null],
    ['alien-biomes@latest', null],
    ['../x@1.0.0', null],
    ['@1.0.0', null],
  ])('file %j', (text, expected) => {
    if (expected === null) expect(parseFileRef(text)).toBeNull();
    else expect(parseFileRef(text)).toMatchObject(expected);
  });

  it.each([
    ['alien-biomes', 'alien-biomes'],
    ['https://mods.factorio.com/mod/Flow%20Control', 'Flow Control'],
    ['https://mods.factorio.com/mod/alien-biomes/downloads?from=search', 'alien-biomes'],
    ['https://mods.factorio.com/mods/Earendel/alien-biomes', 'alien-biomes'],
    ['https://mods.factorio.com.evil.example/mod/x', null],
    ['a/b', null],
    ['..', null],
    ['', null],
  ])('mod %j', (text, id) => {
    expect(parseModRef(text)?.id ?? null).toBe(id);
  });

  it('of names that could lead elsewhere are none', () => {
    expect(['..', 'a/b', 'a\\b', 'a\nb', ' a', 'x'.repeat(101), 'a?b', 'a#b'].filter(isModName)).toEqual([]);
    expect(['----', '0000', '-modpack', 'Power Armor MK3', 'x'].every(isModName)).toBe(true);
  });
});

describe('accounts', () => {
  it('of the login are told by the body, whatever the status', () => {
    const refused = ok({ data: {}, error: 'login-failed', message: 'No.' });
    expect(loginOutcomeOf(refused, 'x')).toEqual({ kind: 'refused', code: 'login-failed', text: 'No.' });
    expect(loginOutcomeOf({ ...refused, status: 401 }, 'x').kind).toBe('refused');
    expect(loginOutcomeOf(ok(['token']), 'typed')).toEqual({ kind: 'in', username: 'typed', token: 'token' });
    expect(() => loginOutcomeOf(ok({}), 'x')).toThrow(/unknown shape/u);
    expect(() => loginOutcomeOf(ok([]), 'x')).toThrow(/unknown shape/u);
  });

  it("in the game's file may be missing", () => {
    expect(readPlayerData('{"service-username":"A","service-token":"t"}')).toEqual({ username: 'A', token: 't' });
    for (const text of ['', '{}', '{"service-username":"A","service-token":""}', '[]', '{"service-username":'])
      expect(readPlayerData(text)).toBeNull();
  });

  it('are looked for where the game keeps them', () => {
    expect(playerDataPlaces({ platform: 'win32', home: 'C:\\Users\\A', appData: 'D:\\Roaming' })).toEqual([
      'D:\\Roaming\\Factorio\\player-data.json',
    ]);
    expect(playerDataPlaces({ platform: 'win32', home: 'C:\\Users\\A' })).toEqual([
      'C:\\Users\\A\\AppData\\Roaming\\Factorio\\player-data.json',
    ]);
    expect(playerDataPlaces({ platform: 'darwin', home: '/Users/a' })).toEqual([
      '/Users/a/Library/Application Support/factorio/player-data.json',
    ]);
    expect(
      playerDataPlaces({
        platform: 'linux',
        home: '/home/a',
        installs: ['/opt/factorio'],
        steamUsers: ['/s/userdata/7'],
      }),
    ).toEqual([
      '/home/a/.factorio/player-data.json',
      '/home/a/.var/app/com.valvesoftware.Steam/.factorio/player-data.json',
      '/opt/factorio/player-data.json',
      '/s/userdata/7/427520/remote/player-data.json',
    ]);
  });
});

describe('recordings', () => {
  it('tell where a download leads', () => {
    const url = 'https://mods.factorio.com/download/x/0123456789abcdef01234567?username=a&token=b';
    expect(read(url, 302, '', { location: 'https://dl-mod.factorio.com/files/1/2?secure=a,1' })).toEqual({
      kind: 'download',
      to: 'file',
    });
    expect(read(url, 302, '', { location: '/login?next=x' })).toEqual({ kind: 'download', to: 'login' });
    expect(read(url, 200, '<html>', { 'content-type': 'text/html' })).toEqual({ kind: 'download', to: 'login' });
    expect(read(url, 403, '')).toEqual({ kind: 'download', to: 'refused' });
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'api/mods',
          'api/mods/x',
          'api/mods/x/full',
          'api/search',
          'api/bookmarks',
          'api-login',
          'x',
          '',
        ),
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.json(), fc.string()),
        (where, status, body) => typeof read(`https://mods.factorio.com/${where}`, status, body).kind === 'string',
      ),
    );
    expect(read('not an address', 200, '{}').kind).toBe('error');
  });
});

describe('a search without the portal', () => {
  const mods = modPageOf(
    ok({
      results: [
        { name: 'ember-lib', title: 'Ember Library', category: 'internal', downloads_count: 5 },
        { name: 'forge', title: 'Forge', summary: 'Glows like ember', downloads_count: 90 },
        { name: 'ember', title: 'Ember', downloads_count: 1 },
      ],
    }),
    1,
  ).mods;
  const query = { game: 'factorio', text: 'ember', sort: 'relevance', page: 1 } as const;

  it('puts names before other words', () => {
    expect(searchLocally(mods, query).mods.map(({ ref }) => ref.id)).toEqual(['ember', 'ember-lib', 'forge']);
    expect(searchLocally(mods, { ...query, sort: 'downloads' }).mods[0]?.ref.id).toBe('forge');
    expect(searchLocally(mods, { ...query, category: 'internal' }).total).toBe(1);
    expect(searchLocally(mods, { ...query, text: 'ember nowhere' })).toEqual({ mods: [], total: 0, next: null });
  });
});
