/** Every recorded answer and file of Factorio through the reading code. Skips when the recordings are not there. */
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readInfoJson, modFileName } from '../../src/main/games/installers/factorio/info-json.ts';
import { mergeModList, readModList } from '../../src/main/games/installers/factorio/mod-list.ts';
import { readModSettings } from '../../src/main/games/installers/factorio/mod-settings.ts';
import { portalModOf } from '../../src/main/providers/factorio/answers.ts';
import { changelogOf, parseChangelog } from '../../src/main/providers/factorio/changelog.ts';
import { parseDependencies, parseDependency } from '../../src/main/providers/factorio/dependency.ts';
import { parseRecording, type Reading } from '../../src/main/providers/factorio/recording.ts';
import { releaseFor } from '../../src/main/providers/factorio/releases.ts';
import { parsers } from '../../src/main/providers/recording.ts';
import type { ModDetails } from '../../src/shared/model.ts';
import { recordingsOf } from '../support/recordings.ts';

const { available, bytesOf, filesIn, unread } = recordingsOf('factorio');
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the file holds
const json = <T>(file: string): T => JSON.parse(bytesOf(file).toString('utf8')) as T;
const changelogText = (file: string): string => bytesOf(`changelog/${file}`).toString('utf8');

interface Recording {
  readonly request: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly raw?: string;
}

