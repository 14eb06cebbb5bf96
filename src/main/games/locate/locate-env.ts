/** The machine as the search for games sees it. Tests make one up. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { GameOs } from '../../../shared/games.ts';
import { nodeFs } from '../../lib/fs.ts';
import { isThere, type ReadableFs } from './read-tolerantly.ts';

/** Folders of one user, on this system or inside a Proton prefix. */
export interface UserFolders {
  readonly home: string;
  readonly documents: string;
  readonly appdata: string;
  readonly localappdata: string;
  readonly locallow: string;
}

/** Reads of the Windows registry. Keys start with HKCU\ or HKLM\. */
export interface WindowsRegistry {
  readonly value: (key: string, name: string) => string | null;
  readonly subkeys: (key: string) => readonly string[];
}

export interface LocateEnv {
  readonly os: GameOs;
  readonly fs: ReadableFs;
  readonly folders: UserFolders;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly registry: WindowsRegistry;
  /** Roots of the drives; only Windows has several. */
  readonly drives: readonly string[];
  /** Where macOS keeps programs. */
  readonly applications: string;
  /** Inside a Wine prefix: where one of its paths is outside. null: nowhere. */
  readonly hostPath?: (place: string) => string | null;
}

export const noRegistry: WindowsRegistry = { value: () => null, subkeys: () => [] };

export const hostOs = (platform: NodeJS.Platform = process.platform): GameOs =>
  platform === 'win32' ? 'windows' : platform === 'darwin' ? 'macos' : 'linux';

export function systemEnv(): LocateEnv {
  const system = hostOs();
  const registry = system === 'windows' ? regExe() : noRegistry;
  return {
    os: system,
    fs: nodeFs,
    folders: userFolders(system, registry),
    variables: process.env,
    registry,
    drives: system === 'windows' ? lettersInUse() : [],
    applications: '/Applications',
  };
}

const shellFolders = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders`;

/** Documents can be redirected (OneDrive, xdg-user-dirs): the system is asked before a name is assumed. */
function userFolders(system: GameOs, registry: WindowsRegistry): UserFolders {
  const home = os.homedir();
  const roaming = process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  const documents =
    system === 'windows'
      ? registry.value(shellFolders, 'Personal')
      : system === 'linux'
        ? xdgDocuments(nodeFs, home)
        : null;
  return {
    home,
    documents: documents ?? path.join(home, 'Documents'),
    appdata: roaming,
    localappdata: process.env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'),
    locallow: path.join(home, 'AppData', 'LocalLow'),
  };
}

/** `XDG_DOCUMENTS_DIR="$HOME/Dokumente"` of user-dirs.dirs. */
export function xdgDocuments(fs: Pick<ReadableFs, 'lstat' | 'readFile'>, home: string): string | null {
  const file = path.join(home, '.config', 'user-dirs.dirs');
  if (fs.lstat(file)?.kind !== 'file') return null;
  const [, text] = /^XDG_DOCUMENTS_DIR="(.*)"$/mu.exec(fs.readFile(file).toString('utf8')) ?? [];
  return text === undefined || text === '' ? null : path.resolve(text.replace('$HOME', home));
}

const lettersInUse = (): readonly string[] =>
  'CDEFGHIJKLMNOPQRSTUVWXYZ'
    .split('')
    .map((letter) => `${letter}:\\`)
    .filter((drive) => isThere(nodeFs, drive));

/**
 * `reg.exe query`: a key with all its values and the names of its subkeys. Each key is asked for once, because every
 * call is a process. A missing key is no fault.
 */
function regExe(): WindowsRegistry {
  const answers = new Map<string, string>();
  const linesOf = (key: string): readonly string[] => {
    const known = answers.get(key) ?? query([key]);
    answers.set(key, known);
    return known.split(/\r?\n/u);
  };
  return {
    value: (key, name) => {
      const found = linesOf(key).flatMap((line) => {
        const [, called, value] = /^ {4}(.+?) {4}REG_(?:EXPAND_)?SZ {4}(.*)$/u.exec(line) ?? [];
        return called?.toLowerCase() === name.toLowerCase() ? [value?.trim() ?? ''] : [];
      });
      return found[0] ?? null;
    },
    subkeys: (key) =>
      linesOf(key)
        .filter((line) => line.startsWith('HKEY_'))
        .map((line) => line.slice(line.lastIndexOf('\\') + 1).trim())
        .filter((name) => name.toLowerCase() !== key.slice(key.lastIndexOf('\\') + 1).toLowerCase()),
  };
}

function query(args: readonly string[]): string {
  const program = path.join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'reg.exe');
  try {
    return execFileSync(program, ['query', ...args], {
      encoding: 'utf8',
      windowsHide: true,
      timeout: 5_000,
      stdio: 'pipe',
    });
  } catch {
    return '';
  }
}
