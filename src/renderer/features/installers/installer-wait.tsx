import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/jobs.ts';
import { openInstaller } from '../../stores/installers.ts';
import { cancelJob } from '../../stores/jobs.ts';
import { Button } from '../../ui/button.tsx';
import './installer-wait.css';

/** For the card and the page of a mod whose installation waits for answers. */
export function InstallerWait({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  return (
    <div className="installer-wait" role="status">
      <ListChecks aria-hidden />
      <div className="installer-wait-words">
        <p className="installer-wait-title">{t('installers.waitTitle')}</p>
        <p className="muted">{t('installers.waitHint')}</p>
      </div>
      <div className="installer-wait-actions">
        <Button
          tone="primary"
          size="sm"
          aria-label={t('installers.answerJob', { title: job.title })}
          onClick={() => openInstaller(job.id)}
        >
          {t('installers.answer')}
        </Button>
        <Button size="sm" tone="quiet" onClick={() => void cancelJob(job.id)}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
