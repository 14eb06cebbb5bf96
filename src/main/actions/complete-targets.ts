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
import { createInstallations } from '../games/locate/installations.ts';
import { systemEnv, type LocateEnv } from '../games/locate/locate-env.ts';
import { existingSpelling } from '../games/locate/read-tolerantly.ts';
import type { ResolvedTargets } from '../games/locate/resolve-targets.ts';
import { unwatched } from '../lib/control.ts';
import { type GameRow, toGame } from '../registry/games.ts';
import { completeLists } from './complete-lists.ts';
import { requireGame, type Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { writeGameRecord } from './game-record.ts';
import { holdsMods, takeOverBaseline } from './inner-target.ts';

export interface CompleteTargetsRequest {
  readonly gameId: GameId;
  /** Where the mod loader of a target is; without it only those are added that can be found. */
  readonly loader?: { readonly target: string; readonly folder: string };
}

export function completeTargets(engine: Engine, { gameId, loader }: CompleteTargetsRequest): Game {
  const installations = createInstallations();
  const game = requireGame(engine.registry, gameId);
  const definition = definitionOf(engine, game);
  const chosen = loader === undefined ? [] : [loaderTarget(engine, installations.env(), game, definition, loader)];
  addTargets(engine, gameId, [...newTargets(engine, game, installations).usable, ...chosen]);
  return toGame(completeLists(engine, gameId, installations));
}

export interface NewTargets {
  readonly usable: readonly Target[];
  /** Inside another target, where mods have files already. */
  readonly held: readonly Target[];
}

/** The targets of its definition that a game could have by now and has not. Writes nothing. */
export function newTargets(
  engine: Pick<Engine, 'fs' | 'dataDir' | 'registry'>,
  game: GameRow,
  installations = createInstallations(),
): NewTargets {
  const definition = definitionOf(engine, game);
  const missing =
    definition === null ? [] : missingTargets(game, definition, () => installations.targetsIn(game.root, definition));
  const held = missing.filter((target) => holdsMods(engine.registry, game, target));
  return { held, usable: missing.filter((target) => !held.includes(target) && isUsable(engine, target)) };
}

/** From now on mods go there too, and what lies there already is not theirs. */
export function addTargets(engine: Engine, gameId: GameId, fresh: readonly Target[]): void {
  if (fresh.length === 0) return;
  const { registry } = engine;
  registry.transaction(() => {
    for (const target of fresh) registry.games.addTarget(gameId, target);
    const game = requireGame(registry, gameId);
    const added = game.targets.filter(({ name }) => fresh.some((target) => target.name === name));
    const unknown = added.filter((target) => !takeOverBaseline(registry, game, target));
    recordBaseline(engine.fs, registry, game, unwatched, unknown);
  });
  writeGameRecord(engine, gameId);
}

/** `resolve` is only asked when there is something to find. */
export function missingTargets(
  game: GameRow,
  definition: GameDefinition,
  resolve: () => Pick<ResolvedTargets, 'targets'>,
): readonly Target[] {
  const has = new Set(game.targets.map(({ name }) => name));
  if (definition.targets.every(({ name }) => has.has(name))) return [];
  return resolve().targets.filter(({ name }) => !has.has(name));
}

const isUsable = ({ fs, dataDir }: Pick<Engine, 'fs' | 'dataDir'>, { path: place }: Target): boolean =>
  dangerOf(place, systemEnv().folders.home, dataDir) === null && isWritable(fs, nearestFolder(fs, place));

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
  if (holdsMods(engine.registry, game, { path: place })) throw folderHeld(game, place);
  if (engine.fs.lstat(folder)?.kind !== 'folder' || !isWritable(engine.fs, nearestFolder(engine.fs, place)))
    throw new LoadstoneError(
      'game_folder_not_writable',
      `Loadstone may not write to ${place}.`,
      'Choose the folder where the mod loader is, and allow your user to write there.',
      { details: { path: place } },
    );
  return { name, path: place, layout: known.layout };
}

/** For a folder inside another one that mods have written to by its name. */
export const folderHeld = (game: GameRow, place: string): LoadstoneError =>
  new LoadstoneError(
    'mod_folder_in_use',
    `${place} holds files of mods that are known by another folder of ${game.name}, or held them in a state that can come back.`,
    'Remove the game from Loadstone and add it again, with its mods. Nothing was changed.',
    { details: { path: place } },
  );

/** The folder for mods in that of a loader; or the folder itself, when it is that one already. */
export const folderBelow = (fs: LocateEnv['fs'], { path: below }: TargetDefinition, folder: string): string =>
  foldKey(folder.replaceAll('\\', '/')).endsWith(`/${foldKey(below)}`) ? folder : existingSpelling(fs, folder, below);
