/** What we ask of mod.io is what its own OpenAPI document describes, and the replica answers in its shape. Skips without it. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpClient } from '../../src/main/providers/http/http.ts';
import { createModio, type Modio } from '../../src/main/providers/modio/client.ts';
import { LoadstoneError } from '../../src/shared/errors.ts';
import {
  gameKey,
  replicaTokens,
  startModioReplica,
  userKey,
  type ModioReplica,
} from '../../tools/replicas/modio/replica.ts';
import { createFakeTiming, httpTo, never } from '../support/loopback.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/providers/modio');
const available = fs.existsSync(path.join(folder, 'openapi.modio-v1.json'));
if (!available) process.stderr.write('skipped: no recorded data of mod.io beside the checkout\n');

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}
interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const jsonOf = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));

let replica: ModioReplica;
let http: HttpClient;
let modio: Modio;
const secret = JSON.stringify({
  kind: 'token',
  value: replicaTokens.miner,
  api: 'https://api.mod.io/v1',
  expiresAt: null,
});

beforeAll(async () => {
  replica = await startModioReplica();
  http = httpTo(replica.url, {
    endpoints: replica.endpoints,
    timing: createFakeTiming(Date.now()),
    credentials: () => modio.signIn?.credentials(secret) ?? null,
  });
  modio = createModio(http);
});
afterAll(async () => {
  await http.close();
  await replica.close();
});

const ref = { provider: 'modio', id: '90210/5100001' } as const;
const file = { provider: 'modio', gameId: '90210', modId: '5100001', fileId: '8200003', md5: '0'.repeat(32) } as const;

/** Every call of the provider once. */
async function useAll(): Promise<void> {
  const query = { game: '90210', text: 'lantern', sort: 'updated', page: 2, category: 'Light', adult: false } as const;
  await modio.search(query, never());
  const { next } = await modio.feed('90210', null, never());
  await modio.feed('90210', next, never());
  await modio.categories('90210', never());
  await modio.games('lantern', never());
  await modio.details(ref, never());
  await modio.changelog(ref, never());
  await modio.requirements(file, never());
  await modio.checkUpdates(
    [{ ref: file, fileName: 'x.zip', version: null, uploadedAt: null, gameVersion: null }],
    never(),
  );
  await modio.resolve(file, never());
  await modio.resolve({ ...file, modId: '5100023', fileId: '8200231' }, never());
  await modio.approve?.(ref, null, true, never());
  await modio.approve?.(ref, null, false, never());
  await modio.setSubscribed(ref, true, never());
  await modio.subscriptions('90210', never());
  await modio.setSubscribed(ref, false, never());
  const fields = { email: 'miner@example.org', key: gameKey, path: '' };
  await modio.signIn?.run(
    'email',
    fields,
    {
      openPage: () => Promise.reject(new LoadstoneError('internal', 'x', 'y')),
      show: () => undefined,
      ask: async () => ({ agree: 'true', code: replica.control.mails().at(-1)?.code ?? '' }),
    },
    never(),
  );
  await modio.signIn?.run(
    'key',
    { key: userKey, path: '' },
    { openPage: async () => undefined, show: () => undefined, ask: async () => ({}) },
    never(),
  );
}

const suffix = /-(?:not-in|not-lk|not|lk|in|min|max|gt|st|bitwise-and)$/u;
/** Of every list. Source: docs.mod.io, "Filtering", "Sorting", "Pagination". */
const general = new Set(['_limit', '_offset', '_sort', '_q', 'api_key']);
const sortable = new Set(['downloads', 'date_live', 'date_updated', 'date_added', 'name']);

