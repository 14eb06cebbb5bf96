import { History as HistoryIcon, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { HistoryState } from '../../../shared/ipc/contract.ts';
import { readHistory, redo, undo, useHistory, useHistoryStore } from '../../stores/history.ts';
import { discoverScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { GenerationPanel } from './generation-panel.tsx';
import { Timeline } from './timeline.tsx';
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
          disabled={state?.canUndo !== true}
          aria-keyshortcuts="Control+Z"
          onClick={() => void undo(gameId)}
        >
          {t('common.undo')}
        </Button>
        <Button
          icon={<Redo2 className="flip" aria-hidden />}
          busy={verb === 'redo'}
          disabled={state?.canRedo !== true}
          aria-keyshortcuts="Control+Shift+Z"
          onClick={() => void redo(gameId)}
        >
          {t('common.redo')}
        </Button>
      </div>
    </div>
  );
}

function HistoryBody({ gameId, state }: { readonly gameId: GameId; readonly state: HistoryState }) {
  // The one most players come for is the state before the last change.
  const [chosen, setChosen] = useState<number | null>(null);
  const known = state.generations.some((one) => one.number === chosen);
  const before = state.generations.find((one) => one.number < state.current)?.number ?? state.current;
  const selected = chosen !== null && known ? chosen : before;
  const generation = state.generations.find((one) => one.number === selected);
  return (
    <div className="history-columns">
      <Timeline gameId={gameId} state={state} selected={selected} onSelect={setChosen} />
      {generation !== undefined && (
        <GenerationPanel
          key={generation.number}
          gameId={gameId}
          generation={generation}
          current={state.current}
          onMoved={() => setChosen(null)}
        />
      )}
    </div>
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
