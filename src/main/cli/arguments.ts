/** Reads the command line. What does not fit is misuse: exit status 2, nothing opened, nothing changed. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Thrown for a command line that makes no sense. */
export class MisuseError extends Error {
  override readonly name = 'MisuseError';
}

export const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  endpoints: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  game: { type: 'string', short: 'g' },
  as: { type: 'string' },
  name: { type: 'string' },
  target: { type: 'string', multiple: true },
  links: { type: 'string' },
  key: { type: 'string', multiple: true },
  provider: { type: 'string', short: 'p' },
  sort: { type: 'string' },
  page: { type: 'string' },
  to: { type: 'string' },
  last: { type: 'boolean' },
  before: { type: 'string' },
  after: { type: 'string' },
  update: { type: 'string' },
  limit: { type: 'string' },
  keep: { type: 'string' },
  days: { type: 'string' },
  budget: { type: 'string' },
  'no-archives': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  together: { type: 'boolean' },
  choices: { type: 'string' },
  method: { type: 'string' },
  field: { type: 'string', multiple: true },
  'secret-stdin': { type: 'boolean' },
  all: { type: 'boolean' },
  check: { type: 'boolean' },
  category: { type: 'string' },
  'with-requirements': { type: 'boolean' },
  with: { type: 'string', multiple: true },
  added: { type: 'boolean' },
  empty: { type: 'boolean' },
  text: { type: 'string' },
  mod: { type: 'string' },
  winner: { type: 'string' },
  nobody: { type: 'boolean' },
  forget: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

export type Options = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

export interface CommandLine {
  readonly words: readonly string[];
  readonly options: Options;
}

export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { positionals, values } = parse(args);
    return { words: positionals, options: values };
  } catch (error) {
    throw new MisuseError(error instanceof Error ? error.message : String(error));
  }
}

/** An option that the verb cannot do without. */
export function required(value: string | undefined, name: string): string {
  if (value !== undefined && value !== '') return value;
  throw new MisuseError(`--${name} is missing`);
}

export function wholeNumber(value: string, name: string): number {
  if (/^\d{1,9}$/u.test(value)) return Number(value);
  throw new MisuseError(`--${name} takes a whole number, not "${value}"`);
}

/** One of a list of words. */
export function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new MisuseError(`${name} is one of ${allowed.join(', ')}, not "${value}"`);
}
