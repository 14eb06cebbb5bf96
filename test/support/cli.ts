/** The command line as a process of its own, as players and scripts run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';
import type { ErrorData } from '../../src/shared/errors.ts';

const cliFile = path.join(import.meta.dirname, '../../src/main/cli.ts');
const longest = 60_000;

export interface CliResult {
  /** null when the process was killed. */
  readonly status: number | null;
  /** The one JSON document on stdout; null when there was none. */
  readonly json: unknown;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly done: Promise<CliResult>;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What stdin says, line by line; it ends then. Absent: stdin stays open. */
  readonly input?: readonly string[];
}

export function startCli(args: readonly string[], { env = {}, input }: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, ['--no-warnings', cliFile, ...args, '--json'], {
    timeout: longest,
    env: { ...process.env, ...env },
  });
  if (input !== undefined) child.stdin.end(input.map((line) => `${line}\n`).join(''));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const done = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, json: stdout === '' ? null : JSON.parse(stdout), stderr }));
  });
  return { child, done };
}

export const runCli = (args: readonly string[], options?: CliOptions): Promise<CliResult> =>
  startCli(args, options).done;

export interface CliOn {
  readonly cli: (args: readonly string[], options?: CliOptions) => Promise<CliResult>;
  /** The answer of a call that has to end well. */
  readonly good: <T>(...args: readonly string[]) => Promise<T>;
  /** The error of one that has to be refused. */
  readonly refused: (...args: readonly string[]) => Promise<ErrorData>;
}

/** The command line with the same options behind every call. */
export function cliOn(common: () => readonly string[]): CliOn {
  const cli: CliOn['cli'] = (args, options) => runCli([...args, ...common()], options);
  return {
    cli,
    good: async <T>(...args: readonly string[]) => {
      const { status, json, stderr } = await cli(args);
      expect(status, `${args.join(' ')}: ${JSON.stringify(json)} ${stderr}`).toBe(0);
      return json as T;
    },
    refused: async (...args) => {
      const { status, json } = await cli(args);
      expect(status, JSON.stringify(json)).toBe(1);
      return (json as { error: ErrorData }).error;
    },
  };
}
