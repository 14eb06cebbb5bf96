import { useTranslation } from 'react-i18next';
import type { FolderInspection } from '../../../shared/ipc/contract.ts';
import { useGames } from '../../stores/games.ts';
import { Button } from '../../ui/button.tsx';
import { GameFace } from '../../ui/game-face.tsx';
import { FolderPath } from './folder-path.tsx';
import type { Adding } from './use-adding.ts';

interface NearbyGamesProps {
  readonly inspection: FolderInspection;
  readonly adding: Adding;
  /** The folder is a game of its own all the same; null: it cannot be one. */
  readonly onOther: (() => void) | null;
}

/** A folder inside of a known game, or one that holds known games, was chosen: those were meant, most likely. */
export function NearbyGames({ inspection: { path, nearby }, adding, onOther }: NearbyGamesProps) {
  const { t } = useTranslation();
  const definitions = useGames((store) => store.definitions);
  const inside = nearby.some(({ folder }) => path.startsWith(folder));
  const nameOf = (id: string): string => definitions.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      <h2 className="section-title" data-takes-focus>
        {t(inside ? 'welcome.insideGame' : 'welcome.gamesInside', { count: nearby.length })}
      </h2>
      <ul className="known-games">
        {nearby.map(({ definition, folder }, index) => (
          <li key={folder}>
            <article className="known-game">
              <span className="known-tile">
                <GameFace name={nameOf(definition)} cover={null} />
              </span>
              <div className="known-words">
                <h3 className="known-name">{nameOf(definition)}</h3>
                <p className="muted known-folder">
                  <FolderPath path={folder} />
                </p>
              </div>
              <Button
                tone={index === 0 ? 'primary' : 'plain'}
                aria-label={t('welcome.takeGame', { game: nameOf(definition) })}
                aria-disabled={adding.busy !== null || undefined}
                onClick={() => void adding.take(folder)}
              >
                {t('welcome.take')}
              </Button>
            </article>
          </li>
        ))}
      </ul>
      {onOther !== null && (
        <Button tone="quiet" onClick={onOther}>
          {t('welcome.other')}
        </Button>
      )}
    </>
  );
}
