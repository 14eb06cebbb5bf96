import { CircleAlert, CircleCheck, Undo2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModRef } from '../../../shared/model.ts';
import { errorLine } from '../../i18n/error-words.ts';
import { i18n } from '../../i18n/i18n.ts';
import {
  closeBatch,
  endWords,
  isInBatch,
  takeBack,
  useBatch,
  useBatchProgress,
  useIsLastStep,
  type Batch,
} from '../../stores/batches.ts';
import { useHistoryStore } from '../../stores/history.ts';
import { isRunning } from '../../stores/jobs.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { phaseProgress, phaseWords, progressWords } from '../downloads/job-words.ts';
import { JobWait } from './job-wait.tsx';
import './plan.css';

interface BatchPanelProps {
  readonly gameId: GameId;
  readonly kind: Batch['kind'];
  /** On the page of a mod: only what has to do with it. */
  readonly of?: ModRef;
}

/** Installations that were begun together: how far they are, what went wrong, and one way back from all of them. */
export function BatchPanel({ gameId, kind, of }: BatchPanelProps) {
  const batch = useBatch(gameId, kind);
  return batch === null ? null : <Panel batch={batch} of={of ?? null} />;
}

function Panel({ batch, of }: { readonly batch: Batch; readonly of: ModRef | null }) {
  const { t } = useTranslation();
  const progress = useBatchProgress(batch);
  const { jobs, running, failed, waiting } = progress;
  const isLast = useIsLastStep(batch);
  if (!running && !isLast && failed.length === 0) return null;
  if (of !== null && !isInBatch(batch, jobs, of)) return null;
  const done = progress.done.length;
  const count = batch.jobs.length;
  const partial = jobs.filter(({ phase }) => isRunning(phase)).reduce((sum, job) => sum + (phaseProgress(job) ?? 0), 0);
  return (
    <section className="batch" aria-label={t('updates.progress')} data-running={running || undefined}>
      <div className="batch-head">
        {!running &&
          (failed.length > 0 ? (
            <CircleAlert className="tone-bad" aria-hidden />
          ) : (
            <CircleCheck className="tone-good" aria-hidden />
          ))}
        <p className="remark-title" role="status">
          {running ? runningWords(batch) : endWords(batch, done)}
          {failed.length > 0 && ` · ${t('plan.failedSome', { count: failed.length })}`}
        </p>
        {running ? (
          <span className="faint">{t('plan.running', { done, count })}</span>
        ) : (
          <BatchEnd batch={batch} isLast={isLast} />
        )}
      </div>
      {running && <ProgressBar label={runningWords(batch)} value={count === 0 ? null : (done + partial) / count} />}
      <ul className="batch-jobs">
        {jobs
          .filter(({ phase }) => phase !== 'done' && phase !== 'waiting')
          .map((job) => (
            <li key={job.id}>
              <bdi className="ellipsis">{job.title}</bdi>
              <span className="faint">{[phaseWords(job.phase), progressWords(job)].filter(Boolean).join(' · ')}</span>
              {job.error !== null && <span className="batch-error">{errorLine(job.error)}</span>}
            </li>
          ))}
      </ul>
      {waiting.map((job) => (
        <JobWait key={job.id} job={job} />
      ))}
    </section>
  );
}

const runningWords = ({ kind, name }: Batch): string =>
  kind === 'update' ? i18n.t('plan.updating') : i18n.t('plan.working1', { name });

function BatchEnd({ batch, isLast }: { readonly batch: Batch; readonly isLast: boolean }) {
  const { t } = useTranslation();
  const moving = useHistoryStore((store) => store.moving !== null);
  return (
    <span className="batch-actions">
      {isLast && (
        <Button size="sm" icon={<Undo2 aria-hidden />} busy={moving} onClick={() => void takeBack(batch)}>
          {t('plan.undo')}
        </Button>
      )}
      <IconButton size="sm" label={t('common.dismiss')} onClick={() => closeBatch(batch)}>
        <X aria-hidden />
      </IconButton>
    </span>
  );
}
