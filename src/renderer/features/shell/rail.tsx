import { Download, Plus, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ManagedGame } from '../../../shared/games.ts';
import { useGames } from '../../stores/games.ts';
import { hasEnded, useDownloadList } from '../../stores/downloads.ts';
import {
  addGameScreen,
  downloadsScreen,
  settingsScreen,
  show,
  showGame,
  useNavigation,
} from '../../stores/navigation.ts';
import { GameFace } from '../../ui/game-face.tsx';
import { Hint } from '../../ui/hint.tsx';
import { LogoMark } from '../../ui/logo.tsx';

export function Rail() {
  const { t } = useTranslation();
  const games = useGames((store) => store.state?.games ?? noGames);
  const { gameId, screen } = useNavigation();
  const adding = screen.name === 'add-game';
  const setting = screen.name === 'settings';
  const loading = screen.name === 'downloads';
  const active = useDownloadList().filter(({ state }) => !hasEnded(state)).length;
  return (
    <nav className="rail" aria-label={t('shell.games')}>
      <span className="rail-logo">
        <LogoMark size={34} />
      </span>
      <ul className="rail-games">
        {games.map((game) => (
          <li key={game.id}>
            <GameTile game={game} current={!adding && !setting && !loading && game.id === gameId} />
          </li>
        ))}
        <li>
          <Hint text={t('shell.addGame')} side="inline-end">
            <button
              type="button"
              className="rail-add"
              aria-label={t('shell.addGame')}
              aria-current={adding ? 'page' : undefined}
              onClick={() => show(addGameScreen)}
            >
              <Plus aria-hidden />
            </button>
          </Hint>
        </li>
      </ul>
      <div className="rail-foot">
        <Hint text={active === 0 ? t('downloads.page') : t('downloads.active', { count: active })} side="inline-end">
          <button
            type="button"
            className="rail-settings"
            aria-label={t('downloads.page')}
            aria-current={loading ? 'page' : undefined}
            data-busy={active > 0 || undefined}
            onClick={() => show(downloadsScreen)}
          >
            <Download aria-hidden />
          </button>
        </Hint>
        <Hint text={t('shell.settings')} side="inline-end">
          <button
            type="button"
            className="rail-settings"
            aria-label={t('shell.settings')}
            aria-current={setting ? 'page' : undefined}
            onClick={() => show(settingsScreen)}
          >
            <Settings aria-hidden />
          </button>
        </Hint>
      </div>
    </nav>
  );
}

const noGames: readonly ManagedGame[] = [];

function GameTile({ game, current }: { readonly game: ManagedGame; readonly current: boolean }) {
  return (
    <Hint text={game.name} side="inline-end">
      <button
        type="button"
        className="game-tile"
        aria-label={game.name}
        aria-current={current ? 'true' : undefined}
        onClick={() => showGame(game.id)}
      >
        <GameFace name={game.name} cover={game.pictures.cover} />
      </button>
    </Hint>
  );
}
