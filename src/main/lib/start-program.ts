/** Starts a program that goes on without us. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Whether it started. It runs in its own folder, as games expect, and does not end with us. */
export function startProgram(file: string, args: readonly string[] = []): Promise<boolean> {
  // On macOS a program can be a folder.
  const [command, given] = file.endsWith('.app') ? ['open', [file, ...args]] : [file, args];
  return new Promise((resolve) => {
    const child = spawn(command, given, { cwd: path.dirname(file), detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Windows' file manager. It opens what has an address in the shell alone, such as a game of the Microsoft Store. */
export const explorerFile = (): string =>
  path.win32.join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'explorer.exe');
