import { Check, CircleArrowUp, Download, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/jobs.ts';
import type { ModSummary } from '../../../shared/model.ts';
import { modReference } from '../../../shared/references.ts';
import { installRecommended, useStarting } from '../../stores/install.ts';
import { useDownload } from '../../stores/downloads.ts';
import { setJobsOpen, useJobOfMod } from '../../stores/jobs.ts';
import { useEntryOfMod } from '../../stores/library.ts';
import { useUpdates } from '../../stores/updates.ts';
import { show } from '../../stores/navigation.ts';
import { ProgressRing } from '../../ui/progress.tsx';
import { isBroken } from '../downloads/next-try.tsx';
import { phaseProgress, phaseWords } from '../downloads/job-words.ts';
import { CardWait } from './card-wait.tsx';

interface InstallStateProps {
  readonly gameId: GameId;
  readonly mod: ModSummary;
}

/** The small button of a card: install, what the install is doing, or that it is there. */
export function InstallState({ gameId, mod }: InstallStateProps) {
  const { t } = useTranslation();
  const job = useJobOfMod(gameId, mod.ref);
  const entry = useEntryOfMod(gameId, mod.ref);
  const starting = useStarting((state) => state.keys.has(modReference(mod.ref)));
  const update = useUpdates((store) => (entry === null ? undefined : store.marks.get(entry.id)));
  if (job !== null)
    return job.waitsFor === null ? <Running job={job} /> : <CardWait job={job} waitsFor={job.waitsFor} mod={mod} />;
  if (starting) {
    return (
      <span className="install-button" data-state="running" role="status">
        <LoaderCircle className="spin" aria-hidden />
        {t('discover.starting')}
      </span>
    );
  }
  if (entry !== null && update !== undefined) {
    return (
      <button
        type="button"
        className="install-button"
        data-state="update"
        aria-label={t('browse.updateMod', { mod: mod.name })}
        onClick={() => show({ name: 'mod', ref: mod.ref })}
      >
        <CircleArrowUp aria-hidden />
        {t('browse.update')}
      </button>
    );
  }
  if (entry !== null) {
    return (
      <button
        type="button"
        className="install-button"
        data-state="installed"
        aria-label={t('discover.installedMod', { mod: mod.name })}
        onClick={() => show({ name: 'library', select: entry.id })}
      >
        <Check aria-hidden />
        {t('common.installed')}
      </button>
    );
  }
  return (
    <button
      type="button"
      className="install-button"
      aria-label={t('discover.installMod', { mod: mod.name })}
      onClick={() => void installRecommended(gameId, mod.ref)}
    >
      <Download aria-hidden />
      {t('common.install')}
    </button>
  );
}

function Running({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const broken = isBroken(useDownload(job.id));
  return (
    <button type="button" className="install-button" data-state="running" onClick={() => setJobsOpen(true)}>
      <ProgressRing value={phaseProgress(job)} size={16} />
      {broken ? t('downloads.brokenOff') : phaseWords(job.phase)}
    </button>
  );
}
