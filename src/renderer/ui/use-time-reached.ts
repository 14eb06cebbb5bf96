import { useEffect, useState } from 'react';

/** The longest wait a timer can count. */
const longest = 2_147_483_647;

/** True from a moment on, in milliseconds since the epoch. */
export function useTimeReached(time: number): boolean {
  const [reached, setReached] = useState(() => Date.now() >= time);
  useEffect(() => {
    const left = time - Date.now();
    setReached(left <= 0);
    if (left <= 0) return undefined;
    const wait = setTimeout(() => setReached(true), Math.min(left, longest));
    return () => clearTimeout(wait);
  }, [time]);
  return reached;
}
