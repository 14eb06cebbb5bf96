/** What the folder of a game says about it now. The game may have been updated since it was added. */
import type { Game } from '../../shared/games.ts';
import { factorioBuild } from '../games/factorio-build.ts';
import type { Fs } from '../lib/fs.ts';

export interface InstalledBuild {
  /** What providers know the game by. */
  readonly keys: Game['providers'];
  /** Whether its expansion is there; null: not known, or it has none. */
  readonly expansion: boolean | null;
}

export function readBuild(fs: Fs, { providers, root }: Pick<Game, 'providers' | 'root'>): InstalledBuild {
  const build = providers.factorio === undefined ? null : factorioBuild(fs, root);
  if (build === null) return { keys: providers, expansion: null };
  return { keys: { ...providers, factorio: `factorio@${build.version}` }, expansion: build.expansion };
}
