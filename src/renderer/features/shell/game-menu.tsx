import { Compass, History, LibraryBig, Settings2, Stethoscope, Swords, type LucideIcon } from 'lucide-react';
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
  upkeepScreen,
  useNavigation,
  type Screen,
} from '../../stores/navigation.ts';
import { useOutside } from '../../stores/outside.ts';

export function GameMenu({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const screen = useNavigation((state) => state.screen);
  const entries = useEntries(gameId);
  const conflicts = useConflicts(gameId).value?.conflicts.filter((one) => !one.identical).length ?? 0;
  const outside = useOutside(gameId).value?.changes.length ?? 0;
  const shown = screen.name === 'mod' ? 'discover' : screen.name;
  const items: readonly ItemProps[] = [
    { icon: Compass, label: t('shell.discover'), to: discoverScreen },
    { icon: LibraryBig, label: t('shell.library'), to: libraryScreen, count: entries.length },
    {
      icon: Swords,
      label: t('shell.conflicts'),
      to: conflictsScreen,
      count: conflicts,
      about: t('shell.conflictBadge', { count: conflicts }),
    },
    { icon: History, label: t('shell.history'), to: historyScreen },
    {
      icon: Stethoscope,
      label: t('shell.upkeep'),
      to: upkeepScreen,
      count: outside,
      about: t('shell.outsideBadge', { count: outside }),
      alert: true,
    },
    { icon: Settings2, label: t('shell.gameSettings'), to: gameSettingsScreen },
  ];
  return (
    <nav className="game-menu" aria-label={t('shell.menu', { game: game?.name ?? '' })}>
      <p className="game-name" aria-hidden>
        {game?.name}
      </p>
      <ul>
        {items.map((item, index) => (
          <Item key={item.to.name} {...item} current={shown === item.to.name} keys={String(index + 1)} />
        ))}
      </ul>
    </nav>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly to: Screen;
  readonly count?: number;
  /** What the count is of; shown on hover. */
  readonly about?: string;
  /** The count asks for a look. */
  readonly alert?: boolean;
}

interface PlacedItemProps extends ItemProps {
  readonly current: boolean;
  readonly keys: string;
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
