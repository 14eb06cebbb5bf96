import { ArrowLeft, ChevronRight, EyeOff, FolderOpen, Monitor, Moon, Search, Sun, SunMoon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModRef } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { useGame } from '../../stores/games.ts';
import { useModPage } from '../../stores/mod-pages.ts';
import { discoverScreen, goBack, show, useNavigation } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { MenuButton, MenuChoice, MenuLine, MenuSwitch } from '../../ui/menu.tsx';
import { ProfileSwitcher } from '../profiles/profile-switcher.tsx';
import { JobsButton } from '../downloads/jobs-button.tsx';
import { LaunchButton } from '../games/launch-button.tsx';
import { setPaletteOpen } from '../palette/palette.tsx';
import { AccountMenu } from './account-menu.tsx';

export function TopBar({ gameId }: { readonly gameId: GameId | null }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const canGoBack = useNavigation((state) => state.trail.length > 0);
  return (
    <header className="top-bar">
      <IconButton label={t('common.back')} disabled={!canGoBack} onClick={goBack} aria-keyshortcuts="Alt+ArrowLeft">
        <ArrowLeft className="flip" aria-hidden />
      </IconButton>
      <p className="top-game ellipsis" data-in-game={gameId !== null || undefined}>
        {game?.name ?? t('app.name')}
      </p>
      {gameId !== null && <ProfileSwitcher key={gameId} gameId={gameId} />}
      <Crumbs />
      <SearchButton />
      <div className="top-tools">
        {gameId !== null && <LaunchButton key={gameId} gameId={gameId} />}
        {gameId !== null && (
          <IconButton
            label={t('shell.openFolder')}
            onClick={() => void orNotice(getBridge().app.openFolder({ folder: 'game', gameId }))}
          >
            <FolderOpen aria-hidden />
          </IconButton>
        )}
        <AppearanceMenu />
        <AccountMenu />
        <JobsButton />
      </div>
    </header>
  );
}

/** Says that everything can be searched, to those who do not know the key. */
function SearchButton() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="top-search"
      title={t('palette.open')}
      aria-keyshortcuts="Control+K"
      onClick={() => setPaletteOpen(true)}
    >
      <Search aria-hidden />
      <span className="top-search-words">{t('palette.open')}</span>
      <kbd aria-hidden>{t('palette.key')}</kbd>
    </button>
  );
}

/** On a mod page: the way back to the list it belongs to. */
function Crumbs() {
  const { t } = useTranslation();
  const screen = useNavigation((state) => state.screen);
  if (screen.name !== 'mod') return null;
  return <ModCrumbs modRef={screen.ref} discover={t('shell.discover')} />;
}

function ModCrumbs({ modRef, discover }: { readonly modRef: ModRef; readonly discover: string }) {
  const name = useModPage(modRef).value?.name;
  return (
    <div className="crumbs">
      <Button size="sm" tone="quiet" onClick={() => show(discoverScreen)}>
        {discover}
      </Button>
      <ChevronRight className="flip" aria-hidden />
      <bdi className="ellipsis">{name}</bdi>
    </div>
  );
}

function AppearanceMenu() {
  const { t } = useTranslation();
  const { theme, blurAdult } = useSettings();
  return (
    <MenuButton
      trigger={
        <button type="button" className="icon-button" aria-label={t('shell.theme')}>
          <SunMoon aria-hidden />
        </button>
      }
    >
      <MenuChoice
        label={t('shell.theme')}
        value={theme}
        options={[
          { value: 'system', label: t('shell.themeSystem'), icon: <Monitor aria-hidden /> },
          { value: 'dark', label: t('shell.themeDark'), icon: <Moon aria-hidden /> },
          { value: 'light', label: t('shell.themeLight'), icon: <Sun aria-hidden /> },
        ]}
        onChange={(next) => void changeSettings({ theme: next })}
      />
      <MenuLine />
      <MenuSwitch
        checked={blurAdult}
        icon={<EyeOff aria-hidden />}
        onChange={(next) => void changeSettings({ blurAdult: next })}
      >
        {t('shell.blurAdult')}
      </MenuSwitch>
    </MenuButton>
  );
}
