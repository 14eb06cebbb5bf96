import { Bookmark, History, LocateFixed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/model.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { kinds, type HistoryFilters, type Kind } from './timeline-filters.ts';

const kindKeys = {
  all: 'history.kindAll',
  install: 'history.kindInstall',
  switch: 'history.kindSwitch',
  remove: 'history.kindRemove',
  order: 'history.kindOrder',
  back: 'history.kindBack',
  upkeep: 'history.kindUpkeep',
} as const satisfies Record<Kind, string>;

interface HistoryFilterBarProps {
  readonly generations: readonly Generation[];
  /** How many states are shown. */
  readonly shown: number;
  readonly filters: HistoryFilters;
  readonly onFilters: (filters: HistoryFilters) => void;
  readonly onHere: () => void;
  /** To the game before Loadstone. */
  readonly onStart: () => void;
}

/** A profile's name may be anything, so the choice of all of them is none of the names. */
const allProfiles = '';

export function HistoryFilterBar({ generations, shown, filters, onFilters, onHere, onStart }: HistoryFilterBarProps) {
  const { t } = useTranslation();
  const profiles = [...new Set(generations.map((one) => one.profile))];
  return (
    <div className="filter-bar">
      <SearchField
        label={t('history.search')}
        placeholder={t('history.searchPlaceholder')}
        clearLabel={t('history.clear')}
        value={filters.text}
        onChange={(text) => onFilters({ ...filters, text })}
      />
      <Select
        label={t('history.kind')}
        value={filters.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(kindKeys[kind]) }))}
        onChange={(kind) => onFilters({ ...filters, kind })}
      />
      {profiles.length > 1 && (
        <Select
          label={t('history.profile')}
          value={filters.profile ?? allProfiles}
          options={[
            { value: allProfiles, label: t('history.profileAll') },
            ...profiles.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(name) => onFilters({ ...filters, profile: name === allProfiles ? null : name })}
        />
      )}
      <Chip
        icon={Bookmark}
        label={t('history.onlyPinned')}
        on={filters.pinned}
        onChange={(pinned) => onFilters({ ...filters, pinned })}
      />
      <Button size="sm" tone="quiet" icon={<LocateFixed aria-hidden />} onClick={onHere}>
        {t('history.jump')}
      </Button>
      <Button size="sm" tone="quiet" icon={<History aria-hidden />} onClick={onStart}>
        {t('history.jumpStart')}
      </Button>
      <span className="filter-count" role="status">
        {t('history.shown', { count: shown })}
      </span>
    </div>
  );
}
