/** The rules by which the files below one root of an archive find their places. Pure. */
import { foldKey, joinPath, relPath, type RelPath } from '../../../shared/rel-path.ts';
import { folderName } from '../lay-out.ts';
import { filesBelow, holds, markOf, type ArchiveFolder } from './archive-tree.ts';
import { tailsOf, unitFinder, type FindUnit, type GamePlaces, type Place } from './game-places.ts';

export interface ArchivePath {
  /** Index into the archive's files. */
  readonly source: number;
  readonly path: RelPath;
}

/** Every mod has a folder of its own there; an archive that is unpacked among archives gets one too. */
export const ownFolders = ({ layout }: Place): boolean => layout !== 'merge-tree';

/** What the rules need to know about the root that a file lies below. */
interface Root {
  readonly folder: ArchiveFolder;
  readonly game: GamePlaces;
  readonly modName: string;
  readonly unit: FindUnit;
  /** The place that the folder as a whole is a mod of. */
  readonly whole: Place | null;
  /** It is laid out like the install folder of the game, so that what no rule knows is not of the first place. */
  readonly likeGame: boolean;
}

/** A file below the root: its parts as they are spelled and folded. */
interface Below {
  readonly parts: readonly string[];
  readonly keys: readonly string[];
}

export interface Position {
  readonly target: string;
  readonly path: RelPath;
  /** Where it would be if its folders had not been left away; two files of one name need them. */
  readonly deep?: RelPath;
}

/** Where the rules put a file of the archive, by its index; null: no rule is about it. */
export type Ruled = readonly [index: number, position: Position | null];

/** All files below the root, the highest first. */
export function placeRoot(
  folder: ArchiveFolder,
  files: readonly ArchivePath[],
  game: GamePlaces,
  modName: string,
): readonly Ruled[] {
  const root = rootOf(folder, game, modName);
  const below = [...filesBelow(folder)].map((index) => {
    const parts = (files[index]?.path ?? '').split('/').slice(folder.depth);
    return { index, parts, keys: parts.map(foldKey) };
  });
  return below
    .toSorted((a, b) => a.parts.length - b.parts.length || a.index - b.index)
    .map(({ index, ...file }) => [index, positionOf(root, file)] as const);
}

function rootOf(folder: ArchiveFolder, game: GamePlaces, modName: string): Root {
  const hasTopLevel = some(folder.folders.keys(), game.topLevel);
  const likeGame =
    some(folder.files.keys(), game.rootFiles) ||
    game.places.some(
      ({ inGame, paths }) => inGame && paths.some((path) => holds(folder, markOf(`${path.join('/')}/`))),
    );
  const unit = unitFinder(game);
  return { folder, game, modName, unit, whole: hasTopLevel ? null : unit(folder, 'signs'), likeGame };
}

const some = (names: Iterable<string>, globs: readonly ((name: string) => boolean)[]): boolean =>
  [...names].some((name) => globs.some((glob) => glob(name)));

/** The rules, the surest first. */
function positionOf(root: Root, file: Below): Position | null {
  const { game, whole } = root;
  const [top = ''] = file.keys;
  if (game.discard.some((glob) => glob(top))) return null;
  if (whole !== null) return inMod(root, whole, file, root.folder);
  return (
    byName(root, file) ??
    byLooseFiles(root, file) ??
    byOwnFolder(root, file) ??
    byTail(root, file, true) ??
    byStripping(root, file) ??
    byAcceptance(root, file) ??
    byTail(root, file, false) ??
    byHint(root, file) ??
    byDefault(root, file)
  );
}

/** Files that the definition knows by name: a loader's, mostly. */
function byName(root: Root, file: Below): Position | null {
  const { places, rootFiles } = root.game;
  const path = file.keys.join('/');
  const exact = places.find(({ accepts }) => accepts?.rank(path, false) === 3);
  if (exact !== undefined) return inPlace(root, exact, file.parts);
  if (!rootFiles.some((glob) => glob(path))) return null;
  const install = places.find(({ inGame, paths }) => inGame && paths.length === 0);
  return install === undefined ? null : inPlace(root, install, file.parts);
}

function byLooseFiles(root: Root, { parts, keys }: Below): Position | null {
  const [top = ''] = keys;
  const rule = root.game.loose.find(({ test, isFolder }) => isFolder === keys.length > 1 && test(top));
  return rule === undefined ? null : atGamePath(root, [...rule.to, ...parts]);
}

/** A path in the install folder: in the place nearest to it. */
function atGamePath(root: Root, parts: readonly string[]): Position | null {
  const keys = parts.map(foldKey);
  const around = root.game.places
    .filter((place) => place.inGame)
    .flatMap((place) => (place.paths.length === 0 ? [[]] : place.paths).map((path) => ({ place, path })))
    .filter(({ path }) => keys.length > path.length && path.every((part, index) => part === keys[index]))
    .toSorted((a, b) => b.path.length - a.path.length);
  const [nearest] = around;
  return nearest === undefined ? null : inPlace(root, nearest.place, parts.slice(nearest.path.length));
}

/** The outermost folder above the file that is a mod's own by its signs, where a place leads to it or nothing else does. */
function byOwnFolder(root: Root, file: Below): Position | null {
  const { game } = root;
  const claimed = game.topLevel.some((glob) => glob(file.keys[0] ?? ''));
  for (const folder of foldersDown(root.folder, file.keys)) {
    const place = root.unit(folder, 'signs');
    if (place === null) continue;
    if (claimed && tailAt(place, file.keys) === 0) return null;
    return inMod(root, place, below(file, folder.depth - root.folder.depth), folder);
  }
  return null;
}

