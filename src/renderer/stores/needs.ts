/** Mods that need each other: the question before a change would part them. */
import { create } from 'zustand';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { NamedEntry } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { settled } from './notices.ts';

export type NeedsChange = 'on' | 'off' | 'remove';

export interface NeedsQuestion {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly change: NeedsChange;
  /** Mods that should go, or come, with them. */
  readonly others: readonly NamedEntry[];
  /** With the mods to change; null: none. */
  readonly answer: (entries: readonly EntryId[] | null) => void;
}

export const useNeedsQuestion = create<{ readonly open: NeedsQuestion | null }>(() => ({ open: null }));

/** The mods to change, as the player wants it; null: the player thought better of it. Asks only where there is a need. */
export async function withNeeds(
  gameId: GameId,
  entries: readonly EntryId[],
  change: NeedsChange,
): Promise<readonly EntryId[] | null> {
  const told = await settled(getBridge().library.needs({ gameId, entries: [...entries], enabled: change === 'on' }));
  // What is wrong then, the change itself will say.
  if (!told.ok || told.value.length === 0) return entries;
  const answered = Promise.withResolvers<readonly EntryId[] | null>();
  dropNeedsQuestion();
  useNeedsQuestion.setState({ open: { gameId, entries, change, others: told.value, answer: answered.resolve } });
  const chosen = await answered.promise;
  if (useNeedsQuestion.getState().open?.answer === answered.resolve) useNeedsQuestion.setState({ open: null });
  return chosen;
}

/** The library is left, or another change is asked about. */
export function dropNeedsQuestion(): void {
  useNeedsQuestion.getState().open?.answer(null);
}
