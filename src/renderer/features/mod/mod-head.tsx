import { Ban, Check, Download, ExternalLink, Eye, LibraryBig, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModDetails } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { installFile, recommendedFile, refKey, useStarting } from '../../stores/install.ts';
import { useJobOfMod } from '../../stores/jobs.ts';
import { useEntryOfMod } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { JobCard } from '../downloads/job-card.tsx';

interface ModHeadProps {
  readonly gameId: GameId;
  readonly mod: ModDetails;
  readonly blurred: boolean;
  readonly onReveal: () => void;
}

export function ModHead({ gameId, mod, blurred, onReveal }: ModHeadProps) {
  const { t } = useTranslation();
  const job = useJobOfMod(gameId, mod.ref);
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
          <p className="muted">{t('discover.byAuthor', { author: mod.author })}</p>
          {mod.summary !== '' && <p className="mod-lead">{mod.summary}</p>}
        </div>
        <HeadActions gameId={gameId} mod={mod} />
      </header>
      {job !== null && (
        <div className="mod-job">
          <JobCard job={job} />
        </div>
      )}
      <Remarks mod={mod} blurred={blurred} onReveal={onReveal} />
    </>
  );
}

function HeadActions({ gameId, mod }: { readonly gameId: GameId; readonly mod: ModDetails }) {
  const { t } = useTranslation();
  const entry = useEntryOfMod(gameId, mod.ref);
  const job = useJobOfMod(gameId, mod.ref);
  const starting = useStarting((state) => state.keys.has(refKey(mod.ref)));
  const file = recommendedFile(mod);
  return (
    <div className="mod-head-actions">
      {entry !== null && (
        <Button icon={<LibraryBig aria-hidden />} onClick={() => show({ name: 'library', select: entry.id })}>
          {t('mod.openLibrary')}
        </Button>
      )}
      {file !== null && (
        <Button
          tone={entry === null ? 'primary' : 'plain'}
          size={entry === null ? 'lg' : 'md'}
          icon={entry === null ? <Download aria-hidden /> : <Check aria-hidden />}
          busy={job !== null || starting}
          onClick={() => void installFile(gameId, file, mod)}
        >
          {entry === null ? t('mod.installNewest') : t('mod.installAgain')}
        </Button>
      )}
      <Button
        tone="quiet"
        icon={<ExternalLink aria-hidden />}
        onClick={() => void orNotice(getBridge().app.openExternal({ url: mod.pageUrl }))}
      >
        {t('common.openPage', { provider: providerName(mod.ref.provider) })}
      </Button>
    </div>
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
