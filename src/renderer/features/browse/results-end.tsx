import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';

interface ResultsEndProps {
  readonly scroller: HTMLElement;
  /** How many are shown: when it grows, the end may still be in sight. */
  readonly shown: number;
  readonly more: boolean;
  readonly busy: boolean;
  readonly onMore: () => void;
}

/** Comes near the window and asks for more by itself; the button is for everyone whose scrolling is not seen. */
export function ResultsEnd({ scroller, shown, more, busy, onMore }: ResultsEndProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  ask.current = onMore;
  const watching = more && !busy;
  useEffect(() => {
    if (!watching || end.current === null) return undefined;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) ask.current();
      },
      { root: scroller, rootMargin: '600px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [watching, shown, scroller]);
  return (
    <div className="grid-end" ref={end}>
      {more ? (
        <Button busy={busy} onClick={onMore}>
          {busy ? t('discover.loadingMore') : t('discover.loadMore')}
        </Button>
      ) : (
        <p className="faint">{busy ? t('discover.loadingMore') : t('discover.end')}</p>
      )}
    </div>
  );
}
