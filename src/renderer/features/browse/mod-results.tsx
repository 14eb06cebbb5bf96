import { Compass, PackageCheck, SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundMod } from '../../../shared/catalogue.ts';
import type { GameId } from '../../../shared/ids.ts';
import type { Game } from '../../../shared/games.ts';
import { modReference } from '../../../shared/references.ts';
import { i18n } from '../../i18n/i18n.ts';
import { hasMore, isAsking, keepScroll, loadMore, search, type Browse } from '../../stores/discover.ts';
import { useEntries } from '../../stores/library.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/button.tsx';
import { providerNames } from '../../ui/provider-name.ts';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { ClearFilters, isNarrowed } from './clear-filters.tsx';
import { NoAnswers, nobodyAnswered } from './no-answers.tsx';
import { ResultsEnd } from './results-end.tsx';
import { VirtualMods } from './virtual-mods.tsx';

interface ModResultsProps {
  readonly game: Game;
  readonly browse: Browse;
  /** Says at each mod where it is from. */
  readonly showProvider: boolean;
}

export function ModResults({ game, browse, showProvider }: ModResultsProps) {
  const { t } = useTranslation();
  // Held as state: what is drawn inside has to know it when it comes.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const layout = useSettings((store) => store.browseLayout);
  const mods = useShownMods(game.id, browse.mods);
  const waiting = browse.status === 'idle' || browse.status === 'asking' || browse.stale || isAsking(browse);
  return (
    <div
      ref={setScroller}
      className="discover-scroll"
      onScroll={(event) => keepScroll(game.id, event.currentTarget.scrollTop)}
    >
      <p className="sr-only" role="status">
        {waiting ? t('discover.loading') : countWords(browse, mods.length)}
      </p>
      {scroller === null ? null : mods.length > 0 ? (
        <>
          <VirtualMods
            gameId={game.id}
            mods={mods}
            layout={layout}
            scroller={scroller}
            question={questionOf(browse)}
            busy={browse.stale || browse.status === 'asking'}
            showProvider={showProvider}
          />
          <End gameId={game.id} browse={browse} shown={mods.length} scroller={scroller} />
        </>
      ) : waiting ? (
        <Skeletons layout={layout} />
      ) : (
        <>
          <Nothing game={game} browse={browse} />
          {hasMore(browse) && <End gameId={game.id} browse={browse} shown={0} scroller={scroller} />}
        </>
      )}
    </div>
  );
}

function useShownMods(gameId: GameId, mods: readonly FoundMod[]): readonly FoundMod[] {
  const hide = useSettings((store) => store.hideInstalled);
  const entries = useEntries(gameId);
  return useMemo(() => {
    if (!hide) return mods;
    const installed = new Set(
      entries.flatMap(({ provenance: { modRef } }) => (modRef === null ? [] : modReference(modRef))),
    );
    return mods.filter(({ ref }) => !installed.has(modReference(ref)));
  }, [hide, entries, mods]);
}

/** A new question starts at the top; coming back to an old one does not. */
const questionOf = ({ scope, text, sort, category, adult }: Browse): string =>
  [scope, text, sort, category ?? '', adult].join(' ');

function countWords({ providers }: Browse, shown: number): string {
  const totals = providers.flatMap(({ total }) => total ?? []);
  const total = totals.length < providers.length ? null : totals.reduce((sum, one) => sum + one, 0);
  return total === null || total === shown
    ? i18n.t('discover.results', { count: shown })
    : i18n.t('discover.resultsAbout', { count: total });
}

interface EndProps {
  readonly gameId: GameId;
  readonly browse: Browse;
  readonly shown: number;
  readonly scroller: HTMLElement;
}

function End({ gameId, browse, shown, scroller }: EndProps) {
  return (
    <ResultsEnd
      scroller={scroller}
      shown={shown}
      more={hasMore(browse) && browse.status === 'ready'}
      busy={isAsking(browse) || browse.status !== 'ready'}
      onMore={() => void loadMore(gameId)}
    />
  );
}

function Nothing({ game, browse }: { readonly game: Game; readonly browse: Browse }) {
  const { t } = useTranslation();
  const again = (): void => void search(game.id);
  if (browse.error !== null) {
    return (
      <div className="discover-error">
        <ErrorCard error={browse.error} onRetry={again} />
      </div>
    );
  }
  if (browse.mods.length > 0) {
    return (
      <EmptyState
        icon={<PackageCheck aria-hidden />}
        title={t('browse.allInstalled')}
        hint={t('browse.allInstalledHint')}
      >
        <Button onClick={() => void changeSettings({ hideInstalled: false })}>{t('browse.showInstalled')}</Button>
      </EmptyState>
    );
  }
  if (nobodyAnswered(browse)) return <NoAnswers game={game} browse={browse} />;
  if (browse.text === '' && isNarrowed(browse)) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t('discover.emptyFilters')}
        hint={t('discover.emptyFiltersHint')}
      >
        <ClearFilters gameId={game.id} browse={browse} />
      </EmptyState>
    );
  }
  return browse.text === '' ? (
    <EmptyState
      icon={<Compass aria-hidden />}
      title={t('discover.empty')}
      hint={t('discover.emptyHint', {
        provider: providerNames(browse.providers.map(({ provider }) => provider)),
        game: game.name,
      })}
    />
  ) : (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t('discover.emptySearch', { text: browse.text })}
      hint={t('discover.emptySearchHint')}
    >
      <ClearFilters gameId={game.id} browse={browse} />
    </EmptyState>
  );
}

const skeletonCount = 12;

function Skeletons({ layout }: { readonly layout: 'grid' | 'list' }) {
  return (
    <div className="mod-skeletons" data-layout={layout} aria-hidden>
      {Array.from({ length: skeletonCount }, (_, index) => (
        <div key={index} className={layout === 'grid' ? 'mod-card' : 'mod-line'}>
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
