/** What a download says about itself. */
import type { Download, DownloadState } from '../../../shared/jobs.ts';
import { formatBytes, formatDuration, formatRelative } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';

const stateKeys = {
  queued: 'downloads.stateQueued',
  resolving: 'downloads.stateResolving',
  downloading: 'downloads.stateDownloading',
  paused: 'downloads.statePaused',
  'waiting-for-player': 'downloads.stateWaiting',
  fetched: 'downloads.stateFetched',
  done: 'downloads.stateDone',
  failed: 'downloads.stateFailed',
  cancelled: 'downloads.stateCancelled',
} as const satisfies Record<DownloadState, string>;

export function stateWords({ state, notBefore }: Download, now: number): string {
  if (state === 'queued' && notBefore !== null && notBefore > now)
    return i18n.t('downloads.stateQueuedUntil', { when: formatRelative(notBefore, now) });
  return i18n.t(stateKeys[state]);
}

/** 0 to 1; null when the size is not known. */
export const progressOf = ({ bytesDone, bytesTotal }: Download): number | null =>
  bytesTotal === null || bytesTotal === 0 ? null : bytesDone / bytesTotal;

/** "6 MB of 20 MB · 2.9 MB/s · 12 sec left": whatever of it is known. */
export function amountWords({ bytesDone, bytesTotal, rate }: Download): string {
  const parts: string[] = [];
  if (bytesTotal !== null)
    parts.push(i18n.t('jobs.bytesOf', { done: formatBytes(bytesDone), total: formatBytes(bytesTotal) }));
  else if (bytesDone > 0) parts.push(formatBytes(bytesDone));
  if (rate !== null) parts.push(i18n.t('jobs.rate', { rate: formatBytes(rate) }));
  if (rate !== null && rate > 0 && bytesTotal !== null && bytesTotal > bytesDone)
    parts.push(i18n.t('jobs.left', { time: formatDuration((bytesTotal - bytesDone) / rate) }));
  return parts.join(' · ');
}
