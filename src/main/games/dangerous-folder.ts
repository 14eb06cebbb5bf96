/** Folders that can never be a target for mods. Pure. */
import path from 'node:path';
import { isInside } from '../lib/is-inside.ts';

const systemFolders =
  /^(?:\/(?:bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|usr|var|System|Library)(?:\/[^/]*)?|[a-z]:\\(?:windows(?:\\.*)?|program files(?: \(x86\))?|users|programdata))$/iu;

/** What the folder is, in words; null when nothing speaks against it. */
export function dangerOf(folder: string, home: string, dataDir: string): string | null {
  const full = path.resolve(folder);
  if (path.dirname(full) === full) return 'a whole drive';
  if (isInside(full, path.resolve(home)))
    return full === path.resolve(home) ? 'your home folder' : 'above your home folder';
  if (isInside(full, path.resolve(dataDir)) || isInside(path.resolve(dataDir), full)) return "Loadstone's own data";
  return systemFolders.test(full) ? 'a folder of the system' : null;
}
