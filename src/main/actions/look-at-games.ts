/**
 * What is read of games on the disk while nothing is changed: which ones there are, how one is doing, what speaks against
 * a folder. All of it reads files of many stores, so it runs in a thread of its own and knows no registry.
 */
import type { FolderWarning, FoundGame, FoundGames, GameCheck, GameDefinition, Target } from '../../shared/games.ts';
import type { FolderInspection } from '../../shared/ipc/contract.ts';
import { dangerAt } from '../games/dangerous-folder.ts';
import { dangerWarning, incompleteWarning } from '../games/folder-warnings.ts';
import { inspectFolder } from '../games/inspect-folder.ts';
import { detectGames, targetsOf } from '../games/locate/detect-games.ts';
import type { LocateEnv } from '../games/locate/locate-env.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import { gamesNearby, missingFiles } from '../games/recognise.ts';
import type { Clock } from '../lib/clock.ts';
import type { Fs } from '../lib/fs.ts';
import { runningProgram } from '../lib/running-program.ts';
import type { GameRow } from '../registry/games.ts';
import { checkFolders, checkGame } from './check-game.ts';
import { missingTargets } from './complete-targets.ts';
import { definitionOf } from './game-definition.ts';
import { launchWay, type LaunchWay } from './launch-game.ts';

export interface LookDeps {
  readonly fs: Fs;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly env: () => LocateEnv;
}

export interface GamesSeen extends Pick<FoundGames, 'offline' | 'brokenDefinitions'> {
  readonly games: readonly FoundGame[];
}

/** A managed game at this moment. */
export interface GameSeen {
  readonly found: FoundGame | null;
  readonly way: LaunchWay;
  readonly running: string | null;
  readonly present: boolean;
}

export interface CheckedGame {
  readonly check: GameCheck;
  /** Targets that the definition has and the game could get. */
  readonly missing: readonly Target[];
}

/** Milliseconds for which a search is remembered. */
const memory = 15_000;

export function createLooks({ fs, dataDir, clock, env }: LookDeps) {
  const deps = { fs, dataDir };
  let last: { readonly at: number; readonly seen: GamesSeen } | null = null;

  function search(again: boolean): GamesSeen {
    if (again || last === null || Math.abs(clock.now() - last.at) > memory) {
      const { definitions, broken } = readDefinitions(fs, dataDir);
      last = { at: clock.now(), seen: { ...detectGames(env(), definitions), brokenDefinitions: broken } };
    }
    return last.seen;
  }
  const foundAt = (folder: string): FoundGame | undefined => search(false).games.find((game) => game.folder === folder);

  return {
    /** Always anew. */
    search: (_again: null): GamesSeen => search(true),
    game: (game: GameRow): GameSeen => {
      const found = foundAt(game.root) ?? null;
      return {
        found,
        way: launchWay(env(), game, definitionOf(deps, game), found),
        running: runningProgram(game.root),
        present: fs.lstat(game.root)?.kind === 'folder',
      };
    },
    check: (game: GameRow): CheckedGame => {
      const [machine, definition] = [env(), definitionOf(deps, game)];
      if (definition === null) return { check: checkGame(deps, machine, game, null), missing: [] };
      const resolved = () => foundAt(game.root) ?? targetsOf(machine, definition, game.root);
      const missing = missingTargets(game, definition, resolved);
      return { check: checkGame(deps, machine, game, definition), missing };
    },
    folder: (folder: string): FolderInspection => {
      const { definitions } = readDefinitions(fs, dataDir);
      const looked = inspectFolder(fs, folder, definitions);
      const [id] = looked.recognisedAs;
      const definition = id === undefined ? null : definitionOf(deps, { definition: id });
      const warnings = looked.exists ? warningsOf(deps, env(), folder, foundAt(folder), definition) : [];
      const nearby = looked.exists && id === undefined ? gamesNearby(fs, folder, definitions) : [];
      return { path: folder, ...looked, warnings, nearby };
    },
  };
}

/** Of the folder, of those outside of it that its mods would go to, and of what is missing of the game. */
function warningsOf(
  deps: Pick<LookDeps, 'fs' | 'dataDir'>,
  env: LocateEnv,
  folder: string,
  found: FoundGame | undefined,
  definition: GameDefinition | null,
): readonly FolderWarning[] {
  const missing = definition === null ? [] : missingFiles(deps.fs, folder, definition, env.os);
  const targets = found?.targets ?? (definition === null ? [] : targetsOf(env, definition, folder).targets);
  const { home } = env.folders;
  const places = definition === null ? [folder] : targets.map(({ path }) => path);
  const danger = places.map((place) => dangerAt(place, home, deps.dataDir)).find((one) => one !== null);
  if (danger !== undefined) return [dangerWarning(danger)];
  return [...checkFolders(deps, folder, targets), ...incompleteWarning(missing)];
}

export type Looks = ReturnType<typeof createLooks>;
export type Look = keyof Looks;
export type LookRequest<L extends Look> = Parameters<Looks[L]>[0];
export type LookAnswer<L extends Look> = ReturnType<Looks[L]>;
