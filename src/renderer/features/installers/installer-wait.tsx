import { Hand, PackageCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentWait, InstallerWait as Questions, Job } from '../../../shared/jobs.ts';
import { agree, openInstaller } from '../../stores/installers.ts';
import { cancelJob } from '../../stores/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { askedWords } from './words.ts';
import './installer-wait.css';

/** For the card and the page of a mod whose installation waits for answers, or for a yes. */
export function InstallerWait({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const { waitsFor } = job;
  if (waitsFor?.kind !== 'installer' && waitsFor?.kind !== 'consent') return null;
  const asks = waitsFor.kind === 'installer';
  return (
    <div className="installer-wait" role="status">
      <Hand aria-hidden />
      <div className="installer-wait-words">
        <p className="installer-wait-title">{askedWords(waitsFor)}</p>
        <p className="muted">{t(hintOf(waitsFor))}</p>
      </div>
      <div className="installer-wait-actions">
        {/* What runs is looked at before it is agreed to. */}
        {!asks && waitsFor.programs === 0 && <AgreeButton job={job} />}
        <Button
          tone={asks || waitsFor.programs > 0 ? 'primary' : 'plain'}
          size="sm"
          aria-label={t(asks ? 'installers.answerJob' : 'installers.lookJob', { title: job.title })}
          onClick={() => openInstaller(job.id)}
        >
          {asks ? t('installers.answer') : t('installers.look')}
        </Button>
        <Button
          size="sm"
          tone="quiet"
          aria-label={t('jobs.cancelJob', { title: job.title })}
          onClick={() => void cancelJob(job.id)}
        >
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

function hintOf(waitsFor: Questions | ConsentWait) {
  if (waitsFor.kind === 'consent') return 'installers.consentWaitHint';
  return waitsFor.again === true ? 'installers.againHint' : 'installers.waitHint';
}

function AgreeButton({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const install = async (): Promise<void> => {
    setBusy(true);
    await agree(job.id);
    setBusy(false);
  };
  return (
    <Button
      tone="primary"
      size="sm"
      icon={<PackageCheck aria-hidden />}
      busy={busy}
      aria-label={t('installers.agreeJob', { title: job.title })}
      onClick={() => void install()}
    >
      {t('common.install')}
    </Button>
  );
}
