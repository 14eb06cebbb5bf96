/** Whether a folder is a game, and whether all of it is there. */
import path from 'node:path';
import type { GameDefinition, GameOs } from '../../shared/games.ts';
import type { LocateEnv } from './locate/locate-env.ts';
import { existingSpelling, isThere } from './locate/read-tolerantly.ts';
import { buildOf } from './locate/resolve-targets.ts';

type Files = LocateEnv['fs'];

export const recognises = (fs: Files, folder: string, { recognisedBy }: GameDefinition): boolean =>
  recognisedBy.some((file) => isThere(fs, path.join(folder, file)));

/** What a whole installation of the build in the folder would have. `a|b`: either. */
export function missingFiles(fs: Files, folder: string, definition: GameDefinition, host: GameOs): readonly string[] {
  const wanted = definition.requiredFiles?.[buildOf(fs, definition, folder, host)] ?? [];
  return wanted.filter((either) => !either.split('|').some((file) => isThere(fs, existingSpelling(fs, folder, file))));
}
