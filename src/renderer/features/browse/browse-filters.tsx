import { EyeOff, LayoutGrid, PackageCheck, Rows3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModSort, ProviderId } from '../../../shared/model.ts';
import type { Settings } from '../../../shared/settings.ts';
import { getBridge } from '../../bridge.ts';
import { search, useBrowse } from '../../stores/discover.ts';
import { commonSorts } from '../../stores/provider-offers.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Select } from '../../ui/select.tsx';

interface BrowseFiltersProps {
  readonly gameId: GameId;
  readonly providers: readonly ProviderId[];
}

/** Only what the sources in scope can really do. */
export function BrowseFilters({ gameId, providers }: BrowseFiltersProps) {
  const { t } = useTranslation();
  const { scope, text, sort, adult } = useBrowse(gameId);
  const hideInstalled = useSettings((store) => store.hideInstalled);
  const inScope = scope === 'all' ? providers : [scope];
  const sorts = commonSorts(inScope, text);
  const shown = sorts.includes(sort) ? sorts : [sort, ...sorts];
  const only = inScope.length === 1 ? inScope[0] : undefined;
  return (
    <div className="browse-filters">
      <Chip
        icon={PackageCheck}
        label={t('browse.hideInstalled')}
        on={hideInstalled}
        onChange={(on) => void changeSettings({ hideInstalled: on })}
      />
      <Chip
        icon={EyeOff}
        label={t('browse.hideAdult')}
        on={!adult}
        onChange={(on) => void search(gameId, { adult: !on })}
      />
      {only !== undefined && <CategorySelect gameId={gameId} provider={only} />}
      <Select
        label={t('discover.sort')}
        showLabel
        value={sort}
        options={shown.map((value) => ({ value, label: t(sortKeys[value]) }))}
        onChange={(next) => void search(gameId, { sort: next })}
      />
      <LayoutSwitch />
    </div>
  );
}

const sortKeys = {
  relevance: 'discover.sortRelevance',
  newest: 'discover.sortNewest',
  updated: 'discover.sortUpdated',
  popular: 'discover.sortPopular',
  downloads: 'discover.sortDownloads',
  name: 'discover.sortName',
} as const satisfies Record<ModSort, string>;

/** Base UI selects nothing for an empty text, so that "all" needs a value of its own. */
const everything = '*';

function CategorySelect({ gameId, provider }: { readonly gameId: GameId; readonly provider: ProviderId }) {
  const { t } = useTranslation();
  const { category } = useBrowse(gameId);
  const [asked] = useAsked(`${gameId} ${provider}`, () => getBridge().mods.categories({ gameId, provider }));
  const categories = asked.value ?? [];
  if (categories.length === 0) return null;
  return (
    <Select
      label={t('browse.category')}
      showLabel
      value={category ?? everything}
      options={[
        { value: everything, label: t('browse.allCategories') },
        ...categories.map(({ key, name }) => ({ value: key, label: name })),
      ]}
      onChange={(next) => void search(gameId, { category: next === everything ? null : next })}
    />
  );
}

const choose = (browseLayout: Settings['browseLayout']): void => void changeSettings({ browseLayout });

function LayoutSwitch() {
  const { t } = useTranslation();
  const layout = useSettings((store) => store.browseLayout);
  return (
    <div className="layout-switch" role="group" aria-label={t('browse.layout')}>
      <IconButton size="sm" label={t('browse.grid')} aria-pressed={layout === 'grid'} onClick={() => choose('grid')}>
        <LayoutGrid aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t('browse.list')} aria-pressed={layout === 'list'} onClick={() => choose('list')}>
        <Rows3 aria-hidden />
      </IconButton>
    </div>
  );
}
