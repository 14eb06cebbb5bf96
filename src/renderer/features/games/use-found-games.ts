import { useEffect, useState } from 'react';
import type { FoundGames } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { settled } from '../../stores/notices.ts';

export interface GameSearch {
  /** null until it is known, and when the search failed: choosing a folder always works. */
  readonly found: FoundGames | null;
  readonly looking: boolean;
  readonly again: () => void;
}

/** What stores have installed here. Looks again whenever the player comes back to the window: from a store, mostly. */
export function useFoundGames(): GameSearch {
  const [found, setFound] = useState<FoundGames | null>(null);
  const [turn, setTurn] = useState(0);
  const [seen, setSeen] = useState(-1);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const answer = await settled(getBridge().games.detect());
      if (gone) return;
      if (answer.ok) setFound(answer.value);
      setSeen(turn);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [turn]);
  const again = (): void => setTurn((before) => before + 1);
  useEffect(() => {
    globalThis.addEventListener('focus', again);
    return () => globalThis.removeEventListener('focus', again);
  }, []);
  return { found, looking: seen !== turn, again };
}
