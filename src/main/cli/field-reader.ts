/** Values for the fields of a sign-in: from options, from stdin, or typed on a terminal; secrets are not shown. */
import readline from 'node:readline';
import { Writable } from 'node:stream';
import type { SignInField } from '../../shared/accounts.ts';
import { MisuseError } from './arguments.ts';

export interface FieldReader {
  /** Throws misuse for a field that nobody can be asked for. */
  readonly read: (fields: readonly SignInField[]) => Promise<Readonly<Record<string, string>>>;
  readonly close: () => void;
}

const isSecret = ({ kind }: SignInField): boolean => kind === 'secret' || kind === 'code';

export function createFieldReader(
  given: Readonly<Record<string, string>>,
  secretsFromStdin: boolean,
  tell: (text: string) => void,
): FieldReader {
  let lines: Lines | null = null;
  let used = new Set<string>();
  const readOne = async (field: SignInField): Promise<string> => {
    const value = given[field.name];
    // A second question for the same field means that the first value was not right.
    if (value !== undefined && !used.has(field.name)) {
      used = new Set([...used, field.name]);
      return value;
    }
    if (secretsFromStdin && isSecret(field)) return (lines ??= readLines()).next(field);
    if (!process.stdin.isTTY) {
      if (field.optional === true) return '';
      throw missing(field);
    }
    return ask(field, tell);
  };
  return {
    read: async (fields) => {
      const values: Record<string, string> = {};
      for (const field of fields) values[field.name] = await readOne(field);
      return values;
    },
    close: () => lines?.close(),
  };
}

const missing = ({ name, kind, label }: SignInField): MisuseError =>
  new MisuseError(
    kind === 'secret' || kind === 'code'
      ? `"${label}" is missing; use --secret-stdin or a terminal`
      : `"${label}" is missing; use --field ${name}=…`,
  );

interface Lines {
  readonly next: (field: SignInField) => Promise<string>;
  readonly close: () => void;
}

function readLines(): Lines {
  const reader = readline.createInterface({ input: process.stdin });
  const iterator = reader[Symbol.asyncIterator]();
  return {
    next: async (field) => {
      const line = await iterator.next();
      if (line.done === true) throw missing(field);
      return line.value;
    },
    close: () => {
      reader.close();
      process.stdin.destroy();
    },
  };
}

/** One question on stderr, so that stdout stays for the answer. */
function ask(field: SignInField, tell: (text: string) => void): Promise<string> {
  const hidden = isSecret(field);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = hidden ? silent : process.stderr;
  const prompt = field.kind === 'consent' ? `${field.label} (yes/no): ` : `${field.label}: `;
  const reader = readline.createInterface({ input: process.stdin, output, terminal: true });
  process.stderr.write(hidden ? prompt : '');
  return new Promise((resolve, reject) => {
    reader.on('SIGINT', () => {
      reader.close();
      reject(new MisuseError('the sign-in was broken off'));
    });
    reader.question(hidden ? '' : prompt, (answer) => {
      reader.close();
      if (hidden) tell('');
      resolve(answer);
    });
  });
}
