/** Files that are not as Loadstone left them. Looked for quietly when a game is shown. */
import type { GameId } from '../../shared/ids.ts';
import type { GameStatus, OutsideChange } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { orNotice } from './notices.ts';
import { createPerGame } from './per-game.ts';

/** Only deployed files: cheap enough to do without being asked. */
const deployed = createPerGame<GameStatus>((gameId) => getBridge().outside.check({ gameId, added: false }));
/** Also files that came from outside: reads every folder that mods go to. */
const everything = createPerGame<GameStatus>((gameId) => getBridge().outside.check({ gameId, added: true }));

export const useOutside = deployed.use;
export const readOutside = deployed.read;
export const heldOutside = deployed.held;
export const useWholeOutside = everything.use;
export const readWholeOutside = everything.read;

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
