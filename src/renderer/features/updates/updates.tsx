import { CircleCheck, Clock, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { GameUpdates } from '../../../shared/updates.ts';
import { formatDateTime, formatRelative } from '../../i18n/format.ts';
import { useBatch } from '../../stores/batches.ts';
import { useEntries } from '../../stores/library.ts';
import { libraryScreen, show } from '../../stores/navigation.ts';
import { availableUpdates, checkUpdates, readUpdates, useCheckProblem, useGameUpdates } from '../../stores/updates.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { BatchPanel } from '../plan/batch-panel.tsx';
import { LeftOut } from './left-out.tsx';
import { UpdateDialog } from './update-dialog.tsx';
import { UpdateFailures } from './update-failures.tsx';
import { UpdateList } from './update-list.tsx';
import './updates.css';

/** Newer versions of what is installed. Nobody is asked until the player asks, and nothing is fetched before a yes. */
export function Updates({ gameId }: { readonly gameId: GameId }) {
  const { value, error } = useGameUpdates(gameId);
  const problem = useCheckProblem(gameId);
  const [planned, setPlanned] = useState<readonly EntryId[] | null>(null);
  return (
    <div className="screen updates">
      <div className="updates-column">
        <Head gameId={gameId} state={value} onPlan={setPlanned} />
        <BatchPanel gameId={gameId} kind="update" />
        {problem !== null && <ErrorCard error={problem} onRetry={() => void checkUpdates(gameId)} />}
        {value === null ? (
          error !== null && <ErrorCard error={error} onRetry={() => void readUpdates(gameId)} />
        ) : (
          <Body gameId={gameId} state={value} onPlan={setPlanned} />
        )}
      </div>
      {planned !== null && <UpdateDialog gameId={gameId} entries={planned} onClose={() => setPlanned(null)} />}
    </div>
  );
}

interface HeadProps {
  readonly gameId: GameId;
  readonly state: GameUpdates | null;
  readonly onPlan: (entries: readonly EntryId[]) => void;
}

function Head({ gameId, state, onPlan }: HeadProps) {
  const { t } = useTranslation();
  const available = availableUpdates(state);
  const checkedAt = state?.checkedAt ?? null;
  return (
    <header className="updates-head page-head">
      <div className="updates-words">
        <h1>{t('updates.page')}</h1>
        <p className="faint" title={checkedAt === null ? undefined : formatDateTime(checkedAt)}>
          {checkedAt === null ? t('updates.never') : t('updates.last', { when: formatRelative(checkedAt) })}
        </p>
      </div>
      <Button
        icon={<RefreshCw aria-hidden />}
        busy={state?.checking ?? false}
        onClick={() => void checkUpdates(gameId)}
      >
        {state?.checking === true ? t('updates.checking') : t('updates.check')}
      </Button>
      {available.length > 0 && (
        <Button tone="primary" onClick={() => onPlan(available.map(({ entry }) => entry))}>
          {t('updates.updateAll', { count: available.length })}
        </Button>
      )}
    </header>
  );
}

interface BodyProps extends HeadProps {
  readonly state: GameUpdates;
}

function Body({ gameId, state, onPlan }: BodyProps) {
  const { t } = useTranslation();
  const entries = useEntries(gameId);
  const problem = useCheckProblem(gameId);
  const justUpdated = useBatch(gameId, 'update') !== null;
  const available = availableUpdates(state);
  if (entries.length === 0) {
    return (
      <EmptyState icon={<RefreshCw aria-hidden />} title={t('updates.noMods')} hint={t('updates.noModsHint')}>
        <Button onClick={() => show(libraryScreen)}>{t('shell.library')}</Button>
      </EmptyState>
    );
  }
  return (
    <>
      <UpdateFailures gameId={gameId} failures={state.failures} />
      {available.length > 0 ? (
        <UpdateList gameId={gameId} updates={available} onPlan={onPlan} />
      ) : state.checkedAt === null ? (
        // What was just updated has not been asked about again: its panel says enough.
        !justUpdated && (
          <EmptyState icon={<RefreshCw aria-hidden />} title={t('updates.ask')} hint={t('updates.askHint')}>
            <Button tone="primary" busy={state.checking} onClick={() => void checkUpdates(gameId)}>
              {t('updates.checkNow')}
            </Button>
          </EmptyState>
        )
      ) : (
        <NoneNewer at={state.checkedAt} unsure={problem !== null || state.failures.length > 0} />
      )}
      <LeftOut gameId={gameId} state={state} />
    </>
  );
}

/** `unsure`: not all could be asked this time, so only what was known before can be told. */
function NoneNewer({ at, unsure }: { readonly at: number; readonly unsure: boolean }) {
  const { t } = useTranslation();
  return (
    <p className="updates-none" data-unsure={unsure || undefined}>
      {unsure ? <Clock aria-hidden /> : <CircleCheck aria-hidden />}
      {unsure ? t('updates.noneKnown', { when: formatRelative(at) }) : t('updates.none')}
    </p>
  );
}
