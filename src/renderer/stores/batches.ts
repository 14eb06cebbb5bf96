/** Installations that were begun together: how far they are, and the way back from all of them at once. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/jobs.ts';
import { rollBack } from './history.ts';
import { isRunning, useJobList } from './jobs.ts';

export interface Batch {
  readonly gameId: GameId;
  readonly kind: 'install' | 'update';
  /** What it is about, for the headline: the mod, or nothing for several updates. */
  readonly name: string;
  readonly jobs: readonly JobId[];
  /** The generation to go back to when none of it is wanted after all. */
  readonly before: number;
}

const useBatches = create<{ readonly batches: Readonly<Record<string, Batch>> }>(() => ({ batches: {} }));

const keyOf = (gameId: GameId, kind: Batch['kind']): string => `${gameId} ${kind}`;

export const useBatch = (gameId: GameId, kind: Batch['kind']): Batch | null =>
  useBatches((store) => store.batches[keyOf(gameId, kind)] ?? null);

export function showBatch(batch: Batch): void {
  useBatches.setState(({ batches }) => ({ batches: { ...batches, [keyOf(batch.gameId, batch.kind)]: batch } }));
}

export function closeBatch({ gameId, kind }: Batch): void {
  useBatches.setState(({ batches }) => ({
    batches: Object.fromEntries(Object.entries(batches).filter(([key]) => key !== keyOf(gameId, kind))),
  }));
}

/** Takes back everything that was done since the batch began. */
export async function takeBack(batch: Batch): Promise<void> {
  await rollBack(batch.gameId, batch.before);
  closeBatch(batch);
}

export interface BatchProgress {
  readonly jobs: readonly Job[];
  readonly done: number;
  readonly failed: readonly Job[];
  readonly running: boolean;
  /** Waits for something only the player can do. */
  readonly waiting: readonly Job[];
}

export function useBatchProgress(batch: Batch | null): BatchProgress {
  const all = useJobList();
  return useMemo(() => {
    const jobs = all.filter(({ id }) => batch?.jobs.includes(id) ?? false);
    const dismissed = (batch?.jobs.length ?? 0) - jobs.length;
    return {
      jobs,
      done: jobs.filter(({ phase }) => phase === 'done').length + dismissed,
      failed: jobs.filter(({ phase }) => phase === 'failed' || phase === 'cancelled'),
      running: jobs.some(({ phase }) => isRunning(phase)),
      waiting: jobs.filter(({ waitsFor }) => waitsFor !== null),
    };
  }, [all, batch]);
}
