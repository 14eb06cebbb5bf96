/**
 * The five sources as tables: what each has on its replica, and how a player signs in there. The command line and the
 * window's calls are tried with the same rows.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { SignInMethod } from '../../src/shared/accounts.ts';
import type { ProviderId } from '../../src/shared/model.ts';
import { replicaAccounts as portalAccounts, startFactorioReplica } from '../../tools/replicas/factorio/replica.ts';
import { startGameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import {
  replicaAccounts as gitHubAccounts,
  replicaClientId,
  startGitHubReplica,
} from '../../tools/replicas/github/replica.ts';
import { lanternDeep } from '../../tools/replicas/modio/lantern-deep.ts';
import {
  gameKey,
  replicaAccounts as modioAccounts,
  replicaTokens,
  startModioReplica,
  userKey,
} from '../../tools/replicas/modio/replica.ts';
import { replicaAccounts as nexusAccounts } from '../../tools/replicas/nexus/mods.ts';
import { startNexusReplica } from '../../tools/replicas/nexus/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { readTree, tempFolder, writeTree } from './trees.ts';

export type SourceId = ProviderId;

/** All replicas at once, each on a port of its own. */
export async function startReplicas() {
  const [nexus, gamebanana, github, modio, factorio] = await Promise.all([
    startNexusReplica(),
    startGameBananaReplica(),
    startGitHubReplica({ interval: 1 }),
    startModioReplica(),
    startFactorioReplica(),
  ]);
  const all = [nexus, gamebanana, github, modio, factorio];
  return {
    nexus,
    gamebanana,
    github,
    modio,
    factorio,
    endpoints: Object.assign({}, ...all.map(({ endpoints }) => endpoints)) as Readonly<Record<string, unknown>>,
    reset: () => {
      for (const { control } of all) control.reset();
    },
    close: async () => {
      await Promise.all(all.map((one) => one.close()));
    },
  };
}

export type Replicas = Awaited<ReturnType<typeof startReplicas>>;

/** GitHub lets only registered applications use its codes; the replica knows this one. */
export const gitHubClientEnv = { LOADSTONE_GITHUB_CLIENT_ID: replicaClientId } as const;

/** One mod with an older and a newer file, and what becomes of the game with either. */
export interface SourceRow {
  readonly provider: SourceId;
  /** What the game is known by there. */
  readonly key: string;
  readonly text: string;
  readonly mod: string;
  readonly name: string;
  /** Text in the description; the scripts of hostile ones are never in it. */
  readonly description: string;
  readonly old: string;
  readonly oldVersion: string;
  readonly newVersion: string;
  /** Words of what the author wrote about the new version. */
  readonly news: string;
  /** A file of the game, relative, that only the new version brings in this form. */
  readonly proof: { readonly file: string; readonly has: string };
  /** Without it nothing can be downloaded. */
  readonly account: SignInRow | null;
}

/** A way to sign in. */
export interface SignInRow {
  readonly provider: SourceId;
  readonly method: SignInMethod;
  readonly what: string;
  readonly fields: (folder: string) => Readonly<Record<string, string>>;
  /** Which of `fields` are typed unseen, in the order of the form. */
  readonly secrets: readonly string[];
  /** What a step that asks is told about the fields it names. */
  readonly answer?: (replicas: Replicas, fields: readonly string[]) => Promise<Readonly<Record<string, string>>>;
  /** What the player chooses on the page that the browser was sent to. */
  readonly onPage?: Readonly<Record<string, string>>;
  /** The field of that page which takes the code that Loadstone shows. */
  readonly codeField?: string;
  /** Who is signed in afterwards. */
  readonly name: string;
  /** May lie nowhere as it is. */
  readonly hidden: readonly string[];
}

const keyOf = (name: string): string => nexusAccounts.find((one) => one.name === name)?.key ?? '';
const [stargazer] = gitHubAccounts;
const [pilot, careful] = portalAccounts;
if (stargazer === undefined || pilot === undefined || careful === undefined) throw new Error('accounts are missing');

const nexusKey: SignInRow = {
  provider: 'nexus',
  method: 'key',
  what: 'a pasted key',
  fields: () => ({ key: keyOf('Admiral') }),
  secrets: ['key'],
  name: 'Admiral',
  hidden: [keyOf('Admiral')],
};

const modioKey: SignInRow = {
  provider: 'modio',
  method: 'key',
  what: 'a key',
  fields: () => ({ key: userKey }),
  secrets: ['key'],
  name: 'API key',
  hidden: [userKey],
};

