/** Where the mods of an installed game go, as the store has it that installed it. */
import type { GameDefinition } from '../../../shared/games.ts';
import { installationIn, targetsOf, type Installation } from './detect-games.ts';
import { systemEnv, type LocateEnv } from './locate-env.ts';
import type { ResolvedTargets } from './resolve-targets.ts';

export interface Installations {
  readonly env: () => LocateEnv;
  /** For a folder that no store knows, as the folder itself shows. Looks at the folders themselves each time. */
  readonly targetsIn: (folder: string, definition: GameDefinition) => ResolvedTargets;
}

/**
 * The stores are asked once for each folder: they are dozens of files and, on Windows, a process for every key of the
 * registry. What they say of a game stays true until it is installed anew.
 */
export function createInstallations(look: () => LocateEnv = systemEnv): Installations {
  const known = new Map<string, Installation | null>();
  let machine: LocateEnv | null = null;
  const env = (): LocateEnv => (machine ??= look());
  return {
    env,
    targetsIn: (folder, definition) => {
      if (!needsStore(definition)) return targetsOf(env(), definition, folder);
      const key = `${definition.id}\0${folder}`;
      const found = known.get(key) ?? (known.has(key) ? null : installationIn(env(), folder, definition));
      known.set(key, found);
      return targetsOf(env(), definition, folder, found?.entry.prefix, found?.store);
    },
  };
}

/** Its own folder answers for itself; only a store knows the prefix of its user's, and puts its name behind some. */
const needsStore = ({ targets, lists = [] }: GameDefinition): boolean =>
  targets.some(({ root = 'game' }) => root !== 'game') ||
  lists.some(({ root }) => root !== 'target' && root !== 'beside');
