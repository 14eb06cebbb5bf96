import { ExternalLink, Hand, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/jobs.ts';
import { getBridge } from '../../bridge.ts';
import { cancelJob } from '../../stores/jobs.ts';
import { accountsScreen, show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
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
            ? t('plan.waitPage')
            : t('plan.waitSignIn', { provider: providerName(waitsFor.provider) })}
        </p>
        <p className="muted">
          {waitsFor.why} {page ? t('plan.waitPageHint') : t('plan.waitSignInHint')}
        </p>
      </div>
      <div className="job-wait-actions">
        {waitsFor.kind === 'page' ? (
          <Button
            tone="primary"
            size="sm"
            icon={<ExternalLink aria-hidden />}
            onClick={() => void orNotice(getBridge().app.openExternal({ url: waitsFor.url }))}
          >
            {t('plan.openDownload')}
          </Button>
        ) : (
          <>
            <Button tone="primary" size="sm" onClick={() => show(accountsScreen)}>
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
