import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundMod } from '../../../shared/catalogue.ts';
import type { GameId } from '../../../shared/ids.ts';
import { show } from '../../stores/navigation.ts';
import { CardSummary } from './card-wait.tsx';
import { InstallState } from './install-state.tsx';
import { ModByline, ModNumbers, ModUpdated } from './mod-bits.tsx';
import { ModPicture } from './mod-picture.tsx';

export interface ModItemProps {
  readonly gameId: GameId;
  readonly mod: FoundMod;
  readonly showProvider: boolean;
}

export const ModCard = memo(function ModCard({ gameId, mod, showProvider }: ModItemProps) {
  const { t } = useTranslation();
  return (
    <article className="mod-card">
      <ModPicture mod={mod}>
        <div className="mod-tags">
          {mod.category !== null && <span className="tag ellipsis">{mod.category}</span>}
          {mod.rating === 'adult' && <span className="tag tag-adult">{t('discover.adult')}</span>}
        </div>
      </ModPicture>
      <div className="mod-body">
        <h2 className="mod-name">
          <button
            type="button"
            className="mod-open"
            data-mod={mod.ref.id}
            onClick={() => show({ name: 'mod', ref: mod.ref })}
          >
            <bdi>{mod.name}</bdi>
          </button>
        </h2>
        <ModByline mod={mod} showProvider={showProvider} />
        <CardSummary gameId={gameId} mod={mod} />
        <div className="mod-foot">
          <ModNumbers mod={mod}>
            {mod.updatedAt !== null && (
              <li>
                <ModUpdated mod={mod} />
              </li>
            )}
          </ModNumbers>
          <InstallState gameId={gameId} mod={mod} />
        </div>
      </div>
    </article>
  );
});
