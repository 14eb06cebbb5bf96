/** How a managed game is started, and whether it may be right now. */
import type { FoundGame, GameDefinition, GameOs, LaunchRefusal } from '../../shared/games.ts';
import { existingSpelling, isThere } from '../games/locate/read-tolerantly.ts';
import { buildOf } from '../games/locate/resolve-targets.ts';
import type { LocateEnv } from '../games/locate/locate-env.ts';
import type { GameRow } from '../registry/games.ts';
import { isInside } from '../lib/is-inside.ts';

export type LaunchWay =
  | { readonly kind: 'store'; readonly url: string }
  | { readonly kind: 'program'; readonly file: string }
  | { readonly kind: 'none'; readonly why: Extract<LaunchRefusal, 'anti-cheat' | 'unknown' | 'missing'> };

/** Stores that only start what they start themselves. */
const guarded: readonly (FoundGame['store'] | undefined)[] = ['epic', 'xbox'];

/**
 * A build for this system that has its mod loader beside it is started through the loader; everything else through its
 * store, because a store knows the prefix, the overlay and the licence. What no store knows is started by its program.
 */
export function launchWay(
  { fs, os }: Pick<LocateEnv, 'fs' | 'os'>,
  game: Pick<GameRow, 'root'>,
  definition: GameDefinition | null,
  found: Pick<FoundGame, 'store' | 'launchUrl'> | null,
): LaunchWay {
  if (!isThere(fs, game.root)) return { kind: 'none', why: 'missing' };
  // Mods and anti-cheat do not go together: the protected program is never started by us.
  if (definition?.antiCheat === true) return { kind: 'none', why: 'anti-cheat' };
  const native = definition !== null && buildOf(fs, definition, game.root, os) === os;
  const loader = native ? definition.moddedExecutable?.[os] : undefined;
  if (!guarded.includes(found?.store)) {
    const modded = loader === undefined ? null : programAt(fs, game.root, loader);
    if (modded !== null) return { kind: 'program', file: modded };
  }
  const url = found?.launchUrl ?? null;
  if (url !== null) return { kind: 'store', url };
  const program = native ? firstProgram(fs, game.root, definition, os) : null;
  return program === null ? { kind: 'none', why: 'unknown' } : { kind: 'program', file: program };
}

function firstProgram(fs: LocateEnv['fs'], root: string, { executables }: GameDefinition, os: GameOs): string | null {
  for (const file of executables?.[os] ?? []) {
    const place = programAt(fs, root, file);
    if (place !== null) return place;
  }
  return null;
}

function programAt(fs: LocateEnv['fs'], root: string, file: string): string | null {
  const place = existingSpelling(fs, root, file);
  return isThere(fs, place) && isInside(root, place) ? place : null;
}
