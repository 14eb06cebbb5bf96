/** Long work that the player watches: what runs, how far it is, and how to stop it. */
import { LoadstoneError, toErrorData } from '../../shared/errors.ts';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { ChangeOutcome, ModRef } from '../../shared/model.ts';
import type { Job, JobKind, JobWaitsFor, Progress } from '../../shared/jobs.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { createRateMeter } from '../lib/rate-meter.ts';

export interface JobStart {
  /** Default: it installs. */
  readonly kind?: JobKind;
  readonly gameId: GameId;
  readonly title: string;
  readonly modRef: ModRef | null;
}

export interface JobWork {
  readonly id: JobId;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Once the name is known. */
  readonly rename: (title: string) => void;
  /** Nothing goes on until the player has done something; the next progress ends it. */
  readonly waitFor: (action: JobWaitsFor) => void;
}

export interface Jobs {
  readonly list: () => readonly Job[];
  /** Starts `work` and answers at once. An id that was given takes the place of the job that ended under it. */
  readonly start: (start: JobStart, work: (tools: JobWork) => Promise<ChangeOutcome | null>, id?: JobId) => JobId;
  readonly isRunning: (id: JobId) => boolean;
  /** Asks a job to stop; one that has ended stays as it is. */
  readonly cancel: (id: JobId) => void;
  /** Forgets a job that has ended. */
  readonly dismiss: (id: JobId) => void;
  /** Stops everything and waits for it. */
  readonly close: () => Promise<void>;
}

export interface JobsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => JobId;
  readonly changed: (jobs: readonly Job[]) => void;
}

/** The last steps of a work are told too seldom to be relied on: what is done is done to its end. */
const whole = (job: Job | undefined): Partial<Job> =>
  job === undefined ? {} : { bytesDone: job.bytesTotal ?? job.bytesDone, filesDone: job.filesTotal ?? job.filesDone };

const ended = new Set(['done', 'failed', 'cancelled']);

export function createJobs({ clock, log, newId, changed }: JobsDeps): Jobs {
  const jobs = new Map<JobId, Job>();
  const running = new Map<JobId, { stop: AbortController; finished: Promise<void> }>();

  const list = (): readonly Job[] => [...jobs.values()];

  function update(id: JobId, changes: Partial<Job>): void {
    const job = jobs.get(id);
    if (job === undefined || ended.has(job.phase)) return;
    jobs.set(id, { ...job, ...changes });
    changed(list());
  }

  async function work(
    id: JobId,
    run: (tools: JobWork) => Promise<ChangeOutcome | null>,
    stop: AbortController,
  ): Promise<void> {
    const meter = createRateMeter(clock);
    try {
      const outcome = await run({
        id,
        signal: stop.signal,
        progress: (progress) =>
          update(id, { ...progress, waitsFor: null, rate: meter.note(progress.phase, progress.bytesDone) }),
        rename: (title) => update(id, { title }),
        waitFor: (waitsFor) => update(id, { phase: 'waiting-for-player', waitsFor, rate: null }),
      });
      update(id, { ...whole(jobs.get(id)), phase: 'done', waitsFor: null, rate: null, outcome });
    } catch (error) {
      const cancelled = error instanceof LoadstoneError && error.code === 'cancelled';
      if (!(error instanceof LoadstoneError)) log.error('a job failed', error);
      update(
        id,
        cancelled
          ? { phase: 'cancelled', waitsFor: null, rate: null }
          : { phase: 'failed', waitsFor: null, rate: null, error: toErrorData(error) },
      );
    } finally {
      running.delete(id);
    }
  }

  return {
    list,
    isRunning: (id) => running.has(id),
    start: (about, run, id = newId()) => {
      // At the end of the list, as a new one.
      jobs.delete(id);
      jobs.set(id, {
        id,
        kind: 'install',
        ...about,
        phase: 'waiting',
        bytesDone: 0,
        bytesTotal: null,
        filesDone: 0,
        filesTotal: null,
        rate: null,
        startedAt: clock.now(),
        waitsFor: null,
        error: null,
        outcome: null,
      });
      changed(list());
      const stop = new AbortController();
      running.set(id, { stop, finished: work(id, run, stop) });
      return id;
    },
    cancel: (id) => running.get(id)?.stop.abort(),
    dismiss: (id) => {
      const job = jobs.get(id);
      if (job === undefined || !ended.has(job.phase)) return;
      jobs.delete(id);
      changed(list());
    },
    close: async () => {
      const all = [...running.values()];
      for (const { stop } of all) stop.abort();
      await Promise.all(all.map(({ finished }) => finished));
    },
  };
}
