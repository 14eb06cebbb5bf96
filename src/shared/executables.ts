/** What a system or a game may run: programs, libraries that a program loads, scripts. */
import { extensionOf, type RelPath } from './rel-path.ts';

const executable = new Set([
  '.exe',
  '.dll',
  '.bat',
  '.cmd',
  '.ps1',
  '.vbs',
  '.js',
  '.msi',
  '.scr',
  '.com',
  '.sh',
  '.py',
  '.jar',
  '.so',
  '.dylib',
  '.app',
]);

export const isExecutable = (path: RelPath): boolean => executable.has(extensionOf(path));
