import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { replicaAccounts } from '../../../tools/replicas/nexus/mods.ts';
import { startNexusReplica, type NexusReplica } from '../../../tools/replicas/nexus/replica.ts';

let replica: NexusReplica;
beforeEach(async () => {
  replica = await startNexusReplica();
});
afterEach(() => replica.close());

const keyOf = (name: string): string => replicaAccounts.find((one) => one.name === name)?.key ?? '';
const headersOf = (name: string) => ({
  'application-name': 'Loadstone',
  'application-version': '1.2.3',
  apikey: keyOf(name),
});
const get = (path: string, headers: Record<string, string> = headersOf('Admiral')): Promise<Response> =>
  fetch(`${replica.url}${path}`, { headers });

interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

async function graph(query: string, variables: object = {}): Promise<GraphAnswer> {
  const response = await fetch(`${replica.url}/v2/graphql`, {
    method: 'POST',
    headers: { ...headersOf('Admiral'), 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as GraphAnswer;
}

describe('v1', () => {
  it('wants to know who asks', async () => {
    expect((await get('/v1/users/validate', {})).status).toBe(400);
    expect((await get('/v1/games.json', { ...headersOf('Admiral'), apikey: 'x' })).status).toBe(401);
    expect((await get('/v1/games.json')).status).toBe(200);
  });

  it('counts, asks nothing for validate, and refuses when both budgets are used up', async () => {
    replica.control.setBudgets({ hourly: 2, daily: 3 });
    for (let turn = 0; turn < 5; turn += 1) await get('/v1/users/validate.json');
    const left: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { headers, status } = await get('/v1/games.json');
      expect(status).toBe(200);
      left.push(`${headers.get('x-rl-hourly-remaining')} ${headers.get('x-rl-daily-remaining')}`);
    }
    expect(left).toEqual(['1 2', '0 1', '0 0']);
    expect((await get('/v1/games.json')).status).toBe(429);
    expect((await get('/v1/users/validate.json')).status).toBe(200);
  });

  it('says when nothing has changed', async () => {
    const etag = (await get('/v1/games.json')).headers.get('etag') ?? '';
    expect((await get('/v1/games.json', { ...headersOf('Admiral'), 'if-none-match': etag })).status).toBe(304);
  });

  it('fails as it is told', async () => {
    replica.control.fail({ path: /games/u, fault: { kind: 'status', status: 521, body: 'Bad Gateway' }, times: 1 });
    expect((await get('/v1/games.json')).status).toBe(521);
    expect((await get('/v1/games.json')).status).toBe(200);
  });
});

describe('v2', () => {
  it('answers what was selected, leaves unknown uids out, and explains what it does not know', async () => {
    const uids = [String((6_001n << 32n) | 11n), '5'];
    const query = 'query ($uids: [ID!]!) { modsByUid(uids: $uids) { totalCount nodes { name modId } } }';
    expect((await graph(query, { uids })).data).toEqual({
      modsByUid: { totalCount: 1, nodes: [{ name: 'Solar Sails Reborn', modId: 11 }] },
    });
    expect((await graph('{ modRequirements { id } }')).errors?.[0]?.message).toContain('Cannot query field');
    expect((await graph('{ mods { pageInfo { a } } }')).errors).toHaveLength(1);
    expect((await graph('{ mod(gameId: "1", modId: "2") { name } }')).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect((await graph('{ mods(count: 6000) { nodes { uid name } } }')).errors?.[0]?.extensions?.code).toBe(
      'QUERY_TOO_COMPLEX',
    );
    expect((await graph('not a query')).errors).toHaveLength(1);
  });
});

describe('file servers', () => {
  it('send parts, and nothing without a signature or with a key', async () => {
    const links = (await (await get('/v1/games/starlightcourier/mods/13/files/104/download_link.json')).json()) as {
      URI: string;
    }[];
    const [, path = ''] = /^http:\/\/[^/]+(\/.*)$/u.exec(links[1]?.URI ?? '') ?? [];
    expect(path).toContain('Ringed Worlds #1 (100% rings)');
    const url = `${replica.url}${path.replaceAll('%', '%25').replaceAll('#', '%23')}`;
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(whole.subarray(0, 2).toString()).toBe('PK');
    const part = await fetch(url, { headers: { range: 'bytes=10-' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(10))).toBe(true);
    expect((await fetch(url.replace(/md5=[^&]+/u, 'md5=x'))).status).toBe(403);
    expect((await fetch(url, { headers: { apikey: 'k' } })).status).toBe(400);
  });

  it('draw a picture for each mod', async () => {
    const bytes = Buffer.from(
      await (await fetch(`${replica.url}/mods/6001/images/thumbnails/11/11-0.png`)).arrayBuffer(),
    );
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  });
});

/** Says hello and answers the first messages. */
function socketSaying(hello: object): { readonly next: () => Promise<string>; readonly socket: WebSocket } {
  const socket = new WebSocket(replica.url.replace('http', 'ws'));
  const messages: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  socket.on('open', () => socket.send(JSON.stringify(hello)));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    const first = waiting.shift();
    if (first === undefined) messages.push(text);
    else first(text);
  });
  const next = (): Promise<string> =>
    new Promise((resolve) => {
      const first = messages.shift();
      if (first === undefined) waiting.push(resolve);
      else resolve(first);
    });
  return { next, socket };
}

const id = '4c694264-1fdb-48c6-a5a0-8edd9e53c7a6';
const authorise = (account: string): Promise<Response> =>
  fetch(`${replica.url}/sso`, { method: 'POST', body: new URLSearchParams({ id, account, decision: 'authorise' }) });

describe('the sign-in socket', () => {
  it('knows who comes again after a broken line, and says then what was decided meanwhile', async () => {
    const first = socketSaying({ id, token: null, protocol: 2 });
    const { data } = JSON.parse(await first.next()) as { data: { connection_token: string } };
    const broken = new Promise((resolve) => {
      first.socket.on('close', resolve);
    });
    replica.control.sso.drop();
    await broken;
    expect((await authorise('Pilot')).status).toBe(200);
    const thief = socketSaying({ id, token: 'another', protocol: 2 });
    expect(await thief.next()).toContain('"success":false');
    const again = socketSaying({ id, token: data.connection_token, protocol: 2 });
    expect(await again.next()).toContain(data.connection_token);
    expect(JSON.parse(await again.next())).toEqual({ success: true, data: { api_key: keyOf('Pilot') }, error: null });
  });

  it('says the bare key to protocol 1', async () => {
    const old = socketSaying({ id, appid: 'loadstone' });
    await expect.poll(() => replica.control.sso.newest()).toBe(id);
    await authorise('Pilot');
    expect(await old.next()).toBe(keyOf('Pilot'));
  });

  it('has a page for registered applications, which offers accounts that are good', async () => {
    const page = await fetch(`${replica.url}/sso?id=${id}&application=loadstone`);
    const text = await page.text();
    expect(text).toContain('Authorise');
    expect(text).toContain('Admiral');
    expect(text).not.toContain('Castaway');
    expect((await fetch(`${replica.url}/sso?id=${id}&application=vortex`)).status).toBe(404);
    expect((await authorise('Pilot')).status).toBe(404);
  });

  it('can be down', async () => {
    replica.control.sso.set({ down: true });
    const failed = new Promise<string>((resolve) => {
      socketSaying({}).socket.on('error', ({ message }) => resolve(message));
    });
    expect(await failed).toContain('503');
  });
});
