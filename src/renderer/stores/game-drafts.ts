/** Forms about games that were begun. They outlive their screen: a sign-in in between costs nothing that was typed. */
import { create } from 'zustand';
import type { Layout } from '../../shared/games.ts';
import type { OpenSource } from '../../shared/game-sources.ts';
import type { GameId } from '../../shared/ids.ts';
import type { FolderInspection } from '../../shared/ipc/contract.ts';
import { useNavigation } from './navigation.ts';

/** What was typed for each source: a key, the address of the game there, or the first letters of its name. */
export type TypedSources = Readonly<Partial<Record<OpenSource, string>>>;

/** What the player says about a game that Loadstone does not know. */
export interface CustomDraft {
  readonly name: string;
  /** As it is chosen in the list of folders. */
  readonly folder: string;
  /** Of a folder that is not in the list. */
  readonly path: string;
  readonly layout: Layout;
  readonly typed: TypedSources;
}

interface GameDrafts {
  /** The folder of the game that is being added. */
  readonly inspection: FolderInspection | null;
  /** null: nothing was changed yet. */
  readonly custom: CustomDraft | null;
  /** Games whose sources are being changed. */
  readonly sources: Readonly<Record<GameId, TypedSources>>;
}

const none: GameDrafts = { inspection: null, custom: null, sources: {} };

export const useGameDrafts = create<GameDrafts>(() => none);

/** Another folder is another game; a second look at the same one is not. */
export function takeInspection(inspection: FolderInspection): void {
  useGameDrafts.setState((before) => ({
    inspection,
    custom: before.inspection?.path === inspection.path ? before.custom : null,
  }));
}

export const keepCustom = (custom: CustomDraft): void => useGameDrafts.setState({ custom });

/** null: the change was made, or given up. */
export function keepSources(gameId: GameId, typed: TypedSources | null): void {
  useGameDrafts.setState(({ sources: { [gameId]: _before, ...others } }) => ({
    sources: typed === null ? others : { ...others, [gameId]: typed },
  }));
}

/** Who goes elsewhere than to the accounts has given the form up. */
useNavigation.subscribe(({ screen: { name } }) => {
  if (name === 'settings' || name === 'add-game') return;
  const { sources } = useGameDrafts.getState();
  useGameDrafts.setState({ ...none, sources: name === 'game-settings' || name === 'discover' ? sources : {} });
});
