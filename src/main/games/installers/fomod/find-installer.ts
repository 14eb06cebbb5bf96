/** Where the installer of an archive is, and what of the archive it can see. */
import { foldKey, type RelPath } from '../../../../shared/rel-path.ts';

export interface FoundInstaller {
  /** `program`: a script, which is never run. */
  readonly kind: 'module' | 'program';
  /** Index of its file among the archive's. */
  readonly at: number;
  /** The folder around `fomod`, with a slash behind it; "" at the top. Everything the installer names lies below. */
  readonly base: string;
}

/** The one that is least deep; null: the archive has none. */
export function findInstaller(paths: readonly RelPath[]): FoundInstaller | null {
  return (
    shallowest(paths, 'module', /(?:^|\/)fomod\/moduleconfig\.xml$/u) ??
    shallowest(paths, 'program', /(?:^|\/)fomod\/script\.cs$/u)
  );
}

function shallowest(paths: readonly RelPath[], kind: FoundInstaller['kind'], name: RegExp): FoundInstaller | null {
  let best: FoundInstaller | null = null;
  for (const [at, path] of paths.entries()) {
    const match = name.exec(path.toLowerCase());
    if (match === null) continue;
    const base = path.slice(0, match.index + (match[0].startsWith('/') ? 1 : 0));
    if (best === null || depthOf(base) < depthOf(best.base)) best = { kind, at, base };
  }
  return best;
}

const depthOf = (base: string): number => base.split('/').length;

/** The files of the mod as its installer sees them. */
export interface ModTree {
  /** Index of a file by its folded path below the base. */
  readonly file: (path: string) => number | null;
  /** All files below a folder, with their paths below it. "" is the root, without the installer itself. */
  readonly below: (folder: string) => readonly { readonly at: number; readonly path: string }[];
}

export function modTree(paths: readonly RelPath[], base: string): ModTree {
  const files = new Map<string, number>();
  const folders = new Map<string, number[]>();
  const baseKey = foldKey(base);
  for (const [at, path] of paths.entries()) {
    if (!foldKey(path).startsWith(baseKey)) continue;
    const inner = path.slice(base.length);
    const key = foldKey(inner);
    files.set(key, at);
    for (const folder of foldersOf(key)) {
      const held = folders.get(folder);
      if (held === undefined) folders.set(folder, [at]);
      else held.push(at);
    }
  }
  return {
    file: (path) => files.get(foldKey(path)) ?? null,
    below: (folder) =>
      (folders.get(foldKey(folder)) ?? []).map((at) => {
        const inner = (paths[at] ?? '').slice(base.length);
        return { at, path: folder === '' ? inner : inner.split('/').slice(folder.split('/').length).join('/') };
      }),
  };
}

/** "a/b/c.txt" → "", "a", "a/b". What lies in `fomod` belongs to no root. */
function foldersOf(key: string): readonly string[] {
  const parts = key.split('/').slice(0, -1);
  const named = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
  return parts[0] === 'fomod' ? named : ['', ...named];
}
