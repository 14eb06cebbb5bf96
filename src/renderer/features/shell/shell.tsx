import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { isGlobal, useNavigation, type Screen } from '../../stores/navigation.ts';
import { AddGame } from '../games/add-game.tsx';
import { Conflicts } from '../conflicts/conflicts.tsx';
import { Downloads } from '../downloads/downloads.tsx';
import { Discover } from '../browse/discover.tsx';
import { GameSettings } from '../games/game-settings.tsx';
import { History } from '../history/history.tsx';
import { Library } from '../library/library.tsx';
import { InstallerDialog } from '../installers/installer-dialog.tsx';
import { LinkDialog } from '../links/link-dialog.tsx';
import { ModPage } from '../mod/mod-page.tsx';
import { Palette } from '../palette/palette.tsx';
import { ConsentDialog } from '../plan/consent-dialog.tsx';
import { PlanDialog } from '../plan/plan-dialog.tsx';
import { ShareDialogs } from '../profiles/share-dialogs.tsx';
import { Settings } from '../settings/settings.tsx';
import { Updates } from '../updates/updates.tsx';
import { Upkeep } from '../upkeep/upkeep.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { GameMenu } from './game-menu.tsx';
import { Rail } from './rail.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { usePageFocus } from './use-page-focus.ts';
import { useShellKeys } from './use-shell-keys.ts';
import './shell.css';

export function Shell() {
  const { t } = useTranslation();
  const { gameId, screen } = useNavigation();
  const main = usePageFocus();
  useShellKeys();
  const inGame = gameId !== null && !isGlobal(screen);
  return (
    <div className="shell" data-in-game={inGame || undefined}>
      <a className="skip-link" href="#content" onClick={(event) => skipTo(event, main.current)}>
        {t('app.skip')}
      </a>
      <Rail />
      {inGame && <GameMenu gameId={gameId} />}
      <TopBar gameId={inGame ? gameId : null} />
      <main id="content" ref={main} className="content" tabIndex={-1}>
        <ScreenBoundary key={`${gameId} ${screen.name}`}>
          {screen.name === 'settings' ? (
            <Settings section={screen.section} />
          ) : screen.name === 'downloads' ? (
            <Downloads />
          ) : gameId !== null && inGame ? (
            <GameScreen gameId={gameId} screen={screen} />
          ) : (
            <AddGame />
          )}
        </ScreenBoundary>
      </main>
      {inGame && <StatusLine gameId={gameId} />}
      <DropOverlay />
      <LinkDialog />
      <InstallerDialog />
      <Palette />
      <ConsentDialog />
      <PlanDialog />
      <ShareDialogs />
    </div>
  );
}

function GameScreen({ gameId, screen }: { readonly gameId: GameId; readonly screen: Screen }) {
  switch (screen.name) {
    case 'discover':
      return <Discover key={gameId} gameId={gameId} />;
    case 'mod':
      return <ModPage key={`${screen.ref.provider} ${screen.ref.id}`} gameId={gameId} modRef={screen.ref} />;
    case 'library':
      return <Library key={gameId} gameId={gameId} select={screen.select} />;
    case 'history':
      return <History key={gameId} gameId={gameId} />;
    case 'conflicts':
      return <Conflicts key={`${gameId} ${screen.text}`} gameId={gameId} text={screen.text} />;
    case 'upkeep':
      return <Upkeep key={gameId} gameId={gameId} />;
    case 'updates':
      return <Updates key={gameId} gameId={gameId} />;
    case 'game-settings':
      return <GameSettings key={gameId} gameId={gameId} />;
    case 'settings':
    case 'downloads':
    case 'add-game':
      break;
  }
  return <AddGame />;
}

function skipTo(event: React.MouseEvent, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
