/** Installations that were begun together: how far they are, and the way back from all of them at once. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/jobs.ts';
import type { ChangeCounts, ModRef } from '../../shared/model.ts';
import { modReference } from '../../shared/references.ts';
import { describeChange } from '../features/history/sentences.ts';
import { i18n } from '../i18n/i18n.ts';
import { undo, useHistory } from './history.ts';
import { isRunning, useJobList, useJobs } from './jobs.ts';
import { noticeUndoable } from './notices.ts';

export interface Batch {
  readonly gameId: GameId;
  readonly kind: 'install' | 'update';
  /** What it is about, for the headline: the mod, or nothing for several updates. */
  readonly name: string;
  /** The mod that was asked for; null for updates. */
  readonly modRef: ModRef | null;
  readonly jobs: readonly JobId[];
  /** The generation that was current when it began. */
  readonly before: number;
}

const useBatches = create<{ readonly batches: Readonly<Record<string, Batch>> }>(() => ({ batches: {} }));

const keyOf = (gameId: GameId, kind: Batch['kind']): string => `${gameId} ${kind}`;

export const useBatch = (gameId: GameId, kind: Batch['kind']): Batch | null =>
  useBatches((store) => store.batches[keyOf(gameId, kind)] ?? null);

export function showBatch(batch: Batch): void {
  useBatches.setState(({ batches }) => ({ batches: { ...batches, [keyOf(batch.gameId, batch.kind)]: batch } }));
  const stop = useJobs.subscribe(({ state }) => {
    const { jobs, done, running } = progressOf(batch, state?.jobs ?? []);
    // Their first news may still be on its way.
    if (running || jobs.length === 0) return;
    stop();
    if (done.length > 0) tellEnd(batch, done);
  });
}

/** Takes the place of what was said about its last step: the way back is from all of it. */
function tellEnd(batch: Batch, done: readonly Job[]): void {
  const others = done.length - 1;
  const whole = done.length === batch.jobs.length && batch.kind === 'install';
  const title = whole ? i18n.t('plan.doneWith', { name: batch.name, count: others }) : endWords(batch, done.length);
  const changed = done.map(({ outcome }) => outcome?.changed ?? unchanged).reduce(added, unchanged);
  noticeUndoable(title, `${describeChange(changed)}.`, {
    label: i18n.t('common.undo'),
    icon: 'undo',
    run: () => void takeBack(batch),
  });
}

export const endWords = ({ kind }: Batch, count: number): string =>
  kind === 'update' ? i18n.t('plan.updated', { count }) : i18n.t('plan.done', { count });

const unchanged: ChangeCounts = { added: 0, replaced: 0, removed: 0 };

const added = (sum: ChangeCounts, one: ChangeCounts): ChangeCounts => ({
  added: sum.added + one.added,
  replaced: sum.replaced + one.replaced,
  removed: sum.removed + one.removed,
});

export function closeBatch({ gameId, kind }: Batch): void {
  useBatches.setState(({ batches }) => ({
    batches: Object.fromEntries(Object.entries(batches).filter(([key]) => key !== keyOf(gameId, kind))),
  }));
}

/** As the last step it is taken back whole. */
export async function takeBack(batch: Batch): Promise<void> {
  await undo(batch.gameId);
  closeBatch(batch);
}

export interface BatchProgress {
  readonly jobs: readonly Job[];
  readonly done: readonly Job[];
  readonly failed: readonly Job[];
  readonly running: boolean;
  /** Waits for something only the player can do. */
  readonly waiting: readonly Job[];
}

export function useBatchProgress(batch: Batch): BatchProgress {
  const all = useJobList();
  return useMemo(() => progressOf(batch, all), [all, batch]);
}

function progressOf(batch: Batch, all: readonly Job[]): BatchProgress {
  const jobs = all.filter(({ id }) => batch.jobs.includes(id));
  return {
    jobs,
    done: jobs.filter(({ phase }) => phase === 'done'),
    failed: jobs.filter(({ phase }) => phase === 'failed' || phase === 'cancelled'),
    running: jobs.some(({ phase }) => isRunning(phase)),
    waiting: jobs.filter(({ waitsFor }) => waitsFor !== null),
  };
}

/** Whether an undo takes all of it back and nothing else: no other change came after it, or in between. */
export const useIsLastStep = ({ gameId, before }: Pick<Batch, 'gameId' | 'before'>): boolean =>
  useHistory(gameId).value?.undo?.from === before;

/** Whether a mod is one of those that the batch installs. */
export const isInBatch = (batch: Batch, jobs: readonly Job[], ref: ModRef): boolean =>
  [batch.modRef, ...jobs.map(({ modRef }) => modRef)].some(
    (one) => one !== null && modReference(one) === modReference(ref),
  );
