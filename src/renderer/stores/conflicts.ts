/** Which mods bring the same files, who wins, and the player's word on it. */
import { useMemo, useRef } from 'react';
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
  const list = conflicts.useStore((store) => store.games[gameId]?.value?.conflicts);
  const last = useRef(noScores);
  return useMemo(() => {
    last.current = list === undefined ? noScores : withSame(last.current, scoresOf(list, false));
    return last.current;
  }, [list]);
}

/** The scores, as the objects of before where they did not change: a row whose score stays is not drawn again. */
function withSame(before: ReadonlyMap<EntryId, Score>, now: ReadonlyMap<EntryId, Score>): ReadonlyMap<EntryId, Score> {
  const pairs = [...now].map(([entry, score]) => {
    const old = before.get(entry);
    return [entry, old?.wins === score.wins && old.loses === score.loses ? old : score] as const;
  });
  const isSame = pairs.length === before.size && pairs.every(([entry, score]) => before.get(entry) === score);
  return isSame ? before : new Map(pairs);
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
