/** Where the player is. Screens are plain values; the window has no addresses of its own. */
import { create } from 'zustand';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ModRef, ProviderId } from '../../shared/model.ts';
import type { MainScreen } from '../../shared/settings.ts';

export type Screen =
  | { readonly name: 'add-game' }
  | { readonly name: 'discover' }
  | { readonly name: 'mod'; readonly ref: ModRef }
  | { readonly name: 'library'; readonly select: EntryId | null }
  /** `text` narrows the list to a mod or a path at once. */
  | { readonly name: 'conflicts'; readonly text: string }
  | { readonly name: 'history' }
  | { readonly name: 'upkeep' }
  | { readonly name: 'updates' }
  | { readonly name: 'game-settings' }
  /** Of the whole app, not of a game. */
  | {
      readonly name: 'settings';
      readonly section: string;
      readonly provider?: ProviderId;
      readonly part?: 'registry';
      /** A sign-in is wanted elsewhere: who has signed in goes back there. */
      readonly wanted?: true;
    }
  | { readonly name: 'downloads' };

export const discoverScreen: Screen = { name: 'discover' };
export const libraryScreen: Screen = { name: 'library', select: null };
export const historyScreen: Screen = { name: 'history' };
export const conflictsScreen: Screen = { name: 'conflicts', text: '' };
export const upkeepScreen: Screen = { name: 'upkeep' };
export const updatesScreen: Screen = { name: 'updates' };
export const gameSettingsScreen: Screen = { name: 'game-settings' };
export const settingsScreen: Screen = { name: 'settings', section: 'appearance' };
export const accountsScreen: Screen = { name: 'settings', section: 'accounts' };
/** The accounts, with the one of a provider in view. */
export const accountScreen = (provider: ProviderId): Screen => ({ ...accountsScreen, provider });
/** The same, for what cannot go on without a sign-in. */
export const signInScreen = (provider: ProviderId): Screen => ({
  name: 'settings',
  section: 'accounts',
  provider,
  wanted: true,
});
/** Where the registry is checked and made anew. */
export const registryScreen: Screen = { name: 'settings', section: 'storage', part: 'registry' };
export const downloadsScreen: Screen = { name: 'downloads' };
export const addGameScreen: Screen = { name: 'add-game' };

export interface Place {
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

/** Screens of a game that it may be opened at. */
export const mainScreens: Readonly<Record<MainScreen, Screen>> = {
  discover: discoverScreen,
  library: libraryScreen,
  updates: updatesScreen,
  conflicts: conflictsScreen,
  history: historyScreen,
  upkeep: upkeepScreen,
};

/** Switches to a game and keeps the screen where that makes sense. */
export function showGame(gameId: GameId, screen?: Screen): void {
  const now = useNavigation.getState();
  go({ gameId, screen: screen ?? keptScreens[now.screen.name] ?? discoverScreen });
}

/** Screens that a change of the game leads to again. */
const keptScreens: Readonly<Partial<Record<Screen['name'], Screen>>> = {
  library: libraryScreen,
  conflicts: conflictsScreen,
  history: historyScreen,
  upkeep: upkeepScreen,
  updates: updatesScreen,
  'game-settings': gameSettingsScreen,
};

/** Screens that belong to no game. */
export const isGlobal = (screen: Screen): boolean =>
  screen.name === 'add-game' || screen.name === 'settings' || screen.name === 'downloads';

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
