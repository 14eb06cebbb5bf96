/**
 * What the client sends and what the replica answers, both held against the OpenAPI document of mod.io and its recorded
 * answers. Skips when they are not there.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials } from '../../src/main/lib/http.ts';
import { createModio, type Modio } from '../../src/main/providers/modio/client.ts';
import type { SignedIn } from '../../src/main/providers/provider.ts';
import type { HttpClient } from '../../src/main/providers/http/http.ts';
import type { FileRef, ModRef } from '../../src/shared/model.ts';
import { lanternDeep } from '../../tools/replicas/modio/lantern-deep.ts';
import {
  gameKey,
  replicaAccounts,
  replicaTokens,
  startModioReplica,
  userKey,
  type ModioReplica,
} from '../../tools/replicas/modio/replica.ts';
import { createFakeTiming, httpTo, never } from '../support/loopback.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/providers/modio');
const available = fs.existsSync(path.join(folder, 'openapi.modio-v1.json'));
if (!available) process.stderr.write('skipped: no description of the interface of mod.io beside the checkout\n');

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly responses: Readonly<Record<string, Content>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const description: Description = available
  ? (JSON.parse(fs.readFileSync(path.join(folder, 'openapi.modio-v1.json'), 'utf8')) as Description)
  : { paths: {}, components: { schemas: {} } };

const operations = Object.entries(description.paths).flatMap(([where, methods]) => {
  const pattern = new RegExp(`^${where.replaceAll(/\{[^}]*\}/gu, '[^/]+')}$`, 'u');
  return Object.entries(methods).map(([method, operation]) => ({
    name: `${method} ${where}`,
    pattern,
    method,
    operation,
  }));
});

const operationOf = (method: string, where: string) =>
  operations
    .toSorted((one, other) => other.name.length - one.name.length)
    .find((one) => one.method === method.toLowerCase() && one.pattern.test(where));

let replica: ModioReplica;
let http: HttpClient;
let modio: Modio;

const secret = JSON.stringify({
  kind: 'token',
  value: replicaTokens.miner,
  api: 'https://api.mod.io/v1',
  expiresAt: null,
});
const game = String(lanternDeep.id);
const mod: ModRef = { provider: 'modio', id: `${game}/5100003` };
const file: Extract<FileRef, { provider: 'modio' }> = {
  provider: 'modio',
  gameId: game,
  modId: '5100003',
  fileId: '8200021',
  md5: '0'.repeat(32),
};

beforeAll(async () => {
  replica = await startModioReplica();
  const credentials = (): Credentials | null => modio.signIn?.credentials(secret) ?? null;
  http = httpTo(replica.url, { endpoints: replica.endpoints, timing: createFakeTiming(), credentials });
  modio = createModio(http);
  if (available) await everyCall();
});
afterAll(async () => {
  await http.close();
  await replica.close();
});

/** Everything the client can ask and change. */
async function everyCall(): Promise<void> {
  for (const sort of modio.sorts)
    await modio.search({ game, text: 'lamp', sort, page: 1, category: 'Gameplay', adult: false }, never());
  const { next } = await modio.feed(game, null, never());
  await modio.feed(game, next, never());
  await modio.categories(game, never());
  await modio.games('lantern', never());
  await modio.details(mod, never());
  await modio.changelog(mod, never());
  await modio.requirements(file, never());
  await modio.resolve(file, never());
  await modio.resolve({ ...file, modId: '5100023', fileId: '8200231' }, never());
  await modio.checkUpdates(
    [{ ref: file, fileName: 'a.zip', version: null, uploadedAt: null, gameVersion: null }],
    never(),
  );
  await modio.approve?.(mod, null, true, never());
  await modio.approve?.(mod, null, false, never());
  await modio.setSubscribed(mod, true, never());
  await modio.subscriptions(game, never());
  await modio.setSubscribed(mod, false, never());
  const { secret: mailed } = await mailedSignIn();
  await modio.signIn?.end?.(mailed, never());
}

async function mailedSignIn(): Promise<SignedIn> {
  const fields = { email: replicaAccounts.miner.email, key: gameKey, path: '' };
  const dialog = {
    openPage: async () => undefined,
    show: () => undefined,
    ask: async () => ({ agree: 'true', code: replica.control.mails().at(-1)?.code ?? '' }),
  };
  const signedIn = await modio.signIn?.run('email', fields, dialog, never());
  if (signedIn === undefined) throw new Error('no sign-in');
  return signedIn;
}

/** Those of every list, and the key. Source: docs.mod.io, "Filtering", "Sorting", "Pagination". */
const everywhere = new Set(['api_key', '_q', '_sort', '_limit', '_offset']);
const sortable = new Set(['downloads', 'date_live', 'date_updated', 'date_added', 'name', 'popular', 'ratings']);
const suffix = /-(?:not-in|not-lk|not|lk|in|min|max|gt|st|bitwise-and)$/u;

