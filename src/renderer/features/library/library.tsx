import { LibraryBig, PackageOpen, SearchX } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { useScores } from '../../stores/conflicts.ts';
import { useGame } from '../../stores/games.ts';
import { chooseArchive } from '../../stores/install.ts';
import { readLibrary, useLibrary } from '../../stores/library.ts';
import { discoverScreen, registryScreen, show } from '../../stores/navigation.ts';
import { useUpdates } from '../../stores/updates.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { UpdatesButton } from '../updates/updates-button.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LibraryDetails } from './library-details.tsx';
import { LibraryDialogs, useQuestions, type Ask } from './library-dialogs.tsx';
import { LibraryTable } from './library-table.tsx';
import { NeedsDialog } from './needs-dialog.tsx';
import { useLibraryView, type LibraryView } from './use-library-view.ts';
import './library.css';

interface LibraryProps {
  readonly gameId: GameId;
  /** An entry to show at once. */
  readonly select: EntryId | null;
}

const noEntries: readonly LibraryEntry[] = [];

export function Library({ gameId, select }: LibraryProps) {
  const { t } = useTranslation();
  const library = useLibrary(gameId);
  const entries = library.value?.entries ?? noEntries;
  const scores = useScores(gameId);
  const updates = useUpdates((store) => store.marks);
  const marks = useMemo(() => ({ scores, updates }), [scores, updates]);
  const view = useLibraryView(entries, marks);
  const [question, ask, closeQuestion] = useQuestions(gameId);
  const [shown, setShown] = useState<EntryId | null>(select);
  useEffect(() => setShown(select), [select]);
  const details = entries.find((entry) => entry.id === shown) ?? null;
  return (
    <div className="library" data-details={details !== null || undefined}>
      <div className="library-main">
        <div className="library-bar page-head">
          <h1>{t('library.page')}</h1>
          {entries.length > 0 && <LibraryTools gameId={gameId} view={view} />}
        </div>
        {entries.length > 0 && <FilterBar view={view} entries={entries} />}
        {library.value === null ? (
          library.error === null ? (
            <TableSkeleton />
          ) : (
            <div className="library-notice">
              <ErrorCard error={library.error} onRetry={() => void readLibrary(gameId)}>
                {library.error.code === 'registry_damaged' && (
                  <Button onClick={() => show(registryScreen)}>{t('library.openRegistry')}</Button>
                )}
              </ErrorCard>
            </div>
          )
        ) : entries.length === 0 ? (
          <NoMods gameId={gameId} />
        ) : (
          <LibraryBody gameId={gameId} view={view} shown={shown} onShow={setShown} onAsk={ask} />
        )}
      </div>
      {details !== null && (
        <LibraryDetails
          key={details.id}
          gameId={gameId}
          entry={details}
          entries={entries}
          score={scores.get(details.id)}
          onClose={() => setShown(null)}
          onAsk={ask}
        />
      )}
      <NeedsDialog />
      <LibraryDialogs gameId={gameId} question={question} onClose={closeQuestion} />
    </div>
  );
}

interface LibraryBodyProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly shown: EntryId | null;
  readonly onShow: (id: EntryId | null) => void;
  readonly onAsk: Ask;
}

function LibraryBody({ gameId, view, shown, onShow, onAsk }: LibraryBodyProps) {
  const { t } = useTranslation();
  return (
    <>
      {view.lines.length === 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={
            view.filters.text === '' ? t('library.noMatchFilters') : t('library.noMatch', { text: view.filters.text })
          }
          hint={t('library.noMatchHint')}
        >
          <Button onClick={view.clearFilters}>{t('library.clearFilters')}</Button>
        </EmptyState>
      ) : (
        <LibraryTable gameId={gameId} view={view} shown={shown} onShow={onShow} onAsk={onAsk} />
      )}
      {view.selected.size > 0 && <BulkBar gameId={gameId} view={view} onAsk={onAsk} />}
    </>
  );
}

function LibraryTools({ gameId, view }: { readonly gameId: GameId; readonly view: LibraryView }) {
  const { t } = useTranslation();
  return (
    <div className="library-tools">
      <SearchField
        label={t('library.filter')}
        placeholder={t('library.filterPlaceholder')}
        clearLabel={t('library.clearFilter')}
        value={view.filters.text}
        onChange={(text) => view.setFilters({ text })}
        onDown={toFirstRow}
      />
      <UpdatesButton gameId={gameId} />
      <Button
        title={t('discover.fromArchive')}
        icon={<PackageOpen aria-hidden />}
        onClick={() => void chooseArchive(gameId)}
      >
        {t('discover.fromArchive')}
      </Button>
    </div>
  );
}

function toFirstRow(): void {
  const row = document.querySelector<HTMLElement>('[role="grid"] [data-index="0"], [role="row"][tabindex="0"]');
  row?.focus();
}

function NoMods({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const canBrowse = game !== null && Object.keys(game.providers).length > 0;
  return (
    <EmptyState icon={<LibraryBig aria-hidden />} title={t('library.empty')} hint={t('library.emptyHint')}>
      {canBrowse && (
        <Button tone="primary" onClick={() => show(discoverScreen)}>
          {t('library.goDiscover')}
        </Button>
      )}
      <Button
        tone={canBrowse ? 'plain' : 'primary'}
        icon={<PackageOpen aria-hidden />}
        onClick={() => void chooseArchive(gameId)}
      >
        {t('discover.fromArchive')}
      </Button>
    </EmptyState>
  );
}

function TableSkeleton() {
  return (
    <div className="table-skeleton" aria-hidden>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="skeleton" />
      ))}
    </div>
  );
}
