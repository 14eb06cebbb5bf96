import { ChevronDown, ChevronUp, GripVertical, Pause, Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Download, Job } from '../../../shared/jobs.ts';
import { errorLine } from '../../i18n/error-words.ts';
import { canPause, cancelDownloads, pauseDownloads, resumeDownloads } from '../../stores/downloads.ts';
import { gameName } from '../../stores/games.ts';
import { useJobs } from '../../stores/jobs.ts';
import { IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { useNow } from '../../ui/use-now.ts';
import { InstallerWait } from '../installers/installer-wait.tsx';
import { amountWords, progressOf, stateWords } from './download-words.ts';
import { isBroken, NextTry } from './next-try.tsx';
import { Parked } from './parked.tsx';

interface QueueRowProps {
  readonly download: Download;
  readonly first: boolean;
  readonly last: boolean;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onDrag: (dragging: boolean) => void;
}

/** Fetched, and its installation asks the player something. */
const isAsking = ({ waitsFor }: Job): boolean => waitsFor?.kind === 'installer' || waitsFor?.kind === 'consent';

export function QueueRow({ download, first, last, onUp, onDown, onDrag }: QueueRowProps) {
  const { t } = useTranslation();
  const { id, title, state, waitsFor, notBefore, error } = download;
  const now = useNow(notBefore === null ? null : 1_000);
  const asking = useJobs((store) => store.state?.jobs.find((job) => job.id === id && isAsking(job)) ?? null);
  return (
    <>
      <span
        className="download-grip"
        title={t('downloads.drag', { title })}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', title);
          onDrag(true);
        }}
        onDragEnd={() => onDrag(false)}
      >
        <GripVertical aria-hidden />
      </span>
      <div className="download-words">
        <p className="download-title">
          <bdi className="ellipsis" title={title}>
            {title}
          </bdi>
          <DownloadSource download={download} />
        </p>
        {state !== 'queued' && state !== 'waiting-for-player' && asking === null && (
          <ProgressBar
            label={title}
            value={state === 'fetched' ? 1 : progressOf(download)}
            still={state === 'paused'}
          />
        )}
        <p className="download-facts">
          <span>{asking === null ? stateWords(download, now) : t('downloads.stateWaiting')}</span>
          <span className="faint">{amountWords(download)}</span>
        </p>
        {isBroken(download) ? (
          <NextTry download={download} />
        ) : (
          error !== null && <p className="download-error">{errorLine(error)}</p>
        )}
        {asking !== null && <InstallerWait job={asking} />}
        {waitsFor !== null && <Parked id={id} title={title} waitsFor={waitsFor} />}
      </div>
      <div className="download-actions">
        {/* Not disabled at the ends: the focus would be lost when a row arrives there. */}
        <IconButton size="sm" label={t('downloads.moveUp', { title })} aria-disabled={first} onClick={onUp}>
          <ChevronUp aria-hidden />
        </IconButton>
        <IconButton size="sm" label={t('downloads.moveDown', { title })} aria-disabled={last} onClick={onDown}>
          <ChevronDown aria-hidden />
        </IconButton>
        <PauseButton download={download} />
        <IconButton size="sm" label={t('downloads.cancelOne', { title })} onClick={() => void cancelDownloads([id])}>
          <X aria-hidden />
        </IconButton>
      </div>
    </>
  );
}

/** One button for both, so that the focus stays on it when it was pressed. */
export function PauseButton({ download }: { readonly download: Download }) {
  const { t } = useTranslation();
  const { id, title, state } = download;
  const paused = state === 'paused';
  if (!paused && !canPause(download)) return null;
  return (
    <IconButton
      size="sm"
      label={paused ? t('downloads.resumeOne', { title }) : t('downloads.pauseOne', { title })}
      onClick={() => void (paused ? resumeDownloads([id]) : pauseDownloads([id]))}
    >
      {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
    </IconButton>
  );
}

export function DownloadSource({ download: { wish, file } }: { readonly download: Download }) {
  const { t } = useTranslation();
  const into = wish === null ? t('downloads.onlyFetch') : t('downloads.into', { game: gameName(wish.gameId) });
  return (
    <span className="faint ellipsis">
      {providerName(file.provider)} · {into}
    </span>
  );
}
