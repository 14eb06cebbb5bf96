import { useEffect } from 'react';
import { redo, undo } from '../../stores/history.ts';
import {
  conflictsScreen,
  discoverScreen,
  gameSettingsScreen,
  goBack,
  historyScreen,
  isGlobal,
  libraryScreen,
  show,
  updatesScreen,
  upkeepScreen,
  useNavigation,
} from '../../stores/navigation.ts';
import { isTextField } from '../../ui/search-field.tsx';

/**
 * Keys of the whole window: Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) move along the history of the game, Alt+Left and
 * the mouse's back button go back, Ctrl+1…7 switch screens. In a text field typing keys belong to the field.
 */
export function useShellKeys(): void {
  useEffect(() => {
    const onMouse = (event: MouseEvent): void => {
      if (event.button === 3) goBack();
    };
    globalThis.addEventListener('keydown', onKey);
    globalThis.addEventListener('mouseup', onMouse);
    return () => {
      globalThis.removeEventListener('keydown', onKey);
      globalThis.removeEventListener('mouseup', onMouse);
    };
  }, []);
}

function onKey(event: KeyboardEvent): void {
  const { gameId, screen } = useNavigation.getState();
  if (event.defaultPrevented) return;
  if (event.altKey && event.key === 'ArrowLeft') {
    event.preventDefault();
    goBack();
    return;
  }
  if (gameId === null || isGlobal(screen) || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  const move = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : null;
  if (move !== null && !isTextField(event.target) && !event.repeat) {
    event.preventDefault();
    void move(gameId);
    return;
  }
  const wanted = {
    1: discoverScreen,
    2: libraryScreen,
    3: conflictsScreen,
    4: historyScreen,
    5: upkeepScreen,
    6: gameSettingsScreen,
    7: updatesScreen,
  }[key];
  if (wanted === undefined) return;
  event.preventDefault();
  show(wanted);
}
