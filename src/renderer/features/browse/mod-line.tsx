import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { show } from '../../stores/navigation.ts';
import { CardSummary } from './card-wait.tsx';
import { InstallState } from './install-state.tsx';
import { ModByline, ModNumbers, ModUpdated } from './mod-bits.tsx';
import type { ModItemProps } from './mod-card.tsx';
import { ModPicture } from './mod-picture.tsx';

/** A mod in one line of the list. */
export const ModLine = memo(function ModLine({ gameId, mod, showProvider }: ModItemProps) {
  const { t } = useTranslation();
  return (
    <article className="mod-line">
      <ModPicture mod={mod} small />
      <div className="mod-line-words">
        <h2 className="mod-name">
          <button
            type="button"
            className="mod-open"
            data-mod={mod.ref.id}
            onClick={() => show({ name: 'mod', ref: mod.ref })}
          >
            <bdi>{mod.name}</bdi>
          </button>
          {mod.rating === 'adult' && <span className="tag tag-adult">{t('discover.adult')}</span>}
        </h2>
        <ModByline mod={mod} showProvider={showProvider}>
          {mod.updatedAt !== null && ' · '}
          <ModUpdated mod={mod} />
        </ModByline>
        <CardSummary gameId={gameId} mod={mod} />
      </div>
      <p className="mod-line-category ellipsis">{mod.category}</p>
      <ModNumbers mod={mod} />
      <InstallState gameId={gameId} mod={mod} />
    </article>
  );
});
