/** Every recorded answer of Nexus Mods through the reading code of the client. Skips when the recordings are not there. */
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { allQueries } from '../../src/main/providers/nexus/queries.ts';
import { parseRecording, type Reading } from '../../src/main/providers/nexus/recording.ts';
import { readNexusLimits } from '../../src/main/providers/http/limit-headers.ts';
import { helloOf, ssoMessageOf, ssoPage } from '../../src/main/providers/nexus/sso-messages.ts';
import { partsOfUid, uidOf } from '../../src/main/providers/nexus/uid.ts';
import { recordingsOf } from '../support/recordings.ts';

interface Fixture {
  readonly file: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly status?: number;
}

const { available, textOf, unread } = recordingsOf('nexus');
const fixtures: readonly Fixture[] = available
  ? (JSON.parse(textOf('index.json')) as { fixtures: Fixture[] }).fixtures.filter(
      ({ file, request }) => ['GET', 'POST', 'DELETE'].includes(request.method) && !file.startsWith('v1/headers/'),
    )
  : [];

function read(file: string): Reading {
  const fixture = fixtures.find((one) => one.file === file);
  if (fixture === undefined) throw new Error(`not recorded: ${file}`);
  const { method, path: asked, body } = fixture.request;
  const url = asked.startsWith('https:') ? asked : `https://api.nexusmods.com${asked}`;
  const request = { method, url, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return parseRecording(request, { status: fixture.status ?? 200, headers: {}, body: textOf(file) });
}

const kinds: readonly (readonly [RegExp, Reading['kind']])[] = [
  [/404_md5/u, 'hashes'],
  [/errors\/|error_/u, 'error'],
  [/modFiles_/u, 'files'],
  [/modsByUid/u, 'states'],
  [/graphql\/mods_/u, 'mods'],
  [/changelogs/u, 'changelog'],
  [/download_link/u, 'links'],
  [/v1\/files_/u, 'files'],
  [/v1\/file_/u, 'file'],
  [/v1\/games?[._]/u, 'games'],
  [/latest|trending/u, 'mods'],
  [/md5_search/u, 'hashes'],
  [/endorse\.|abstain|\.delete|\.post/u, 'done'],
  [/v1\/mod_/u, 'details'],
  [/updated_/u, 'updated'],
  [/user_endorsements/u, 'endorsements'],
  [/tracked_mods\.get/u, 'tracked'],
  [/users_validate|userinfo/u, 'account'],
  [/colourschemes/u, 'names'],
  [/token_reply/u, 'other'],
];

describe.skipIf(!available)('recorded answers of Nexus Mods', () => {
  it.each(fixtures.map(({ file }) => file))('%s is read', (file) => {
    const expected = kinds.find(([pattern]) => pattern.test(file))?.[1];
    const reading = read(file);
    expect(reading.kind, JSON.stringify(reading).slice(0, 300)).toBe(expected);
    if (reading.kind === 'mods') {
      expect(reading.page.mods.length).toBeGreaterThan(0);
      for (const mod of reading.page.mods) expect(mod.ref.id).toMatch(/^[a-z0-9]+\/\d+$/u);
    }
    if (reading.kind === 'details' && reading.details.kind === 'found') expect(reading.details.value.name).not.toBe('');
    if (reading.kind === 'files' && reading.files.kind === 'found') expect(reading.files.value).not.toHaveLength(0);
  });

  it('keeps what is offered of a list, and where each file leads', () => {
    const reading = read('v1/files_skyrimspecialedition_266.trimmed.json');
    if (reading.kind !== 'files' || reading.files.kind !== 'found') throw new Error(reading.kind);
    expect(reading.successions.map(({ from, to }) => [from, to])).toEqual([
      ['449151', '449719'],
      ['449719', '491975'],
      ['491975', '522942'],
    ]);
    expect(reading.files.value.map(({ archived }) => archived)).toEqual([true, false]);
  });

  it('encodes the blanks of download addresses and keeps their order', () => {
    const reading = read('v1/download_link_fallout76_546_17669.premium.json');
    if (reading.kind !== 'links') throw new Error(reading.kind);
    expect(reading.links).toHaveLength(7);
    expect(reading.links[0]?.url).toMatch(
      /^https:\/\/cf-files\.nexusmods\.com\/cdn\/2590\/546\/Quick%20Configuration%20v/u,
    );
    expect(reading.links.every(({ url }) => !url.includes(' '))).toBe(true);
  });

  it('has bytes and the hash of the upload where the site tells them', () => {
    const reading = read('v1/file_stardewvalley_2400_9624.json');
    if (reading.kind !== 'file' || reading.file.kind !== 'found') throw new Error(reading.kind);
    expect(reading.file.value).toMatchObject({
      ref: { game: 'stardewvalley', modId: '2400', fileUid: '5596342396312' },
      size: 2_009_182,
      archived: true,
      sha256: '92d5701b890fbf23c344a1352799d83d4d04a6d4c39b986e67ac15c20ac28804',
    });
  });

  it('packs 64-bit ids like the site', () => {
    const vectors = JSON.parse(textOf('nxm/uid_vectors.json')) as { game_id: number; id: number; uid: string }[];
    for (const { game_id: game, id, uid } of vectors) {
      expect(uidOf(game, id)).toBe(uid);
      expect(partsOfUid(uid)).toEqual({ gameId: String(game), id: String(id) });
    }
  });

  it.each(allQueries.map((query) => [/query (\w+)/u.exec(query)?.[1] ?? '', query] as const))(
    'the question %s is one the schema knows',
    (_name, query) => {
      const schema = buildSchema(textOf('graphql/schema.v2.graphql'));
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    },
  );
});

interface Said {
  readonly client_first_connect: { readonly id: string };
  readonly client_reconnect: object;
  readonly server_ack: object;
  readonly server_api_key: object;
  readonly browser_url: string;
  readonly protocol1: { readonly client: object };
}

describe.skipIf(!available)('what Nexus Mods says besides answers', () => {
  it('is understood on the sign-in socket, in both protocols', () => {
    const said = JSON.parse(textOf('sso/protocol2_messages.json')) as Said;
    const { id } = said.client_first_connect;
    const token = 'X5SjO3P4i8tiBgMdYVTCh3z57ZnWVK5z';
    const understood = (message: unknown) => ssoMessageOf(JSON.stringify(message), id, 2);
    expect(understood(said.server_ack)).toEqual({ kind: 'token', token });
    expect(understood(said.server_api_key)).toEqual({ kind: 'key', key: 'APIKEY-REDACTED' });
    expect(ssoMessageOf('APIKEY-REDACTED', id, 1)).toEqual({ kind: 'key', key: 'APIKEY-REDACTED' });
    const slug = 'your_fancy_app';
    expect(JSON.parse(helloOf(id, slug, null, 2))).toEqual(said.client_first_connect);
    expect(JSON.parse(helloOf(id, slug, token, 2))).toEqual(said.client_reconnect);
    expect(JSON.parse(helloOf(id, slug, null, 1))).toEqual(said.protocol1.client);
    expect(ssoPage('https://www.nexusmods.com', id, '{slug}', 2).replaceAll(/%7B|%7D/gu, '#')).toBe(
      said.browser_url.replaceAll(/[{}]/gu, '#'),
    );
  });

  it('is understood in the headers about what is left', () => {
    const headers = JSON.parse(textOf('v1/headers/rate_limit_2026.json')) as Readonly<Record<string, string>>;
    const { quotas, refused } = readNexusLimits({ status: 200, headers, body: null }, Date.UTC(2026, 2, 13, 18, 30));
    expect(refused).toBe(false);
    expect(quotas).toMatchObject([
      { name: 'hourly', size: 20_000, left: 500, resetIn: 30 * 60_000 },
      { name: 'daily', size: 20_000, left: 500 },
    ]);
  });
});

describe.skipIf(!available)('the recordings of Nexus Mods', () => {
  it('were all read here, but for what is no answer', () => {
    // Links have a test of their own; v3 and the payload of OAuth's tokens are nothing we ask for.
    expect(unread()).toEqual(['nxm/nxm_urls.json', 'oauth/access_token_payload.json', 'openapi/nexus-v3.openapi.yaml']);
  });
});
