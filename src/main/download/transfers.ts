/** Starts the downloads whose turn it is, and takes down how each of them ends. */
import { toErrorData } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { DownloadRecord, Progress } from '../../shared/jobs.ts';
import { createRateMeter } from '../lib/rate-meter.ts';
import { judgeFault, nextTime, toStart } from './queue-rules.ts';
import { viewOf, type FetchTools, type QueueDeps, type QueueState, type StopReason } from './queue-state.ts';

/** Milliseconds between two reports of progress. */
const progressEvery = 100;

export interface Transfers {
  /** Writes a change down, then shows it. */
  readonly set: (id: JobId, changes: Partial<DownloadRecord>) => void;
  /** Starts what may start. */
  readonly pump: () => void;
}

type Changes = Partial<DownloadRecord>;

interface Board {
  readonly show: (id: JobId) => void;
  readonly set: Transfers['set'];
}

export function createTransfers(deps: QueueDeps, state: QueueState): Transfers {
  const board = createBoard(deps, state);
  const { clock } = deps;

  function pump(): void {
    if (state.closed) return;
    const { mayStart = () => true } = deps;
    const records = state.order.filter(mayStart).flatMap((id) => state.records.get(id) ?? []);
    for (const id of toStart(records, new Set(state.running.keys()), deps.limits(), clock.now())) start(id);
    if (state.timer !== null) clearTimeout(state.timer);
    const at = nextTime(records, new Set(state.running.keys()));
    state.timer = at === null ? null : setTimeout(pump, Math.min(Math.max(at - clock.now(), 0) + 1, 60_000));
    state.timer?.unref();
  }

  function start(id: JobId): void {
    const stop = new AbortController();
    const bytesDone = state.motions.get(id)?.bytesDone ?? 0;
    state.motions.set(id, { phase: 'resolving', bytesDone, rate: null });
    const ended = Promise.withResolvers<void>();
    state.running.set(id, { stop, ended: ended.promise });
    board.show(id);
    void run(deps, state, board, id, stop.signal).finally(() => {
      state.running.delete(id);
      ended.resolve();
      pump();
    });
  }

  return { set: board.set, pump };
}

function createBoard({ table, changed }: QueueDeps, state: QueueState): Board {
  const show = (id: JobId): void => {
    const view = viewOf(state, id);
    if (view !== null) changed(view);
  };
  const set = (id: JobId, changes: Changes): void => {
    const record = state.records.get(id);
    if (record === undefined || state.closed) return;
    const next = { ...record, ...changes };
    table.put(next);
    state.records.set(id, next);
    show(id);
  };
  return { show, set };
}

async function run(deps: QueueDeps, state: QueueState, board: Board, id: JobId, signal: AbortSignal): Promise<void> {
  const record = state.records.get(id);
  if (record === undefined) return;
  const changes = await outcomeOf(deps, state, board, record, signal);
  state.running.delete(id);
  if (changes.state === 'cancelled') deps.discard(id);
  try {
    board.set(id, changes);
  } catch (error) {
    // It could not be written down: here it has failed, and the next start finds it in the queue.
    state.records.set(id, { ...record, state: 'failed', error: toErrorData(error), endedAt: deps.clock.now() });
    board.show(id);
  }
}

/** Never throws. */
async function outcomeOf(
  deps: QueueDeps,
  state: QueueState,
  board: Board,
  record: DownloadRecord,
  signal: AbortSignal,
): Promise<Changes> {
  const { id, wish } = record;
  const now = deps.clock.now;
  const stopped = (): StopReason | null => (signal.aborted ? (signal.reason as StopReason) : null);
  try {
    const tools: FetchTools = {
      grant: state.grants.get(id) ?? null,
      progress: createProgress(deps, state, board, id),
      describe: (about) => board.set(id, about),
    };
    const fetched = await deps.fetch(record, tools, signal);
    if (stopped() === 'cancel') return afterStop('cancel', now());
    const next: Changes = wish === null ? { state: 'done', endedAt: now() } : { state: 'fetched' };
    return { ...next, fetched, bytesTotal: fetched.size, notBefore: null, error: null };
  } catch (thrown) {
    const reason = stopped();
    return reason === null ? afterFault(deps, state, record, thrown) : afterStop(reason, now());
  } finally {
    // A link permits one download.
    if (stopped() === null) state.grants.delete(id);
  }
}

function afterStop(reason: StopReason, now: number): Changes {
  switch (reason) {
    case 'pause':
      return { state: 'paused', notBefore: null };
    case 'cancel':
      return { state: 'cancelled', notBefore: null, endedAt: now };
    case 'close':
      return {};
    default:
      return reason satisfies never;
  }
}

function afterFault(deps: QueueDeps, state: QueueState, record: DownloadRecord, thrown: unknown): Changes {
  const now = deps.clock.now();
  const tried = state.tried.get(record.id) ?? 0;
  const verdict = judgeFault(thrown, record, tried, deps.retryAfter, now);
  switch (verdict.kind) {
    case 'again':
      if (verdict.counts) state.tried.set(record.id, tried + 1);
      return { state: 'queued', notBefore: verdict.at, error: verdict.error };
    case 'park':
      return { state: 'waiting-for-player', waitsFor: verdict.waitsFor };
    case 'fail':
      return { state: 'failed', error: verdict.error, endedAt: now };
    default:
      return verdict satisfies never;
  }
}

function createProgress(
  { clock }: QueueDeps,
  state: QueueState,
  { set, show }: Board,
  id: JobId,
): (progress: Progress) => void {
  const meter = createRateMeter(clock);
  let shownAt = -Infinity;
  return ({ phase, bytesDone, bytesTotal }) => {
    const known = state.motions.get(id);
    const before = known?.bytesDone ?? 0;
    const moving = phase === 'downloading';
    const motion = moving
      ? { phase: 'downloading' as const, bytesDone, rate: meter.note(phase, bytesDone) }
      : { phase: 'resolving' as const, bytesDone: before, rate: null };
    state.motions.set(id, motion);
    if (moving && bytesDone > before) state.tried.delete(id);
    // The size is told again with each chunk; it is worth a write only where it is news.
    const isNews = moving && bytesTotal !== null && state.records.get(id)?.bytesTotal !== bytesTotal;
    if (isNews) set(id, { bytesTotal });
    const now = performance.now();
    if (now - shownAt < progressEvery && known?.phase === motion.phase) return;
    shownAt = now;
    show(id);
  };
}
