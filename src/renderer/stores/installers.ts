/** Installations that wait for answers or a yes: which one is open, and which the player put off. */
import { create } from 'zustand';
import type { EntryId, GameId, JobId } from '../../shared/ids.ts';
import type { ChosenFiles, InstallerChoices, InstallerQuestions } from '../../shared/installer.ts';
import type { InstallOutlook } from '../../shared/model.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import type { Job } from '../../shared/jobs.ts';
import { getBridge } from '../bridge.ts';
import { setJobsOpen, useJobs } from './jobs.ts';
import { orNotice, settled } from './notices.ts';

interface InstallersStore {
  readonly openId: JobId | null;
  readonly putOff: ReadonlySet<JobId>;
}

export const useInstallers = create<InstallersStore>(() => ({ openId: null, putOff: new Set() }));

/** Jobs of before this window: they wait until the player asks for them. */
let inherited: ReadonlySet<JobId> | null = null;

const waits = ({ waitsFor }: Job): boolean => waitsFor?.kind === 'installer' || waitsFor?.kind === 'consent';

/** Opens the questions of installs that begin in this window, one after the other, and closes those that wait no more. */
export function followInstallers(): () => void {
  const look = (): void => {
    const jobs = useJobs.getState().state?.jobs;
    if (jobs === undefined) return;
    inherited ??= new Set(jobs.map(({ id }) => id));
    const { openId, putOff } = useInstallers.getState();
    const waiting = jobs.filter(waits);
    if (openId !== null && waiting.some(({ id }) => id === openId)) return;
    const next = waiting.find(({ id }) => !putOff.has(id) && inherited?.has(id) !== true)?.id ?? null;
    if (next === openId) return;
    // First, because closing the panel comes by here again.
    useInstallers.setState({ openId: next });
    if (next !== null) setJobsOpen(false);
  };
  look();
  const stops = [useJobs.subscribe(look), useInstallers.subscribe(look)];
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

/** The installation goes on. */
export async function agree(jobId: JobId): Promise<void> {
  await orNotice(getBridge().install.agree({ jobId }));
}

export const readChoices = (gameId: GameId, entry: EntryId): Promise<Result<{ choices: InstallerChoices | null }>> =>
  settled(getBridge().library.choices({ gameId, entry }));

/** Asks an installed mod's questions again; the wizard opens by itself. */
export async function changeChoices(gameId: GameId, entry: EntryId): Promise<void> {
  await orNotice(getBridge().install.changeChoices({ gameId, entry }), () => void changeChoices(gameId, entry));
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
