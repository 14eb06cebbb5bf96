/** Profiles: make, rename, remove and switch. Switching deploys the other loadout, as a generation like any other. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import type { GameRow } from '../registry/games.ts';
import type { ProfileRow } from '../registry/profiles.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, currentLoadout, type LoadoutChange } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { writeGameRecord } from './game-record.ts';

export interface ProfileRequest {
  readonly gameId: GameId;
  readonly name: string;
}

export interface CreateProfileRequest extends ProfileRequest {
  /** true: with what is in the loadout now; false: with nothing. */
  readonly copy: boolean;
}

export interface RenameProfileRequest extends ProfileRequest {
  readonly to: string;
}

const longestName = 60;

/** Makes a profile; the current one stays active. */
export function createProfile(engine: Engine, { gameId, name, copy }: CreateProfileRequest): null {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const profile = {
    id: engine.newId(),
    name: freeName(registry, gameId, name),
    generation: copy ? game.currentGeneration : 0,
    removed: false,
  };
  registry.transaction(() => registry.profiles.put(gameId, profile));
  writeGameRecord(engine, gameId);
  return null;
}

export function renameProfile(engine: Engine, { gameId, name, to }: RenameProfileRequest): null {
  const { registry } = engine;
  const profile = requireProfile(registry, gameId, name);
  const onlyCase = profile.name.toLowerCase() === to.trim().toLowerCase();
  const renamed = { ...profile, name: onlyCase ? to.trim() : freeName(registry, gameId, to) };
  registry.transaction(() => registry.profiles.put(gameId, renamed));
  writeGameRecord(engine, gameId);
  return null;
}

/** Its generations stay in the history: going back to one of them brings the profile back. */
export function removeProfile(engine: Engine, { gameId, name }: ProfileRequest): null {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const profile = requireProfile(registry, gameId, name);
  if (profile.id === currentLoadout(registry, game).profile) {
    throw new LoadstoneError(
      'invalid_input',
      `${profile.name} is the profile in use.`,
      'Switch to another one first, then remove it.',
    );
  }
  registry.transaction(() => registry.profiles.put(gameId, { ...profile, removed: true }));
  writeGameRecord(engine, gameId);
  return null;
}

export const switchProfile = (engine: Engine, request: ProfileRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, switching(engine.registry, request), control);

export function switching(registry: Registry, { gameId, name }: ProfileRequest): LoadoutChange {
  const game = requireGame(registry, gameId);
  const profile = requireProfile(registry, gameId, name);
  if (profile.id === currentLoadout(registry, game).profile) {
    throw new LoadstoneError('invalid_input', `${profile.name} is in use already.`, 'There is nothing to do.');
  }
  // A copy or an empty one still names the profile it was made from.
  const to = { ...loadoutOf(registry, game, profile), profile: profile.id };
  return { to, reason: 'switch-profile', subject: profile.name, entries: [] };
}

function loadoutOf(registry: Registry, game: GameRow, { name, generation }: ProfileRow) {
  const loadout = registry.history.loadout(game.id, generation);
  if (loadout !== null) return loadout;
  throw new Error(`profile ${name} of ${game.id} names generation ${generation}, which is gone`);
}

function requireProfile({ profiles }: Registry, gameId: GameId, name: string): ProfileRow {
  const known = profiles.list(gameId).filter((profile) => !profile.removed);
  const found = known.find((profile) => profile.name.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new LoadstoneError(
    'not_found',
    `There is no profile "${name}".`,
    `There are: ${known.map((profile) => profile.name).join(', ')}.`,
  );
}

function freeName({ profiles }: Registry, gameId: GameId, wanted: string): string {
  const name = wanted.trim();
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name)) {
    throw new LoadstoneError(
      'invalid_input',
      'This is no name for a profile.',
      `Use up to ${longestName} characters, at least one of them visible.`,
    );
  }
  const taken = profiles
    .list(gameId)
    .some((profile) => !profile.removed && profile.name.toLowerCase() === name.toLowerCase());
  if (!taken) return name;
  throw new LoadstoneError('invalid_input', `There is a profile "${name}" already.`, 'Choose another name.');
}
