/** Where the player is. Screens are plain values; the window has no addresses of its own. */
import { create } from 'zustand';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ModRef } from '../../shared/model.ts';

export type Screen =
  | { readonly name: 'add-game' }
  | { readonly name: 'discover' }
  | { readonly name: 'mod'; readonly ref: ModRef }
  | { readonly name: 'library'; readonly select: EntryId | null }
  | { readonly name: 'history' };

export const discoverScreen: Screen = { name: 'discover' };
export const libraryScreen: Screen = { name: 'library', select: null };
export const historyScreen: Screen = { name: 'history' };
export const addGameScreen: Screen = { name: 'add-game' };

interface Place {
  readonly gameId: GameId | null;
  readonly screen: Screen;
}

interface NavigationState extends Place {
  /** Where "back" leads, the nearest last. */
  readonly trail: readonly Place[];
}

const trailLength = 50;

export const useNavigation = create<NavigationState>(() => ({ gameId: null, screen: discoverScreen, trail: [] }));

/** Shows a screen of the current game. Going to the screen that is shown already is no step. */
export function show(screen: Screen): void {
  go({ gameId: useNavigation.getState().gameId, screen });
}

/** Switches to a game and keeps the screen where that makes sense. */
export function showGame(gameId: GameId, screen?: Screen): void {
  const now = useNavigation.getState();
  const keeps = now.screen.name === 'library' || now.screen.name === 'history';
  const kept = now.screen.name === 'library' ? libraryScreen : now.screen;
  go({ gameId, screen: screen ?? (keeps ? kept : discoverScreen) });
}

export function goBack(): void {
  const { trail } = useNavigation.getState();
  const last = trail.at(-1);
  if (last === undefined) return;
  useNavigation.setState({ ...last, trail: trail.slice(0, -1) });
}

/** A game is gone, or the first one has come: nothing behind us is valid any more. */
export function startAt(gameId: GameId | null, screen: Screen): void {
  useNavigation.setState({ gameId, screen, trail: [] });
}

function go(place: Place): void {
  const { gameId, screen, trail } = useNavigation.getState();
  if (gameId === place.gameId && JSON.stringify(screen) === JSON.stringify(place.screen)) return;
  useNavigation.setState({ ...place, trail: [...trail, { gameId, screen }].slice(-trailLength) });
}
