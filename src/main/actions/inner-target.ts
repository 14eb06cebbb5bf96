/** A target inside the folder of another one: may it be taken up, and what was known of its files there. */
import path from 'node:path';
import type { Target } from '../../shared/games.ts';
import { foldKey, isRelPath, type RelPath } from '../../shared/rel-path.ts';
import { isInside } from '../lib/is-inside.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';

/** The target whose folder is the same, or the innermost one around it, and the way from there; null: none. */
export function targetAround(
  targets: readonly TargetRow[],
  place: Pick<Target, 'path'>,
): { readonly target: TargetRow; readonly below: RelPath | '' } | null {
  const around = targets.filter((other) => isInside(other.path, place.path));
  const [target] = around.toSorted((a, b) => b.path.length - a.path.length);
  if (target === undefined) return null;
  const below = path.relative(target.path, place.path).replaceAll('\\', '/');
  return { target, below: below !== '' && isRelPath(below) ? below : '' };
}

/**
 * Whether mods have, or in some kept generation had, files there that are known as files of the target around it. They
 * would have two names then, and each name would be taken for a stranger by what the other one is.
 */
export function holdsMods({ content, applied }: Registry, game: GameRow, place: Pick<Target, 'path'>): boolean {
  const around = targetAround(game.targets, place);
  if (around === null) return false;
  const { target, below } = around;
  // The very folder of another target.
  if (below === '') return true;
  const ofGame = new Set(content.manifestsOf(game.id));
  const edited = new Set(applied.editsOf(game.id).map((edit) => `${edit.targetId}/${edit.pathId}`));
  return content
    .pathIdsBelow(target.name, below)
    .some(
      (pathId) =>
        applied.file(target.id, pathId) !== null ||
        applied.original(target.id, pathId) !== null ||
        edited.has(`${target.id}/${pathId}`) ||
        content.providersOf(pathId).some(({ manifestId }) => ofGame.has(manifestId)),
    );
}

/** What was there when the game was added is known by the target around it. Call it inside a transaction. */
export function takeOverBaseline({ baseline }: Registry, game: GameRow, fresh: TargetRow): boolean {
  const around = targetAround(
    game.targets.filter(({ id }) => id !== fresh.id),
    fresh,
  );
  if (around === null || around.below === '') return false;
  baseline.handOver(around.target.id, foldKey(around.below), fresh.id);
  return true;
}
