/** Whether a folder is a game, and whether all of it is there. */
import path from 'node:path';
import type { GameDefinition, GameNearby, GameOs } from '../../shared/games.ts';
import type { LocateEnv } from './locate/locate-env.ts';
import { entriesOf, existingSpelling, isThere } from './locate/read-tolerantly.ts';
import { buildOf } from './locate/resolve-targets.ts';

type Files = LocateEnv['fs'];

/** `common` holds a folder `Celeste`, and that one the program of the same name: only the latter is the game. */
export const recognises = (fs: Files, folder: string, definition: GameDefinition): boolean =>
  definition.recognisedBy.some((file) => {
    const mark = path.join(folder, file);
    return isThere(fs, mark) && !recognises(fs, mark, definition);
  });

/** Folders of a game are chosen by mistake about this deep: `Data`, `Content/Mods`, `game/bin/win64`. */
const levelsUp = 3;
const levelsDown = 3;
const mostBelow = 200;

/** The known game that a folder lies in; when it lies in none, those that lie in it. */
export function gamesNearby(fs: Files, folder: string, definitions: readonly GameDefinition[]): readonly GameNearby[] {
  const above = gameAbove(fs, path.dirname(folder), definitions, levelsUp);
  return above === null ? gamesBelow(fs, folder, definitions, levelsDown) : [above];
}

function gameAbove(
  fs: Files,
  folder: string,
  definitions: readonly GameDefinition[],
  levels: number,
): GameNearby | null {
  const parent = path.dirname(folder);
  // No game is a whole drive.
  if (levels === 0 || parent === folder) return null;
  const found = definitions.find((one) => recognises(fs, folder, one));
  return found === undefined ? gameAbove(fs, parent, definitions, levels - 1) : { definition: found.id, folder };
}

/** Stores put games into these. */
const libraryFolder = /^(?:steamlibrary|steamapps|common|games|gog games|epic games|xboxgames|heroic)$/iu;

const gamesBelow = (
  fs: Files,
  folder: string,
  definitions: readonly GameDefinition[],
  levels: number,
): readonly GameNearby[] =>
  entriesOf(fs, folder)
    .filter(({ kind }) => kind === 'folder')
    .slice(0, mostBelow)
    .flatMap(({ name }) => {
      const at = path.join(folder, name);
      const found = definitions.find((one) => recognises(fs, at, one));
      if (found !== undefined) return [{ definition: found.id, folder: at }];
      return levels > 0 && libraryFolder.test(name) ? gamesBelow(fs, at, definitions, levels - 1) : [];
    });

/** What a whole installation of the build in the folder would have. `a|b`: either. */
export function missingFiles(fs: Files, folder: string, definition: GameDefinition, host: GameOs): readonly string[] {
  const wanted = definition.requiredFiles?.[buildOf(fs, definition, folder, host)] ?? [];
  return wanted.filter((either) => !either.split('|').some((file) => isThere(fs, existingSpelling(fs, folder, file))));
}
