import { History as HistoryIcon, Redo2, SearchX, Undo2 } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { HistoryState } from '../../../shared/ipc/contract.ts';
import type { Generation, HistoryMove } from '../../../shared/model.ts';
import { pinGeneration, readHistory, redo, undo, useHistory, useHistoryStore } from '../../stores/history.ts';
import { discoverScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { subjectWords } from './sentences.ts';
import { GenerationPanel } from './generation-panel.tsx';
import { HistoryFilterBar } from './history-filter-bar.tsx';
import { Timeline } from './timeline.tsx';
import { filterHistory, noHistoryFilters, type HistoryFilters } from './timeline-filters.ts';
import './history.css';

export function History({ gameId }: { readonly gameId: GameId }) {
  const history = useHistory(gameId);
  return (
    <div className="history">
      <HistoryHead gameId={gameId} state={history.value} />
      {history.value === null ? (
        history.error === null ? (
          <TimelineSkeleton />
        ) : (
          <div className="history-notice">
            <ErrorCard error={history.error} onRetry={() => void readHistory(gameId)} />
          </div>
        )
      ) : history.value.generations.length <= 1 && history.value.current === 0 ? (
        <NothingYet />
      ) : (
        <HistoryBody gameId={gameId} state={history.value} />
      )}
    </div>
  );
}

function HistoryHead({ gameId, state }: { readonly gameId: GameId; readonly state: HistoryState | null }) {
  const { t } = useTranslation();
  const verb = useHistoryStore((store) => (store.moving?.gameId === gameId ? store.moving.verb : null));
  return (
    <div className="history-head">
      <div className="history-title">
        <h1>{t('history.page')}</h1>
        <p className="muted">{t('history.lead')}</p>
      </div>
      <div className="history-tools">
        <Button
          icon={<Undo2 className="flip" aria-hidden />}
          busy={verb === 'undo'}
          disabled={(state?.undo ?? null) === null}
          title={moveTitle(state?.undo)}
          aria-keyshortcuts="Control+Z"
          onClick={() => void undo(gameId)}
        >
          {t('common.undo')}
        </Button>
        <Button
          icon={<Redo2 className="flip" aria-hidden />}
          busy={verb === 'redo'}
          disabled={(state?.redo ?? null) === null}
          title={moveTitle(state?.redo)}
          aria-keyshortcuts="Control+Shift+Z"
          onClick={() => void redo(gameId)}
        >
          {t('common.redo')}
        </Button>
      </div>
    </div>
  );
}

/** What pressing it would take back or do again. */
const moveTitle = (move: HistoryMove | null | undefined): string | undefined =>
  (move ?? null) === null ? undefined : subjectWords(move?.subject ?? '');

function HistoryBody({ gameId, state }: { readonly gameId: GameId; readonly state: HistoryState }) {
  const { t } = useTranslation();
  // The one most players come for is the state before the last change.
  const [chosen, setChosen] = useState<number | null>(null);
  const [base, setBase] = useState<number | null>(null);
  const [filters, setFilters] = useState<HistoryFilters>(noHistoryFilters);
  const { current } = state;
  const shown = useMemo(() => filterHistory(state.generations, filters), [state.generations, filters]);
  const known = shown.some((one) => one.number === chosen);
  const before = shown.find((one) => one.number < current) ?? shown[0];
  const selected = chosen !== null && known ? chosen : before?.number;
  const generation = shown.find((one) => one.number === selected);
  const to = (number: number): void => {
    if (!shown.some((one) => one.number === number)) setFilters(noHistoryFilters);
    setChosen(number);
  };
  const toHere = (): void => to(current);
  const onKey = (event: KeyboardEvent, { number, pinned }: Generation): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const key = event.key.toLowerCase();
    if (key === 'p') void pinGeneration(gameId, number, !pinned);
    else if (key === 'c') setBase(base === null ? number : null);
    else if (key === 'n') toHere();
    else return false;
    return true;
  };
  return (
    <>
      <HistoryFilterBar
        generations={state.generations}
        shown={shown.length}
        filters={filters}
        onFilters={setFilters}
        onHere={toHere}
        onStart={() => to(0)}
      />
      {generation === undefined ? (
        <EmptyState icon={<SearchX aria-hidden />} title={t('history.noMatch')} hint={t('history.noMatchHint')}>
          <Button onClick={() => setFilters(noHistoryFilters)}>{t('history.clearFilters')}</Button>
        </EmptyState>
      ) : (
        <div className="history-columns">
          <Timeline
            gameId={gameId}
            generations={shown}
            current={current}
            selected={generation.number}
            base={base}
            onSelect={setChosen}
            onKey={onKey}
          />
          <GenerationPanel
            key={generation.number}
            gameId={gameId}
            generation={generation}
            current={current}
            base={base}
            onBase={setBase}
            onMoved={() => setChosen(null)}
          />
        </div>
      )}
    </>
  );
}

function NothingYet() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<HistoryIcon aria-hidden />} title={t('history.emptyTitle')} hint={t('history.emptyHint')}>
      <Button tone="primary" onClick={() => show(discoverScreen)}>
        {t('library.goDiscover')}
      </Button>
    </EmptyState>
  );
}

function TimelineSkeleton() {
  return (
    <div className="table-skeleton" aria-hidden>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="skeleton" />
      ))}
    </div>
  );
}
