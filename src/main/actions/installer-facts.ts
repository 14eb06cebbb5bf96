/** How the files that an installer asks about are in the game. */
import path from 'node:path';
import type { EntryId } from '../../shared/ids.ts';
import type { Condition, FileState } from '../../shared/installer.ts';
import { foldKey, isRelPath, type RelPath } from '../../shared/rel-path.ts';
import { conditionsOf, withGameVersion } from '../games/installers/fomod/game-version.ts';
import type { FomodModule } from '../games/installers/fomod/module.ts';
import { definitionById, gameDefinitions } from '../games/definitions.ts';
import { existingSpelling, isThere } from '../games/locate/read-tolerantly.ts';
import { programVersion } from '../games/program-version.ts';
import { pluginsOff } from '../games/plugins-off.ts';
import type { Fs } from '../lib/fs.ts';
import { compareVersions, versionNumbers } from '../plan/versions.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import { currentLoadout, requireEntry } from './change-loadout.ts';
import type { Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';

/** More files than this nobody asks about. */
const maxFacts = 10_000;

/**
 * A file that lies in the target, of the game or of any mod, is active, unless the game keeps a list of its plugins and
 * has turned it off there. What only the version that is about to be replaced brings counts as missing: it will be gone.
 */
export function readFacts(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  module: FomodModule,
  replaces: EntryId | undefined,
): Readonly<Record<string, FileState>> {
  const asked = [...new Set(conditionsOf(module).flatMap(filesIn))].slice(0, maxFacts);
  const own = replaces === undefined ? null : ownFiles(engine, game, target, replaces);
  const look = createLook(engine.fs, target.path);
  const there = asked.filter((file) => isRelPath(file) && !(own?.has(file) ?? false) && look(file));
  const off = there.length === 0 ? new Set<string>() : turnedOff(engine, game);
  return Object.fromEntries(there.map((file) => [file, off.has(foldKey(file)) ? 'inactive' : 'active']));
}

function turnedOff({ fs }: Engine, game: GameRow): ReadonlySet<string> {
  const steamIds = definitionById(game.definition, gameDefinitions)?.stores?.steam ?? [];
  return pluginsOff(fs, game, steamIds, process.env['LOCALAPPDATA']);
}

/** Settles what the installer asks about the version of the game, as its program tells it. */
export function withInstalledVersion(
  { fs, dataDir }: Pick<Engine, 'fs' | 'dataDir'>,
  game: GameRow,
  module: FomodModule,
): FomodModule {
  let installed: readonly number[] | null | undefined;
  return withGameVersion(module, (asked) => {
    const wanted = versionNumbers(asked);
    if (installed === undefined) installed = gameVersion({ fs, dataDir }, game);
    return wanted === null || installed === null ? null : compareVersions(installed, wanted) >= 0;
  });
}

/** Of the game's program, not of a launcher beside it; null: it tells none, as with builds for other systems than Windows. */
function gameVersion(deps: Pick<Engine, 'fs' | 'dataDir'>, game: GameRow): readonly number[] | null {
  const programs = definitionOf(deps, game)?.executables?.windows ?? [];
  const program = programs.map((one) => existingSpelling(deps.fs, game.root, one)).find((one) => isThere(deps.fs, one));
  const version = program === undefined ? null : programVersion(deps.fs, program);
  return version === null ? null : versionNumbers(version);
}

function filesIn(condition: Condition): readonly string[] {
  if (condition.kind === 'file') return [condition.file];
  return 'of' in condition && typeof condition.of !== 'string' ? condition.of.flatMap(filesIn) : [];
}

/** Folded paths that nobody but this entry puts into the target. */
function ownFiles({ registry }: Engine, game: GameRow, target: TargetRow, entry: EntryId): ReadonlySet<string> {
  const { content, applied } = registry;
  const loadout = currentLoadout(registry, game);
  const mine = content.requireManifest(requireEntry(loadout, entry).manifest).id;
  const others = new Set(
    loadout.items
      .filter((item) => item.enabled && item.entry !== entry)
      .map((item) => content.requireManifest(item.manifest).id),
  );
  const paths = content
    .filesOf(mine)
    .map(({ pathId }) => content.pathById(pathId))
    .filter((row) => row.target === target.name)
    .filter(({ id }) => applied.original(target.id, id) === null)
    .filter(({ id }) => !content.providersOf(id).some(({ manifestId }) => others.has(manifestId)));
  return new Set(paths.map(({ text }) => foldKey(text)));
}

/** Whether a file is below a folder, whatever the case of its name. */
function createLook(fs: Fs, root: string): (file: RelPath) => boolean {
  const listed = new Map<string, ReadonlyMap<string, string>>();
  const namesIn = (folder: string): ReadonlyMap<string, string> => {
    const known = listed.get(folder);
    if (known !== undefined) return known;
    const names = new Map(
      fs.lstat(folder)?.kind === 'folder' ? fs.readdir(folder).map(({ name }) => [foldKey(name), name]) : [],
    );
    listed.set(folder, names);
    return names;
  };
  return (file) => {
    let place: string | null = root;
    for (const part of file.split('/')) {
      const name: string | undefined = place === null ? undefined : namesIn(place).get(foldKey(part));
      place = name === undefined || place === null ? null : path.join(place, name);
    }
    return place !== null;
  };
}
