/** Verifying, repairing and taking all mods out: what is under way, and what the last verification found. */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import type { ChangeOutcome, VerifiedGame } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { announce } from './announcer.ts';
import { useGame } from './games.ts';
import { settled } from './notices.ts';
import { takeOutside, useOutside } from './outside.ts';

export type UpkeepVerb = 'verify' | 'repair' | 'purge';

export interface UpkeepState {
  readonly running: UpkeepVerb | null;
  readonly verified: VerifiedGame | null;
  readonly repaired: ChangeOutcome | null;
  readonly error: { readonly verb: UpkeepVerb; readonly data: ErrorData } | null;
}

const idle: UpkeepState = { running: null, verified: null, repaired: null, error: null };

const useUpkeepStore = create<{ readonly games: Readonly<Record<GameId, UpkeepState>> }>(() => ({ games: {} }));

/** What was found or done counts only for the state of the game it was found in. */
export function useUpkeep(gameId: GameId): UpkeepState {
  const state = useUpkeepStore((store) => store.games[gameId] ?? idle);
  const generation = useGame(gameId)?.currentGeneration ?? 0;
  const changed = useOutside(gameId).value?.changes.length ?? 0;
  return stillTrue(state, generation, changed);
}

/** A good word is taken back by another state of the game, and by the first file that was changed outside since. */
export function stillTrue(state: UpkeepState, generation: number, changed: number): UpkeepState {
  const { verified, repaired } = state;
  const isSound = verified?.changes.length !== 0 || changed === 0;
  return {
    ...state,
    verified: verified !== null && verified.generation >= generation && isSound ? verified : null,
    repaired: repaired !== null && repaired.generation >= generation && changed === 0 ? repaired : null,
  };
}

export const verify = (gameId: GameId): Promise<void> =>
  run(gameId, 'verify', getBridge().upkeep.verify({ gameId }), (verified) => {
    const found = verified.changes.length;
    takeOutside(verified);
    announce(
      found === 0
        ? i18n.t('upkeep.verifiedGood', { count: verified.files })
        : i18n.t('upkeep.verifiedBad', { count: found }),
    );
    return { verified, repaired: null };
  });

export const repair = (gameId: GameId): Promise<void> =>
  run(gameId, 'repair', getBridge().upkeep.repair({ gameId }), (repaired) => ({ repaired, verified: null }));

export const purge = (gameId: GameId): Promise<void> =>
  run(gameId, 'purge', getBridge().upkeep.purge({ gameId }), () => ({ verified: null, repaired: null }));

async function run<T>(
  gameId: GameId,
  verb: UpkeepVerb,
  answer: Promise<Result<T>>,
  done: (value: T) => Partial<UpkeepState>,
): Promise<void> {
  put(gameId, { running: verb, error: null });
  const result = await settled(answer);
  if (result.ok) put(gameId, { running: null, ...done(result.value) });
  else if (result.error.code === 'cancelled') put(gameId, { running: null });
  else put(gameId, { running: null, error: { verb, data: result.error } });
}

function put(gameId: GameId, change: Partial<UpkeepState>): void {
  useUpkeepStore.setState(({ games }) => ({
    games: { ...games, [gameId]: { ...(games[gameId] ?? idle), ...change } },
  }));
}
