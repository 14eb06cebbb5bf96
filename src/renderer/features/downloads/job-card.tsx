import { Ban, CircleAlert, CircleCheck, ExternalLink, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/jobs.ts';
import type { ModRef } from '../../../shared/model.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { useDownload } from '../../stores/downloads.ts';
import { gameName } from '../../stores/games.ts';
import { cancelJob, canRetry, dismissJob, isRunning, retryJob, setJobsOpen } from '../../stores/jobs.ts';
import { showGame } from '../../stores/navigation.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { describeChange } from '../history/sentences.ts';
import { InstallerWait } from '../installers/installer-wait.tsx';
import { NextTry } from './next-try.tsx';
import { Parked } from './parked.tsx';
import { PauseButton } from './queue-row.tsx';
import { phaseProgress, phaseWords, progressWords } from './job-words.ts';

/** One install from the download to the finished game, which is a line then. */
export function JobCard({ job }: { readonly job: Job }) {
  return job.phase === 'done' || job.phase === 'cancelled' ? <EndedLine job={job} /> : <OpenCard job={job} />;
}

function EndedLine({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const { title, gameId, phase, outcome } = job;
  const words = [
    phase === 'done' && outcome !== null ? describeChange(outcome.changed) : phaseWords(phase),
    phase === 'cancelled' ? t('history.unchanged') : null,
    gameName(gameId),
  ];
  const end = words.filter((one) => one !== null).join(' · ');
  return (
    <article className="job job-head" data-phase={phase}>
      <span className="job-icon">{endIcon(job)}</span>
      <p className="job-line">
        <span className="job-title ellipsis" title={title}>
          {title}
        </span>
        <span className="job-game faint ellipsis" title={end}>
          {end}
        </span>
      </p>
      <DismissButton job={job} />
    </article>
  );
}

function DismissButton({ job: { id, title } }: { readonly job: Job }) {
  const { t } = useTranslation();
  return (
    <IconButton size="sm" label={t('jobs.dismissJob', { title })} onClick={() => void dismissJob(id)}>
      <X aria-hidden />
    </IconButton>
  );
}

function OpenCard({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const running = isRunning(job.phase);
  const download = useDownload(job.id);
  return (
    <article className="job" data-phase={job.phase}>
      <div className="job-head">
        {!running && <span className="job-icon">{endIcon(job)}</span>}
        <div className="job-words">
          <p className="job-title ellipsis" title={job.title}>
            {job.title}
          </p>
          <p className="job-game faint ellipsis">{t('jobs.for', { game: gameName(job.gameId) })}</p>
        </div>
        {running && download !== null && <PauseButton download={download} />}
        {running ? (
          <IconButton
            size="sm"
            label={t('jobs.cancelJob', { title: job.title })}
            onClick={() => void cancelJob(job.id)}
          >
            <X aria-hidden />
          </IconButton>
        ) : (
          <DismissButton job={job} />
        )}
      </div>
      {running ? <JobProgress job={job} /> : <JobError job={job} />}
      {running && download !== null && <NextTry download={download} />}
      <JobWaits job={job} />
    </article>
  );
}

function JobWaits({ job: { waitsFor, ...job } }: { readonly job: Job }) {
  if (waitsFor === null) return null;
  if (waitsFor.kind === 'installer' || waitsFor.kind === 'consent') return <InstallerWait job={{ ...job, waitsFor }} />;
  return <Parked id={job.id} title={job.title} waitsFor={waitsFor} />;
}

function JobProgress({ job }: { readonly job: Job }) {
  const value = phaseProgress(job);
  return (
    <>
      {job.phase !== 'waiting-for-player' && (
        <ProgressBar label={job.title} value={value} still={job.phase === 'paused'} />
      )}
      <p className="job-progress">
        <span>{phaseWords(job.phase)}</span>
        <span className="faint">{progressWords(job)}</span>
      </p>
    </>
  );
}

function JobError({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  if (job.error === null) return null;
  const { message, hint, original } = errorWords(job.error);
  return (
    <div className="job-error">
      <p>{message}</p>
      <p className="muted">{hint}</p>
      {original !== null && <p className="faint">{original}</p>}
      <p className="faint">{t('jobs.nothingChanged')}</p>
      {job.modRef !== null && <OpenMod gameId={job.gameId} modRef={job.modRef} />}
      {canRetry(job.id) && (
        <Button
          size="sm"
          icon={<RotateCw aria-hidden />}
          aria-label={t('jobs.retryJob', { title: job.title })}
          onClick={() => void retryJob(job.id)}
        >
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

/** Where another file of it may be found. */
function OpenMod({ gameId, modRef }: { readonly gameId: GameId; readonly modRef: ModRef }) {
  const { t } = useTranslation();
  const open = (): void => {
    setJobsOpen(false);
    showGame(gameId, { name: 'mod', ref: modRef });
  };
  return (
    <Button size="sm" icon={<ExternalLink className="flip" aria-hidden />} onClick={open}>
      {t('jobs.openMod')}
    </Button>
  );
}

function endIcon(job: Job) {
  if (job.phase === 'done') return <CircleCheck aria-hidden />;
  return job.phase === 'failed' ? <CircleAlert aria-hidden /> : <Ban aria-hidden />;
}
