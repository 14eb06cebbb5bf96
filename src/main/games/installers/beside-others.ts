/** A place for what no rule is about: where it lies beside those files of the mod that it lies beside in the archive. Pure. */
import { foldKey, joinPath, relPath, type RelPath } from '../../../shared/rel-path.ts';
import { folderName } from '../lay-out.ts';
import type { GamePlaces, Place } from './game-places.ts';
import { ownFolders, type Position } from './place-root.ts';

/** A file that has its place: where it lies in the archive, and where it goes. */
export interface Neighbour {
  readonly from: RelPath;
  readonly position: Position;
}

/** Where a folder of the archive comes to lie, seen from one file below it. */
interface Base {
  /** null: in the install folder. */
  readonly outside: string | null;
  readonly parts: readonly string[];
  /** How far below the folder the file lies. */
  distance: number;
}

/** Finds the place of a file beside the others; null: they say nothing of it. */
export function besideOthers(
  others: readonly Neighbour[],
  game: GamePlaces,
  modName: string,
): (path: RelPath) => Position | null {
  const bases = basesOf(others, game);
  return (path) => {
    const parts = path.split('/');
    for (let depth = parts.length - 1; depth >= 0; depth -= 1) {
      for (const base of ranked(bases.get(foldKey(parts.slice(0, depth).join('/'))))) {
        const position = inBase(base, parts.slice(depth), game, modName);
        if (position !== null) return position;
      }
    }
    return inFirst(parts, game, modName);
  };
}

/** By folder of the archive. */
function basesOf(others: readonly Neighbour[], { places }: GamePlaces): ReadonlyMap<string, Map<string, Base>> {
  const byName = new Map(places.map((place) => [place.name, place]));
  const bases = new Map<string, Map<string, Base>>();
  for (const { from, position } of others) {
    const place = byName.get(position.target);
    if (place === undefined) continue;
    const outside = place.inGame ? null : place.name;
    const to = [...(place.inGame ? place.spelled : []), ...position.path.split('/')];
    const parts = from.split('/');
    const same = sameEnd(parts, to);
    for (let depth = 0; depth < parts.length; depth += 1) {
      const distance = parts.length - depth;
      // What is longer in the archive has a wrapper around it, which stands for where its content goes.
      const base = { outside, parts: to.slice(0, to.length - Math.min(same, distance)), distance };
      keepNearest(bases, foldKey(parts.slice(0, depth).join('/')), base);
    }
  }
  return bases;
}

function keepNearest(bases: Map<string, Map<string, Base>>, folder: string, base: Base): void {
  const known = bases.get(folder) ?? new Map<string, Base>();
  bases.set(folder, known);
  const key = `${base.outside ?? ''}\0${foldKey(base.parts.join('/'))}`;
  const before = known.get(key);
  if (before === undefined) known.set(key, base);
  else before.distance = Math.min(before.distance, base.distance);
}

/** How many parts at the end of two paths are the same. */
function sameEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && foldKey(a.at(-1 - count) ?? '') === foldKey(b.at(-1 - count) ?? ''))
    count += 1;
  return count;
}

const ranked = (bases: ReadonlyMap<string, Base> | undefined): readonly Base[] =>
  [...(bases?.values() ?? [])].toSorted((a, b) => a.distance - b.distance || b.parts.length - a.parts.length);

function inBase({ outside, parts }: Base, rest: readonly string[], game: GamePlaces, modName: string): Position | null {
  const path = [...parts, ...rest];
  if (outside !== null) {
    const place = game.places.find(({ name }) => name === outside);
    return place === undefined ? null : inPlaceAt(place, path, modName);
  }
  const keys = path.map(foldKey);
  const [nearest] = game.places
    .filter(({ inGame }) => inGame)
    .flatMap((place) => (place.paths.length === 0 ? [[]] : place.paths).map((at) => ({ place, at })))
    .filter(({ at }) => keys.length > at.length && at.every((part, index) => part === keys[index]))
    .toSorted((a, b) => b.at.length - a.at.length);
  return nearest === undefined ? null : inPlaceAt(nearest.place, path.slice(nearest.at.length), modName);
}

/** Where every mod has a folder of its own no file lies beside those. */
const inPlaceAt = (place: Place, parts: readonly string[], modName: string): Position => {
  const path = relPath(parts.join('/'));
  const bare = ownFolders(place) && parts.length === 1;
  return { target: place.name, path: bare ? joinPath(folderName(modName), path) : path };
};

/** The first place takes everything, unless it says what it takes. */
function inFirst(parts: readonly string[], { places }: GamePlaces, modName: string): Position | null {
  const [first] = places;
  if (first === undefined || first.accepts !== null) return null;
  const path = relPath(parts.join('/'));
  return { target: first.name, path: ownFolders(first) ? joinPath(folderName(modName), path) : path };
}
