/** A question to main that belongs to one place on the screen and is forgotten with it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../shared/ipc/contract.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { settled } from './notices.ts';

/**
 * Asks whenever `key` changes; equal keys are the same question, null is none. The last answer stays on the
 * screen while `keep` is true and a newer one is fetched. The second value asks again.
 */
export function useAsked<T>(
  key: string | null,
  ask: () => Promise<Result<T>>,
  keep = false,
): readonly [Loaded<T>, () => void] {
  const [held, setHeld] = useState<Loaded<T>>(notLoaded);
  const [turn, setTurn] = useState(0);
  const question = useRef(ask);
  question.current = ask;
  useEffect(() => {
    if (key === null) return undefined;
    let wanted = true;
    setHeld((last) => ({ value: keep ? last.value : null, error: null, loading: true }));
    const run = async (): Promise<void> => {
      const result = await settled(question.current());
      if (!wanted) return;
      if (result.ok) setHeld({ value: result.value, error: null, loading: false });
      else setHeld((last) => ({ value: last.value, error: result.error, loading: false }));
    };
    void run();
    return () => {
      wanted = false;
    };
  }, [key, keep, turn]);
  return [held, useCallback(() => setTurn((last) => last + 1), [])];
}
