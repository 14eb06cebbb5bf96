import { CircleArrowUp, FolderTree, Pin, Swords, X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryEntry } from '../../../shared/model.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { Select } from '../../ui/select.tsx';
import { isFiltered, providerOf } from './library-filters.ts';
import { loadOrder, type LibraryView } from './use-library-view.ts';

interface FilterBarProps {
  readonly view: LibraryView;
  readonly entries: readonly LibraryEntry[];
}

export function FilterBar({ view, entries }: FilterBarProps) {
  const { t } = useTranslation();
  const { filters, setFilters, marks, grouped, setGrouped, sort } = view;
  const sources = useMemo(() => [...new Set(entries.map(providerOf))], [entries]);
  const shown = view.lines.reduce(
    (sum, line) => sum + (line.kind === 'group' && !line.open ? line.ids.length : line.kind === 'mod' ? 1 : 0),
    0,
  );
  return (
    <div className="filter-bar" role="group" aria-label={t('library.filters')}>
      <Select
        label={t('library.filterState')}
        value={filters.state}
        options={[
          { value: 'all', label: t('library.stateAll') },
          { value: 'on', label: t('library.stateOn') },
          { value: 'off', label: t('library.stateOff') },
        ]}
        onChange={(state) => setFilters({ state })}
      />
      {sources.length > 1 && (
        <Select
          label={t('library.filterSource')}
          value={filters.source}
          options={[
            { value: 'all', label: t('library.sourceAll') },
            ...sources.map((source) => ({
              value: source,
              label: source === 'archive' ? t('library.fromArchive') : providerName(source),
            })),
          ]}
          onChange={(source) => setFilters({ source })}
        />
      )}
      {(marks.updates.size > 0 || filters.updates) && (
        <Chip
          icon={CircleArrowUp}
          label={t('library.onlyUpdates')}
          on={filters.updates}
          onChange={(updates) => setFilters({ updates })}
        />
      )}
      <Chip
        icon={Swords}
        label={t('library.onlyConflicts')}
        on={filters.conflicts}
        onChange={(conflicts) => setFilters({ conflicts })}
      />
      <Chip
        icon={Pin}
        label={t('library.onlyPinned')}
        on={filters.pinned}
        onChange={(pinned) => setFilters({ pinned })}
      />
      <Chip icon={FolderTree} label={t('library.groupBy')} on={grouped} onChange={setGrouped} />
      {isFiltered(filters) && (
        <Button size="sm" tone="quiet" icon={<X aria-hidden />} onClick={view.clearFilters}>
          {t('library.clearFilters')}
        </Button>
      )}
      {sort.column !== 'order' && (
        <Button size="sm" tone="quiet" onClick={() => view.setSort(loadOrder)}>
          {t('library.resetSort')}
        </Button>
      )}
      <span className="filter-count" role="status">
        {shown === entries.length
          ? t('library.shown', { count: shown })
          : t('library.shownOf', { shown, count: entries.length })}
      </span>
    </div>
  );
}
