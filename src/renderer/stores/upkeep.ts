/** Verifying, repairing and taking all mods out: what is under way, and what the last verification found. */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import type { ChangeOutcome, VerifiedGame } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { announce } from './announcer.ts';
import { settled } from './notices.ts';

export type UpkeepVerb = 'verify' | 'repair' | 'purge';

export interface UpkeepState {
  readonly running: UpkeepVerb | null;
  readonly verified: VerifiedGame | null;
  readonly repaired: ChangeOutcome | null;
  readonly error: { readonly verb: UpkeepVerb; readonly data: ErrorData } | null;
}

const idle: UpkeepState = { running: null, verified: null, repaired: null, error: null };

const useUpkeepStore = create<{ readonly games: Readonly<Record<GameId, UpkeepState>> }>(() => ({ games: {} }));

export const useUpkeep = (gameId: GameId): UpkeepState => useUpkeepStore((store) => store.games[gameId] ?? idle);

export const verify = (gameId: GameId): Promise<void> =>
  run(gameId, 'verify', getBridge().upkeep.verify({ gameId }), (verified) => {
    const found = verified.changes.length;
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
