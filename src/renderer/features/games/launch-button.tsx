import { CircleDot, Play, RefreshCw, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameCondition } from '../../../shared/games.ts';
import type { GameId } from '../../../shared/ids.ts';
import { i18n } from '../../i18n/i18n.ts';
import { launchGame, useCondition } from '../../stores/game-condition.ts';
import { gameName } from '../../stores/games.ts';
import { Button } from '../../ui/button.tsx';
import { Hint } from '../../ui/hint.tsx';

/** How long a game may take until it is seen, in ms. */
const patience = 60_000;

/** Starts the game with its mods, or says why that is not possible right now. */
export function LaunchButton({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const [starting, setStarting] = useState(false);
  const condition = useCondition(gameId, starting, (news) => {
    if (news.running !== null) setStarting(false);
  });
  if (condition === null) return null;
  const state = stateOf(condition);
  const start = async (): Promise<void> => {
    setStarting(true);
    if (await launchGame(gameId)) setTimeout(() => setStarting(false), patience);
    else setStarting(false);
  };
  const hint = hintOf(state, condition, gameId);
  return (
    <Hint text={hint}>
      <Button
        size="sm"
        tone={state === 'ready' ? 'primary' : 'plain'}
        icon={icons[state]}
        busy={starting}
        aria-description={hint}
        aria-disabled={state !== 'ready' || undefined}
        onClick={state === 'ready' ? () => void start() : undefined}
      >
        {t(`gameCare.${state === 'ready' ? 'play' : state}`)}
      </Button>
    </Hint>
  );
}

type State = 'ready' | 'running' | 'busy' | 'away';

const icons = {
  ready: <Play aria-hidden />,
  running: <CircleDot aria-hidden />,
  busy: <RefreshCw aria-hidden />,
  away: <Unplug aria-hidden />,
} as const satisfies Record<State, unknown>;

/** A game that will not be started still has the button: pressing it says why. */
function stateOf({ running, busy, present }: GameCondition): State {
  if (!present) return 'away';
  if (running !== null) return 'running';
  return busy ? 'busy' : 'ready';
}

const hintOf = (state: State, { running }: GameCondition, gameId: GameId): string =>
  state === 'ready'
    ? i18n.t('gameCare.playHint', { game: gameName(gameId) })
    : i18n.t(`gameCare.${state}Hint`, { program: running ?? '' });
