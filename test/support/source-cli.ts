/** The command line on a made-up game that is led to the replicas, and a player who signs in there. */
import type { CliResult } from './cli.ts';
import { cliOn, startCli, type CliOn } from './cli.ts';
import {
  gitHubClientEnv,
  makeSourceWorld,
  playPage,
  type Replicas,
  type SignInRow,
  type SourceRow,
  type SourceWorld,
} from './sources.ts';
import { sampleGame } from '../../tools/replicas/sample-game.ts';

export interface SourceCli extends SourceWorld, CliOn {
  /** Options of a call that is about the game. */
  readonly onGame: readonly string[];
  readonly addGame: () => Promise<void>;
  readonly signIn: (row: SignInRow) => Promise<CliResult>;
}

export function openSourceCli(row: Pick<SourceRow, 'provider' | 'key'>, replicas: Replicas): SourceCli {
  const world = makeSourceWorld(row, replicas);
  const common = ['--data', world.dataDir, '--endpoints', world.endpointsFile];
  const line = cliOn(() => common);
  const known = row.provider === 'factorio';
  const custom = ['--as', 'custom', '--name', sampleGame.name, '--target', '.', '--key', `${row.provider}=${row.key}`];
  return {
    ...world,
    ...line,
    onGame: ['--game', known ? 'factorio' : 'starlight-courier'],
    addGame: async () => {
      await line.good('game', 'add', world.game, ...(known ? [] : custom));
    },
    signIn: (account) => signIn(account, { world, replicas, common }),
  };
}

interface Place {
  readonly world: SourceWorld;
  readonly replicas: Replicas;
  readonly common: readonly string[];
}

/** Secrets come through stdin, so that no list of processes shows them. What a page or a mail asks for is done there. */
async function signIn(row: SignInRow, { world, replicas, common }: Place): Promise<CliResult> {
  const fields = row.fields(world.folder);
  const shown = Object.entries(fields).filter(([name]) => !row.secrets.includes(name));
  const args = [
    'account',
    'sign-in',
    row.provider,
    '--method',
    row.method,
    ...shown.flatMap(([name, value]) => ['--field', `${name}=${value}`]),
    ...(row.secrets.length === 0 ? [] : ['--secret-stdin']),
    ...common,
  ];
  const { child, done } = startCli(args, { env: gitHubClientEnv });
  const played = atPage(row, replicas, child.stderr);
  if (row.secrets.length > 0) {
    for (const name of row.secrets) child.stdin?.write(`${fields[name] ?? ''}\n`);
    const { code } = (await row.answer?.(replicas, ['code'])) ?? {};
    child.stdin?.end(code === undefined ? '' : `${code}\n`);
  }
  const result = await done;
  await played();
  return result;
}

/** Reads page and code off the terminal, and does on the page what the player would. */
function atPage(
  { provider, onPage, codeField }: SignInRow,
  replicas: Replicas,
  stderr: NodeJS.ReadableStream | null,
): () => Promise<unknown> {
  let text = '';
  let played: Promise<unknown> | null = null;
  const { url } = replicas[provider];
  stderr?.on('data', (part: Buffer | string) => {
    text += String(part);
    const page = /Open this page in your browser:\n\s+(https:\S+)\n/u.exec(text)?.[1];
    const code = /The code to type there: (\S+)/u.exec(text)?.[1];
    if (page === undefined || onPage === undefined || played !== null) return;
    if (codeField === undefined) played = playPage(url, page, onPage);
    else if (code !== undefined) played = playPage(url, page, { ...onPage, [codeField]: code });
  });
  return () => played ?? Promise.resolve();
}
