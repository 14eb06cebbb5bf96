/** Folders that can never be a target for mods. Pure. */
import path from 'node:path';
import { isInside } from '../lib/is-inside.ts';

const systemFolders =
  /^(?:\/(?:bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|usr|var|System|Library)(?:\/[^/]*)?|[a-z]:\\(?:windows(?:\\.*)?|program files(?: \(x86\))?|users|programdata))$/iu;

const words = {
  'whole-drive': 'a whole drive',
  'home-folder': 'your home folder',
  'above-home': 'above your home folder',
  'own-data': "Loadstone's own data",
  'system-folder': 'a folder of the system',
} as const;

export type Danger = keyof typeof words;

/** What the folder is, in words; null when nothing speaks against it. */
export function dangerOf(folder: string, home: string, dataDir: string): string | null {
  const danger = dangerAt(folder, home, dataDir);
  return danger === null ? null : words[danger];
}

/** Of which kind the danger is; null when nothing speaks against the folder. */
export function dangerAt(folder: string, home: string, dataDir: string): Danger | null {
  const full = path.resolve(folder);
  if (path.dirname(full) === full) return 'whole-drive';
  if (isInside(full, path.resolve(home))) return full === path.resolve(home) ? 'home-folder' : 'above-home';
  if (isInside(full, path.resolve(dataDir)) || isInside(path.resolve(dataDir), full)) return 'own-data';
  return systemFolders.test(full) ? 'system-folder' : null;
}
