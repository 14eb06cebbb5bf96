/**
 * Which build of each game its store had installed when we last looked: a store that updates or verifies a game puts
 * files of its own over those of mods.
 */
import path from 'node:path';
import { z } from 'zod';
import type { GameId } from '../../shared/ids.ts';
import { writeFileDurably } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import { jsonOf } from '../games/locate/read-tolerantly.ts';

const seen = z.record(z.string(), z.string());

/** Whether another build lies there than when this was asked last. A first look is no news. */
export function isNewBuild(
  { fs, dataDir }: { readonly fs: Fs; readonly dataDir: string },
  gameId: GameId,
  build: string | null,
): boolean {
  if (build === null || build === '') return false;
  const file = path.join(dataDir, 'seen-builds.json');
  const before = seen.safeParse(jsonOf(fs, file)).data ?? {};
  if (before[gameId] === build) return false;
  writeFileDurably(fs, file, Buffer.from(JSON.stringify({ ...before, [gameId]: build })));
  return before[gameId] !== undefined;
}
