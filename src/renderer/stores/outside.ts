/**
 * Files that are not as Loadstone left them: one list for the badge, the status line and the page. Looked for quietly when
 * a game is shown, after a change that can bring such files back, and whenever somebody looks.
 */
import { create } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import type { GameStatus, OutsideChange } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { orNotice } from './notices.ts';
import { createPerGame } from './per-game.ts';

/** Only deployed files: cheap enough to do without being asked. */
const deployed = createPerGame<GameStatus>((gameId) => getBridge().outside.check({ gameId, added: false }));

export const useOutside = deployed.use;
export const readOutside = deployed.read;
export const heldOutside = deployed.held;

/** What another look at the same files has found. */
export const takeOutside = (status: GameStatus): void =>
  deployed.take(status.gameId, {
    gameId: status.gameId,
    generation: status.generation,
    files: status.files,
    changes: status.changes.filter((change) => change.kind !== 'added'),
  });

interface NewFiles {
  /** Files that belong to no mod, as of the last look for them; missing: nobody has looked. */
  readonly games: Readonly<Record<GameId, readonly OutsideChange[]>>;
  readonly looking: GameId | null;
}

const useNewFilesStore = create<NewFiles>(() => ({ games: {}, looking: null }));

/** null: nobody has looked for them. */
export const useNewFiles = (gameId: GameId): readonly OutsideChange[] | null =>
  useNewFilesStore(({ games }) => games[gameId] ?? null);

export const useIsLookingForNew = (gameId: GameId): boolean => useNewFilesStore(({ looking }) => looking === gameId);

const heldNewFiles = (gameId: GameId): readonly OutsideChange[] | null =>
  useNewFilesStore.getState().games[gameId] ?? null;

/** Also files that came from outside: reads every folder that mods go to. */
export async function readWholeOutside(gameId: GameId): Promise<void> {
  useNewFilesStore.setState({ looking: gameId });
  const found = await orNotice(getBridge().outside.check({ gameId, added: true }), () => void readWholeOutside(gameId));
  const added = found?.changes.filter((change) => change.kind === 'added');
  useNewFilesStore.setState(({ games, looking }) => ({
    looking: looking === gameId ? null : looking,
    games: added === undefined ? games : { ...games, [gameId]: added },
  }));
  if (found !== null) takeOutside(found);
}

/** As far as was looked before. */
export const lookAgain = (gameId: GameId): Promise<void> =>
  heldNewFiles(gameId) === null ? readOutside(gameId) : readWholeOutside(gameId);

type FileAt = Pick<OutsideChange, 'target' | 'path'>;

const named = (files: readonly FileAt[]): FileAt[] => files.map(({ target, path }) => ({ target, path }));

export async function keepChanges(gameId: GameId, files: readonly FileAt[]): Promise<boolean> {
  return (await orNotice(getBridge().outside.keep({ gameId, files: named(files) }))) !== null;
}

export async function restoreFiles(gameId: GameId, files: readonly FileAt[]): Promise<boolean> {
  return (await orNotice(getBridge().outside.restore({ gameId, files: named(files) }))) !== null;
}

export async function adoptFiles(gameId: GameId, files: readonly FileAt[], name: string): Promise<boolean> {
  return (await orNotice(getBridge().outside.adopt({ gameId, files: named(files), name }))) !== null;
}
