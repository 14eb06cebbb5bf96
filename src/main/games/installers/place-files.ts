/**
 * Where the files of an archive without an installer go: finds the root of the mod (or of each mod) in it, and for every
 * file the target of the game and the path below it. Pure.
 */
import { foldKey, joinPath, relPath, type RelPath } from '../../../shared/rel-path.ts';
import { folderName } from '../lay-out.ts';
import { archiveTree, filesBelow, holds, markOf, outermost, type ArchiveFolder } from './archive-tree.ts';
import { tailsOf, unitFinder, type FindUnit, type GamePlaces, type ModdableGame, type Place } from './game-places.ts';

export interface ArchivePath {
  /** Index into the archive's files. */
  readonly source: number;
  readonly path: RelPath;
}

export interface PlacedFile extends ArchivePath {
  readonly target: string;
}

export type Placement =
  | {
      readonly kind: 'placed';
      readonly files: readonly PlacedFile[];
      /** Files of the archive that belong to no mod: readmes, previews, sources. */
      readonly leftOut: number;
    }
  /** Nothing in the archive says where it belongs. */
  | { readonly kind: 'unsure' };

export function placeFiles(files: readonly ArchivePath[], game: GamePlaces, modName: string): Placement {
  const placed = rootsIn(files, game).map((root) => placeRoot(root, files, game, modName));
  const byPlace = new Map<string, PlacedFile>();
  for (const file of placed.flat()) byPlace.set(placeKey(file), file);
  if (byPlace.size === 0) return { kind: 'unsure' };
  const kept = [...byPlace.values()].toSorted((a, b) => a.source - b.source);
  return { kind: 'placed', files: kept, leftOut: files.length - kept.length };
}

/** Several mods in one archive that cannot all be wanted, as folders of it; empty when there is nothing to ask. */
export interface Parts {
  readonly folders: readonly string[];
  /** They bring the same files: at most one of them can be right. */
  readonly collide: boolean;
}

export function partsIn(files: readonly ArchivePath[], game: GamePlaces): Parts {
  const roots = rootsIn(files, game);
  if (roots.length < 2) return { folders: [], collide: false };
  const keys = roots.map((root) => new Set(placeRoot(root, files, game, 'mod').map(placeKey)));
  const all = keys.flatMap((set) => [...set]);
  const collide = new Set(all).size < all.length;
  const unit = unitFinder(game);
  const eachIsAMod = roots.every((root) => isModFolder(root, unit));
  const folders = roots.filter((_, index) => (keys[index]?.size ?? 0) > 0).map(folderPath);
  return collide || !eachIsAMod ? { folders: folders.length > 1 ? folders : [], collide } : { folders: [], collide };
}

const placeKey = ({ target, path }: PlacedFile): string => `${target}\0${foldKey(path)}`;

const rootsIn = (files: readonly ArchivePath[], { marks }: GamePlaces): readonly ArchiveFolder[] =>
  outermost(archiveTree(files.map(({ path }, index) => [index, path] as const)), (folder) =>
    marks.some((mark) => holds(folder, mark)),
  );

const isModFolder = (folder: ArchiveFolder, unit: FindUnit): boolean =>
  [unit(folder, 'signs'), unit(folder, 'hints')].some((place) => place !== null && ownFolders(place));

/** Every mod has a folder of its own there; an archive that is unpacked among archives gets one too. */
const ownFolders = ({ layout }: Place): boolean => layout !== 'merge-tree';

/** What the rules need to know about the root that a file lies below. */
interface Root {
  readonly folder: ArchiveFolder;
  readonly game: GamePlaces;
  readonly modName: string;
  readonly unit: FindUnit;
  /** The place that the folder as a whole is a mod of. */
  readonly whole: Place | null;
  /** It is laid out like the install folder of the game, so that what is not of the game is not of the mod either. */
  readonly likeGame: boolean;
}

/** A file below the root: its parts as they are spelled and folded. */
interface Below {
  readonly parts: readonly string[];
  readonly keys: readonly string[];
}

interface Position {
  readonly target: string;
  readonly path: RelPath;
}

/** What lies deeper in the archive comes first: of two that go to one place the last one stays. */
function placeRoot(
  folder: ArchiveFolder,
  files: readonly ArchivePath[],
  game: GamePlaces,
  modName: string,
): readonly PlacedFile[] {
  const root = rootOf(folder, game, modName);
  const below = [...filesBelow(folder)].map((index) => {
    const parts = (files[index]?.path ?? '').split('/').slice(folder.depth);
    return { source: files[index]?.source ?? -1, parts, keys: parts.map(foldKey) };
  });
  return below
    .toSorted((a, b) => b.parts.length - a.parts.length || b.source - a.source)
    .flatMap(({ source, ...file }) => {
      const position = positionOf(root, file);
      return position === null ? [] : [{ source, ...position }];
    });
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

/** The rules, the surest first. null: the file is no part of the mod. */
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
  const { places, topLevel, stopFiles } = root.game;
  const [first] = places;
  const [top = ''] = file.keys;
  if (first === undefined || first.accepts !== null) return null;
  const known = topLevel.some((glob) => glob(top)) || (file.keys.length === 1 && stopFiles.some((glob) => glob(top)));
  const leftOver = root.likeGame && first.paths.length > 0 && !known;
  return leftOver ? null : inPlace(root, first, file.parts);
}

function inPlace(root: Root, place: Place, parts: readonly string[]): Position {
  if (ownFolders(place)) return inFolder(place, nameOf(root.folder, root), parts);
  const path = place.flatten ? (parts.at(-1) ?? '') : parts.join('/');
  return { target: place.name, path: relPath(path) };
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

const folderPath = (folder: ArchiveFolder): string =>
  folder.above === null || folder.above.name === '' ? folder.name : `${folderPath(folder.above)}/${folder.name}`;

/** The same file in the innermost target around it, so that a file on the disk has one name whoever put it there. */
export function inInnermost<T extends Position>(file: T, { targets }: Pick<ModdableGame, 'targets'>): T {
  const own = targets.find(({ name }) => name === file.target);
  if (own === undefined) return file;
  const place = foldKey(`${plain(own.path)}/${file.path}`);
  const [innermost] = targets
    .filter(({ path }) => path.length > own.path.length && place.startsWith(`${foldKey(plain(path))}/`))
    .toSorted((a, b) => b.path.length - a.path.length);
  if (innermost === undefined) return file;
  const depth = plain(innermost.path)
    .slice(plain(own.path).length)
    .split('/')
    .filter((part) => part !== '').length;
  return { ...file, target: innermost.name, path: relPath(file.path.split('/').slice(depth).join('/')) };
}

const plain = (path: string): string => path.replaceAll('\\', '/').replace(/\/$/u, '');
