import { Tabs } from '@base-ui/react/tabs';
import { PackageOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { providerIds, type Game, type ModSort, type ProviderId } from '../../../shared/model.ts';
import { browseSorts, chooseProvider, search, useBrowse, useDiscover } from '../../stores/discover.ts';
import { useGame } from '../../stores/games.ts';
import { chooseArchive } from '../../stores/install.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ModGrid } from './mod-grid.tsx';
import './discover.css';

export function Discover({ gameId }: { readonly gameId: GameId }) {
  const game = useGame(gameId);
  const chosen = useDiscover((store) => store.provider[gameId]);
  if (game === null) return null;
  const providers = providerIds.filter((id) => game.providers[id] !== undefined);
  const provider = providers.find((id) => id === chosen) ?? providers[0];
  if (provider === undefined) return <NoProvider game={game} />;
  return (
    <Tabs.Root className="discover" value={provider} onValueChange={(next: ProviderId) => chooseProvider(gameId, next)}>
      <ProviderBrowse key={provider} game={game} provider={provider} providers={providers} />
    </Tabs.Root>
  );
}

interface ProviderBrowseProps {
  readonly game: Game;
  readonly provider: ProviderId;
  readonly providers: readonly ProviderId[];
}

function ProviderBrowse({ game, provider, providers }: ProviderBrowseProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="discover-bar">
        <h1>{t('discover.page')}</h1>
        {providers.length > 1 && (
          <Tabs.List className="tabs" aria-label={t('discover.sources')}>
            {providers.map((id) => (
              <Tabs.Tab key={id} value={id} className="tab">
                {providerName(id)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        )}
        <BrowseTools game={game} provider={provider} />
      </div>
      <Panel provider={providers.length > 1 ? provider : null}>
        <ModGrid game={game} provider={provider} />
      </Panel>
    </>
  );
}

/** A panel belongs to tabs; with one source there are none. */
function Panel({ provider, children }: { readonly provider: ProviderId | null; readonly children: React.ReactNode }) {
  if (provider === null) return <div className="discover-panel">{children}</div>;
  return (
    <Tabs.Panel value={provider} className="discover-panel" tabIndex={-1}>
      {children}
    </Tabs.Panel>
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

const typingPause = 300;

function BrowseTools({ game, provider }: { readonly game: Game; readonly provider: ProviderId }) {
  const { t } = useTranslation();
  const browse = useBrowse(game.id, provider);
  const [text, setText] = useState(browse.text);
  const { sort } = browse;
  const ask = (wanted: string): void => {
    if (wanted === browse.text) return;
    const nextSort =
      wanted !== '' && browse.text === '' ? 'relevance' : wanted === '' && sort === 'relevance' ? 'popular' : sort;
    void search(game.id, provider, { text: wanted, sort: nextSort });
  };
  useEffect(() => {
    const wait = setTimeout(() => ask(text.trim()), text === '' ? 0 : typingPause);
    return () => clearTimeout(wait);
    // oxlint-disable-next-line react/exhaustive-deps -- asks when the text changes, with what is known then
  }, [text]);
  const sorts: readonly ModSort[] = browse.text === '' ? browseSorts : ['relevance', ...browseSorts];
  return (
    <div className="discover-tools">
      <SearchField
        label={t('discover.search')}
        placeholder={t('discover.searchPlaceholder', { provider: providerName(provider) })}
        clearLabel={t('discover.clear')}
        value={text}
        onChange={setText}
        onSubmit={() => ask(text.trim())}
      />
      <Select
        label={t('discover.sort')}
        showLabel
        value={sort}
        options={sorts.map((value) => ({ value, label: t(sortKeys[value]) }))}
        onChange={(next) => void search(game.id, provider, { text: browse.text, sort: next })}
      />
    </div>
  );
}

function NoProvider({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  return (
    <div className="screen">
      <h1 className="sr-only">{t('discover.page')}</h1>
      <EmptyState
        icon={<PackageOpen aria-hidden />}
        title={t('discover.noProvider')}
        hint={t('discover.noProviderHint', { game: game.name })}
      >
        <Button tone="primary" icon={<PackageOpen aria-hidden />} onClick={() => void chooseArchive(game.id)}>
          {t('discover.fromArchive')}
        </Button>
      </EmptyState>
    </div>
  );
}
