/** Folders that can never be a target for mods. Pure. */
import path from 'node:path';

const systemFolders =
  /^(?:\/(?:bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|usr|var|System|Library)(?:\/[^/]*)?|[a-z]:\\(?:windows(?:\\.*)?|program files(?: \(x86\))?|users|programdata))$/iu;

/** What the folder is, in words; null when nothing speaks against it. */
export function dangerOf(folder: string, home: string, dataDir: string): string | null {
  const full = path.resolve(folder);
  if (path.dirname(full) === full) return 'a whole drive';
  if (contains(full, path.resolve(home)))
    return full === path.resolve(home) ? 'your home folder' : 'above your home folder';
  if (contains(full, path.resolve(dataDir)) || contains(path.resolve(dataDir), full)) return "Loadstone's own data";
  return systemFolders.test(full) ? 'a folder of the system' : null;
}

function contains(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}
