import { Ban, CircleCheck, Eye, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModDetails } from '../../../shared/model.ts';
import { useJobOfMod } from '../../stores/jobs.ts';
import { useEntryOfMod } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { JobCard } from '../downloads/job-card.tsx';
import { BatchPanel } from '../plan/batch-panel.tsx';
import { JobWait } from '../plan/job-wait.tsx';
import { HeadActions } from './head-actions.tsx';

interface ModHeadProps {
  readonly gameId: GameId;
  readonly mod: ModDetails;
  readonly blurred: boolean;
  readonly onReveal: () => void;
}

export function ModHead({ gameId, mod, blurred, onReveal }: ModHeadProps) {
  const { t } = useTranslation();
  const job = useJobOfMod(gameId, mod.ref);
  const entry = useEntryOfMod(gameId, mod.ref);
  return (
    <>
      <header className="mod-head">
        <div className="mod-thumb">
          <Picture src={mod.image} alt="" name={mod.name} eager blurred={blurred} />
        </div>
        <div className="mod-head-words">
          <h1>
            <bdi>{mod.name}</bdi>
          </h1>
          <p className="muted">
            {t('discover.byAuthor', { author: mod.author })} · {providerName(mod.ref.provider)}
          </p>
          {mod.summary !== '' && <p className="mod-lead">{mod.summary}</p>}
          {entry !== null && (
            <p className="mod-installed">
              <CircleCheck aria-hidden />
              {entry.provenance.version === null
                ? t('common.installed')
                : t('plan.installedVersion', { version: entry.provenance.version })}
            </p>
          )}
        </div>
        <HeadActions gameId={gameId} mod={mod} />
      </header>
      {job !== null && job.waitsFor === null && (
        <div className="mod-job">
          <JobCard job={job} />
        </div>
      )}
      {job !== null && <JobWait job={job} />}
      <BatchPanel gameId={gameId} kind="install" of={mod.ref} />
      <BatchPanel gameId={gameId} kind="update" of={mod.ref} />
      <Remarks mod={mod} blurred={blurred} onReveal={onReveal} />
    </>
  );
}

interface RemarksProps {
  readonly mod: ModDetails;
  readonly blurred: boolean;
  readonly onReveal: () => void;
}

const unavailableWords = {
  private: ['mod.unavailablePrivate', 'mod.unavailablePrivateHint'],
  trashed: ['mod.unavailableTrashed', 'mod.unavailableTrashedHint'],
  withheld: ['mod.unavailableWithheld', 'mod.unavailableWithheldHint'],
} as const;

function Remarks({ mod, blurred, onReveal }: RemarksProps) {
  const { t } = useTranslation();
  const provider = providerName(mod.ref.provider);
  return (
    <>
      {mod.unavailable !== null && (
        <Remark tone="bad" icon={<Ban aria-hidden />} title={t(unavailableWords[mod.unavailable][0], { provider })}>
          <p>{t(unavailableWords[mod.unavailable][1], { provider })}</p>
        </Remark>
      )}
      {mod.rating === 'warn' && <Remark tone="warn" icon={<TriangleAlert aria-hidden />} title={t('mod.warnRating')} />}
      {blurred && (
        <Remark tone="warn" icon={<Eye aria-hidden />} title={t('mod.adultTitle')}>
          <p>{t('mod.adultHint')}</p>
          <Button size="sm" onClick={onReveal}>
            {t('mod.adultReveal')}
          </Button>
        </Remark>
      )}
    </>
  );
}

interface RemarkProps {
  readonly tone: 'warn' | 'bad';
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

function Remark({ tone, icon, title, children }: RemarkProps) {
  return (
    <div className="remark" data-tone={tone} role="note">
      {icon}
      <div>
        <p className="remark-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
