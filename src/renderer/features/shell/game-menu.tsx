import { Compass, History, LibraryBig, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { useGame } from '../../stores/games.ts';
import { useEntries } from '../../stores/library.ts';
import {
  discoverScreen,
  historyScreen,
  libraryScreen,
  show,
  useNavigation,
  type Screen,
} from '../../stores/navigation.ts';
import { formatNumber } from '../../i18n/format.ts';
import { RemoveGame } from '../games/remove-game.tsx';

export function GameMenu({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const screen = useNavigation((state) => state.screen);
  const entries = useEntries(gameId);
  const shown = screen.name === 'mod' ? 'discover' : screen.name;
  return (
    <nav className="game-menu" aria-label={t('shell.menu', { game: game?.name ?? '' })}>
      <p className="game-name" aria-hidden>
        {game?.name}
      </p>
      <ul>
        <Item icon={Compass} label={t('shell.discover')} to={discoverScreen} current={shown === 'discover'} keys="1" />
        <Item
          icon={LibraryBig}
          label={t('shell.library')}
          to={libraryScreen}
          current={shown === 'library'}
          keys="2"
          count={entries.length}
        />
        <Item icon={History} label={t('shell.history')} to={historyScreen} current={shown === 'history'} keys="3" />
      </ul>
      <RemoveGame key={gameId} gameId={gameId} />
    </nav>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly to: Screen;
  readonly current: boolean;
  readonly keys: string;
  readonly count?: number;
}

function Item({ icon: Icon, label, to, current, keys, count = 0 }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        className="game-menu-item"
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={`Control+${keys}`}
        onClick={() => show(to)}
      >
        <Icon aria-hidden />
        <span className="game-menu-label">{label}</span>
        {count > 0 && (
          <span className="game-menu-count" aria-hidden>
            {formatNumber(count)}
          </span>
        )}
      </button>
    </li>
  );
}
