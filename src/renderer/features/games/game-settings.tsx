import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Game, Layout } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { formatDate } from '../../i18n/format.ts';
import { useGame } from '../../stores/games.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { providerNames } from '../../ui/provider-name.ts';
import { ProfileList } from '../profiles/profile-list.tsx';
import { ChangeSources } from './change-sources.tsx';
import { GameCheck } from './game-check.tsx';
import { GamePicture } from './game-picture.tsx';
import { RemoveGame } from './remove-game.tsx';
import '../settings/settings.css';
import '../upkeep/upkeep.css';
import './add-game.css';

export function GameSettings({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  if (game === null) return null;
  return (
    <div className="screen">
      <div className="settings-body game-settings">
        <div className="settings-section page-head">
          <h1>{t('gameSettings.page')}</h1>
        </div>
        <ProfileList gameId={gameId} />
        <Places game={game} />
        <GameCheck key={gameId} gameId={gameId} />
        <GamePicture game={game} />
        <section className="settings-section" aria-label={t('gameSettings.danger')}>
          <div className="panel setting-row">
            <div className="setting-words">
              <h2 className="setting-title">{t('gameSettings.danger')}</h2>
              <p className="muted">{t('gameSettings.dangerHint')}</p>
            </div>
            <RemoveGame key={gameId} gameId={gameId} />
          </div>
        </section>
      </div>
    </div>
  );
}

const layoutKeys = {
  'merge-tree': 'welcome.layoutMerge',
  'folder-per-mod': 'welcome.layoutFolder',
  'archive-as-is': 'welcome.layoutArchive',
} as const satisfies Record<Layout, string>;

function Places({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  const sources = Object.keys(game.providers);
  return (
    <section className="settings-section" aria-label={t('gameSettings.places')}>
      <div className="section-head">
        <h2>{t('gameSettings.places')}</h2>
        <Button
          icon={<FolderOpen aria-hidden />}
          onClick={() => void orNotice(getBridge().app.openFolder({ folder: 'game', gameId: game.id }))}
        >
          {t('gameSettings.open')}
        </Button>
      </div>
      <dl className="panel facts">
        <div>
          <dt>{t('gameSettings.root')}</dt>
          <dd className="path">{game.root}</dd>
        </div>
        {game.targets.map((target) => (
          <div key={target.name}>
            <dt>{t('gameSettings.target')}</dt>
            <dd>
              <span className="path">{target.path}</span>
              <br />
              <span className="faint">{t(layoutKeys[target.layout])}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('gameSettings.sources')}</dt>
          <dd>
            {sources.length === 0 ? t('gameSettings.noSources') : providerNames(sources)} <ChangeSources game={game} />
          </dd>
        </div>
        <div>
          <dt>{t('gameSettings.added')}</dt>
          <dd>{formatDate(game.addedAt)}</dd>
        </div>
      </dl>
    </section>
  );
}
