import { Popover } from '@base-ui/react/popover';
import { CircleCheck, Hand, ListVideo, ListX, Package } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/jobs.ts';
import { dismissJob, isRunning, setJobsOpen, useJobList, useJobs } from '../../stores/jobs.ts';
import { downloadsScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressRing } from '../../ui/progress.tsx';
import { JobCard } from './job-card.tsx';
import { overallProgress } from './job-words.ts';
import '../../ui/menu.css';
import './jobs.css';
import './downloads.css';

/** Running ones on top. */
function newestFirst(jobs: readonly Job[]): readonly Job[] {
  const running = jobs.filter((job) => isRunning(job.phase));
  const ended = jobs.filter((job) => !isRunning(job.phase));
  return [...running.toReversed(), ...ended.toReversed()];
}

/** The button in the top bar and the panel with every install. */
export function JobsButton() {
  const { t } = useTranslation();
  const jobs = useJobList();
  const open = useJobs((store) => store.open);
  const popup = useRef<HTMLDivElement>(null);
  const running = jobs.filter((job) => isRunning(job.phase));
  const ended = jobs.filter((job) => !isRunning(job.phase));
  const failed = jobs.some((job) => job.phase === 'failed');
  const waiting = running.filter((job) => job.waitsFor !== null).length;
  const label =
    waiting > 0
      ? t('jobs.buttonWaits', { count: waiting })
      : running.length === 0
        ? t('jobs.button')
        : t('jobs.buttonBusy', { count: running.length });
  return (
    <Popover.Root open={open} onOpenChange={setJobsOpen}>
      <Popover.Trigger
        className="jobs-button"
        aria-label={label}
        data-failed={failed || undefined}
        data-waits={waiting > 0 || undefined}
      >
        {running.length === 0 ? (
          <Package aria-hidden />
        ) : waiting > 0 ? (
          <Hand aria-hidden />
        ) : (
          <ProgressRing value={overallProgress(running)} size={20} />
        )}
        {running.length > 0 && <span aria-hidden>{running.length}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer-menu" sideOffset={8} align="end">
          {/* It may open by itself: a key meant for something else must not cancel an installation. */}
          <Popover.Popup ref={popup} className="popover jobs-panel" initialFocus={popup}>
            <Popover.Title className="jobs-title">{t('jobs.title')}</Popover.Title>
            {jobs.length === 0 ? (
              <div className="jobs-empty">
                <CircleCheck aria-hidden />
                <p>{t('jobs.empty')}</p>
                <p className="faint">{t('jobs.emptyHint')}</p>
              </div>
            ) : (
              <ul className="jobs-list">
                {newestFirst(jobs).map((job) => (
                  <li key={job.id}>
                    <JobCard job={job} />
                  </li>
                ))}
              </ul>
            )}
            <div className="jobs-foot">
              {ended.length > 0 && (
                <Button
                  tone="quiet"
                  icon={<ListX aria-hidden />}
                  onClick={() => void Promise.all(ended.map(({ id }) => dismissJob(id)))}
                >
                  {t('jobs.clearEnded')}
                </Button>
              )}
              <Button
                tone="quiet"
                icon={<ListVideo aria-hidden />}
                onClick={() => {
                  setJobsOpen(false);
                  show(downloadsScreen);
                }}
              >
                {t('downloads.openScreen')}
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
