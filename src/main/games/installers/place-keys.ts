/** One name for a place however it is reached: a file in a target inside of another target lies in both. Pure. */
import { foldKey } from '../../../shared/rel-path.ts';
import type { GamePlaces } from './game-places.ts';
import type { Position } from './place-root.ts';

export function placeKey({ places }: GamePlaces): (position: Pick<Position, 'target' | 'path'>) => string {
  const folders = new Map(
    places.map(({ name, inGame, spelled }) => [name, inGame ? foldKey(['', ...spelled].join('/')) : `${name}:`]),
  );
  return ({ target, path }) => `${folders.get(target) ?? `${target}:`}/${foldKey(path)}`;
}