describe.skipIf(!available)('what the client sends', () => {
  it('are operations that there are, with parameters and fields that they have', () => {
    const seen = replica.control.requests.filter(({ host }) => host === 'api.mod.io');
    const used = new Set<string>();
    for (const { method, path: sent, posted, headers } of seen) {
      const url = new URL(sent, 'https://api.mod.io');
      const found = operationOf(method, url.pathname.replace(/^\/v1/u, ''));
      if (found === undefined) throw new Error(`no such operation: ${method} ${url.pathname}`);
      used.add(found.name);
      const known = new Set((found.operation.parameters ?? []).map(({ name }) => name));
      for (const name of url.searchParams.keys())
        expect(everywhere.has(name) || known.has(name.replace(suffix, '')), `${found.name} ${name}`).toBe(true);
      const sort = url.searchParams.get('_sort');
      if (sort !== null) expect(sortable).toContain(sort.replace(/^-/u, ''));
      expect(Number(url.searchParams.get('_limit') ?? 1)).toBeLessThanOrEqual(100);
      const schemes = (found.operation.security ?? []).flatMap((one) => Object.keys(one));
      expect(schemes).toContain(headers.authorization === undefined ? 'api_key' : 'oauth2');
      if (method === 'GET') continue;
      expect(headers['content-type'], found.name).toBe('application/x-www-form-urlencoded');
      const body = found.operation.requestBody?.content?.['application/x-www-form-urlencoded']?.schema;
      // The description forgets the e-mail address itself in one place.
      const fields = new Set([...Object.keys(body?.properties ?? {}), 'email']);
      for (const name of new URLSearchParams(posted).keys())
        expect(fields.has(name), `${found.name} ${name}`).toBe(true);
    }
    expect([...used].toSorted()).toEqual([
      'delete /games/{game-id}/mods/{mod-id}/subscribe',
      'get /authenticate/terms',
      'get /games',
      'get /games/{game-id}/mods',
      'get /games/{game-id}/mods/{mod-id}',
      'get /games/{game-id}/mods/{mod-id}/dependencies',
      'get /games/{game-id}/mods/{mod-id}/files',
      'get /games/{game-id}/mods/{mod-id}/files/{file-id}',
      'get /games/{game-id}/tags',
      'get /me',
      'get /me/purchased',
      'get /me/subscribed',
      'post /games/{game-id}/mods/{mod-id}/ratings',
      'post /games/{game-id}/mods/{mod-id}/subscribe',
      'post /oauth/emailexchange',
      'post /oauth/emailrequest',
      'post /oauth/logout',
    ]);
  });

  it('is never a filter that only the game’s own people may use, and never the key beside a token', () => {
    for (const { path: sent, headers } of replica.control.requests) {
      const parameters = new URL(sent, 'https://api.mod.io').searchParams;
      expect([...parameters.keys()].some((name) => /^(?:status|visible)/u.test(name))).toBe(false);
      expect(parameters.has('api_key') && headers.authorization !== undefined).toBe(false);
    }
  });
});

/** Every field by its way from the top, "data[].modfile.id". */
function fieldsOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => fieldsOf(item, `${at}[]`)))];
  if (typeof value !== 'object' || value === null) return [at];
  return [
    ...new Set(Object.entries(value).flatMap(([name, held]) => [`${at}.${name}`, ...fieldsOf(held, `${at}.${name}`)])),
  ];
}

/** Whether the description knows the field at the end of the way. Objects without fields may hold anything. */
function describes(schema: Schema | undefined, way: readonly string[]): boolean {
  if (schema === undefined) return false;
  if (schema.$ref !== undefined)
    return describes(description.components.schemas[schema.$ref.split('/').at(-1) ?? ''], way);
  const either = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const [first, ...rest] = way;
  if (first === undefined) return true;
  if (either.length > 0) return either.some((one) => describes(one, way));
  if (first === '[]') return describes(schema.items, rest);
  return schema.properties === undefined ? way.length > 0 : describes(schema.properties[first], rest);
}

/** Translations go by language; a recorded mod has more than the description of one that is needed. */
const passedOver = /\.translations\.|\.tags_localized\.|\.tag_count_map\.|credit_options$/u;

const wayOf = (field: string): readonly string[] => field.replaceAll('[]', '.[]').split('.').filter(Boolean);

describe.skipIf(!available)('what the replica answers', () => {
  it.each([
    ['get', '/games'],
    ['get', `/games/${game}`],
    ['get', `/games/${game}/mods`],
    ['get', `/games/${game}/mods/5100003`],
    ['get', `/games/${game}/mods/5100003/files`],
    ['get', `/games/${game}/mods/5100003/files/8200021`],
    ['get', `/games/${game}/mods/5100003/dependencies`],
    ['get', `/games/${game}/tags`],
    ['get', '/me'],
    ['get', '/me/subscribed'],
    ['get', '/me/purchased'],
    ['get', '/authenticate/terms'],
  ])('%s %s has no field that the interface does not have', async (method, where) => {
    const headers = { authorization: `Bearer ${replicaTokens.miner}` };
    const answer = await fetch(`${replica.url}/v1${where}`, { headers });
    expect(answer.status).toBe(200);
    const schema = operationOf(method, where)?.operation.responses['200']?.content?.['application/json']?.schema;
    expect(schema).toBeDefined();
    const fields = fieldsOf(await answer.json()).filter((field) => !passedOver.test(field));
    const unknown = fields.filter((field) => !describes(schema, wayOf(field)));
    expect(unknown).toEqual([]);
  });

  it.each([
    ['/games/90210/mods/5100001', 'recorded/mod.2475.4559377.json'],
    ['/games/90210/mods/5100001/files/8200003', 'recorded/modfile.254.98373.4468622.json'],
    ['/authenticate/terms', 'recorded/authenticate_terms.json'],
  ])('%s has exactly the fields of %s', async (where, recording) => {
    const answer = await fetch(`${replica.url}/v1${where}?api_key=${userKey}`);
    const ours = new Set(fieldsOf(await answer.json()));
    const theirs = new Set(fieldsOf(JSON.parse(fs.readFileSync(path.join(folder, recording), 'utf8'))));
    expect(only(ours, theirs)).toEqual([]);
    expect(only(theirs, ours)).toEqual([]);
  });
});

/** Pictures of people, videos and tags of a file are in one of them only. */
const loose = /\.(?:avatar|youtube|sketchfab|platforms|metadata_kvp)\b/u;

const only = (one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
  [...one].filter((name) => !other.has(name) && !loose.test(name));
