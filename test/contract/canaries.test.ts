/** Twelve secrets go through the whole of main, on good ways and bad ones. None may be found anywhere afterwards. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountState, SignInMethod } from '../../src/shared/accounts.ts';
import type { ProviderId } from '../../src/shared/model.ts';
import { toErrorData } from '../../src/shared/errors.ts';
import { startLoopback, type Loopback } from '../support/loopback.ts';
import { openTestServices, type TestServices } from '../support/services.ts';
import { tempFolder } from '../support/trees.ts';

const canary = (what: string): string => `CANARY${what}${'0123456789abcdef'.repeat(2)}`;
const canaries = {
  password: canary('password'),
  code: canary('code'),
  issuedToken: canary('issuedToken'),
  typedToken: canary('typedToken'),
  wrongToken: canary('wrongToken'),
  gitHubToken: `ghp_${canary('gitHubToken')}`,
  wrongGitHubToken: `ghp_${canary('wrongGitHubToken')}`,
  cookie: canary('cookie'),
  signedAddress: canary('signedAddress'),
  linkKey: canary('linkKey'),
  header: canary('header'),
  body: canary('body'),
};

let server: Loopback;
let folder: ReturnType<typeof tempFolder>;
let main: TestServices;
let heard: unknown[];
/** What the server does with everything but sign-ins. */
let trouble: 'none' | 'refuse' | 'fail' | 'page' | 'redirect' | 'limit';

beforeEach(async () => {
  folder = tempFolder('canaries');
  [heard, trouble] = [[], 'none'];
  server = await startLoopback((request, response) => {
    const url = new URL(request.url ?? '/', server.url);
    const shown = `${request.url} ${JSON.stringify(request.headers)} ${canaries.body}`;
    response.setHeader('set-cookie', `session=${canaries.cookie}`).setHeader('x-debug', canaries.header);
    const good = [canaries.issuedToken, canaries.typedToken, canaries.gitHubToken].some((one) => shown.includes(one));
    if (url.pathname.endsWith('/api-login')) {
      let posted = '';
      request.on('data', (chunk: Buffer) => (posted += chunk.toString()));
      request.on('end', () =>
        posted.includes('email_authentication_code=CANARY')
          ? response.end(JSON.stringify({ token: canaries.issuedToken, username: 'ada' }))
          : response.end(
              JSON.stringify({ data: {}, error: 'email-authentication-required', message: `code for ${posted}` }),
            ),
      );
      return;
    }
    switch (trouble) {
      case 'none':
        if (url.pathname.endsWith('/user') && good) response.end(JSON.stringify({ login: 'ada', echo: shown }));
        else if (good) response.end('[]');
        else response.writeHead(401).end(JSON.stringify({ message: `no: ${shown}` }));
        break;
      case 'refuse':
        response.writeHead(403).end(JSON.stringify({ message: `no: ${shown}`, error: shown }));
        break;
      case 'fail':
        response.writeHead(500).end(shown);
        break;
      case 'page':
        response.end(`<html>${shown}`);
        break;
      case 'redirect':
        response.writeHead(302, { location: `https://evil.example/?secure=${canaries.signedAddress}` }).end();
        break;
      case 'limit':
        response.writeHead(429, { 'retry-after': '600' }).end(shown);
        break;
      default:
        trouble satisfies never;
    }
  });
  const endpointsFile = path.join(folder.path, 'endpoints.json');
  fs.writeFileSync(endpointsFile, JSON.stringify({ factorio: server.url, github: server.url, gamebanana: server.url }));
  main = await openTestServices(path.join(folder.path, 'data'), { endpointsFile });
  main.services.events.subscribe((event, payload) => heard.push([event, payload]));
});
afterEach(async () => {
  await server.close();
  folder.remove();
});

const stateOf = async (provider: ProviderId): Promise<AccountState | undefined> =>
  (await main.call('accounts.snapshot')).accounts.find((one) => one.provider === provider);

const ended = async (provider: ProviderId): Promise<AccountState | undefined> => {
  await expect.poll(async () => (await stateOf(provider))?.signingIn, { timeout: 10_000 }).toBeNull();
  return stateOf(provider);
};

async function signIn(provider: ProviderId, method: SignInMethod, fields: Record<string, string>) {
  await main.call('accounts.signIn', { provider, method, fields });
  return ended(provider);
}

const filesBelow = (at: string): string =>
  fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

test('twelve secrets are in no answer, event, error, log or database', async () => {
  const { services } = main;
  const keep = (what: unknown): unknown => heard.push(what);
  const login = { username: 'ada', password: canaries.password };
  await main.call('accounts.signIn', { provider: 'factorio', method: 'password', fields: login });
  await expect.poll(async () => (await stateOf('factorio'))?.signingIn?.step?.kind, { timeout: 10_000 }).toBe('asking');
  await main.call('accounts.answer', { provider: 'factorio', fields: { code: canaries.code } });
  expect(await ended('factorio')).toMatchObject({ account: { name: 'ada' }, problem: null });
  const github = await signIn('github', 'key', { token: canaries.gitHubToken });
  expect(github).toMatchObject({ account: { name: 'ada' } });

  keep(await signIn('factorio', 'key', { username: 'eve', token: canaries.wrongToken }));
  keep(await signIn('github', 'key', { token: canaries.wrongGitHubToken }));
  expect((await stateOf('github'))?.problem).toMatchObject({ code: 'sign_in_failed' });
  expect(await signIn('factorio', 'key', { username: 'ada', token: canaries.typedToken })).toMatchObject({
    problem: null,
  });

  for (const kind of ['refuse', 'page', 'redirect', 'fail', 'limit'] as const) {
    trouble = kind;
    for (const provider of ['github', 'factorio'] as const) {
      keep(await main.call('accounts.check', { provider }).catch(toErrorData));
      keep(await signIn(provider, 'key', { username: 'eve', token: canaries.wrongGitHubToken }));
      const ref = { provider, id: provider === 'github' ? 'octo/mod' : 'some-mod' };
      keep(await main.call('mods.details', { ref }).catch(toErrorData));
    }
  }
  const query = `key=${canaries.linkKey}&expires=99&user_id=1`;
  await Promise.resolve(services.links.receive(`nxm://skyrim/mods/1/files/2?${query}`));
  services.log.error('a link came', new Error(`nxm://skyrim/mods/1/files/2?${query}`));
  services.log.info(`Authorization: Bearer ${canaries.gitHubToken}; kept ${canaries.issuedToken}`);
  keep([await main.call('links.snapshot'), await main.call('jobs.snapshot'), await main.call('accounts.snapshot')]);
  await main.close();

  // The servers saw the good ones: the test would notice if nothing had been sent at all.
  const sent = server.requests.map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`).join('\n');
  for (const secret of [canaries.typedToken, canaries.gitHubToken, canaries.issuedToken])
    expect(sent).toContain(secret);
  const told = JSON.stringify(heard);
  const kept = filesBelow(path.join(folder.path, 'data'));
  for (const [name, secret] of Object.entries(canaries)) {
    expect(told.includes(secret), `${name} was told`).toBe(false);
    expect(kept.includes(secret), `${name} was written`).toBe(false);
  }
});
