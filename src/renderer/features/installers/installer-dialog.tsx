import { Dialog as Base } from '@base-ui/react/dialog';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstallerQuestions } from '../../../shared/installer.ts';
import type { Job } from '../../../shared/jobs.ts';
import { announce } from '../../stores/announcer.ts';
import { followInstallers, leaveInstaller, readQuestions, useInstallers } from '../../stores/installers.ts';
import { useJobs } from '../../stores/jobs.ts';
import { InstallerWizard } from './installer-wizard.tsx';
import '../../ui/dialog.css';
import './installer.css';

/** The questions of the installation that is open. One for the whole window. */
export function InstallerDialog() {
  const { t } = useTranslation();
  useEffect(() => followInstallers(), []);
  const openId = useInstallers((store) => store.openId);
  const job = useJobs((store) => store.state?.jobs.find(({ id }) => id === openId) ?? null);
  const open = job?.waitsFor?.kind === 'installer';
  useEffect(() => {
    if (open && job !== null) announce(t('installers.opened', { title: job.title }));
    // Once for each installer.
    // oxlint-disable-next-line exhaustive-deps
  }, [open, openId]);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && job !== null && leaveInstaller(job)}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="dialog installer" initialFocus={false}>
          {job !== null && <Questions key={job.id} job={job} />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Questions({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const [questions, setQuestions] = useState<InstallerQuestions | null>(null);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const read = await readQuestions(job.id);
      if (wanted && read !== null) setQuestions(read);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [job.id]);
  if (questions !== null) return <InstallerWizard job={job} questions={questions} />;
  return (
    <div className="installer-loading">
      <Base.Title className="dialog-title">{t('installers.untitled')}</Base.Title>
      <p role="status">{t('installers.loading')}</p>
    </div>
  );
}
