/** What Steam has to be told so that Proton starts a game with its mod loader. */
import path from 'node:path';
import type { GameDefinition } from '../../shared/games.ts';
import type { LocateEnv } from '../games/locate/locate-env.ts';
import { existingSpelling, isThere } from '../games/locate/read-tolerantly.ts';
import { buildOf } from '../games/locate/resolve-targets.ts';
import type { GameRow } from '../registry/games.ts';

/** null: nothing, because it needs nothing or does not run under Proton. */
export function launchOptions(
  env: Pick<LocateEnv, 'fs' | 'os'>,
  game: Pick<GameRow, 'root'>,
  definition: GameDefinition | null,
): string | null {
  if (definition === null || env.os !== 'linux') return null;
  if (buildOf(env.fs, definition, game.root, env.os) !== 'windows') return null;
  const { protonOverrides: libraries } = definition;
  const before = [
    ...(libraries === undefined ? [] : [`WINEDLLOVERRIDES="${libraries}"`]),
    ...loaderInstead(env, game, definition),
  ];
  return before.length === 0 ? null : [...before, '%command%'].join(' ');
}

/**
 * Steam starts a program of the game; of its command only that program's name is changed, so that it stays in its prefix
 * with all that Steam gives it.
 */
function loaderInstead(
  { fs }: Pick<LocateEnv, 'fs'>,
  { root }: Pick<GameRow, 'root'>,
  { executables, moddedExecutable }: GameDefinition,
): readonly string[] {
  const loader = moddedExecutable?.windows;
  if (loader === undefined || !isThere(fs, existingSpelling(fs, root, loader))) return [];
  const { dir, base } = path.posix.parse(loader);
  const beside = (executables?.windows ?? []).map((file) => path.posix.parse(file)).filter((file) => file.dir === dir);
  const programs = beside.filter((file) => file.base !== base).map((file) => `"${file.base}"`);
  if (programs.length === 0) return [];
  return [`bash -c 'for p in ${programs.join(' ')}; do set -- "\${@/$p/${base}}"; done; exec "$@"' --`];
}
