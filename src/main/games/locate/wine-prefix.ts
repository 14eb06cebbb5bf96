/** Wine prefixes: the user's folders in one, its registry, and its paths as they are outside. */
import path from 'node:path';
import type { LocateEnv, UserFolders, WindowsRegistry } from './locate-env.ts';
import { entriesOf, existingSpelling, isThere, textOf } from './read-tolerantly.ts';
import { prefixUser } from './resolve-targets.ts';

type Files = LocateEnv['fs'];

/** A prefix with `pfx` in it is Proton's; in others the user has the name of the login. */
export function userOfPrefix(fs: Files, prefix: string): UserFolders | null {
  const inner = path.join(prefix, 'pfx');
  const base = isThere(fs, inner) ? inner : prefix;
  const users = entriesOf(fs, path.join(base, 'drive_c', 'users')).map(({ name }) => name);
  const user = users.find((name) => name === 'steamuser') ?? users.find((name) => name.toLowerCase() !== 'public');
  return user === undefined ? null : prefixUser(fs, base, user);
}

export const isPrefix = (fs: Files, prefix: string): boolean =>
  ['drive_c', 'system.reg', 'user.reg'].every((name) => isThere(fs, path.join(prefix, name)));

/** The machine as a program in the prefix sees it. */
export function prefixEnv(env: LocateEnv, prefix: string): LocateEnv {
  const user = userOfPrefix(env.fs, prefix);
  return {
    ...env,
    os: 'windows',
    folders: user ?? env.folders,
    variables: { ProgramData: path.join(prefix, 'drive_c', 'ProgramData') },
    registry: wineRegistry(env.fs, prefix),
    hostPath: (place) => outside(env.fs, prefix, place),
  };
}

/** `C:\` is drive_c, `Z:\` the root; other letters are links in dosdevices. */
function outside(fs: Files, prefix: string, place: string): string | null {
  const [, letter, rest] = /^([a-z]):[\\/](.*)$/isu.exec(place) ?? [];
  if (letter === undefined || rest === undefined) return path.isAbsolute(place) ? place : null;
  const drive = letter.toLowerCase();
  const base =
    drive === 'c' ? path.join(prefix, 'drive_c') : drive === 'z' ? '/' : path.join(prefix, 'dosdevices', `${drive}:`);
  return existingSpelling(fs, base, rest.replaceAll('\\', '/'));
}

/**
 * `system.reg` (HKLM) and `user.reg` (HKCU): `[Key\\Sub]` lines and `"name"="text"` lines, with backslashes and quotes
 * escaped. Keys are compared without case.
 */
function wineRegistry(fs: Files, prefix: string): WindowsRegistry {
  const split = (key: string) => {
    const cut = key.indexOf('\\');
    const root = hiveOf(fs, path.join(prefix, key.slice(0, cut) === 'HKCU' ? 'user.reg' : 'system.reg'));
    return { root, below: key.slice(cut + 1).toLowerCase() };
  };
  return {
    value: (key, name) => {
      const { root, below } = split(key);
      return root.get(below)?.values.get(name.toLowerCase()) ?? null;
    },
    subkeys: (key) => {
      const { root, below } = split(key);
      return [...root.entries()].flatMap(([at, { name }]) =>
        at.startsWith(`${below}\\`) && !at.slice(below.length + 1).includes('\\') ? [name] : [],
      );
    },
  };
}

type Hive = ReadonlyMap<string, { readonly name: string; readonly values: Map<string, string> }>;

interface ReadHive {
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly hive: Hive;
}

/** A prefix has megabytes of registry, every search asks several times, and it seldom changes. */
const hives = new WeakMap<Files, Map<string, ReadHive>>();
/** More prefixes than anybody has; what is asked for again is kept. */
const mostHives = 40;

function hiveOf(fs: Files, file: string): Hive {
  const { size = 0, mtimeNs = 0n } = statOf(fs, file) ?? {};
  const known = hives.get(fs) ?? new Map<string, ReadHive>();
  hives.set(fs, known);
  const before = known.get(file);
  const same = before?.size === size && before.mtimeNs === mtimeNs;
  const read = same ? before : { size, mtimeNs, hive: readHive(textOf(fs, file) ?? '') };
  known.delete(file);
  known.set(file, read);
  const [oldest] = known.keys();
  if (known.size > mostHives && oldest !== undefined) known.delete(oldest);
  return read.hive;
}

function statOf(fs: Files, file: string): Pick<ReadHive, 'size' | 'mtimeNs'> | null {
  try {
    return fs.lstat(file);
  } catch {
    return null;
  }
}

function readHive(file: string): Hive {
  const keys = new Map<string, { readonly name: string; readonly values: Map<string, string> }>();
  let values: Map<string, string> | null = null;
  for (const line of file.split(/\r?\n/u)) {
    const [, key] = /^\[(.+)\]/u.exec(line) ?? [];
    if (key !== undefined) {
      const plain = key.replaceAll('\\\\', '\\');
      values = new Map();
      keys.set(plain.toLowerCase(), { name: plain.slice(plain.lastIndexOf('\\') + 1), values });
      continue;
    }
    const [, name, text] = /^"((?:[^"\\]|\\.)*)"="((?:[^"\\]|\\.)*)"/u.exec(line) ?? [];
    if (name !== undefined && text !== undefined) values?.set(unescape(name).toLowerCase(), unescape(text));
  }
  return keys;
}

const unescape = (text: string): string => text.replaceAll(/\\(.)/gu, '$1');
