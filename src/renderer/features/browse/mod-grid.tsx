import { Compass, SearchX } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Game, ProviderId } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { browseKey, keepScroll, keptScroll, loadMore, search, useBrowse, type Browse } from '../../stores/discover.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { ModCard } from './mod-card.tsx';

interface ModGridProps {
  readonly game: Game;
  readonly provider: ProviderId;
}

export function ModGrid({ game, provider }: ModGridProps) {
  const { t } = useTranslation();
  const browse = useBrowse(game.id, provider);
  const scroller = useRef<HTMLDivElement>(null);
  useFirstPage(game.id, provider, browse);
  useKeptScroll(scroller, browseKey(game.id, provider));
  useSearchFromTop(scroller, browse);
  const waiting = browse.status === 'loading' || browse.status === 'idle';
  return (
    <div
      ref={scroller}
      className="discover-scroll"
      onScroll={(event) => keepScroll(browseKey(game.id, provider), event.currentTarget.scrollTop)}
    >
      <p className="sr-only" role="status">
        {waiting ? t('discover.loading') : countWords(browse)}
      </p>
      {waiting && browse.mods.length === 0 ? (
        <Skeletons />
      ) : browse.mods.length === 0 ? (
        <Nothing game={game} provider={provider} browse={browse} />
      ) : (
        <>
          <ul className="mod-grid" aria-busy={waiting} data-waiting={waiting || undefined}>
            {browse.mods.map((mod) => (
              <li key={mod.ref.id}>
                <ModCard gameId={game.id} mod={mod} />
              </li>
            ))}
          </ul>
          <GridEnd game={game} provider={provider} browse={browse} scroller={scroller} />
        </>
      )}
    </div>
  );
}

function countWords(browse: Browse): string {
  return browse.total === null || browse.total === browse.mods.length
    ? i18n.t('discover.results', { count: browse.mods.length })
    : i18n.t('discover.resultsAbout', { count: browse.total });
}

function Nothing({ game, provider, browse }: ModGridProps & { readonly browse: Browse }) {
  const { t } = useTranslation();
  const again = (): void => void search(game.id, provider, { text: browse.text, sort: browse.sort });
  if (browse.error !== null) {
    const offline = browse.error.code === 'offline';
    return (
      <div className="discover-error">
        <ErrorCard error={browse.error} onRetry={again} {...(offline ? { also: t('discover.offlineStill') } : {})} />
      </div>
    );
  }
  return browse.text === '' ? (
    <EmptyState
      icon={<Compass aria-hidden />}
      title={t('discover.empty')}
      hint={t('discover.emptyHint', { provider: providerName(provider), game: game.name })}
    />
  ) : (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t('discover.emptySearch', { text: browse.text })}
      hint={t('discover.emptySearchHint')}
    />
  );
}

interface GridEndProps extends ModGridProps {
  readonly browse: Browse;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Comes near the window and asks for more by itself; the button is for everyone whose scrolling is not seen. */
function GridEnd({ game, provider, browse, scroller }: GridEndProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const hasMore = browse.next !== null && browse.error === null;
  useEffect(() => {
    if (!hasMore || end.current === null) return undefined;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) void loadMore(game.id, provider);
      },
      { root: scroller.current, rootMargin: '600px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
    // The list grew: the end may still be in sight, which an observer that stays would not tell again.
  }, [hasMore, browse.mods.length, game.id, provider, scroller]);
  return (
    <div className="grid-end" ref={end}>
      {browse.error !== null ? (
        <ErrorCard compact error={browse.error} onRetry={() => void loadMore(game.id, provider)} />
      ) : hasMore ? (
        <Button busy={browse.status === 'loading-more'} onClick={() => void loadMore(game.id, provider)}>
          {browse.status === 'loading-more' ? t('discover.loadingMore') : t('discover.loadMore')}
        </Button>
      ) : (
        <p className="faint">{t('discover.end')}</p>
      )}
    </div>
  );
}

const skeletonCount = 12;

function Skeletons() {
  return (
    <div className="mod-grid" aria-hidden>
      {Array.from({ length: skeletonCount }, (_, index) => (
        <div key={index} className="mod-card">
          <div className="mod-picture skeleton" />
          <div className="mod-body">
            <div className="skeleton skeleton-title" />
            <div className="skeleton skeleton-line" />
            <div className="skeleton skeleton-short" />
          </div>
        </div>
      ))}
    </div>
  );
}

function useFirstPage(gameId: GameId, provider: ProviderId, browse: Browse): void {
  const { status, text, sort } = browse;
  useEffect(() => {
    if (status === 'idle') void search(gameId, provider, { text, sort });
  }, [gameId, provider, status, text, sort]);
}

function useKeptScroll(scroller: RefObject<HTMLDivElement | null>, key: string): void {
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = keptScroll(key);
  }, [scroller, key]);
}

/** A new question starts at the top; coming back to an old one does not. */
function useSearchFromTop(scroller: RefObject<HTMLDivElement | null>, browse: Browse): void {
  const asked = `${browse.text} ${browse.sort}`;
  const last = useRef(asked);
  useLayoutEffect(() => {
    if (last.current === asked) return;
    last.current = asked;
    scroller.current?.scrollTo({ top: 0 });
  }, [scroller, asked]);
}
