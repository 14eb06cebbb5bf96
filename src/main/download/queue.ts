/**
 * The queue of downloads. What it decides is kept before it is shown: the process may end at any moment, and the next one
 * goes on where this one was. Which bytes are here is not written down but read from the disk.
 */
import type { ErrorData } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Download, DownloadRecord, FetchedArchive, InstallWish } from '../../shared/jobs.ts';
import { hasEnded, placedBefore } from './queue-rules.ts';
import { viewOf, type Grant, type QueueDeps, type QueueState, type StopReason } from './queue-state.ts';
import { createTransfers, type Transfers } from './transfers.ts';

export interface DownloadQueue {
  /** Everything, the history included, in the order of the queue. */
  readonly list: () => readonly Download[];
  readonly get: (id: JobId) => Download | null;
  /** The verified archive of a download in state `fetched` or later. */
  readonly fetched: (id: JobId) => FetchedArchive | null;
  readonly add: (record: DownloadRecord, grant?: Grant | null) => void;
  readonly pause: (id: JobId) => void;
  /** Goes on with one that is paused, parked, or waiting for its next try. A link may bring the permission for it. */
  readonly resume: (id: JobId, grant?: Grant | null) => void;
  /** Begins one that has ended again, with whatever of it is still there. `wish`: what it is to become this time. */
  readonly retry: (id: JobId, grant?: Grant | null, wish?: InstallWish | null) => void;
  readonly cancel: (id: JobId) => void;
  readonly move: (id: JobId, before: JobId | null) => void;
  /** Forgets downloads that have ended, with what is left of them on disk. */
  readonly clear: (ids: readonly JobId[]) => void;
  /** Forgets downloads whatever they are doing. */
  readonly forget: (ids: readonly JobId[]) => void;
  /** Ends one whose archive was used. `keepArchive`: trying again will not fetch it again. */
  readonly finish: (id: JobId, error: ErrorData | null, keepArchive?: boolean) => void;
  /** Looks again at what may start: limits were changed. */
  readonly wake: () => void;
  /** Stops the transfers; they stay in the queue. Nothing changes any more afterwards. */
  readonly close: () => Promise<void>;
}

export function createQueue(deps: QueueDeps): DownloadQueue {
  const stored = deps.table.list();
  const state: QueueState = {
    order: stored.map(({ id }) => id),
    records: new Map(stored.map((record) => [record.id, record])),
    running: new Map(),
    motions: new Map(),
    grants: new Map(),
    tried: new Map(),
    timer: null,
    closed: false,
  };
  for (const { id, state: was } of stored) {
    if (!hasEnded(was)) state.motions.set(id, { phase: 'resolving', bytesDone: deps.sizeOf(id), rate: null });
  }
  const transfers = createTransfers(deps, state);
  return { ...readersOf(state), ...verbsOf(deps, state, transfers) };
}

const readersOf = (state: QueueState): Pick<DownloadQueue, 'list' | 'get' | 'fetched'> => ({
  list: () => state.order.flatMap((id) => viewOf(state, id) ?? []),
  get: (id) => viewOf(state, id),
  fetched: (id) => state.records.get(id)?.fetched ?? null,
});

type QueueVerbs = Omit<DownloadQueue, 'list' | 'get' | 'fetched'>;

const anew = { state: 'queued', waitsFor: null, error: null, notBefore: null, endedAt: null } as const;

function verbsOf(deps: QueueDeps, state: QueueState, { set, pump }: Transfers): QueueVerbs {
  const { table } = deps;
  const stateOf = (id: JobId): DownloadRecord['state'] | null => state.records.get(id)?.state ?? null;
  const stop = (id: JobId, reason: StopReason): boolean => {
    const running = state.running.get(id);
    running?.stop.abort(reason);
    return running !== undefined;
  };
  const again = (id: JobId): void => {
    state.tried.delete(id);
    set(id, state.records.get(id)?.fetched === null ? anew : { ...anew, state: 'fetched' });
    pump();
  };
  return {
    ...endingsOf(deps, state, { set, pump }),
    add: (record, grant = null) => {
      if (state.closed) return;
      if (grant !== null) state.grants.set(record.id, grant);
      state.order = [...state.order.filter((id) => id !== record.id), record.id];
      state.records.set(record.id, record);
      set(record.id, {});
      pump();
    },
    pause: (id) => {
      const now = stateOf(id);
      if (stop(id, 'pause') || (now !== 'queued' && now !== 'waiting-for-player')) return;
      set(id, { state: 'paused', notBefore: null });
    },
    resume: (id, grant = null) => {
      const now = stateOf(id);
      if (state.running.has(id) || (now !== 'paused' && now !== 'waiting-for-player' && now !== 'queued')) return;
      if (grant !== null) state.grants.set(id, grant);
      again(id);
    },
    retry: (id, grant = null, wish = state.records.get(id)?.wish ?? null) => {
      const now = stateOf(id);
      if (now === null || !hasEnded(now)) return;
      if (grant !== null) state.grants.set(id, grant);
      set(id, { wish });
      again(id);
    },
    cancel: (id) => {
      const now = stateOf(id);
      if (now === null || hasEnded(now) || stop(id, 'cancel') || state.closed) return;
      deps.discard(id);
      set(id, { state: 'cancelled', fetched: null, notBefore: null, waitsFor: null, endedAt: deps.clock.now() });
    },
    move: (id, before) => {
      const next = placedBefore(state.order, id, before);
      if (next === state.order || state.closed) return;
      state.order = next;
      table.arrange(next);
      set(id, {});
    },
  };
}

function endingsOf(
  { table, discard, clock }: QueueDeps,
  state: QueueState,
  { set, pump }: Transfers,
): Pick<QueueVerbs, 'clear' | 'forget' | 'finish' | 'wake' | 'close'> {
  function forget(ids: readonly JobId[]): void {
    if (ids.length === 0 || state.closed) return;
    table.remove(ids);
    for (const id of ids) {
      state.records.delete(id);
      state.motions.delete(id);
      state.running.get(id)?.stop.abort('cancel');
      discard(id);
    }
    state.order = state.order.filter((id) => state.records.has(id));
  }
  return {
    forget,
    clear: (ids) =>
      forget(
        ids.filter((id) => {
          const record = state.records.get(id);
          return record !== undefined && hasEnded(record.state);
        }),
      ),
    finish: (id, error, keepArchive = false) => {
      if (state.records.get(id)?.state !== 'fetched' || state.closed) return;
      if (!keepArchive) discard(id);
      const cancelled = error?.code === 'cancelled';
      const ended = error === null ? 'done' : cancelled ? 'cancelled' : 'failed';
      const fetched = keepArchive ? {} : { fetched: null };
      set(id, { ...fetched, state: ended, error: cancelled ? null : error, endedAt: clock.now() });
      pump();
    },
    wake: pump,
    close: async () => {
      if (state.timer !== null) clearTimeout(state.timer);
      state.closed = true;
      const running = [...state.running.values()];
      for (const { stop } of running) stop.abort('close');
      await Promise.all(running.map(({ ended }) => ended));
    },
  };
}
