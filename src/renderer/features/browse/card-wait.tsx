import { ExternalLink, Hand, Link2, ListChecks, LogIn, PackageCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Job, JobWaitsFor } from '../../../shared/jobs.ts';
import type { ModSummary } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { agree, openInstaller } from '../../stores/installers.ts';
import { cancelJob, useJobOfMod } from '../../stores/jobs.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { openDownloadPage, takeLinksAndOpen, useLinksElsewhere, useOpenedPages } from '../../stores/parked-pages.ts';
import { IconButton } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { pageWords } from '../downloads/page-steps.tsx';
import { askedWords } from '../installers/words.ts';

interface CardSummaryProps {
  readonly gameId: GameId;
  readonly mod: ModSummary;
}

/** What the mod is, or, while its installation waits for the player, what is to be done. */
export function CardSummary({ gameId, mod }: CardSummaryProps) {
  const { t } = useTranslation();
  const waitsFor = useJobOfMod(gameId, mod.ref)?.waitsFor ?? null;
  const elsewhere = useLinksElsewhere(waitsFor?.kind === 'page' ? waitsFor.url : '');
  if (waitsFor !== null) {
    return (
      <p className="mod-summary mod-waits" role="status">
        <Hand aria-hidden />
        {elsewhere ? t('downloads.linksElsewhere') : waitWords(waitsFor)}
      </p>
    );
  }
  return mod.summary === '' ? null : <p className="mod-summary">{mod.summary}</p>;
}

function waitWords(waitsFor: JobWaitsFor): string {
  switch (waitsFor.kind) {
    case 'page':
      return pageWords(waitsFor.url);
    case 'sign-in':
      return i18n.t('plan.waitSignIn', { provider: providerName(waitsFor.provider) });
    case 'installer':
    case 'consent':
      return askedWords(waitsFor);
    default:
      return waitsFor satisfies never;
  }
}

interface CardWaitProps {
  readonly job: Job;
  readonly waitsFor: JobWaitsFor;
  readonly mod: ModSummary;
}

/** The one thing to press before it goes on, and the way out. */
export function CardWait({ job, waitsFor, mod }: CardWaitProps) {
  const { t } = useTranslation();
  return (
    <span className="install-waits">
      <WaitButton job={job} waitsFor={waitsFor} mod={mod} />
      <IconButton size="sm" label={t('jobs.cancelJob', { title: mod.name })} onClick={() => void cancelJob(job.id)}>
        <X aria-hidden />
      </IconButton>
    </span>
  );
}

function WaitButton({ job, waitsFor, mod }: CardWaitProps) {
  const { t } = useTranslation();
  switch (waitsFor.kind) {
    case 'page':
      return <PageButton url={waitsFor.url} title={mod.name} />;
    case 'sign-in':
      return (
        <Wait
          icon={<LogIn className="flip" aria-hidden />}
          words={t('browse.toAccounts')}
          label={t('browse.signInForMod', { mod: mod.name })}
          onPress={() => show(signInScreen(waitsFor.provider))}
        />
      );
    case 'installer':
      return (
        <Wait
          icon={<ListChecks aria-hidden />}
          words={t('installers.answer')}
          label={t('installers.answerJob', { title: mod.name })}
          onPress={() => openInstaller(job.id)}
        />
      );
    case 'consent':
      // What runs is looked at before it is agreed to.
      return waitsFor.programs > 0 ? (
        <Wait
          icon={<ListChecks aria-hidden />}
          words={t('installers.look')}
          label={t('installers.lookJob', { title: mod.name })}
          onPress={() => openInstaller(job.id)}
        />
      ) : (
        <Wait
          icon={<PackageCheck aria-hidden />}
          words={t('common.install')}
          label={t('installers.agreeJob', { title: mod.name })}
          onPress={() => void agree(job.id)}
        />
      );
    default:
      return waitsFor satisfies never;
  }
}

function PageButton({ url, title }: { readonly url: string; readonly title: string }) {
  const { t } = useTranslation();
  const opened = useOpenedPages((store) => store.urls.has(url));
  const elsewhere = useLinksElsewhere(url);
  if (elsewhere) {
    const words = t('downloads.takeLinks');
    return <Wait icon={<Link2 aria-hidden />} words={words} label={words} onPress={() => void takeLinksAndOpen(url)} />;
  }
  return (
    <Wait
      icon={<ExternalLink className="flip" aria-hidden />}
      words={t(opened ? 'downloads.openAgain' : 'downloads.openPage')}
      label={t(opened ? 'downloads.openAgainOne' : 'downloads.openPageOne', { title })}
      onPress={() => void openDownloadPage(url)}
    />
  );
}

interface WaitProps {
  readonly icon: ReactNode;
  readonly words: string;
  readonly label: string;
  readonly onPress: () => void;
}

function Wait({ icon, words, label, onPress }: WaitProps) {
  return (
    <button type="button" className="install-button" data-state="waits" aria-label={label} onClick={onPress}>
      {icon}
      {words}
    </button>
  );
}
