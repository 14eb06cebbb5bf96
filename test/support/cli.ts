/** The command line as a process of its own, as players and scripts run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

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

export function startCli(args: readonly string[]): RunningCli {
  const child = spawn(process.execPath, ['--no-warnings', cliFile, ...args, '--json'], { timeout: longest });
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

export const runCli = (args: readonly string[]): Promise<CliResult> => startCli(args).done;
