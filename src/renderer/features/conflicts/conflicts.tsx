import { Equal, SearchX, ShieldCheck, Sparkles, Star } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ConflictsState } from '../../../shared/ipc/contract.ts';
import type { Conflict } from '../../../shared/model.ts';
import { readConflicts, useConflicts } from '../../stores/conflicts.ts';
import { useEntryNames } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { ByFile } from './by-file.tsx';
import { ByMod } from './by-mod.tsx';
import { Choices } from './choices.tsx';
import './conflicts.css';

interface ConflictsProps {
  readonly gameId: GameId;
  /** What is searched for at first. */
  readonly text: string;
}

export function Conflicts({ gameId, text }: ConflictsProps) {
  const conflicts = useConflicts(gameId);
  if (conflicts.value !== null) return <Loaded gameId={gameId} text={text} state={conflicts.value} />;
  return (
    <div className="conflicts">
      <Head />
      {conflicts.error === null ? (
        <div className="table-skeleton" aria-hidden>
          {Array.from({ length: 7 }, (_, index) => (
            <div key={index} className="skeleton" />
          ))}
        </div>
      ) : (
        <div className="library-notice">
          <ErrorCard error={conflicts.error} onRetry={() => void readConflicts(gameId)} />
        </div>
      )}
    </div>
  );
}

function Head({ children }: { readonly children?: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="library-bar page-head">
      <h1>{t('conflicts.page')}</h1>
      {children}
    </div>
  );
}

type View = 'file' | 'mod' | 'choices';

/** Which conflicts are shown. */
interface Wanted {
  readonly text: string;
  readonly identical: boolean;
  readonly chosen: boolean;
}

function Loaded({ gameId, text, state }: ConflictsProps & { readonly state: ConflictsState }) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('file');
  const [wanted, setWanted] = useState<Wanted>({ text, identical: false, chosen: false });
  const [file, setFile] = useState<string | null>(null);
  const names = useEntryNames(gameId);
  const shown = useMemo(() => filterConflicts(state.conflicts, wanted, names), [state, wanted, names]);
  const identical = state.conflicts.filter((one) => one.identical).length;
  const openFile = (key: string): void => {
    setFile(key);
    setView('file');
  };
  if (state.total === 0 && state.choices.length === 0) return <NoConflicts />;
  return (
    <div className="conflicts">
      <Head>
        <p className="muted conflicts-lead">{t('conflicts.lead')}</p>
      </Head>
      <div className="filter-bar">
        <Segments
          label={t('conflicts.view')}
          value={view}
          options={[
            { value: 'file', label: t('conflicts.byFile') },
            { value: 'mod', label: t('conflicts.byMod') },
            { value: 'choices', label: t('conflicts.choices', { count: state.choices.length }) },
          ]}
          onChange={setView}
        />
        {view !== 'choices' && (
          <>
            <SearchField
              label={t('conflicts.search')}
              placeholder={t('conflicts.searchPlaceholder')}
              clearLabel={t('conflicts.clear')}
              value={wanted.text}
              onChange={(next) => setWanted({ ...wanted, text: next })}
            />
            {identical > 0 && (
              <Chip
                icon={Equal}
                label={t('conflicts.identical', { count: identical })}
                on={wanted.identical}
                onChange={(on) => setWanted({ ...wanted, identical: on })}
              />
            )}
            <Chip
              icon={Star}
              label={t('conflicts.onlyChosen')}
              on={wanted.chosen}
              onChange={(on) => setWanted({ ...wanted, chosen: on })}
            />
            <span className="filter-count" role="status">
              {t('conflicts.shown', { count: shown.length })}
            </span>
          </>
        )}
      </div>
      {state.total > state.conflicts.length && view !== 'choices' && (
        <p className="conflicts-limit">
          {t('conflicts.limited', { shown: state.conflicts.length, count: state.total })}
        </p>
      )}
      {view === 'choices' ? (
        <Choices gameId={gameId} choices={state.choices} />
      ) : shown.length === 0 ? (
        <NothingShown
          wanted={wanted}
          onClear={() => setWanted({ text: '', identical: false, chosen: false })}
          onIdentical={() => setWanted({ ...wanted, identical: true })}
        />
      ) : view === 'file' ? (
        <ByFile gameId={gameId} conflicts={shown} choices={state.choices} selected={file} onSelect={setFile} />
      ) : (
        <ByMod gameId={gameId} conflicts={shown} onFile={openFile} />
      )}
    </div>
  );
}

function filterConflicts(
  conflicts: readonly Conflict[],
  { text, identical, chosen }: Wanted,
  names: ReadonlyMap<string, string>,
): readonly Conflict[] {
  const words = text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const says = (conflict: Conflict): string =>
    [conflict.path, ...conflict.providers.map(({ entry }) => names.get(entry) ?? '')].join('\n').toLocaleLowerCase();
  return conflicts.filter(
    (conflict) =>
      (identical || !conflict.identical || conflict.why === 'choice') &&
      (!chosen || conflict.why === 'choice') &&
      (words.length === 0 || matches(says(conflict), words)),
  );
}

const matches = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

interface NothingShownProps {
  readonly wanted: Wanted;
  readonly onClear: () => void;
  readonly onIdentical: () => void;
}

function NothingShown({ wanted, onClear, onIdentical }: NothingShownProps) {
  const { t } = useTranslation();
  if (wanted.text === '' && !wanted.chosen) {
    return (
      <EmptyState
        icon={<Sparkles aria-hidden />}
        title={t('conflicts.onlyIdentical')}
        hint={t('conflicts.onlyIdenticalHint')}
      >
        <Button onClick={onIdentical}>{t('conflicts.showIdentical')}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={wanted.text === '' ? t('conflicts.choicesEmpty') : t('conflicts.noMatch', { text: wanted.text })}
      hint={wanted.text === '' ? t('conflicts.choicesEmptyHint') : t('conflicts.noMatchHint')}
    >
      <Button onClick={onClear}>{t('conflicts.clear')}</Button>
    </EmptyState>
  );
}

function NoConflicts() {
  const { t } = useTranslation();
  return (
    <div className="conflicts">
      <Head />
      <EmptyState icon={<ShieldCheck aria-hidden />} title={t('conflicts.empty')} hint={t('conflicts.emptyHint')} />
    </div>
  );
}
