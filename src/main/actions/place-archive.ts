/** Where the files of an archive go in a game: by its definition, or as they are for a game without one. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Target } from '../../shared/games.ts';
import type { EntryId } from '../../shared/ids.ts';
import { baseName, foldKey, relPath, type RelPath } from '../../shared/rel-path.ts';
import type { OpenArchive } from '../archive/archive.ts';
import { companionsOf, isFactorio } from '../games/companions.ts';
import { gamePlaces, type GamePlaces, type Place } from '../games/installers/game-places.ts';
import { inInnermost, placeFiles, type ArchivePath, type PlacedFile } from '../games/installers/place-files.ts';
import { archiveUse, isInnerArchive, type ArchiveUse } from '../games/installers/whole-archive.ts';
import { layOutFiles, refuseOwnFolder } from '../games/lay-out.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import { folderHeld, newTargets } from './complete-targets.ts';
import type { Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { withNumbers } from './number-packages.ts';

export interface PlaceRequest {
  readonly name: string;
  /** Everything goes to this target. */
  readonly target?: string;
  /** The mod whose next version this is. */
  readonly replaces?: EntryId;
}

type Definitions = Pick<Engine, 'fs' | 'dataDir'>;

/** null: the game wants what it gets as it is. */
export function placesOf(engine: Definitions, game: GameRow, target: string | undefined): GamePlaces | null {
  const definition = definitionOf(engine, game);
  return definition === null || isFactorio(game) ? null : gamePlaces(definition, game, target);
}

/**
 * For an archive that no installer has sorted. Throws `mod_folder_unknown` for what belongs in a folder the game lacks,
 * `files_without_place`, `files_collide` for two files of one path, `nothing_to_install`.
 */
export function placeArchive(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  { name, target: named, replaces }: PlaceRequest,
  files: readonly ArchivePath[],
): PlacedArchive {
  const places = placesOf(engine, game, named);
  if (places === null) return inKnown(asTheyAre(game, target, name, files));
  const inner = wrappedArchives(target, files, places);
  if (inner.length > 0) return inKnown(inner);
  const placed = placeFiles(files, places, name);
  if (placed.kind === 'unsure') {
    if (placed.stray.length > 0) throw filesStray(game, name, placed.stray);
    return inKnown(asTheyAre(game, target, name, files));
  }
  if (placed.kind === 'collide') throw filesCollide(name, placed.files);
  const fresh = targetsFor(engine, game, name, placed.files);
  const complete = { ...game, targets: [...game.targets, ...fresh] };
  const kept = new Set(
    companionsOf(complete, definitionOf(engine, game)?.lists).map(({ target: at, path }) => `${at}\0${foldKey(path)}`),
  );
  // A list that the game keeps about its mods is changed with them, never replaced by one of them.
  const moved = placed.files.map((file) => inInnermost(file, complete));
  // The folder of a target inside another is only seen once the files are told of in that.
  refuseOwnFolder(moved);
  const innermost = moved.filter((file) => !kept.has(`${file.target}\0${foldKey(file.path)}`));
  if (innermost.length === 0) throw nothingLeft(game, name);
  return { files: withNumbers(engine, complete, definitionOf(engine, game), innermost, replaces), fresh };
}

export interface PlacedArchive {
  readonly files: readonly PlacedFile[];
  /** Targets that the game has not yet and needs for them: whoever installs the files adds them. */
  readonly fresh: readonly Target[];
}

const inKnown = (files: readonly PlacedFile[]): PlacedArchive => ({ files, fresh: [] });

/** The folders the game lacks: one that was missing may be there by now. */
function targetsFor(engine: Engine, game: GameRow, name: string, files: readonly PlacedFile[]): readonly Target[] {
  if (lackedBy(game.targets, files) === undefined) return [];
  const { usable, held } = newTargets(engine, game);
  const missing = lackedBy([...game.targets, ...usable], files);
  if (missing === undefined) return usable;
  const inUse = held.find((target) => target.name === missing.target);
  throw inUse === undefined ? targetMissing(game, name, missing.target) : folderHeld(game, inUse.path);
}

