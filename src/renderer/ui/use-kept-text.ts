import { useEffect, useRef, useState } from 'react';

interface KeptText {
  readonly text: string;
  readonly type: (text: string) => void;
  /** Keeps what is not kept yet: when the field is left, or Enter is pressed. */
  readonly flush: () => void;
  /** The last words were kept and none came since. */
  readonly saved: boolean;
}

/** Milliseconds after the last key. */
const pause = 800;

/**
 * Text that keeps itself: after a pause, when its field is left, and when the field goes away. `keep` answers false when
 * it could not; the next occasion tries again. Give the field a key of what the text belongs to.
 */
export function useKeptText(value: string, keep: (text: string) => Promise<boolean>): KeptText {
  const [text, setText] = useState(value);
  const [saved, setSaved] = useState(false);
  const now = useRef({ text: value, kept: value, keep });
  now.current.keep = keep;
  const timer = useRef<number | undefined>(undefined);

  const flushed = async ({ current } = now): Promise<void> => {
    const [wanted, before] = [current.text.trim(), current.kept];
    if (wanted === before) return;
    current.kept = wanted;
    const ok = await current.keep(wanted);
    if (!ok) current.kept = before;
    else if (current.text.trim() === wanted) setSaved(true);
  };
  const flush = (): void => {
    window.clearTimeout(timer.current);
    void flushed();
  };
  const type = (typed: string): void => {
    now.current.text = typed;
    setText(typed);
    setSaved(false);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(flush, pause);
  };
  const last = useRef(flush);
  last.current = flush;
  useEffect(() => () => last.current(), []);
  return { text, type, flush, saved };
}
