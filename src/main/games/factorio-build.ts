/** The version of an installed Factorio, from `data/base/info.json` of the game, and whether Space Age lies beside it. */
import path from 'node:path';
import { z } from 'zod';
import type { Fs } from '../lib/fs.ts';
import { isThere, jsonOf } from './locate/read-tolerantly.ts';

const info = z.looseObject({ version: z.string().regex(/^\d+\.\d+(?:\.\d+)?$/u) });

export interface FactorioBuild {
  readonly version: string;
  readonly expansion: boolean;
}

/** null: the file is missing or says no version. */
export function factorioBuild(fs: Fs, root: string): FactorioBuild | null {
  for (const data of ['data', 'factorio.app/Contents/data']) {
    const read = info.safeParse(jsonOf(fs, path.join(root, data, 'base/info.json')));
    if (!read.success) continue;
    return { version: read.data.version, expansion: isThere(fs, path.join(root, data, 'space-age/info.json')) };
  }
  return null;
}
