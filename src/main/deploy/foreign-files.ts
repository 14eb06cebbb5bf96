/** Files in a target that are not ours and were not there when the game was added: the player, or another tool, put them there. */
import path from 'node:path';
import { foldKey, isRelPath, type RelPath } from '../../shared/rel-path.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import type { Fs } from '../lib/fs.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { privateFolderName } from './private-folder.ts';

export interface ForeignFile {
  readonly target: TargetRow;
  readonly path: RelPath;
}

/** Folders of other targets inside a target belong to those. Links are not followed. */
export function* walkTarget(fs: Fs, game: GameRow, target: TargetRow, control: Control): Iterable<RelPath> {
  const others = new Set(game.targets.filter((other) => other.id !== target.id).map((other) => other.path));
  if (fs.lstat(target.path)?.kind !== 'folder') return;
  const waiting: string[] = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    throwIfCancelled(control);
    for (const { name, kind } of fs.readdir(path.join(target.path, folder))) {
      const below = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') {
        if (name !== privateFolderName && !others.has(path.join(target.path, below))) waiting.push(below);
      } else if (kind === 'file' && isRelPath(below)) yield below;
    }
  }
}

/** Remembers what is there, so that what comes later can be told from it. Call it inside a transaction. */
export function recordBaseline(
  fs: Fs,
  registry: Registry,
  game: GameRow,
  control: Control,
  targets: readonly TargetRow[] = game.targets,
): void {
  for (const target of targets) {
    registry.baseline.add(target.id, keysOf(walkTarget(fs, game, target, control)));
  }
}

function* keysOf(paths: Iterable<RelPath>): Iterable<string> {
  for (const one of paths) yield foldKey(one);
}

export function findForeignFiles(fs: Fs, registry: Registry, game: GameRow, control: Control): readonly ForeignFile[] {
  const found: ForeignFile[] = [];
  for (const target of game.targets) {
    for (const one of walkTarget(fs, game, target, control)) {
      if (registry.baseline.has(target.id, foldKey(one))) continue;
      const pathId = registry.content.findPathId(target.name, one);
      if (pathId === null || registry.applied.file(target.id, pathId) === null) found.push({ target, path: one });
    }
  }
  return found;
}
