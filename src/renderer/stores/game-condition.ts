/** How a game is at the moment: running, being updated, away. Asked when it is opened, on return, and while it starts. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { GameCondition } from '../../shared/games.ts';
import type { GameId } from '../../shared/ids.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { storeNames } from '../ui/store-names.ts';
import { gameName } from './games.ts';
import { noticePlain, orNotice, settled } from './notices.ts';

interface ConditionStore {
  readonly byGame: ReadonlyMap<GameId, GameCondition>;
}

const useConditions = create<ConditionStore>(() => ({ byGame: new Map() }));

/** Quiet when it fails: nothing rests on it. */
export async function readCondition(gameId: GameId): Promise<GameCondition | null> {
  const answer = await settled(getBridge().games.condition({ gameId }));
  if (!answer.ok) return null;
  useConditions.setState(({ byGame }) => ({ byGame: new Map(byGame).set(gameId, answer.value) }));
  if (answer.value.updated) tellUpdated(gameId, answer.value);
  return answer.value;
}

/** Main says it once, so it is told whoever asked. */
function tellUpdated(gameId: GameId, { store }: GameCondition): void {
  const name = store === null ? '' : storeNames[store];
  noticePlain(i18n.t('gameCare.updated', { store: name, game: gameName(gameId) }), i18n.t('gameCare.updatedHint'));
}

/** Starts the game with its mods and says so, or why not. False: it was not started. */
export async function launchGame(gameId: GameId): Promise<boolean> {
  const answer = await orNotice(getBridge().games.launch({ gameId }));
  if (answer === null) return false;
  const game = gameName(gameId);
  if (answer.kind === 'started') {
    noticePlain(i18n.t('gameCare.started', { game }));
    await readCondition(gameId);
    return true;
  }
  noticePlain(i18n.t('gameCare.refused', { game }), i18n.t(`gameCare.why.${answer.why}`));
  return false;
}

/** Milliseconds between looks while the game runs or starts. */
const pause = 4_000;

/** null until it is known. `onNews` is told of every answer. */
export function useCondition(
  gameId: GameId,
  starting: boolean,
  onNews: (condition: GameCondition) => void,
): GameCondition | null {
  const condition = useConditions((store) => store.byGame.get(gameId) ?? null);
  const often = starting || condition?.running !== null;
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const found = await readCondition(gameId);
      if (!gone && found !== null) onNews(found);
    };
    const onFocus = (): void => void look();
    void look();
    window.addEventListener('focus', onFocus);
    const timer = often && condition !== null ? setInterval(onFocus, pause) : null;
    return () => {
      gone = true;
      window.removeEventListener('focus', onFocus);
      if (timer !== null) clearInterval(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `onNews` is only told, and an answer must not make it ask again
  }, [gameId, often]);
  return condition;
}
