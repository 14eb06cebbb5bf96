import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/jobs.ts';
import { openInstaller } from '../../stores/installers.ts';
import { cancelJob } from '../../stores/jobs.ts';
import { Button } from '../../ui/button.tsx';
import './installer-wait.css';

/** For the card and the page of a mod whose installation waits for answers, or for a yes. */
export function InstallerWait({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const asks = job.waitsFor?.kind === 'installer';
  return (
    <div className="installer-wait" role="status">
      <ListChecks aria-hidden />
      <div className="installer-wait-words">
        <p className="installer-wait-title">{asks ? t('installers.waitTitle') : t('installers.consentWaitTitle')}</p>
        <p className="muted">{asks ? t('installers.waitHint') : t('installers.consentWaitHint')}</p>
      </div>
      <div className="installer-wait-actions">
        <Button
          tone="primary"
          size="sm"
          aria-label={t(asks ? 'installers.answerJob' : 'installers.lookJob', { title: job.title })}
          onClick={() => openInstaller(job.id)}
        >
          {asks ? t('installers.answer') : t('installers.look')}
        </Button>
        <Button size="sm" tone="quiet" onClick={() => void cancelJob(job.id)}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
