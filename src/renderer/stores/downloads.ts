/** The queue of downloads, what has ended, and how fast it all went lately. */
import { create } from 'zustand';
import type { JobId } from '../../shared/ids.ts';
import type { DownloadsState } from '../../shared/ipc/contract.ts';
import type { Download, DownloadState } from '../../shared/jobs.ts';
import { getBridge } from '../bridge.ts';
import { orNotice } from './notices.ts';
import { isNews } from './revision.ts';

interface DownloadsStore {
  readonly state: DownloadsState | null;
  /** Bytes a second, one sample a second, newest last. */
  readonly speeds: readonly number[];
}

/** Seconds the graph shows. */
export const speedSeconds = 120;

const noDownloads: readonly Download[] = [];

export const useDownloads = create<DownloadsStore>(() => ({ state: null, speeds: [] }));

export const useDownloadList = (): readonly Download[] =>
  useDownloads((store) => store.state?.downloads ?? noDownloads);

/** The download with the id of its job, if it is known. */
export const useDownload = (id: JobId): Download | null =>
  useDownloads((store) => store.state?.downloads.find((one) => one.id === id) ?? null);

export function takeDownloads(state: DownloadsState): void {
  if (isNews(state, useDownloads.getState().state)) useDownloads.setState({ state });
}

export async function readDownloads(): Promise<void> {
  const state = await orNotice(getBridge().downloads.snapshot(), () => void readDownloads());
  if (state !== null) takeDownloads(state);
}

/** Samples the speed for the graph as long as the window lives: it shall be there when the screen is opened. */
export function startSpeedSamples(): void {
  setInterval(() => {
    const { state, speeds } = useDownloads.getState();
    const speed = totalRate(state?.downloads ?? noDownloads);
    // A graph that has been flat for its whole length needs no drawing.
    if (speed === 0 && speeds.every((one) => one === 0)) return;
    useDownloads.setState({ speeds: [...speeds, speed].slice(-speedSeconds) });
  }, 1_000);
}

export const totalRate = (downloads: readonly Download[]): number =>
  downloads.reduce((sum, { rate }) => sum + (rate ?? 0), 0);

export const hasEnded = (state: DownloadState): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

export const canPause = ({ state }: Download): boolean =>
  state === 'queued' || state === 'resolving' || state === 'downloading' || state === 'waiting-for-player';

type Ids = readonly JobId[];

const call = async (verb: 'pause' | 'resume' | 'cancel' | 'retry', ids: Ids): Promise<void> => {
  if (ids.length > 0) await orNotice(getBridge().downloads[verb]({ ids: [...ids] }));
};

export const pauseDownloads = (ids: Ids): Promise<void> => call('pause', ids);
export const resumeDownloads = (ids: Ids): Promise<void> => call('resume', ids);
export const cancelDownloads = (ids: Ids): Promise<void> => call('cancel', ids);
export const retryDownloads = (ids: Ids): Promise<void> => call('retry', ids);

export async function moveDownload(id: JobId, before: JobId | null): Promise<void> {
  await orNotice(getBridge().downloads.reorder({ id, before }));
}

/** Forgets what has ended; null: all of it. */
export async function clearDownloads(ids: Ids | null): Promise<void> {
  await orNotice(getBridge().downloads.clear(ids === null ? {} : { ids: [...ids] }));
}

export async function pauseAll(): Promise<void> {
  await pauseDownloads((useDownloads.getState().state?.downloads ?? noDownloads).filter(canPause).map(({ id }) => id));
}

export async function resumeAll(): Promise<void> {
  const all = useDownloads.getState().state?.downloads ?? noDownloads;
  await resumeDownloads(all.filter(({ state }) => state === 'paused').map(({ id }) => id));
}