describe.skipIf(!available)('the OpenAPI document of mod.io', () => {
  it('describes every request of ours: address, parameters, form, and who may ask', async () => {
    await useAll();
    const { paths } = jsonOf('openapi.modio-v1.json') as { paths: Paths };
    const templates = Object.keys(paths).map((template) => ({
      template,
      pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/gu, String.raw`\d+`)}$`, 'u'),
    }));
    const used = new Set<string>();
    for (const { method, path: where, posted, headers } of replica.control.requests) {
      const url = new URL(where, 'https://api.mod.io');
      const at = url.pathname.slice('/v1'.length);
      const template = templates.find(({ pattern }) => pattern.test(at))?.template ?? '';
      const operation = paths[template]?.[method.toLowerCase()];
      if (operation === undefined) throw new Error(`not documented: ${method} ${at}`);
      used.add(`${method} ${template}`);
      const known = new Set((operation.parameters ?? []).map(({ name }) => name));
      for (const name of url.searchParams.keys())
        if (!general.has(name)) expect([...known], `${method} ${at} ${name}`).toContain(name.replace(suffix, ''));
      const sort = url.searchParams.get('_sort');
      if (sort !== null) expect(sortable).toContain(sort.replace(/^-/u, ''));
      const limit = url.searchParams.get('_limit');
      if (limit !== null) expect(Number(limit)).toBeLessThanOrEqual(100);
      const form = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema.properties ?? {};
      for (const name of new URLSearchParams(posted).keys()) expect(Object.keys(form)).toContain(name);
      if (method !== 'GET') expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
      const schemes = (operation.security ?? []).flatMap((one) => Object.keys(one));
      const shown = [
        ...(headers.authorization === undefined ? [] : ['oauth2']),
        ...(url.searchParams.has('api_key') ? ['api_key'] : []),
      ];
      expect(shown).toHaveLength(1);
      expect(schemes).toContain(shown[0]);
    }
    expect([...used].toSorted()).toEqual([
      'DELETE /games/{game-id}/mods/{mod-id}/subscribe',
      'GET /authenticate/terms',
      'GET /games',
      'GET /games/{game-id}/mods',
      'GET /games/{game-id}/mods/{mod-id}',
      'GET /games/{game-id}/mods/{mod-id}/dependencies',
      'GET /games/{game-id}/mods/{mod-id}/files',
      'GET /games/{game-id}/mods/{mod-id}/files/{file-id}',
      'GET /games/{game-id}/tags',
      'GET /me',
      'GET /me/purchased',
      'GET /me/subscribed',
      'POST /games/{game-id}/mods/{mod-id}/ratings',
      'POST /games/{game-id}/mods/{mod-id}/subscribe',
      'POST /oauth/emailexchange',
      'POST /oauth/emailrequest',
    ]);
  });
});

/** Names of all fields with the kind of what they hold; lists that are empty say nothing. */
function shapeOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${at}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${at} ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([name, held]) => shapeOf(held, `${at}.${name}`));
}

const names = (value: unknown): ReadonlySet<string> => new Set(shapeOf(value).map((one) => one.replace(/ .*$/u, '')));

const answered = async (where: string): Promise<unknown> =>
  (await fetch(`${replica.url}/v1${where}?api_key=${userKey}`)).json();

describe.skipIf(!available)('the replica', () => {
  it.each([
    ['/games/90210/mods/5100001', 'recorded/mod.2475.4559377.json'],
    ['/games/90210/mods/5100001/files/8200003', 'recorded/modfile.254.98373.4468622.json'],
    ['/authenticate/terms', 'recorded/authenticate_terms.json'],
  ])('answers %s in the shape of %s', async (where, recording) => {
    const ours = names(await answered(where));
    const theirs = names(jsonOf(recording));
    // Pictures of people, videos and tags of a file are in one of them only.
    const loose = /\.(?:avatar|youtube|sketchfab|platforms|metadata_kvp)\b/u;
    const only = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
      [...one].filter((name) => !other.has(name) && !loose.test(name));
    expect(only(ours, theirs)).toEqual([]);
    expect(only(theirs, ours)).toEqual([]);
  });
});
