/** Running and finished installs, and how to start them again. */
import { create } from 'zustand';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { EventPayload, JobsState } from '../../shared/ipc/contract.ts';
import type { Job, JobKind, JobPhase } from '../../shared/jobs.ts';
import type { ModRef } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { errorWords } from '../i18n/error-words.ts';
import { i18n } from '../i18n/i18n.ts';
import { announce } from './announcer.ts';
import { joinNews } from './follow-list.ts';
import { dismissJobNotice, noticeJobError, orNotice } from './notices.ts';
import { isNews } from './revision.ts';

interface JobsStore {
  readonly state: JobsState | null;
  readonly open: boolean;
}

const noJobs: readonly Job[] = [];

export const useJobs = create<JobsStore>(() => ({ state: null, open: false }));

/** How each job of this window was started, for "Try again". */
const starters = new Map<JobId, () => Promise<void>>();

/** Takes what became of the jobs. What cannot be followed from what is held is read whole. */
export function takeJobs({ revision, since, parts }: EventPayload<'jobs.changed'>): void {
  const held = useJobs.getState().state;
  if (held !== null && !isNews({ revision }, held)) return;
  const named = parts.map((part) => ('put' in part ? { put: part.put.map(withName) } : part));
  const jobs = held === null ? null : joinNews({ revision: held.revision, items: held.jobs }, { since, parts: named });
  if (jobs === null) {
    missed = revision;
    void readJobs();
    return;
  }
  useJobs.setState({ state: { revision, jobs } });
  const news = named.flatMap((part) => ('put' in part ? part.put : []));
  announceChanges(held?.jobs ?? noJobs, news);
}

function takeAllJobs(state: JobsState): void {
  const held = useJobs.getState().state;
  if (!isNews(state, held)) return;
  const jobs = state.jobs.map(withName);
  useJobs.setState({ state: { ...state, jobs } });
  announceChanges(held?.jobs ?? noJobs, jobs);
}

/** Work on a whole game is named in the player's language. */
function withName(job: Job): Job {
  switch (job.kind) {
    case 'install':
      return job;
    case 'verify':
      return { ...job, title: i18n.t('jobs.kindVerify') };
    case 'repair':
      return { ...job, title: i18n.t('jobs.kindRepair') };
    case 'purge':
      return { ...job, title: i18n.t('jobs.kindPurge') };
    case 'import':
      return { ...job, title: i18n.t('jobs.kindImport', { title: job.title }) };
    default:
      return job.kind satisfies never;
  }
}

/** The newest revision that could not be followed. */
let missed = 0;
let reading = false;

/** One answer at a time: events that cannot be followed come in crowds. */
export async function readJobs(): Promise<void> {
  if (reading) return;
  reading = true;
  let state: JobsState | null;
  do {
    state = await orNotice(getBridge().jobs.snapshot());
    if (state !== null) takeAllJobs(state);
  } while (state !== null && state.revision < missed);
  reading = false;
}

export const useJobList = (): readonly Job[] => useJobs((store) => store.state?.jobs ?? noJobs);

/** What is to be read in the panel is not said beside it as well. */
export function setJobsOpen(open: boolean): void {
  useJobs.setState(({ state }) => {
    if (open) for (const { id, phase } of state?.jobs ?? noJobs) if (phase === 'failed') dismissJobNotice(id);
    return { open };
  });
}

export const isRunning = (phase: JobPhase): boolean => phase !== 'done' && phase !== 'failed' && phase !== 'cancelled';

/** The work of a kind that runs on a game. */
export const useWork = (gameId: GameId, kind: JobKind): Job | null =>
  useJobs(
    (store) =>
      store.state?.jobs.findLast((job) => job.gameId === gameId && job.kind === kind && isRunning(job.phase)) ?? null,
  );

/** Whether a shared loadout is being installed: its single changes are not worth a word then. */
export const isImporting = (gameId: GameId): boolean =>
  useJobs
    .getState()
    .state?.jobs.some((job) => job.gameId === gameId && job.kind === 'import' && isRunning(job.phase)) ?? false;

/** The running job that installs from this page, if any. */
export const useJobOfMod = (gameId: GameId, ref: ModRef): Job | null =>
  useJobs(
    (store) =>
      store.state?.jobs.find(
        (job) =>
          job.gameId === gameId &&
          job.modRef !== null &&
          job.modRef.provider === ref.provider &&
          job.modRef.id === ref.id &&
          isRunning(job.phase),
      ) ?? null,
  );

export async function cancelJob(jobId: JobId): Promise<void> {
  await orNotice(getBridge().jobs.cancel({ jobId }));
}

export async function dismissJob(jobId: JobId): Promise<void> {
  starters.delete(jobId);
  dismissJobNotice(jobId);
  await orNotice(getBridge().jobs.dismiss({ jobId }));
}

export function rememberStarter(jobId: JobId, start: () => Promise<void>): void {
  starters.set(jobId, start);
}

export const canRetry = (jobId: JobId): boolean => starters.has(jobId);

export async function retryJob(jobId: JobId): Promise<void> {
  const start = starters.get(jobId);
  if (start === undefined) return;
  await dismissJob(jobId);
  await start();
}

function announceChanges(before: readonly Job[], after: readonly Job[]): void {
  const byId = new Map(before.map((job) => [job.id, job]));
  for (const job of after) {
    const known = byId.get(job.id);
    if (known?.phase !== job.phase) announcePhase(job, known === undefined);
  }
}

/** Only what a listener would ask about: start, putting files in place, and the end. Numbers are in the panel. */
function announcePhase(job: Job, isNew: boolean): void {
  const { title, phase, error } = job;
  if (job.kind !== 'install') {
    // Whoever began it shows its end, and its error.
    if (isNew) announce(i18n.t('jobs.announceWorkStarted', { title }));
    else if (phase === 'done') announce(i18n.t('jobs.announceWorkDone', { title }));
    return;
  }
  if (phase === 'done') announce(i18n.t('jobs.announceDone', { title }));
  else if (phase === 'failed') {
    announce(i18n.t('jobs.announceFailed', { title, message: error === null ? '' : errorWords(error).message }));
    // The card is in a closed panel: what went wrong must be seen where the player is.
    if (error !== null && !isNew && !useJobs.getState().open)
      noticeJobError(job, error, canRetry(job.id) ? () => void retryJob(job.id) : null);
  } else if (phase === 'cancelled') announce(i18n.t('jobs.announceCancelled', { title }));
  else if (isNew) announce(i18n.t('jobs.announceStarted', { title }));
  else if (phase === 'deploying') {
    announce(i18n.t('jobs.announcePhase', { title, phase: i18n.t('jobs.phaseDeploying') }));
  }
}
