import { useEffect } from 'react';
import { redo, undo } from '../../stores/history.ts';
import { goBack, isGlobal, show, useNavigation } from '../../stores/navigation.ts';
import { isModalOpen } from '../../ui/dialog.tsx';
import { isTextField } from '../../ui/search-field.tsx';
import { gameScreens } from './game-screens.ts';

/**
 * Keys of the whole window: Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) move along the history of the game, Alt+Left and
 * the mouse's back button go back, Ctrl+1…7 switch screens. In a text field typing keys belong to the field, and
 * while a dialog waits for an answer there are none.
 */
export function useShellKeys(): void {
  useEffect(() => {
    const onMouse = (event: MouseEvent): void => {
      if (event.button === 3 && !isModalOpen()) goBack();
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
  if (event.defaultPrevented || isModalOpen()) return;
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
  const wanted = gameScreens[Number(key) - 1];
  if (wanted === undefined) return;
  event.preventDefault();
  show(wanted.to);
}
