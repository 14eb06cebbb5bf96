/** Adds a game to the library: from a definition, or as `custom` with targets of the player's choice. */
import nodePath from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import { gameIdFromName, isGameId, type GameId } from '../../shared/ids.ts';
import { defaultProfile, type ProviderId } from '../../shared/model.ts';
import type { Game, GameDefinition, Layout, Target } from '../../shared/games.ts';
import { definitionById } from '../games/definitions.ts';
import { inspectFolder, isWritable } from '../games/inspect-folder.ts';
import { createInstallations } from '../games/locate/installations.ts';
import { systemEnv } from '../games/locate/locate-env.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import { isTemporary } from '../games/folder-warnings.ts';
import { dangerOf } from '../games/dangerous-folder.ts';
import { nearestFolder } from '../deploy/targets.ts';
import { startGeneration } from '../deploy/commit.ts';
import { recordBaseline } from '../deploy/foreign-files.ts';
import { unwatched } from '../lib/control.ts';
import { realPath } from '../lib/real-path.ts';
import { emptyLoadout } from '../plan/loadout.ts';
import { toGame } from '../registry/games.ts';
import { completeLists } from './complete-lists.ts';
import { folderBelow } from './complete-targets.ts';
import { requireGame, type Engine } from './engine.ts';
import { writeGameRecord } from './game-record.ts';
import { readBuild } from './installed-build.ts';
import { namedSources } from './set-game-sources.ts';

export interface AddGameRequest {
  readonly path: string;
  /** A definition's id, or `custom`. null: the one definition that recognises the folder. */
  readonly as: string | null;
  readonly name?: string | undefined;
  /** For `custom`: folders below `path`, or absolute ones. For a known game: those that nobody but the player knows. */
  readonly targets?: readonly { readonly path: string; readonly layout: Layout }[] | undefined;
  readonly providers?: Readonly<Partial<Record<ProviderId, string>>> | undefined;
  /** For `custom`: extensions that may be hard-linked. */
  readonly neverRewritten?: readonly string[] | undefined;
}

export function addGame(engine: Engine, request: AddGameRequest): Game {
  const root = requireFolder(engine, request.path);
  refuseTemporary(root);
  const chosen = describe(engine, request, root);
  if (chosen.definition === 'custom') refuseDangerous(engine, root);
  for (const target of chosen.targets) {
    refuseDangerous(engine, target.path);
    requireWritable(engine, target.path);
  }
  const { registry } = engine;
  refuseSameFolder(engine, root, chosen.targets);
  const id = freeId(engine, chosen.definition === 'custom' ? gameIdFromName(chosen.name) : chosen.definition);
  const game: Game = { id, root, addedAt: engine.clock.now(), currentGeneration: 0, ...chosen };
  registry.transaction(() => {
    registry.games.add(game, chosen.neverRewritten);
    registry.history.add(id, startGeneration(game.addedAt), emptyLoadout());
    registry.profiles.put(id, { ...defaultProfile, generation: 0, removed: false });
    recordBaseline(engine.fs, registry, requireGame(registry, id), unwatched);
  });
  writeGameRecord(engine, id);
  return toGame(completeLists(engine, id));
}

interface Description {
  readonly definition: string;
  readonly name: string;
  readonly targets: readonly Target[];
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
  readonly neverRewritten: readonly string[];
}

function describe(engine: Engine, request: AddGameRequest, root: string): Description {
  const { definitions } = readDefinitions(engine.fs, engine.dataDir);
  const as = request.as ?? inspectFolder(engine.fs, root, definitions).recognisedAs[0] ?? null;
  if (as === 'custom') return describeCustom(request, root);
  const known = as === null ? null : definitionById(as, definitions);
  if (known === null) throw notRecognised(root, as, definitions);
  return {
    definition: known.id,
    name: request.name ?? known.name,
    targets: knownTargets(known, request, root),
    providers: namedSources({ ...providersOf(engine, known, root), ...request.providers }),
    neverRewritten: known.neverRewritten,
  };
}

/** As the store that installed the game has it; for a folder that no store knows, as the folder itself shows. */
function knownTargets(known: GameDefinition, { targets: given = [] }: AddGameRequest, root: string): readonly Target[] {
  const { env, targetsIn } = createInstallations();
  const { targets, unresolved } = targetsIn(root, known);
  const chosen = unresolved.flatMap(({ name }, index) => {
    const [folder, target] = [given[index], known.targets.find((one) => one.name === name)];
    if (folder === undefined || target === undefined) return [];
    const place = nodePath.resolve(root, folder.path);
    return [
      { name, path: target.root === 'tool' ? folderBelow(env().fs, target, place) : place, layout: target.layout },
    ];
  });
  if (targets.length + chosen.length > 0) return [...targets, ...chosen];
  throw new LoadstoneError(
    'invalid_input',
    `Where the mods of ${known.name} go is not known yet.`,
    unresolved.some(({ why }) => why === 'start-once')
      ? 'Start the game once, so that it makes its folders, and add it again.'
      : 'Name the folder of its mod loader with --target.',
  );
}

