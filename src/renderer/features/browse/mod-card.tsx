import { Download, Eye, Heart } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModSummary } from '../../../shared/model.ts';
import { formatCompact, formatDateTime, formatRelative } from '../../i18n/format.ts';
import { show } from '../../stores/navigation.ts';
import { useSettings } from '../../stores/settings.ts';
import { Picture } from '../../ui/picture.tsx';
import { InstallState } from './install-state.tsx';

interface ModCardProps {
  readonly gameId: GameId;
  readonly mod: ModSummary;
}

export const ModCard = memo(function ModCard({ gameId, mod }: ModCardProps) {
  const { t } = useTranslation();
  const open = (): void => show({ name: 'mod', ref: mod.ref });
  return (
    <article className="mod-card">
      <CardPicture mod={mod} />
      <div className="mod-body">
        <h2 className="mod-name">
          <button type="button" className="mod-open" data-mod={mod.ref.id} onClick={open}>
            <bdi>{mod.name}</bdi>
          </button>
        </h2>
        <p className="mod-author ellipsis">
          {t('discover.byAuthor', { author: mod.author })}
          {mod.updatedAt !== null && <Updated at={mod.updatedAt} />}
        </p>
        {mod.summary !== '' && <p className="mod-summary">{mod.summary}</p>}
        <div className="mod-foot">
          <Facts mod={mod} />
          <InstallState gameId={gameId} mod={mod} />
        </div>
      </div>
    </article>
  );
});

function CardPicture({ mod }: { readonly mod: ModSummary }) {
  const { t } = useTranslation();
  const blurAdult = useSettings((state) => state.blurAdult);
  const [revealed, setRevealed] = useState(false);
  const adult = mod.rating === 'adult';
  const blurred = adult && blurAdult && !revealed && mod.image !== null;
  return (
    <div className="mod-picture">
      <Picture src={mod.image} alt="" name={mod.name} blurred={blurred} />
      <div className="mod-tags">
        {mod.category !== null && <span className="tag">{mod.category}</span>}
        {adult && <span className="tag tag-adult">{t('discover.adult')}</span>}
      </div>
      {blurred && (
        <button
          type="button"
          className="reveal"
          aria-label={t('discover.showAdult', { mod: mod.name })}
          onClick={() => setRevealed(true)}
        >
          <Eye aria-hidden />
        </button>
      )}
    </div>
  );
}

function Facts({ mod }: { readonly mod: ModSummary }) {
  const { t } = useTranslation();
  return (
    <ul className="mod-facts">
      {mod.likes !== null && (
        <li title={t('discover.likes', { value: mod.likes })}>
          <Heart aria-hidden />
          <span className="sr-only">{t('discover.likes', { value: '' })}</span>
          {formatCompact(mod.likes)}
        </li>
      )}
      {mod.downloads !== null && (
        <li title={t('discover.downloads', { value: mod.downloads })}>
          <Download aria-hidden />
          <span className="sr-only">{t('discover.downloads', { value: '' })}</span>
          {formatCompact(mod.downloads)}
        </li>
      )}
    </ul>
  );
}

function Updated({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  return (
    <time dateTime={new Date(at).toISOString()} title={t('discover.updated', { when: formatDateTime(at) })}>
      {` · ${formatRelative(at)}`}
    </time>
  );
}
