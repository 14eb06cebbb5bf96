/** What a change of the loadout would do, asked while a dialog about it is open. */
import { useCallback, useEffect, useState } from 'react';
import type { GameId } from '../../shared/ids.ts';
import type { LoadoutChangeInput } from '../../shared/ipc/contract.ts';
import type { ChangePreview } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { settled } from './notices.ts';

/** null: there is nothing to ask about yet. */
export function useChangePreview(
  gameId: GameId,
  change: LoadoutChangeInput | null,
): readonly [Loaded<ChangePreview>, () => void] {
  const [preview, setPreview] = useState<Loaded<ChangePreview>>(notLoaded);
  const [turn, setTurn] = useState(0);
  // A change is a plain value: equal ones are the same question.
  const key = change === null ? null : JSON.stringify(change);
  useEffect(() => {
    if (key === null) return undefined;
    let asked = true;
    setPreview({ value: null, error: null, loading: true });
    void settled(getBridge().library.preview({ gameId, change: JSON.parse(key) as LoadoutChangeInput })).then(
      (result) => {
        if (!asked) return;
        setPreview(
          result.ok
            ? { value: result.value, error: null, loading: false }
            : { value: null, error: result.error, loading: false },
        );
      },
    );
    return () => {
      asked = false;
    };
  }, [gameId, key, turn]);
  return [preview, useCallback(() => setTurn((last) => last + 1), [])];
}