const portalToken: SignInRow = {
  provider: 'factorio',
  method: 'key',
  what: 'a token',
  fields: () => ({ username: pilot.username, token: pilot.token }),
  secrets: ['token'],
  name: 'Pilot',
  hidden: [pilot.token],
};

/** Has a key that opens nothing any more. */
export const nexusLocked: SignInRow = {
  ...nexusKey,
  what: 'a revoked key',
  fields: () => ({ key: keyOf('Castaway') }),
  hidden: [keyOf('Castaway')],
};

/** The browser signs in; downloads have to be started on the site. */
export const ssoOfFreePlayer: SignInRow = {
  provider: 'nexus',
  method: 'browser',
  what: 'the browser (SSO)',
  fields: () => ({}),
  secrets: [],
  onPage: { account: 'Pilot', decision: 'authorise' },
  name: 'Pilot',
  hidden: [keyOf('Pilot')],
};

export const signIns: readonly SignInRow[] = [
  ssoOfFreePlayer,
  nexusKey,
  {
    provider: 'github',
    method: 'browser',
    what: 'a code typed on its page',
    fields: () => ({}),
    secrets: [],
    onPage: { login: stargazer.login, decision: 'authorize' },
    codeField: 'user_code',
    name: stargazer.login,
    hidden: [stargazer.token],
  },
  {
    provider: 'github',
    method: 'key',
    what: 'a token',
    fields: () => ({ token: stargazer.token }),
    secrets: ['token'],
    name: stargazer.login,
    hidden: [stargazer.token],
  },
  modioKey,
  {
    ...modioKey,
    what: 'a pasted token',
    fields: () => ({ key: replicaTokens.miner }),
    name: 'Miner',
    hidden: [replicaTokens.miner],
  },
  {
    provider: 'modio',
    method: 'email',
    what: 'terms, then the code from an e-mail',
    fields: () => ({ email: modioAccounts.miner.email, key: gameKey, agree: 'yes' }),
    secrets: ['key'],
    answer: async ({ modio }, fields) =>
      fields.includes('code') ? { code: await codeInMailbox(modio.url) } : { agree: 'yes' },
    name: modioAccounts.miner.username,
    hidden: [gameKey],
  },
  {
    provider: 'factorio',
    method: 'game-file',
    what: 'player-data.json of the game',
    fields: (folder) => {
      const file = path.join(folder, 'player-data.json');
      fs.writeFileSync(file, JSON.stringify({ 'service-username': pilot.username, 'service-token': pilot.token }));
      return { path: file };
    },
    secrets: [],
    name: 'Pilot',
    hidden: [],
  },
  portalToken,
  {
    provider: 'factorio',
    method: 'password',
    what: 'the login of the website, with a code by e-mail',
    fields: () => ({ username: careful.username, password: careful.password }),
    secrets: ['password'],
    answer: () => Promise.resolve({ code: careful.emailCode ?? '' }),
    name: 'Careful',
    hidden: [careful.password, careful.token],
  },
];

export const sources: readonly SourceRow[] = [
  {
    provider: 'nexus',
    key: 'starlightcourier',
    text: 'sails',
    mod: 'nexus:starlightcourier/11',
    name: 'Solar Sails Reborn',
    description: 'nearest star',
    old: 'nexus:starlightcourier/11/101',
    oldVersion: '1.0',
    newVersion: '1.1',
    news: 'Sails fold in storms',
    proof: { file: 'data/ships/sails.json', has: 'fold' },
    account: nexusKey,
  },
  {
    provider: 'gamebanana',
    key: sampleGame.gameBananaId,
    text: 'ember',
    mod: 'gamebanana:Mod/910001',
    name: 'Ember Courier',
    description: 'never meant to leave the test track',
    old: 'gamebanana:Mod/910001/1900001',
    oldVersion: '1.0',
    newVersion: '2.1',
    news: '2.1',
    proof: { file: 'config/ember.ini', has: 'afterburner = yes' },
    account: null,
  },
  {
    provider: 'github',
    key: sampleGame.gitHubTopic,
    text: 'sails',
    mod: 'github:aurora-yard/solar-sails',
    name: 'solar-sails',
    description: 'nearest star',
    old: 'github:aurora-yard/solar-sails/71000120',
    oldVersion: '1.2.0',
    newVersion: '1.3.0',
    news: 'Sails fold when docked',
    proof: { file: 'data/ships/sails.json', has: 'cloud' },
    account: null,
  },
  {
    provider: 'modio',
    key: String(lanternDeep.id),
    text: 'lanterns',
    mod: `modio:${lanternDeep.id}/5100001`,
    name: 'Brighter Lanterns',
    description: 'twice',
    old: `modio:${lanternDeep.id}/5100001/8200001`,
    oldVersion: '1.0.0',
    newVersion: '1.2.0',
    news: 'Less flicker.',
    proof: { file: 'mods/brighter-lanterns/mod.txt', has: '1.2.0' },
    account: modioKey,
  },
  {
    provider: 'factorio',
    key: 'factorio',
    text: 'ember',
    mod: 'factorio:ember-lib',
    name: 'Ember Library',
    description: '',
    old: 'factorio:ember-lib@1.2.0',
    oldVersion: '1.2.0',
    newVersion: '1.3.0',
    news: 'Sprites are cut only once.',
    proof: { file: 'mods/mod-list.json', has: '"version":"1.3.0"' },
    account: portalToken,
  },
];

