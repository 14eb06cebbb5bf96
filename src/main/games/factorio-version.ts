/** The version of an installed Factorio, from `data/base/info.json` of the game. */
import path from 'node:path';
import { z } from 'zod';
import type { Fs } from '../lib/fs.ts';
import { jsonOf } from './locate/read-tolerantly.ts';

const info = z.looseObject({ version: z.string().regex(/^\d+\.\d+(?:\.\d+)?$/u) });

/** null: the file is missing or says none. */
export function factorioVersion(fs: Fs, root: string): string | null {
  const places = ['data/base/info.json', 'factorio.app/Contents/data/base/info.json'];
  for (const place of places) {
    const read = info.safeParse(jsonOf(fs, path.join(root, place)));
    if (read.success) return read.data.version;
  }
  return null;
}
