/** The managed games and the definitions they can be added as. */
import { create } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import type { GamesState } from '../../shared/ipc/contract.ts';
import type { GameDefinition, ManagedGame } from '../../shared/games.ts';
import { getBridge } from '../bridge.ts';
import { orNotice } from './notices.ts';
import { isNews } from './revision.ts';

interface GamesStore {
  readonly state: GamesState | null;
  readonly definitions: readonly GameDefinition[];
}

export const useGames = create<GamesStore>(() => ({ state: null, definitions: [] }));

export function takeGames(state: GamesState): void {
  if (isNews(state, useGames.getState().state)) useGames.setState({ state });
}

/** Asks at once, and takes the answer when `before` has ended too. */
export async function readGames(before?: Promise<void>): Promise<void> {
  const state = await orNotice(getBridge().games.snapshot(), () => void readGames());
  await before;
  if (state !== null) takeGames(state);
}

export async function readDefinitions(): Promise<void> {
  const definitions = await orNotice(getBridge().games.definitions());
  if (definitions !== null) useGames.setState({ definitions });
}

export const useGame = (gameId: GameId | null): ManagedGame | null =>
  useGames((store) => store.state?.games.find((game) => game.id === gameId) ?? null);

export const gameName = (gameId: GameId): string =>
  useGames.getState().state?.games.find((game) => game.id === gameId)?.name ?? gameId;
