import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { OutsideChanges } from './outside-changes.tsx';
import { Tools } from './tools.tsx';
import '../settings/settings.css';
import '../profiles/profiles.css';
import './upkeep.css';

/** Whether the game is as it was left, and the means to put it right. */
export function Upkeep({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  return (
    <div className="screen">
      <div className="settings-body upkeep">
        <header className="settings-section">
          <div className="upkeep-head">
            <h1>{t('upkeep.page')}</h1>
            <p className="muted">{t('upkeep.lead')}</p>
          </div>
        </header>
        <OutsideChanges gameId={gameId} />
        <Tools gameId={gameId} />
      </div>
    </div>
  );
}
