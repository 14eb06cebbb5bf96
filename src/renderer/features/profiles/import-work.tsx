import { FileInput } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/jobs.ts';
import type { ImportPlan } from '../../../shared/share.ts';
import { cancelJob, useWork } from '../../stores/jobs.ts';
import { closeSharing } from '../../stores/share.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { phaseWords, progressWords } from '../downloads/job-words.ts';
import { Parked } from '../downloads/parked.tsx';

interface ImportWorkProps {
  readonly gameId: GameId;
  readonly plan: ImportPlan;
}

/** How far an import is. Closing the dialog lets it go on. */
export function ImportWork({ gameId, plan }: ImportWorkProps) {
  const { t } = useTranslation();
  const job = useWork(gameId, 'import');
  const title = t('share.working', { name: plan.name });
  const count = plan.mods.length;
  const done = job?.filesDone ?? 0;
  const waitsFor = job?.waitsFor ?? null;
  return (
    <Dialog
      open
      onClose={closeSharing}
      title={title}
      icon={<FileInput aria-hidden />}
      actions={
        <>
          {job !== null && (
            <Button tone="danger" onClick={() => void cancelJob(job.id)}>
              {t('share.cancel')}
            </Button>
          )}
          <Button onClick={closeSharing}>{t('share.hide')}</Button>
        </>
      }
    >
      <p>{t('share.workingLead')}</p>
      <ProgressBar label={title} value={job === null || count === 0 ? null : (done + partOf(job)) / count} />
      <p className="job-progress" role="status">
        <span>{t('share.progress', { done, count })}</span>
        {job !== null && <span className="faint">{currentWords(job, plan.mods[done]?.name ?? '')}</span>}
      </p>
      {waitsFor !== null && (waitsFor.kind === 'page' || waitsFor.kind === 'sign-in') && (
        <Parked title={plan.mods[done]?.name ?? plan.name} waitsFor={waitsFor} />
      )}
    </Dialog>
  );
}

/** How much of the mod that is being fetched is here, 0 to 1. */
const partOf = ({ phase, bytesDone, bytesTotal }: Job): number =>
  phase === 'downloading' && bytesTotal !== null && bytesTotal > 0 ? bytesDone / bytesTotal : 0;

const currentWords = (job: Job, name: string): string =>
  [name, phaseWords(job.phase), job.phase === 'downloading' ? progressWords(job) : '']
    .filter((part) => part !== '')
    .join(' · ');
