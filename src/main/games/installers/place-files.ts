/**
 * Where the files of an archive without an installer go: finds the root of the mod (or of each mod) in it, and for every
 * file the target of the game and the path below it. No file vanishes: each one is placed, told of as left out, or the
 * player is asked. Pure.
 */
import { foldKey, relPath, type RelPath } from '../../../shared/rel-path.ts';
import { archiveTree, holds, outermost, type ArchiveFolder } from './archive-tree.ts';
import { besideOthers } from './beside-others.ts';
import type { GamePlaces, ModdableGame } from './game-places.ts';
import { isAbout } from './left-out.ts';
import { placeKey } from './place-keys.ts';
import { placeRoot, type ArchivePath, type Position, type Ruled } from './place-root.ts';

export type { ArchivePath } from './place-root.ts';

export interface PlacedFile extends ArchivePath {
  readonly target: string;
}

export type Placement =
  | {
      readonly kind: 'placed';
      readonly files: readonly PlacedFile[];
      /** Files that are about the mod and no part of it: readmes, previews, sources. */
      readonly leftOut: readonly RelPath[];
    }
  /** Nothing in the archive says where it belongs; `stray`: nothing says it of these, of the others it is clear. */
  | { readonly kind: 'unsure'; readonly stray: readonly RelPath[] }
  /** Two files go to one path, and nothing says which of them is meant. */
  | { readonly kind: 'collide'; readonly files: readonly [RelPath, RelPath] };

export function placeFiles(files: readonly ArchivePath[], game: GamePlaces, modName: string): Placement {
  const roots = rootsIn(files, game);
  const ruled = roots.map((root) => placeRoot(root, files, game, modName));
  const sure = ruled.map(placedOf);
  if (sure.every((group) => group.length === 0)) return { kind: 'unsure', stray: [] };
  const others = othersIn(files, roots, ruled, sure.flat(), game, modName);
  if (others.stray.length > 0) return { kind: 'unsure', stray: others.stray };
  return settled([...sure, others.placed], files, game, others.leftOut);
}

export const rootsIn = (files: readonly ArchivePath[], { marks }: GamePlaces): readonly ArchiveFolder[] =>
  outermost(archiveTree(files.map(({ path }, index) => [index, path] as const)), (folder) =>
    marks.some((mark) => holds(folder, mark)),
  );

/** A file of the archive, by its index, and its place. */
export type Settled = readonly [index: number, position: Position];

export const placedOf = (ruled: readonly Ruled[]): readonly Settled[] =>
  ruled.flatMap(([index, position]) => (position === null ? [] : [[index, position] as const]));

/** What no rule is about, and what lies outside of every root. */
function othersIn(
  files: readonly ArchivePath[],
  roots: readonly ArchiveFolder[],
  ruled: readonly (readonly Ruled[])[],
  sure: readonly Settled[],
  game: GamePlaces,
  modName: string,
): { readonly placed: readonly Settled[]; readonly leftOut: readonly RelPath[]; readonly stray: readonly RelPath[] } {
  const placed: Settled[] = [];
  const leftOut: RelPath[] = [];
  const stray: RelPath[] = [];
  const known = new Set(sure.map(([index]) => index));
  if (known.size === files.length) return { placed, leftOut, stray };
  const rootOf = new Map(ruled.flatMap((group, at) => group.map(([index]) => [index, roots[at]] as const)));
  const wrappers = foldersAbove(roots);
  const beside = besideOthers(
    sure.map(([index, position]) => ({ from: files[index]?.path ?? relPath('-'), position })),
    game,
    modName,
  );
  for (const [index, { path }] of files.entries()) {
    if (known.has(index)) continue;
    const depth = rootOf.get(index)?.depth ?? wrapperDepth(path, wrappers);
    const position = isAbout(path.split('/').slice(depth), game) ? 'about' : beside(path);
    if (position === 'about') leftOut.push(path);
    else if (position === null) stray.push(path);
    else placed.push([index, position]);
  }
  return { placed, leftOut, stray };
}

/** The folders that lie around a root, with their depth. */
function foldersAbove(roots: readonly ArchiveFolder[]): ReadonlySet<string> {
  const above = new Set<string>();
  for (const root of roots) {
    for (let at = root.above; at !== null && at.name !== ''; at = at.above) above.add(foldKey(folderPath(at)));
  }
  return above;
}

/** How deep the innermost folder around both the file and a root lies. */
function wrapperDepth(path: RelPath, wrappers: ReadonlySet<string>): number {
  const parts = foldKey(path).split('/');
  let depth = parts.length - 1;
  while (depth > 0 && !wrappers.has(parts.slice(0, depth).join('/'))) depth -= 1;
  return depth;
}

/**
 * Of two roots with one file the later one stays: the player was asked which of them are wanted. Two files of one root
 * keep their folders where those were left away.
 */
function settled(
  groups: readonly (readonly Settled[])[],
  files: readonly ArchivePath[],
  game: GamePlaces,
  leftOut: readonly RelPath[],
): Placement {
  const byPlace = new Map<string, { readonly group: number; readonly settled: Settled }>();
  const keyOf = placeKey(game);
  for (const [group, members] of groups.entries()) {
    for (const [index, position] of members) {
      const there = byPlace.get(keyOf(position));
      // Nobody was asked about what no rule placed: the last group.
      const asked = there !== undefined && there.group !== group && group < groups.length - 1;
      const one = there === undefined || asked ? position : { ...position, path: position.deep ?? position.path };
      const inWay = asked ? undefined : byPlace.get(keyOf(one));
      if (inWay !== undefined)
        return { kind: 'collide', files: [pathAt(files, inWay.settled[0]), pathAt(files, index)] };
      byPlace.set(keyOf(one), { group, settled: [index, one] });
    }
  }
  const placed = [...byPlace.values()]
    .map(({ settled: [index, { target, path }] }) => ({ source: files[index]?.source ?? -1, target, path }))
    .toSorted((a, b) => a.source - b.source);
  return { kind: 'placed', files: placed, leftOut };
}

const pathAt = (files: readonly ArchivePath[], index: number): RelPath => files[index]?.path ?? relPath('-');

export const folderPath = (folder: ArchiveFolder): string =>
  folder.above === null || folder.above.name === '' ? folder.name : `${folderPath(folder.above)}/${folder.name}`;

/** The same file in the innermost target around it, so that a file on the disk has one name whoever put it there. */
export function inInnermost<T extends Pick<Position, 'target' | 'path'>>(
  file: T,
  { targets }: Pick<ModdableGame, 'targets'>,
): T {
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