const lackedBy = (targets: readonly Target[], files: readonly PlacedFile[]): PlacedFile | undefined =>
  files.find((file) => targets.every(({ name }) => name !== file.target));

/** For files that an installer has put in their places below the target. */
export function asTheyAre(
  game: GameRow,
  target: TargetRow,
  name: string,
  files: readonly ArchivePath[],
): readonly PlacedFile[] {
  const layout = target.layout === 'archive-as-is' ? 'folder-per-mod' : target.layout;
  const laidOut = layOutFiles(
    files.map(({ path }) => path),
    layout,
    name,
  );
  const placed = laidOut.map(({ source, path }) => ({
    source: files[source]?.source ?? -1,
    path,
    target: target.name,
  }));
  const innermost = placed.map((file) => inInnermost(file, game));
  refuseOwnFolder(innermost);
  return game.definition === 'custom' ? placed : innermost;
}

const targetMissing = (game: GameRow, name: string, target: string): LoadstoneError =>
  new LoadstoneError(
    'mod_folder_unknown',
    `${name} belongs in a folder of ${game.name} that is not known yet (${target}).`,
    'Start the game once, so that it makes its folders, or choose the folder in the settings of the game. Nothing was installed.',
    { details: { target } },
  );

function filesStray(game: GameRow, name: string, stray: readonly RelPath[]): LoadstoneError {
  const shown = `${stray.slice(0, 3).join(', ')}${stray.length > 3 ? ', …' : ''}`;
  return new LoadstoneError(
    'files_without_place',
    `Nothing says where in ${game.name} these files of ${name} belong: ${shown}.`,
    'Unpack it and pack it again with the folders of the game around its files, or send all of it to one folder with --target on the command line. Nothing was installed.',
    { details: { files: stray.length } },
  );
}

const filesCollide = (name: string, [one, other]: readonly [RelPath, RelPath]): LoadstoneError =>
  new LoadstoneError(
    'files_collide',
    `Two files of ${name} go to the same place: ${one} and ${other}.`,
    'Unpack the archive, keep the one you want, and install that. Nothing was installed.',
    { details: { path: one, other } },
  );

const nothingLeft = (game: GameRow, name: string): LoadstoneError =>
  new LoadstoneError(
    'nothing_to_install',
    `${name} holds only files that ${game.name} keeps itself.`,
    'Choose another file of the mod. Nothing was installed.',
  );

/** What an archive becomes where mods stay archives; everywhere else it is unpacked. */
export function useOfArchive(
  engine: Definitions,
  game: GameRow,
  target: TargetRow,
  { files, format }: Pick<OpenArchive, 'files' | 'format'>,
): ArchiveUse {
  if (target.layout !== 'archive-as-is') return 'unpacked';
  const place = placeOf(placesOf(engine, game, target.name), target);
  return place === null ? 'whole' : archiveUse(pathsIn(files), format, place);
}

/** The archives in one that only wraps them; none when it is a mod itself. */
function wrappedArchives(target: TargetRow, files: readonly ArchivePath[], places: GamePlaces): readonly PlacedFile[] {
  const place = target.layout === 'archive-as-is' ? placeOf(places, target) : null;
  if (place === null || archiveUse(pathsIn(files), 'zip', place) !== 'inner') return [];
  const inner = files.filter(({ path }) => isInnerArchive(path));
  const byName = new Map(inner.map(({ source, path }) => [foldKey(baseName(path)), { source, name: baseName(path) }]));
  return [...byName.values()].map(({ source, name }) => ({ source, target: target.name, path: relPath(name) }));
}

const placeOf = (places: GamePlaces | null, { name }: TargetRow): Place | null =>
  places?.places.find((place) => place.name === name && place.signs.length > 0) ?? null;

const pathsIn = (files: readonly { readonly path: RelPath }[]): readonly RelPath[] => files.map(({ path }) => path);
