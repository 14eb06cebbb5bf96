/**
 * The command line: the same engine without a window. With --json exactly one JSON document goes to stdout; progress goes to stderr.
 * Exit status: 0 done, 1 refused or failed (nothing changed), 2 misuse.
 */
import { toErrorData } from '../shared/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { maskData } from './lib/known-secrets.ts';
import { MisuseError, readCommandLine, type CommandLine } from './cli/arguments.ts';
import { render, sayInEnglish } from './cli/render.ts';
import { openSession, withDataFolder } from './cli/session.ts';
import type { CliVerb, FolderVerb } from './cli/verb.ts';
import { cliVerbs } from './cli/verbs.ts';

const { version } = packageJson;

function usage(): string {
  const verbs = Object.values(cliVerbs).map((verb) => `  ${verb.usage}\n      ${verb.does}`);
  return [
    `Loadstone ${version}`,
    '',
    'Usage: loadstone VERB … [--data DIR] [--json]',
    '',
    ...verbs,
    '',
    '  --data DIR        where Loadstone keeps everything',
    '  --json            answer with one JSON document',
    '  --endpoints FILE  send providers to loopback servers (development builds)',
    '',
  ].join('\n');
}

/** The longest verb that the words begin with. */
function findVerb(words: readonly string[]): { verb: CliVerb | FolderVerb; rest: readonly string[] } {
  for (const length of [2, 1]) {
    const verb = words.length >= length ? cliVerbs[words.slice(0, length).join(' ')] : undefined;
    if (verb !== undefined) return { verb, rest: words.slice(length) };
  }
  throw new MisuseError(words.length === 0 ? 'a verb is missing' : `there is no verb "${words.slice(0, 2).join(' ')}"`);
}

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function runVerb(line: CommandLine): Promise<unknown> {
  const { verb, rest } = findVerb(line.words);
  if ('runOnFolder' in verb) return withDataFolder(line, verb.runOnFolder);
  const session = openSession(line, version, tell);
  try {
    return await verb.run({ session, words: rest, options: line.options });
  } finally {
    await session.close();
  }
}

function print(json: boolean, answer: unknown): void {
  const said = answer === undefined ? undefined : sayInEnglish(answer);
  process.stdout.write(json ? `${JSON.stringify(said, null, 2)}\n` : `${render(said)}\n`);
}

async function main(args: readonly string[]): Promise<number> {
  let json = args.includes('--json');
  try {
    const line = readCommandLine(args);
    json = line.options.json === true;
    if (line.options.version === true) print(json, json ? { version } : version);
    else if (line.options.help === true || line.words[0] === 'help') process.stdout.write(usage());
    else print(json, await runVerb(line));
    return 0;
  } catch (error) {
    return report(json, error);
  }
}

function report(json: boolean, thrown: unknown): number {
  const misuse = thrown instanceof MisuseError;
  const error = misuse
    ? { code: 'invalid_input', message: thrown.message, hint: 'loadstone --help lists the verbs.' }
    : maskData(toErrorData(thrown));
  if (json) print(true, { error });
  else tell(`${error.message}\n${error.hint}`);
  return misuse ? 2 : 1;
}

process.exitCode = await main(process.argv.slice(2));
