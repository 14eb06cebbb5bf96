/** Which mods bring the same files, who wins, and the player's word on it. */
import { useMemo } from 'react';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ConflictsState } from '../../shared/ipc/contract.ts';
import type { Conflict, FileChoice } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { createFollowedPerGame } from './follow-list.ts';
import { orNotice } from './notices.ts';

const conflicts = createFollowedPerGame({
  snapshot: (gameId) => getBridge().conflicts.snapshot({ gameId }),
  changes: (gameId, since) => getBridge().conflicts.changes({ gameId, since }),
  itemsOf: (state: ConflictsState) => state.conflicts,
  join: ({ revision, gameId, total, choices }, list) => ({ revision, gameId, conflicts: list, total, choices }),
});

export const useConflicts = conflicts.use;
export const heldConflicts = conflicts.held;
export const readConflicts = conflicts.read;

/** How often a mod wins and loses. Files that all bring alike count for nobody: nothing is lost. */
export interface Score {
  readonly wins: number;
  readonly loses: number;
}

const noScores: ReadonlyMap<EntryId, Score> = new Map();

export function useScores(gameId: GameId): ReadonlyMap<EntryId, Score> {
  const state = conflicts.use(gameId).value;
  return useMemo(() => (state === null ? noScores : scoresOf(state.conflicts, false)), [state]);
}

/** Wins and losses by mod. */
export function scoresOf(list: readonly Conflict[], countIdentical: boolean): ReadonlyMap<EntryId, Score> {
  const scores = new Map<EntryId, Score>();
  for (const conflict of list) {
    if ((conflict.identical && !countIdentical) || conflict.providers.length < 2) continue;
    for (const { entry } of conflict.providers) {
      const { wins, loses } = scores.get(entry) ?? { wins: 0, loses: 0 };
      const won = entry === conflict.winner;
      scores.set(entry, { wins: wins + (won ? 1 : 0), loses: loses + (won ? 0 : 1) });
    }
  }
  return scores;
}

export type PathChoice = Pick<FileChoice, 'target' | 'path' | 'folder'>;

/** `entry` null: nobody shall provide the path. */
export async function chooseWinner(gameId: GameId, about: PathChoice, entry: EntryId | null): Promise<void> {
  await orNotice(getBridge().conflicts.choose({ gameId, ...about, choice: { entry } }));
}

/** The load order decides again. */
export async function forgetChoice(gameId: GameId, { target, path, folder }: PathChoice): Promise<void> {
  await orNotice(getBridge().conflicts.choose({ gameId, target, path, folder, choice: { forget: true } }));
}
