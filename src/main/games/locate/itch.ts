/** Games that the itch app installed: `butler.db`, table `caves`, column `verdict`. */
import path from 'node:path';
import { z } from 'zod';
import type { LocateEnv } from './locate-env.ts';
import { rowsOf } from './sqlite-rows.ts';
import { entry, type StoreEntry } from './store-entry.ts';

const verdictOf = z.looseObject({ basePath: z.string().min(1) });

/** itch knows its games by numbers nobody else uses: the folder has to speak. */
export const scanItch = (env: LocateEnv): readonly StoreEntry[] =>
  rowsOf(env.fs, path.join(itchFolder(env), 'db', 'butler.db'), 'SELECT verdict FROM caves').flatMap(({ verdict }) => {
    const found = verdictOf.safeParse(parsed(verdict)).data;
    return found === undefined ? [] : entry(env, found.basePath, []);
  });

function parsed(verdict: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(verdict) ? verdict.toString('utf8') : String(verdict));
  } catch {
    return null;
  }
}

function itchFolder({ os, folders: { home, appdata } }: LocateEnv): string {
  switch (os) {
    case 'windows':
      return path.join(appdata, 'itch');
    case 'macos':
      return path.join(home, 'Library', 'Application Support', 'itch');
    case 'linux':
      return path.join(home, '.config', 'itch');
    default:
      return os satisfies never;
  }
}
