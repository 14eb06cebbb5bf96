/** Says which mod provides a file, or all files of a folder, against the load order. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome, LoadoutItem } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { Control } from '../lib/control.ts';
import { withChoices, withoutChoice } from '../plan/loadout.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, currentLoadout, requireEntry, type LoadoutChange } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export interface ChooseRequest {
  readonly gameId: GameId;
  /** Name of the target. */
  readonly target: string;
  readonly path: RelPath;
  /** true: everything below `path` that has no choice nearer by. */
  readonly folder: boolean;
  /** `entry` null: nobody provides it, the file stays away. `forget`: the load order decides again. */
  readonly choice: { readonly entry: EntryId | null } | { readonly forget: true };
}

export const chooseWinner = (engine: Engine, request: ChooseRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, choosing(engine.registry, request), control);

export function choosing(registry: Registry, { gameId, target, path, folder, choice }: ChooseRequest): LoadoutChange {
  const game = requireGame(registry, gameId);
  requireTarget(game, target);
  const loadout = currentLoadout(registry, game);
  const about = { target, path, folder };
  const base = { reason: 'choose-winner' as const, subject: folder ? `${path}/` : path };
  if ('forget' in choice) return { ...base, to: withoutChoice(loadout, about), entries: [] };
  const { entry } = choice;
  if (entry !== null) requireProvides(registry, requireEntry(loadout, entry), about);
  return { ...base, to: withChoices(loadout, [{ ...about, entry }]), entries: entry === null ? [] : [entry] };
}

function requireTarget(game: GameRow, name: string): void {
  if (game.targets.some((target) => target.name === name)) return;
  throw new LoadstoneError(
    'invalid_input',
    `${game.name} has no folder for mods called "${name}".`,
    `It has: ${game.targets.map((target) => target.name).join(', ')}.`,
  );
}

/** A choice that can never take effect is a mistake. */
function requireProvides(
  { content }: Registry,
  item: LoadoutItem,
  { target, path, folder }: Pick<ChooseRequest, 'target' | 'path' | 'folder'>,
): void {
  const { id } = content.requireManifest(item.manifest);
  const paths = new Set(content.filesOf(id).map((file) => file.pathId));
  const asked = folder ? content.pathIdsBelow(target, path) : [content.pathId(target, path)];
  if (asked.some((pathId) => paths.has(pathId))) return;
  throw new LoadstoneError(
    'not_found',
    `This mod has no file at ${path}.`,
    'The conflicts show which mods bring a file.',
    { details: { path } },
  );
}
