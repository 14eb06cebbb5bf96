/**
 * Adds the folders for mods that were not known when a game was added: those it makes when it first runs, and those of
 * a loader that only the player knows.
 */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Game, GameDefinition, Target, TargetDefinition } from '../../shared/games.ts';
import type { GameId } from '../../shared/ids.ts';
import { foldKey } from '../../shared/rel-path.ts';
import { recordBaseline } from '../deploy/foreign-files.ts';
import { nearestFolder } from '../deploy/targets.ts';
import { dangerOf } from '../games/dangerous-folder.ts';
import { isWritable } from '../games/inspect-folder.ts';
import { detectGames, targetsOf } from '../games/locate/detect-games.ts';
import { systemEnv, type LocateEnv } from '../games/locate/locate-env.ts';
import { existingSpelling } from '../games/locate/read-tolerantly.ts';
import { unwatched } from '../lib/control.ts';
import { isInside } from '../lib/is-inside.ts';
import type { GameRow } from '../registry/games.ts';
import { requireGame, type Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { writeGameRecord } from './game-record.ts';
import { toGame } from './views.ts';

export interface CompleteTargetsRequest {
  readonly gameId: GameId;
  /** Where the mod loader of a target is; without it only those are added that can be found. */
  readonly loader?: { readonly target: string; readonly folder: string };
}

export function completeTargets(
  engine: Engine,
  { gameId, loader }: CompleteTargetsRequest,
  env: LocateEnv = systemEnv(),
): Game {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const definition = definitionOf(engine, game);
  const found = definition === null ? [] : missingTargets(env, game, definition);
  const chosen = loader === undefined ? [] : [loaderTarget(engine, env, game, definition, loader)];
  const fresh = [...found.filter((target) => isUsable(engine, game, target)), ...chosen];
  if (fresh.length === 0) return toGame(game);
  registry.transaction(() => {
    for (const target of fresh) registry.games.addTarget(gameId, target);
    const row = requireGame(registry, gameId);
    const added = row.targets.filter(({ name }) => fresh.some((target) => target.name === name));
    recordBaseline(engine.fs, registry, { ...row, targets: added }, unwatched);
  });
  writeGameRecord(engine, gameId);
  return toGame(requireGame(registry, gameId));
}

function missingTargets(env: LocateEnv, game: GameRow, definition: GameDefinition): readonly Target[] {
  const has = new Set(game.targets.map(({ name }) => name));
  if (definition.targets.every(({ name }) => has.has(name))) return [];
  const found = detectGames(env, [definition]).games.find(({ folder }) => folder === game.root);
  const { targets } = found ?? targetsOf(env, definition, game.root);
  return targets.filter(({ name }) => !has.has(name));
}

/** One inside another would take over files that are recorded there. */
const isUsable = (engine: Engine, game: GameRow, { path: place }: Target): boolean =>
  game.targets.every((other) => !isInside(other.path, place)) &&
  dangerOf(place, systemEnv().folders.home, engine.dataDir) === null &&
  isWritable(engine.fs, nearestFolder(engine.fs, place));

function loaderTarget(
  engine: Engine,
  { fs, os }: LocateEnv,
  game: GameRow,
  definition: GameDefinition | null,
  { target: name, folder }: NonNullable<CompleteTargetsRequest['loader']>,
): Target {
  const known = definition?.targets.find((one) => one.name === name && (one.os === undefined || one.os.includes(os)));
  if (known?.root !== 'tool' || game.targets.some((one) => one.name === name))
    throw new LoadstoneError(
      'invalid_input',
      `${game.name} asks for no folder called "${name}".`,
      'Look at its folders again.',
    );
  const place = folderBelow(fs, known, path.resolve(folder));
  const danger = dangerOf(place, systemEnv().folders.home, engine.dataDir);
  if (danger !== null)
    throw new LoadstoneError('invalid_input', `${place} is ${danger}.`, 'Choose the folder of the mod loader.');
  if (engine.fs.lstat(folder)?.kind !== 'folder' || !isWritable(engine.fs, nearestFolder(engine.fs, place)))
    throw new LoadstoneError(
      'game_folder_not_writable',
      `Loadstone may not write to ${place}.`,
      'Choose the folder where the mod loader is, and allow your user to write there.',
      { details: { path: place } },
    );
  return { name, path: place, layout: known.layout };
}

/** The folder for mods in that of a loader; or the folder itself, when it is that one already. */
export const folderBelow = (fs: LocateEnv['fs'], { path: below }: TargetDefinition, folder: string): string =>
  foldKey(folder.replaceAll('\\', '/')).endsWith(`/${foldKey(below)}`) ? folder : existingSpelling(fs, folder, below);
