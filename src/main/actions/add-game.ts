/** Adds a game to the library: from a definition, or as `custom` with targets of the player's choice. */
import nodePath from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import { gameIdFromName, isGameId, type GameId } from '../../shared/ids.ts';
import { defaultProfile, type Game, type Layout, type ProviderId, type Target } from '../../shared/model.ts';
import { definitionById, gameDefinitions } from '../games/definitions.ts';
import { inspectFolder, isWritable } from '../games/inspect-folder.ts';
import { nearestFolder } from '../deploy/targets.ts';
import { startGeneration } from '../deploy/commit.ts';
import { recordBaseline } from '../deploy/foreign-files.ts';
import { unwatched } from '../lib/control.ts';
import { realPath } from '../lib/real-path.ts';
import { emptyLoadout } from '../plan/loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { writeGameRecord } from './game-record.ts';
import { toGame } from './views.ts';

export interface AddGameRequest {
  readonly path: string;
  /** A definition's id, or `custom`. null: the one definition that recognises the folder. */
  readonly as: string | null;
  readonly name?: string | undefined;
  /** For `custom`: folders below `path`, or absolute ones. */
  readonly targets?: readonly { readonly path: string; readonly layout: Layout }[] | undefined;
  readonly providers?: Readonly<Partial<Record<ProviderId, string>>> | undefined;
  /** For `custom`: extensions that may be hard-linked. */
  readonly neverRewritten?: readonly string[] | undefined;
}

export function addGame(engine: Engine, request: AddGameRequest): Game {
  const root = requireFolder(engine, request.path);
  const chosen = describe(engine, request, root);
  for (const target of chosen.targets) requireWritable(engine, target.path);
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
  const added = registry.games.get(id);
  if (added === null) throw new Error(`game ${id} vanished`);
  return toGame(added);
}

interface Description {
  readonly definition: string;
  readonly name: string;
  readonly targets: readonly Target[];
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
  readonly neverRewritten: readonly string[];
}

function describe(engine: Engine, request: AddGameRequest, root: string): Description {
  const as = request.as ?? inspectFolder(engine.fs, root).recognisedAs[0] ?? null;
  if (as === 'custom') return describeCustom(request, root);
  const known = as === null ? null : definitionById(as);
  if (known === null) throw notRecognised(root, as);
  return {
    definition: known.id,
    name: request.name ?? known.name,
    targets: known.targets.map(({ name, path, layout }) => ({ name, path: nodePath.join(root, path), layout })),
    providers: { ...known.providers, ...request.providers },
    neverRewritten: known.neverRewritten,
  };
}

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
  return { definition: 'custom', name: name ?? nodePath.basename(root), targets: made, providers, neverRewritten };
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

function notRecognised(root: string, as: string | null): LoadstoneError {
  const known = gameDefinitions.map((candidate) => candidate.id).join(', ');
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
