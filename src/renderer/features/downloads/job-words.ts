/** What a job says about itself. */
import type { Job, JobPhase } from '../../../shared/jobs.ts';
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';

const phaseKeys = {
  waiting: 'jobs.phaseWaiting',
  resolving: 'jobs.phaseResolving',
  downloading: 'jobs.phaseDownloading',
  paused: 'jobs.phasePaused',
  'waiting-for-player': 'jobs.phaseWaitingForPlayer',
  unpacking: 'jobs.phaseUnpacking',
  deploying: 'jobs.phaseDeploying',
  done: 'jobs.phaseDone',
  failed: 'jobs.phaseFailed',
  cancelled: 'jobs.phaseCancelled',
} as const satisfies Record<JobPhase, string>;

export const phaseWords = (phase: JobPhase): string => i18n.t(phaseKeys[phase]);

/** 0 to 1 within the current phase; null when its end is not known. */
export function phaseProgress(job: Job): number | null {
  if (job.phase === 'downloading' && job.bytesTotal !== null && job.bytesTotal > 0)
    return job.bytesDone / job.bytesTotal;
  if (job.filesTotal !== null && job.filesTotal > 0) return job.filesDone / job.filesTotal;
  if (job.bytesTotal !== null && job.bytesTotal > 0 && job.bytesDone > 0) return job.bytesDone / job.bytesTotal;
  return null;
}

/** The mean of all that is known; null when nothing is. */
export function overallProgress(jobs: readonly Job[]): number | null {
  const known = jobs.map(phaseProgress).filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** "18.4 MB of 52 MB · 2.9 MB/s · 12 sec left": whatever of it is known. */
export function progressWords(job: Job): string {
  const parts: string[] = [];
  const bytes = job.phase === 'downloading' || job.bytesDone > 0;
  if (bytes && job.bytesTotal !== null) {
    parts.push(i18n.t('jobs.bytesOf', { done: formatBytes(job.bytesDone), total: formatBytes(job.bytesTotal) }));
  } else if (bytes) parts.push(formatBytes(job.bytesDone));
  if (job.phase !== 'downloading' && job.filesTotal !== null) {
    parts.push(i18n.t('jobs.filesOf', { done: job.filesDone, total: job.filesTotal }));
  } else if (job.phase !== 'downloading' && job.filesDone > 0) {
    parts.push(i18n.t('jobs.files', { count: job.filesDone }));
  }
  if (job.rate !== null) parts.push(i18n.t('jobs.rate', { rate: formatBytes(job.rate) }));
  if (job.rate !== null && job.rate > 0 && job.bytesTotal !== null && job.bytesTotal > job.bytesDone) {
    parts.push(i18n.t('jobs.left', { time: formatDuration((job.bytesTotal - job.bytesDone) / job.rate) }));
  }
  return parts.join(' · ');
}
