import {
  CircleArrowUp,
  Compass,
  History,
  LibraryBig,
  Settings2,
  Stethoscope,
  Swords,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useConflicts } from '../../stores/conflicts.ts';
import { useGame } from '../../stores/games.ts';
import { useEntries } from '../../stores/library.ts';
import {
  conflictsScreen,
  discoverScreen,
  gameSettingsScreen,
  historyScreen,
  libraryScreen,
  show,
  updatesScreen,
  upkeepScreen,
  useNavigation,
  type Screen,
} from '../../stores/navigation.ts';
import { useOutside } from '../../stores/outside.ts';
import { useUpdateCount } from '../../stores/updates.ts';
import { GameBanner } from './game-banner.tsx';

export function GameMenu({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const screen = useNavigation((state) => state.screen);
  const entries = useEntries(gameId);
  const conflicts = useConflicts(gameId).value?.conflicts.filter((one) => !one.identical).length ?? 0;
  const outside = useOutside(gameId).value?.changes.length ?? 0;
  const updates = useUpdateCount(gameId);
  const shown = screen.name === 'mod' ? 'discover' : screen.name;
  const items: readonly ItemProps[] = [
    { icon: Compass, label: t('shell.discover'), to: discoverScreen, keys: '1' },
    { icon: LibraryBig, label: t('shell.library'), to: libraryScreen, keys: '2', count: entries.length },
    {
      icon: CircleArrowUp,
      label: t('updates.page'),
      to: updatesScreen,
      keys: '7',
      count: updates,
      about: t('updates.badge', { count: updates }),
      alert: true,
    },
    {
      icon: Swords,
      label: t('shell.conflicts'),
      to: conflictsScreen,
      keys: '3',
      count: conflicts,
      about: t('shell.conflictBadge', { count: conflicts }),
    },
    { icon: History, label: t('shell.history'), to: historyScreen, keys: '4' },
    {
      icon: Stethoscope,
      label: t('shell.upkeep'),
      to: upkeepScreen,
      keys: '5',
      count: outside,
      about: t('shell.outsideBadge', { count: outside }),
      alert: true,
    },
    { icon: Settings2, label: t('shell.gameSettings'), to: gameSettingsScreen, keys: '6' },
  ];
  return (
    <nav className="game-menu" aria-label={t('shell.menu', { game: game?.name ?? '' })}>
      <div className="game-head" aria-hidden>
        <GameBanner src={game?.pictures.wide ?? null} />
        <p className="game-name">{game?.name}</p>
      </div>
      <ul>
        {items.map((item) => (
          <Item key={item.to.name} {...item} current={shown === item.to.name} />
        ))}
      </ul>
    </nav>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly to: Screen;
  /** The digit that leads there with Ctrl. */
  readonly keys: string;
  readonly count?: number;
  /** What the count is of; shown on hover. */
  readonly about?: string;
  /** The count asks for a look. */
  readonly alert?: boolean;
}

interface PlacedItemProps extends ItemProps {
  readonly current: boolean;
}

function Item({ icon: Icon, label, to, current, keys, count = 0, about, alert = false }: PlacedItemProps) {
  return (
    <li>
      <button
        type="button"
        className="game-menu-item"
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={`Control+${keys}`}
        title={count > 0 ? about : undefined}
        onClick={() => show(to)}
      >
        <Icon aria-hidden />
        <span className="game-menu-label">{label}</span>
        {count > 0 && (
          <span className="game-menu-count" data-alert={alert || undefined} aria-hidden>
            {formatNumber(count)}
          </span>
        )}
      </button>
    </li>
  );
}
