import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useConflicts } from '../../stores/conflicts.ts';
import { useGame } from '../../stores/games.ts';
import { useEntries } from '../../stores/library.ts';
import { show, useNavigation, type Screen } from '../../stores/navigation.ts';
import { useOutside } from '../../stores/outside.ts';
import { useUpdateCount } from '../../stores/updates.ts';
import { GameBanner } from './game-banner.tsx';
import { gameScreens, type GameScreen } from './game-screens.ts';

export function GameMenu({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const screen = useNavigation((state) => state.screen);
  const entries = useEntries(gameId);
  const conflicts = useConflicts(gameId).value?.conflicts.filter((one) => !one.identical).length ?? 0;
  const outside = useOutside(gameId).value?.changes.length ?? 0;
  const updates = useUpdateCount(gameId);
  const shown = screen.name === 'mod' ? 'discover' : screen.name;
  const counts: Readonly<Partial<Record<Screen['name'], Count>>> = {
    library: { count: entries.length },
    updates: { count: updates, about: t('updates.badge', { count: updates }), alert: true },
    conflicts: { count: conflicts, about: t('shell.conflictBadge', { count: conflicts }) },
    upkeep: { count: outside, about: t('shell.outsideBadge', { count: outside }), alert: true },
  };
  return (
    <nav className="game-menu" aria-label={t('shell.menu', { game: game?.name ?? '' })}>
      <div className="game-head" aria-hidden>
        <GameBanner src={game?.pictures.wide ?? null} />
        <p className="game-name">{game?.name}</p>
      </div>
      <ul>
        {gameScreens.map((item, index) => (
          <Item
            key={item.to.name}
            {...item}
            {...counts[item.to.name]}
            keys={index + 1}
            current={shown === item.to.name}
          />
        ))}
      </ul>
    </nav>
  );
}

interface Count {
  readonly count?: number;
  /** What the count is of; shown on hover. */
  readonly about?: string;
  /** The count asks for a look. */
  readonly alert?: boolean;
}

interface ItemProps extends GameScreen, Count {
  /** The digit that leads there with Ctrl. */
  readonly keys: number;
  readonly current: boolean;
}

function Item({ icon: Icon, label, to, current, keys, count = 0, about, alert = false }: ItemProps) {
  const { t } = useTranslation();
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
        <span className="game-menu-label">{t(label)}</span>
        {count > 0 && (
          <span className="game-menu-count" data-alert={alert || undefined} aria-hidden>
            {formatNumber(count)}
          </span>
        )}
      </button>
    </li>
  );
}
