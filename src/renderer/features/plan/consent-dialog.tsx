import { ArchiveRestore, Download, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstallOutlook } from '../../../shared/model.ts';
import type { Job } from '../../../shared/jobs.ts';
import { gameName } from '../../stores/games.ts';
import { agree, putOffInstaller, readOutlook, useInstallers } from '../../stores/installers.ts';
import { cancelJob, useJobs } from '../../stores/jobs.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import './plan.css';

/** An installation that would touch other mods, or that holds programs nobody has looked at: what it would do. */
export function ConsentDialog() {
  const openId = useInstallers((store) => store.openId);
  const job = useJobs((store) => store.state?.jobs.find(({ id }) => id === openId) ?? null);
  if (job === null || job.waitsFor?.kind !== 'consent') return null;
  return <OpenConsent key={job.id} job={job} />;
}

function OpenConsent({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [outlook, again] = useAsked(job.id, () => readOutlook(job.id));
  const install = async (): Promise<void> => {
    setBusy(true);
    await agree(job.id);
    setBusy(false);
  };
  return (
    <Dialog
      open
      byItself
      onClose={() => putOffInstaller(job.id)}
      title={t('installers.consentTitle', { mod: job.title })}
      icon={<Download aria-hidden />}
      actions={
        <>
          <Button onClick={() => void cancelJob(job.id)}>{t('installers.cancel')}</Button>
          <Button tone="primary" busy={busy} disabled={outlook.value === null} onClick={() => void install()}>
            {t('common.install')}
          </Button>
        </>
      }
    >
      {outlook.error !== null && <ErrorCard compact error={outlook.error} onRetry={again} />}
      {outlook.value === null ? (
        outlook.error === null && <p role="status">{t('installers.consentLoading')}</p>
      ) : (
        <Outlook game={gameName(job.gameId)} outlook={outlook.value} />
      )}
    </Dialog>
  );
}

function Outlook({ game, outlook }: { readonly game: string; readonly outlook: InstallOutlook }) {
  const { t } = useTranslation();
  const { files, overwrites, replacesOriginals, executables, leftOut = [] } = outlook;
  return (
    <>
      <p>{t('installers.consentLead', { count: files, game })}</p>
      {executables.length > 0 && <Executables paths={executables} />}
      {overwrites.length > 0 && (
        <section>
          <h3 className="plan-heading">{t('installers.overwrites')}</h3>
          <ul className="plan-list">
            {overwrites.map(({ entry, name, files: lost }) => (
              <li key={entry} className="plan-present">
                <bdi className="ellipsis">{name}</bdi>
                <span className="faint">{t('installers.overwritesFiles', { count: lost })}</span>
              </li>
            ))}
          </ul>
          <p className="faint plan-after">{t('installers.overwritesHint')}</p>
        </section>
      )}
      {replacesOriginals > 0 && (
        <p className="preview-remark">
          <ArchiveRestore aria-hidden />
          {t('installers.originals', { count: replacesOriginals })}
        </p>
      )}
      {leftOut.length > 0 && (
        <details>
          <summary>{t('installers.leftOut', { count: leftOut.length })}</summary>
          <Paths paths={leftOut} label={t('installers.leftOutList')} />
        </details>
      )}
    </>
  );
}

function Executables({ paths }: { readonly paths: InstallOutlook['executables'] }) {
  const { t } = useTranslation();
  return (
    <div className="plan-problem" data-tone="warn">
      <ShieldAlert aria-hidden />
      <div>
        <p className="remark-title">{t('installers.executables', { count: paths.length })}</p>
        <p className="muted">{t('installers.executablesHint')}</p>
        <Paths paths={paths} label={t('installers.executablesList')} />
      </div>
    </div>
  );
}

function Paths({ paths, label }: { readonly paths: InstallOutlook['executables']; readonly label: string }) {
  return (
    <ul className="plan-paths" aria-label={label}>
      {paths.map((path) => (
        <li key={path} className="ellipsis" title={path}>
          <bdi>{path}</bdi>
        </li>
      ))}
    </ul>
  );
}
