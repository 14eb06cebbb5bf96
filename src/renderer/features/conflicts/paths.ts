import type { Game } from '../../../shared/games.ts';
import { relPath, type RelPath } from '../../../shared/rel-path.ts';
import type { Conflict } from '../../../shared/model.ts';

export const keyOf = ({ target, path }: Pick<Conflict, 'target' | 'path'>): string => `${target}/${path}`;

/** "images/ui/menu.png" → "images/ui" and "menu.png". */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? { folder: '', name: path } : { folder: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** The folders around a file, the nearest first. */
export function foldersOf(path: string): readonly RelPath[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => relPath(parts.slice(0, parts.length - index).join('/')));
}

/** The folder of a file as it is called on the disk, from the target on, unless that is the game's own folder. */
export function placeOf({ target, path }: Pick<Conflict, 'target' | 'path'>, game: Game | null): string {
  const place = game?.targets.find(({ name }) => name === target)?.path ?? target;
  const outer = place === game?.root ? '' : (place.split(/[/\\]/u).findLast((part) => part !== '') ?? '');
  return [outer, splitPath(path).folder].filter((part) => part !== '').join('/');
}