function read(file: string, change: (body: string) => string = (body) => body): Reading {
  const { request, status, headers = {}, body, raw } = json<Recording>(file);
  const [method = 'GET', url = ''] = request.split(' ');
  return parseRecording({ method, url }, { status, headers, body: change(raw ?? JSON.stringify(body)) });
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

describe.skipIf(!available)('recorded answers of the mod portal', () => {
  it.each(filesIn('recorded'))('%s is read', (file) => {
    expect(parsers.factorio).toBe(parseRecording);
    expect(read(file).kind).not.toBe('error');
  });

  it('reads a page without losing a mod, whatever its name', () => {
    const { page } = need(read('recorded/mods.page1.json'), 'mods');
    const body = json<{ body: { results: { name: string; title: string }[] } }>('recorded/mods.page1.json').body;
    expect(page.mods.map(({ ref, name }) => [ref.id, name])).toEqual(
      body.results.map(({ name, title }) => [name, title]),
    );
    expect(page).toMatchObject({ total: 16_633, next: 2 });
    expect(page.mods[0]).toMatchObject({
      author: 'kuxynator',
      category: 'Libraries',
      version: '0.0.0',
      image: null,
      downloads: 2,
      updatedAt: Date.UTC(2024, 11, 7, 17, 17, 6, 653),
      pageUrl: 'https://mods.factorio.com/mod/----',
    });
    expect(page.mods[1]).toMatchObject({
      category: null,
      summary: 'A collection of tools that should be available early. <Does nothing at present>',
    });
  });

  it('reads many mods with their releases', () => {
    const reading = need(read('recorded/mods.namelist.alien-biomes.json'), 'mods');
    const { page } = reading;
    expect('files' in reading ? reading.files['alien-biomes'] : []).toHaveLength(20);
    expect(page).toMatchObject({ next: null, mods: [{ ref: { id: 'alien-biomes' }, version: '0.7.2' }] });
  });

  it('reads a whole page of a mod', () => {
    const mod = details('recorded/mod.alien-biomes.full.json');
    expect(mod).toMatchObject({
      name: 'Alien Biomes',
      author: 'Earendel',
      version: '0.7.2',
      downloads: 622_929,
      license: 'Limited Distribution Only Licence',
      createdAt: Date.UTC(2016, 11, 21, 1, 0, 4, 480),
      image: 'https://assets-mod.factorio.com/assets/cb69e88dd49c96cce71220075ebfcae8f19bc34b.thumb.png',
      unavailable: null,
    });
    expect(mod.gallery).toHaveLength(2);
    expect(mod.files).toHaveLength(20);
    expect(mod.files[0]).toMatchObject({
      name: 'alien-biomes_0.7.2.zip',
      gameVersion: '2.0',
      sha1: expect.stringMatching(/^[0-9a-f]{40}$/u) as unknown,
      ref: { name: 'alien-biomes', version: '0.7.2' },
    });
    expect(mod.files.at(-1)?.version).toBe('0.1.1');
    expect(mod.description.map(({ type }) => type)).toContain('heading');
    expect(JSON.stringify(mod.description)).not.toContain('**');
    expect(JSON.stringify(mod.description)).toContain('https://discord.gg/GDvxHgXjkk');
  });

  it('reads a page of old, with a picture that means none and versions of three parts', () => {
    const mod = details('recorded/mod.1000BagSize.full.2019.json');
    expect(mod).toMatchObject({ image: null, gallery: [], license: 'MIT', category: 'Storage' });
    expect(mod.files.map(({ version, gameVersion }) => [version, gameVersion])).toEqual([
      ['0.1.0', '0.17'],
      ['0.0.1', '0.17'],
    ]);
  });

  it('takes 404 for gone, and half a body for an error', () => {
    expect(need(read('recorded/mod.not-found.404.json'), 'details').details).toMatchObject({ kind: 'gone' });
    expect(read('recorded/mods.page1.json', (body) => body.slice(0, 900)).kind).toBe('error');
    expect(read('recorded/mods.page1.json', () => '<!DOCTYPE html>').kind).toBe('error');
    expect(
      need(
        read('recorded/mods.page1.json', () => '{"message":"bad version"}'),
        'error',
      ).error,
    ).toMatchObject({
      code: 'provider_refused',
      message: expect.stringContaining('bad version') as unknown,
    });
  });

  it('reads everything the portal has at once', () => {
    const body = zlib.gunzipSync(bytesOf('synthetic/mods.page_size_max.SYNTHETIC.json.gz')).toString('utf8');
    const url = 'https://mods.factorio.com/api/mods?page_size=max';
    const { page } = need(parseRecording({ url }, { status: 200, headers: {}, body }), 'mods');
    expect(page).toMatchObject({ total: 16_633, next: null });
    expect(page.mods).toHaveLength(16_633);
    expect(page.mods.filter(({ version }) => version === null)).toHaveLength(54);
  });
});

interface Login {
  readonly api_version: number;
  readonly case: string;
  readonly status: number;
  readonly body: unknown;
}

describe.skipIf(!available)('signing in', () => {
  const outcomes: Readonly<Record<string, string>> = {
    success: 'in',
    'bad password': 'refused',
    'mail code needed': 'code_needed',
  };
  const logins = available ? json<{ responses: Login[] }>('auth/api-login.documented.json').responses : [];

  it.each(logins.map((login) => [login.api_version, login.case, login] as const))(
    'version %i, %s',
    (_v, what, login) => {
      const request = {
        method: 'POST',
        url: 'https://auth.factorio.com/api-login',
        body: 'username=PlayerName&password=x',
      };
      const reading = parseRecording(request, { status: login.status, headers: {}, body: JSON.stringify(login.body) });
      expect(need(reading, 'login').outcome).toBe(outcomes[what]);
      expect(need(reading, 'login').username).toBe(what === 'success' ? 'PlayerName' : null);
      expect(JSON.stringify(reading)).not.toContain('0000000000');
    },
  );

  it("finds name and token in the game's file, and does not tell the token", () => {
    const body = bytesOf('auth/player-data.sample.json').toString('utf8');
    const reading = parseRecording(
      { url: 'file:///home/x/.factorio/player-data.json' },
      { status: 200, headers: {}, body },
    );
    expect(reading).toEqual({ kind: 'login', outcome: 'in', username: 'PlayerName', text: '' });
  });
});

interface ExpectedDependency {
  readonly input: string;
  readonly expect: {
    readonly type: string;
    readonly name: string;
    readonly op: string | null;
    readonly version: unknown;
  };
}

describe.skipIf(!available)('dependencies', () => {
  const entries = available ? json<{ entries: ExpectedDependency[] }>('dependencies.json').entries : [];
  it.each(entries.map((entry) => [entry.input, entry.expect] as const))('%s', (input, expected) => {
    expect(parseDependency(input)).toMatchObject(expected);
  });
});

interface ResolutionCase {
  readonly mod: string;
  readonly fixture: string;
  readonly game: string;
  readonly expectVersion: string | null;
}

describe.skipIf(!available)('the release for a game', () => {
  const cases = available ? json<{ cases: ResolutionCase[] }>('resolution-cases.json').cases : [];
  it.each(cases.map((one) => [one.mod, one.game, one] as const))('%s for %s', (_mod, _game, one) => {
    const found = portalModOf({ status: 200, body: json<Recording>(one.fixture).body });
    if (found.kind === 'gone') throw new Error('gone');
    expect(releaseFor(found.value.releases, one.game)?.version ?? null).toBe(one.expectVersion);
  });
});

describe.skipIf(!available)('changelogs', () => {
  it.each(filesIn('changelog'))('%s keeps every entry', (file) => {
    const text = bytesOf(file).toString('utf8');
    const sections = parseChangelog(text);
    const entries = sections.flatMap(({ categories }) => categories.flatMap((one) => one.entries));
    expect(entries).toHaveLength(text.match(/^ {4}- /gmu)?.length ?? -1);
    expect(sections).toHaveLength(text.match(/^Version:/gmu)?.length ?? -1);
    expect(sections.flatMap(({ categories }) => categories).every(({ name }) => name !== null)).toBe(true);
    expect(changelogOf(text)).toHaveLength(sections.length);
  });

  it('joins what goes over several lines, reads dates, and puts what is not released first', () => {
    expect(parseChangelog(changelogText('multiline_entry.txt'))[0]?.categories[0]?.entries).toEqual([
      'Added a complex feature that spans multiple lines of description',
      'Simple entry',
    ]);
    expect(changelogOf(changelogText('with_date.txt'))[0]).toMatchObject({
      version: '2.0.0',
      publishedAt: Date.UTC(2025, 0, 15),
    });
    expect(changelogOf(changelogText('with_unreleased.txt')).map(({ version }) => version)).toEqual([
      'Unreleased',
      '1.0.0',
    ]);
    expect(changelogOf(changelogText('upcycler.txt'))[0]?.publishedAt).toBe(Date.UTC(2025, 2, 22));
  });

  it('of a recorded mod keep the version that is there twice', () => {
    const body = json<{ body: { changelog: string } }>('recorded/mod.alien-biomes.full.json').body;
    const entries = changelogOf(body.changelog);
    expect(entries.map(({ version }) => version)).toEqual(['0.7.2', '0.7.1', '0.4.14', '0.4.14']);
    expect(entries[0]?.publishedAt).toBe(Date.UTC(2024, 10, 6));
  });
});

describe.skipIf(!available)("the game's own files", () => {
  it.each(filesIn('info-json'))('%s', (file) => {
    const info = readInfoJson(bytesOf(file));
    const raw = json<{ name: string; version: string; dependencies?: string[]; factorio_version?: string }>(file);
    expect(info).toMatchObject({ name: raw.name, version: raw.version, dependencies: raw.dependencies ?? ['base'] });
    expect(info?.factorioVersion).toBe(raw.factorio_version ?? '0.12');
    expect(parseDependencies(info?.dependencies ?? [])).toHaveLength(raw.dependencies?.length ?? 1);
    expect(info === null ? '' : modFileName(info)).toBe(`${raw.name}_${raw.version}.zip`);
  });

  it.each(filesIn('mod-list'))('%s is written back as it is', (file) => {
    const merged = Buffer.from(mergeModList(bytesOf(file), [], [])).toString('utf8');
    expect(merged).toBe(bytesOf(file).toString('utf8').trimStart());
    expect(readModList(bytesOf(file)).damaged).toBe(false);
  });

  it('mod-settings', () => {
    const { game_version, ...stages } = json<{ game_version: string }>(
      'mod-settings/mod-settings.1.1.110.expected.json',
    );
    expect(readModSettings(bytesOf('mod-settings/mod-settings.1.1.110.dat'))).toEqual({
      kind: 'settings',
      value: { gameVersion: game_version, settings: { 'runtime-global': {}, 'runtime-per-user': {}, ...stages } },
    });
  });
});

describe.skipIf(!available)('the recordings of Factorio', () => {
  it('were all read', () => {
    expect(unread()).toEqual([]);
  });
});
