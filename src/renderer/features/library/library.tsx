import { LibraryBig, PackageOpen, SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { useGame } from '../../stores/games.ts';
import { chooseArchive } from '../../stores/install.ts';
import { readLibrary, useLibrary } from '../../stores/library.ts';
import { discoverScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { LibraryDetails } from './library-details.tsx';
import { LibraryTable } from './library-table.tsx';
import { loadOrder, useLibraryView, type LibraryView } from './use-library-view.ts';
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
  const view = useLibraryView(entries);
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
        {library.value === null ? (
          library.error === null ? (
            <TableSkeleton />
          ) : (
            <div className="library-notice">
              <ErrorCard error={library.error} onRetry={() => void readLibrary(gameId)} />
            </div>
          )
        ) : entries.length === 0 ? (
          <NoMods gameId={gameId} />
        ) : (
          <LibraryBody gameId={gameId} view={view} shown={shown} onShow={setShown} />
        )}
      </div>
      {details !== null && (
        <LibraryDetails gameId={gameId} entry={details} entries={entries} onClose={() => setShown(null)} />
      )}
    </div>
  );
}

interface LibraryBodyProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly shown: EntryId | null;
  readonly onShow: (id: EntryId | null) => void;
}

function LibraryBody({ gameId, view, shown, onShow }: LibraryBodyProps) {
  const { t } = useTranslation();
  return (
    <>
      {view.rows.length === 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={t('library.noMatch', { text: view.filter })}
          hint={t('library.noMatchHint')}
        >
          <Button onClick={() => view.setFilter('')}>{t('library.clearFilter')}</Button>
        </EmptyState>
      ) : (
        <LibraryTable gameId={gameId} view={view} shown={shown} onShow={onShow} />
      )}
      {view.selected.size > 0 && <BulkBar gameId={gameId} view={view} />}
    </>
  );
}

function LibraryTools({ gameId, view }: { readonly gameId: GameId; readonly view: LibraryView }) {
  const { t } = useTranslation();
  return (
    <div className="library-tools">
      {view.sort.column !== 'order' && (
        <Button tone="quiet" onClick={() => view.setSort(loadOrder)}>
          {t('library.resetSort')}
        </Button>
      )}
      <SearchField
        label={t('library.filter')}
        placeholder={t('library.filterPlaceholder')}
        clearLabel={t('library.clearFilter')}
        value={view.filter}
        onChange={view.setFilter}
      />
      <Button icon={<PackageOpen aria-hidden />} onClick={() => void chooseArchive(gameId)}>
        {t('discover.fromArchive')}
      </Button>
    </div>
  );
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
