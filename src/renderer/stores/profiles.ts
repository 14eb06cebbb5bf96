/** The named loadouts of each game. */
import type { GameId } from '../../shared/ids.ts';
import type { ProfilesState, Result } from '../../shared/ipc/contract.ts';
import type { ErrorData } from '../../shared/errors.ts';
import { getBridge } from '../bridge.ts';
import { orNotice, settled } from './notices.ts';
import { createPerGame } from './per-game.ts';

const profiles = createPerGame<ProfilesState>((gameId) => getBridge().profiles.snapshot({ gameId }));

export const useProfiles = profiles.use;
export const readProfiles = profiles.read;
export const heldProfiles = profiles.held;

export const takeProfiles = (state: ProfilesState): void => profiles.take(state.gameId, state);

export const createProfile = (gameId: GameId, name: string, copy: boolean): Promise<ErrorData | null> =>
  changed(gameId, getBridge().profiles.create({ gameId, name, copy }));

export const renameProfile = (gameId: GameId, name: string, to: string): Promise<ErrorData | null> =>
  changed(gameId, getBridge().profiles.rename({ gameId, name, to }));

export const removeProfile = (gameId: GameId, name: string): Promise<ErrorData | null> =>
  changed(gameId, getBridge().profiles.remove({ gameId, name }));

export async function switchProfile(gameId: GameId, name: string): Promise<void> {
  await orNotice(getBridge().profiles.switch({ gameId, name }), () => void switchProfile(gameId, name));
}

/** The error, for the form that asked; null when it is done. */
async function changed(gameId: GameId, answer: Promise<Result<null>>): Promise<ErrorData | null> {
  const result = await settled(answer);
  if (!result.ok) return result.error;
  await profiles.read(gameId);
  return null;
}
