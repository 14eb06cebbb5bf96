import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useGame } from '../../stores/games.ts';
import { isGlobal, useNavigation, type Screen } from '../../stores/navigation.ts';
import { isInMessages, keepFocus } from '../../ui/kept-focus.ts';

/**
 * Gives every screen a window title, and moves the focus to the content when a screen takes the place of the one
 * that held it, so that it is never lost on the body. Focus that rests on the rail or the menu stays there; the messages are left.
 */
export function usePageFocus(): RefObject<HTMLElement | null> {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const { gameId, screen } = useNavigation();
  const game = useGame(gameId);
  const first = useRef(true);
  useEffect(() => (main.current === null ? undefined : keepFocus(main.current)), []);
  const page = t(pageKeys[screen.name]);
  useEffect(() => {
    document.title =
      game === null || isGlobal(screen)
        ? t('app.pageTitleNoGame', { page })
        : t('app.pageTitle', { page, game: game.name });
  }, [t, page, game, screen]);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const holder = document.activeElement;
    if (holder === null || holder === document.body || isInMessages(holder))
      main.current?.focus({ preventScroll: true });
  }, [gameId, screen]);
  return main;
}

const pageKeys = {
  'add-game': 'welcome.page',
  discover: 'discover.page',
  mod: 'mod.page',
  library: 'library.page',
  conflicts: 'conflicts.page',
  upkeep: 'upkeep.page',
  updates: 'updates.page',
  'game-settings': 'gameSettings.page',
  settings: 'settings.page',
  downloads: 'downloads.page',
  history: 'history.page',
} as const satisfies Record<Screen['name'], string>;
