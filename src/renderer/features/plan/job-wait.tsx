import { Hand, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/jobs.ts';
import { getBridge } from '../../bridge.ts';
import { worded } from '../../i18n/say.ts';
import { cancelJob } from '../../stores/jobs.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { NexusLinksHint, PageButtons, pageWords } from '../downloads/page-steps.tsx';
import { InstallerWait } from '../installers/installer-wait.tsx';
import './plan.css';

/** What an installation waits for, and how the player makes it go on. Nothing when it does not wait. */
export function JobWait({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const { waitsFor } = job;
  if (waitsFor === null) return null;
  if (waitsFor.kind === 'installer' || waitsFor.kind === 'consent') return <InstallerWait job={job} />;
  const page = waitsFor.kind === 'page';
  return (
    <div className="job-wait" role="status">
      <Hand aria-hidden />
      <div className="job-wait-words">
        <p className="remark-title">
          {waitsFor.kind === 'page'
            ? pageWords(waitsFor.url)
            : t('plan.waitSignIn', { provider: providerName(waitsFor.provider) })}
        </p>
        <p className="muted">
          {worded(waitsFor.why)} {!page && t('plan.waitSignInHint')}
        </p>
        {waitsFor.kind === 'page' && <NexusLinksHint url={waitsFor.url} />}
      </div>
      <div className="job-wait-actions">
        {waitsFor.kind === 'page' ? (
          <PageButtons url={waitsFor.url} title={job.title} id={job.id} />
        ) : (
          <>
            <Button tone="primary" size="sm" onClick={() => show(signInScreen(waitsFor.provider))}>
              {t('browse.toAccounts')}
            </Button>
            <Button
              size="sm"
              icon={<Play aria-hidden />}
              onClick={() => void orNotice(getBridge().downloads.resume({ ids: [job.id] }))}
            >
              {t('plan.goOn')}
            </Button>
          </>
        )}
        <Button size="sm" tone="quiet" onClick={() => void cancelJob(job.id)}>
          {t('plan.cancelWait')}
        </Button>
      </div>
    </div>
  );
}