export function sourceOf(provider: SourceId): SourceRow {
  const row = sources.find((one) => one.provider === provider);
  if (row === undefined) throw new Error(`no ${provider}`);
  return row;
}

export interface SourceWorld {
  readonly folder: string;
  readonly dataDir: string;
  readonly endpointsFile: string;
  readonly game: string;
  /** The game as it was before. */
  readonly untouched: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** What the game itself keeps in its folder of mods. */
export const portalSettings = { one: 'settings one', two: 'settings two' } as const;

/** An untouched game and a data folder that is led to the replicas. */
export function makeSourceWorld({ provider }: Pick<SourceRow, 'provider'>, replicas: Replicas): SourceWorld {
  const folder = tempFolder(`source-${provider}`);
  const game = path.join(folder.path, 'game');
  if (provider === 'factorio') makeFactorio(game);
  else makeSampleGame(game);
  const endpointsFile = path.join(folder.path, 'endpoints.json');
  fs.writeFileSync(endpointsFile, JSON.stringify(replicas.endpoints));
  const dataDir = path.join(folder.path, 'data');
  return { folder: folder.path, dataDir, endpointsFile, game, untouched: readTree(game), remove: folder.remove };
}

/** A real list, in the game's own form, with a mod that was put there by hand. */
function makeFactorio(game: string): void {
  const list = {
    mods: [
      { name: 'base', enabled: true },
      { name: 'by-hand', enabled: false },
    ],
  };
  writeTree(game, {
    'data/base/info.json': '{"name":"base","version":"2.0.66"}',
    'mods/mod-list.json': JSON.stringify(list, null, 2),
    'mods/mod-settings.dat': portalSettings.one,
    'mods/by-hand_1.0.0.zip': 'not ours',
  });
}

/** The text of a file of the game without blanks that make no difference. */
export function proofIn(game: string, file: string): string {
  const text = fs.readFileSync(path.join(game, file), 'utf8');
  return file.endsWith('.json') ? `${text}\n${JSON.stringify(JSON.parse(text))}` : text;
}

/** Paths below `dataDir` in which a secret lies as it is. */
export const filesWith = (dataDir: string, secret: string): readonly string[] =>
  fs
    .readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => fs.readFileSync(file).includes(secret));

/**
 * What a person does on a page of a replica: opens it, fills its form in and presses the button. Answers what the page
 * says then.
 */
export async function playPage(
  base: string,
  page: string,
  filledIn: Readonly<Record<string, string>>,
): Promise<string> {
  const { pathname, search } = new URL(page);
  const opened = await fetch(`${base}${pathname}${search}`);
  const html = await opened.text();
  const action = /<form[^>]*\baction="([^"]*)"/u.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (!opened.ok || action === undefined) throw new Error(`no form on ${page}: ${opened.status}`);
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)];
  const body = new URLSearchParams({
    ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    ...filledIn,
  });
  const answer = await fetch(`${base}${action}`, { method: 'POST', body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${page} answered ${answer.status}: ${text}`);
  return text;
}

/** The link that the page of a file hands over when the player has pressed its button. */
export async function linkFromPage(base: string, page: string, account: string): Promise<string> {
  const text = await playPage(base, page, { account });
  const link = /href="(nxm:[^"]+)"/u.exec(text)?.[1]?.replaceAll('&amp;', '&');
  if (link === undefined) throw new Error(`no link on ${page}`);
  return link;
}

/** Waits for the mail, and reads the newest code as a person would. */
async function codeInMailbox(base: string): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const text = await (await fetch(`${base}/mailbox`)).text();
    const code = [...text.matchAll(/<code>([^<]+)<\/code>/gu)].at(-1)?.[1];
    if (code !== undefined) return code;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('no mail has come');
}
