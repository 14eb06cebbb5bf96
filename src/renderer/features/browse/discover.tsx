import { Tabs } from '@base-ui/react/tabs';
import { PackageOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { providerIds, type ProviderId } from '../../../shared/model.ts';
import type { Game } from '../../../shared/games.ts';
import { search, useBrowse, type Scope } from '../../stores/discover.ts';
import { useGame } from '../../stores/games.ts';
import { chooseArchive } from '../../stores/install.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ChangeSources } from '../games/change-sources.tsx';
import { BrowseFilters } from './browse-filters.tsx';
import { BrowseSearch } from './browse-search.tsx';
import { IndexStatus } from './index-status.tsx';
import { ModResults } from './mod-results.tsx';
import { ProviderNotes } from './provider-notes.tsx';
import { ProviderTabs } from './provider-tabs.tsx';
import './discover.css';

export function Discover({ gameId }: { readonly gameId: GameId }) {
  const game = useGame(gameId);
  if (game === null) return null;
  const providers = providerIds.filter((id) => game.providers[id] !== undefined);
  return providers.length === 0 ? <NoProvider game={game} /> : <Browsing game={game} providers={providers} />;
}

interface BrowsingProps {
  readonly game: Game;
  readonly providers: readonly ProviderId[];
}

function Browsing({ game, providers }: BrowsingProps) {
  const { t } = useTranslation();
  const browse = useBrowse(game.id);
  const { status, scope } = browse;
  const many = providers.length > 1;
  const gone = scope !== 'all' && !providers.includes(scope);
  useEffect(() => {
    if (status === 'idle' || gone) void search(game.id, gone ? { scope: 'all' } : {});
  }, [game.id, status, gone]);
  const results = (
    <>
      <ProviderNotes gameId={game.id} browse={browse} />
      <ModResults game={game} browse={browse} showProvider={many && scope === 'all'} />
    </>
  );
  return (
    <Tabs.Root
      className="discover"
      value={scope}
      onValueChange={(next: Scope) => void search(game.id, { scope: next })}
    >
      <div className="discover-head">
        <div className="discover-bar">
          <h1>{t('discover.page')}</h1>
          <BrowseSearch gameId={game.id} providers={providers} />
          <IndexStatus game={game} />
        </div>
        <div className="discover-bar">
          {many && <ProviderTabs providers={providers} results={[...browse.providers, ...browse.others]} />}
          <BrowseFilters gameId={game.id} providers={providers} />
        </div>
      </div>
      {many ? (
        <Tabs.Panel value={scope} className="discover-panel" tabIndex={-1}>
          {results}
        </Tabs.Panel>
      ) : (
        <div className="discover-panel">{results}</div>
      )}
    </Tabs.Root>
  );
}

function NoProvider({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  return (
    <div className="discover">
      <div className="discover-head">
        <div className="discover-bar">
          <h1>{t('discover.page')}</h1>
        </div>
      </div>
      <EmptyState
        icon={<PackageOpen aria-hidden />}
        title={t('discover.noProvider')}
        hint={t('discover.noProviderHint', { game: game.name })}
      >
        <Button tone="primary" icon={<PackageOpen aria-hidden />} onClick={() => void chooseArchive(game.id)}>
          {t('discover.fromArchive')}
        </Button>
        <ChangeSources game={game} label={t('gameSources.choose')} />
      </EmptyState>
    </div>
  );
}
