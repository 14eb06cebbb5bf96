/** Brings one mod back to a version it had before. All others stay as they are. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, currentLoadout, requireEntry, withEntry, type LoadoutChange } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export interface RevertRequest {
  readonly gameId: GameId;
  readonly entry: EntryId;
  /** The version, as `readVersions` names it; null: the one before the current one. */
  readonly manifest: Sha256 | null;
}

export const revertMod = (engine: Engine, request: RevertRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, reverting(engine.registry, request), control);

export function reverting(registry: Registry, { gameId, entry, manifest }: RevertRequest): LoadoutChange {
  const game = requireGame(registry, gameId);
  const loadout = currentLoadout(registry, game);
  const { manifest: current } = requireEntry(loadout, entry);
  const wanted = manifest ?? previousManifest(registry, game, entry);
  const row = wanted === null ? null : registry.content.entry(entry, wanted);
  if (row === null || row.gameId !== gameId) throw noSuchVersion(manifest === null);
  if (row.manifest === current) {
    throw new LoadstoneError('already_installed', `${row.name} is at this version already.`, 'There is nothing to do.');
  }
  const { version } = row.provenance;
  const subject = version === null ? row.name : `${row.name} ${version}`;
  return { to: withEntry(registry, loadout, entry, row.manifest), reason: 'revert', subject, entries: [entry] };
}

const noSuchVersion = (previous: boolean): LoadstoneError =>
  new LoadstoneError(
    'not_found',
    previous ? 'There is no earlier version of this mod.' : 'The mod never had this version here.',
    'The versions of a mod show what it can go back to.',
  );

/** What the entry was before it became what it is, as far as history remembers. */
export function previousManifest({ history }: Registry, game: GameRow, entry: EntryId): Sha256 | null {
  let current: Sha256 | null = null;
  for (const { number } of history.links(game.id).toReversed()) {
    if (number > game.currentGeneration) continue;
    const item = history.loadout(game.id, number)?.items.find((candidate) => candidate.entry === entry);
    if (item === undefined) continue;
    if (current !== null && item.manifest !== current) return item.manifest;
    current ??= item.manifest;
  }
  return null;
}