/** The portal answers only what runs on the installed version when the key names it. */
const providersOf = ({ fs }: Engine, { providers }: GameDefinition, root: string): Description['providers'] =>
  readBuild(fs, { providers, root }).keys;

function describeCustom(
  { name, targets = [], providers = {}, neverRewritten = [] }: AddGameRequest,
  root: string,
): Description {
  if (targets.length === 0) {
    throw new LoadstoneError(
      'invalid_input',
      'A game of your own needs at least one folder for its mods.',
      'Name it with --target, for example --target mods.',
    );
  }
  const made = targets.map(({ path, layout }) => ({
    name: targetName(root, path),
    path: nodePath.resolve(root, path),
    layout,
  }));
  const names = new Set(made.map((target) => target.name));
  if (names.size < made.length) {
    throw new LoadstoneError('invalid_input', 'Two of the folders for mods are the same.', 'Name each folder once.');
  }
  return {
    definition: 'custom',
    name: name ?? nodePath.basename(root),
    targets: made,
    providers: namedSources(providers),
    neverRewritten,
  };
}

/** What a target is called in manifests: its place below the game, so that it stays the same when the game moves. */
const targetName = (root: string, path: string): string =>
  nodePath.relative(root, nodePath.resolve(root, path)).replaceAll('\\', '/') || '.';

function requireFolder(engine: Engine, path: string): string {
  const folder = realPath(nodePath.resolve(path));
  if (folder !== null && engine.fs.lstat(folder)?.kind === 'folder') return folder;
  throw new LoadstoneError(
    'game_folder_missing',
    `There is no folder at ${path}.`,
    'Choose the folder the game is installed in.',
    {
      details: { path },
    },
  );
}

/** Kept, it would lead nowhere after the next start. */
function refuseTemporary(folder: string): void {
  if (!isTemporary(folder)) return;
  throw new LoadstoneError(
    'game_folder_missing',
    `${folder} is a temporary path of the sandbox that is gone after a restart.`,
    'Give Loadstone access to the real folder in the settings of the system, and choose that.',
    { details: { path: folder } },
  );
}

/** Folders that hold far more than mods: going back to an unmodded state would concern all of it. */
function refuseDangerous(engine: Engine, target: string): void {
  const danger = dangerOf(target, systemEnv().folders.home, engine.dataDir);
  if (danger === null) return;
  throw new LoadstoneError('invalid_input', `${target} is ${danger}.`, 'Choose a folder that is only for mods.', {
    details: { path: target },
  });
}

function requireWritable(engine: Engine, target: string): void {
  const folder = nearestFolder(engine.fs, target);
  if (engine.fs.lstat(folder)?.kind === 'folder' && isWritable(engine.fs, folder)) return;
  throw new LoadstoneError(
    'game_folder_not_writable',
    `Loadstone may not write to ${folder}.`,
    'Give yourself the right to write there, or move the game out of a protected folder.',
    { details: { path: folder } },
  );
}

/** Two managed games in one folder would each take the other's files for strangers. */
function refuseSameFolder(engine: Engine, root: string, targets: readonly Target[]): void {
  const taken = new Set(targets.map((target) => target.path));
  const other = engine.registry.games
    .list()
    .find((game) => game.root === root || game.targets.some(({ path }) => taken.has(path)));
  if (other === undefined) return;
  throw new LoadstoneError(
    'game_exists',
    `${other.name} is managed in this folder already.`,
    'Open it from the list of games.',
    {
      details: { game: other.id },
    },
  );
}

function notRecognised(root: string, as: string | null, definitions: readonly GameDefinition[]): LoadstoneError {
  const known = definitions.map((candidate) => candidate.id).join(', ');
  return as === null
    ? new LoadstoneError(
        'game_not_recognised',
        `No known game was recognised in ${root}.`,
        'Add it as a game of your own: --as custom --target FOLDER.',
      )
    : new LoadstoneError(
        'game_not_recognised',
        `There is no game definition "${as}".`,
        `Known are: ${known}, and custom.`,
      );
}

function freeId({ registry }: Engine, wanted: string): GameId {
  for (let copy = 1; ; copy += 1) {
    const id = copy === 1 ? wanted : `${wanted}-${copy}`;
    if (isGameId(id) && registry.games.get(id) === null) return id;
  }
}
