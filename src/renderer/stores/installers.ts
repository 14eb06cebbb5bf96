/** Installations that wait for answers or a yes: which one is open, and which the player put off. */
import { create } from 'zustand';
import type { EntryId, GameId, JobId } from '../../shared/ids.ts';
import type { ChosenFiles, InstallerChoices, InstallerQuestions } from '../../shared/installer.ts';
import type { InstallOutlook } from '../../shared/model.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import type { Job } from '../../shared/jobs.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { announce } from './announcer.ts';
import { followPresses, mayInterrupt } from './interrupting.ts';
import { cancelJob, setJobsOpen, useJobs } from './jobs.ts';
import { orNotice, settled } from './notices.ts';

interface InstallersStore {
  readonly openId: JobId | null;
  readonly putOff: ReadonlySet<JobId>;
}

export const useInstallers = create<InstallersStore>(() => ({ openId: null, putOff: new Set() }));

/** When this window first saw each job, as `performance.now()` tells it. Those of before it are from long ago. */
const seen = new Map<JobId, number>();
let inherited = true;

const waits = ({ waitsFor }: Job): boolean => waitsFor?.kind === 'installer' || waitsFor?.kind === 'consent';

/**
 * Opens the questions of an install that the player has just begun and still looks at; any other waits in its card and
 * among the installs. Closes those that wait no more.
 */
export function followInstallers(): () => void {
  const look = (): void => {
    const jobs = useJobs.getState().state?.jobs;
    if (jobs === undefined) return;
    for (const { id } of jobs) if (!seen.has(id)) seen.set(id, inherited ? -Infinity : performance.now());
    inherited = false;
    const { openId, putOff } = useInstallers.getState();
    const waiting = jobs.filter(waits);
    if (openId !== null && waiting.some(({ id }) => id === openId)) return;
    const fresh = waiting.filter(({ id }) => !putOff.has(id));
    const next = fresh.find(({ id }) => mayInterrupt(seen.get(id) ?? -Infinity))?.id ?? null;
    const later = fresh.filter(({ id }) => id !== next);
    if (next === openId && later.length === 0) return;
    useInstallers.setState({ openId: next, putOff: new Set([...putOff, ...later.map(({ id }) => id)]) });
    // After that, because closing the panel comes by here again.
    if (next !== null) setJobsOpen(false);
    for (const { title } of later) announce(i18n.t('installers.waits', { title }));
  };
  look();
  const stops = [followPresses(), useJobs.subscribe(look), useInstallers.subscribe(look)];
  return () => {
    for (const stop of stops) stop();
  };
}

export function openInstaller(id: JobId): void {
  setJobsOpen(false);
  useInstallers.setState(({ putOff }) => ({ openId: id, putOff: new Set([...putOff].filter((one) => one !== id)) }));
}

/** The job stays parked; its card opens the questions again. */
export function putOffInstaller(id: JobId): void {
  useInstallers.setState(({ putOff }) => ({ openId: null, putOff: new Set(putOff).add(id) }));
}

export const readOutlook = (jobId: JobId): Promise<Result<InstallOutlook>> =>
  settled(getBridge().install.outlook({ jobId }));

/** The same of one whose installer still asks, with these answers. */
export const readChosenOutlook = (jobId: JobId, choices: InstallerChoices): Promise<Result<InstallOutlook>> =>
  settled(getBridge().install.chosenOutlook({ jobId, choices }));

/** The installation goes on. */
export async function agree(jobId: JobId): Promise<void> {
  await orNotice(getBridge().install.agree({ jobId }));
}

export const readChoices = (gameId: GameId, entry: EntryId): Promise<Result<{ choices: InstallerChoices | null }>> =>
  settled(getBridge().library.choices({ gameId, entry }));

/** Asks an installed mod's questions again. */
export async function changeChoices(gameId: GameId, entry: EntryId): Promise<void> {
  const again = (): void => void changeChoices(gameId, entry);
  const started = await orNotice(getBridge().install.changeChoices({ gameId, entry }), again);
  const job = useJobs.getState().state?.jobs.find(({ id }) => id === started?.jobId);
  // What waits already is shown; what has only begun comes up by itself.
  if (job !== undefined && waits(job)) openInstaller(job.id);
}

/** Without an answer now: an installation waits for it, an installed mod stays as it is. */
export function leaveInstaller({ id, waitsFor }: Job): void {
  if (waitsFor?.kind === 'installer' && waitsFor.again === true) void cancelJob(id);
  else putOffInstaller(id);
}

export const readQuestions = (jobId: JobId): Promise<InstallerQuestions | null> =>
  orNotice(getBridge().install.questions({ jobId }));

export const readChosenFiles = (jobId: JobId, choices: InstallerChoices): Promise<Result<ChosenFiles>> =>
  settled(getBridge().install.chosenFiles({ jobId, choices }));

/** false: it was refused, and the player has been told. */
export const answerInstaller = async (jobId: JobId, choices: InstallerChoices): Promise<boolean> =>
  await settled(getBridge().install.answer({ jobId, choices })).then((result) =>
    result.ok ? true : orNotice(Promise.resolve(result)).then(() => false),
  );