function* foldersDown(from: ArchiveFolder, keys: readonly string[]): Iterable<ArchiveFolder> {
  let folder: ArchiveFolder | undefined = from;
  for (const key of keys.slice(0, -1)) {
    folder = folder.folders.get(key);
    if (folder === undefined) return;
    yield folder;
  }
}

const below = ({ parts, keys }: Below, count: number): Below => ({
  parts: parts.slice(count),
  keys: keys.slice(count),
});

/** How many parts of the end of a place's path the file's path begins with: "~mods/a.pak" lies in ".../Paks/~mods". */
const tailAt = ({ paths }: Place, keys: readonly string[]): number =>
  Math.max(0, ...paths.map((path) => longestTail(path, keys)));

function longestTail(path: readonly string[], keys: readonly string[]): number {
  const tail = tailsOf(path).find(
    (parts) => parts.length < keys.length && parts.every((part, index) => part === keys[index]),
  );
  return tail?.length ?? 0;
}

/** The author's folders name a place, or its last folders do. */
function byTail(root: Root, file: Below, accepted: boolean): Position | null {
  const candidates = root.game.places.flatMap((place) => {
    const length = tailAt(place, file.keys);
    if (length === 0) return [];
    const rest = below(file, length);
    const takes = place.accepts === null || place.accepts.rank(rest.keys.join('/'), true) > 0;
    const full = place.inGame && place.paths.some((path) => path.length === length);
    if (takes !== accepted || (!takes && place.flatten && !full)) return [];
    return [{ place, rest, length, full, named: place.accepts !== null }];
  });
  const [best] = candidates.toSorted(
    (a, b) => b.length - a.length || Number(b.full) - Number(a.full) || Number(b.named) - Number(a.named),
  );
  return best === undefined ? null : inTail(root, best.place, best.rest, accepted);
}

/** What stands in a folder of mods by itself gets a folder; a whole mod that was put there without one does too. */
function inTail(root: Root, place: Place, rest: Below, accepted: boolean): Position {
  if (!ownFolders(place) || rest.parts.length === 1)
    return inPlace(root, accepted ? place : { ...place, flatten: false }, rest.parts);
  return { target: place.name, path: relPath(rest.parts.join('/')) };
}

function byStripping(root: Root, file: Below): Position | null {
  const [top = ''] = file.keys;
  return file.keys.length > 1 && root.game.strip.includes(top) ? positionOf(root, below(file, 1)) : null;
}

function byAcceptance(root: Root, file: Below): Position | null {
  const path = file.keys.join('/');
  const ranked = root.game.places.map((place) => {
    const anywhere = place.flatten || ownFolders(place);
    return { place, rank: place.accepts?.rank(path, anywhere) ?? 0 };
  });
  const [best] = ranked.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank);
  if (best === undefined) return null;
  // A pattern with folders in it speaks of the mod's own folder too.
  return best.rank === 2 && ownFolders(best.place)
    ? { target: best.place.name, path: relPath(file.parts.join('/')) }
    : inPlace(root, best.place, file.parts);
}

/** The outermost folder with files that usually make it a mod's own. */
function byHint(root: Root, file: Below): Position | null {
  for (const folder of [root.folder, ...foldersDown(root.folder, file.keys)]) {
    const place = root.unit(folder, 'hints');
    if (place !== null) return inMod(root, place, below(file, folder.depth - root.folder.depth), folder);
  }
  return null;
}

function byDefault(root: Root, file: Below): Position | null {
  const { places, topLevel, stopFiles, stopFolders } = root.game;
  const [first] = places;
  const [top = ''] = file.keys;
  if (first === undefined || first.accepts !== null) return null;
  const stops = file.keys.length === 1 ? stopFiles : stopFolders;
  const known = [...topLevel, ...stops].some((glob) => glob(top));
  const leftOver = root.likeGame && first.paths.length > 0 && !known;
  return leftOver ? null : inPlace(root, first, file.parts);
}

function inPlace(root: Root, place: Place, parts: readonly string[]): Position {
  if (ownFolders(place)) return inFolder(place, nameOf(root.folder, root), parts);
  const deep = relPath(parts.join('/'));
  return place.flatten
    ? { target: place.name, path: relPath(parts.at(-1) ?? ''), deep }
    : { target: place.name, path: deep };
}

/** A file of a mod's own folder. */
const inMod = (root: Root, place: Place, { parts }: Below, folder: ArchiveFolder): Position =>
  ownFolders(place)
    ? inFolder(place, nameOf(folder, root), parts)
    : { target: place.name, path: relPath(parts.join('/')) };

const inFolder = (place: Place, name: RelPath, parts: readonly string[]): Position => ({
  target: place.name,
  path: joinPath(name, relPath(parts.join('/'))),
});

/** What the author called the mod's folder; the name of the mod when there is none. */
function nameOf(folder: ArchiveFolder, { game, modName }: Root): RelPath {
  for (let at: ArchiveFolder | null = folder; at !== null && at.name !== ''; at = at.above) {
    if (!game.noNames.has(foldKey(at.name))) return relPath(at.name);
  }
  return folderName(modName);
}
