import { ImagePlus, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ManagedGame } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { GameFace } from '../../ui/game-face.tsx';

/** The picture that stands for a game in the window: its store's, the player's own, or its letters. */
export function GamePicture({ game: { id, name, pictures } }: { readonly game: ManagedGame }) {
  const { t } = useTranslation();
  return (
    <section className="settings-section" aria-label={t('gameSettings.picture')}>
      <div className="panel setting-row game-picture">
        <span className="game-picture-face">
          <GameFace name={name} cover={pictures.cover} />
        </span>
        <div className="setting-words">
          <h2 className="setting-title">{t('gameSettings.picture')}</h2>
          <p className="muted">{t('gameSettings.pictureHint')}</p>
        </div>
        <div className="setting-control">
          {pictures.own && (
            <Button
              tone="quiet"
              icon={<Undo2 aria-hidden />}
              onClick={() => void orNotice(getBridge().games.dismissPicture({ gameId: id }))}
            >
              {t('gameSettings.dismissPicture')}
            </Button>
          )}
          <Button
            icon={<ImagePlus aria-hidden />}
            onClick={() => void orNotice(getBridge().games.choosePicture({ gameId: id }))}
          >
            {t('gameSettings.choosePicture')}
          </Button>
        </div>
      </div>
    </section>
  );
}
