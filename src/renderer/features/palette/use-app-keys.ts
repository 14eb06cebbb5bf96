import { useEffect, useRef } from 'react';
import { largestText, smallestText } from '../../../shared/settings.ts';
import { downloadsScreen, settingsScreen, show } from '../../stores/navigation.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { isModalOpen } from '../../ui/dialog.tsx';

const textStep = 10;

/** Those that lead away from what is on the screen. */
const leads = new Set(['k', 'j', ',']);

/** Keys that work on every screen, with or without a game: palette, downloads, settings, text size. */
export function useAppKeys(paletteOpen: boolean, togglePalette: () => void): void {
  const toggle = useRef(togglePalette);
  toggle.current = togglePalette;
  const open = useRef(paletteOpen);
  open.current = paletteOpen;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      const act = actionOf(event.key, toggle.current);
      if (act === null) return;
      // A dialog waits for an answer; the palette ends by its own key.
      if (leads.has(event.key.toLowerCase()) && isModalOpen() && !(open.current && event.key.toLowerCase() === 'k'))
        return;
      event.preventDefault();
      act();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);
}

function actionOf(key: string, togglePalette: () => void): (() => void) | null {
  switch (key.toLowerCase()) {
    case 'k':
      return togglePalette;
    case 'j':
      return () => show(downloadsScreen);
    case ',':
      return () => show(settingsScreen);
    case '+':
    case '=':
      return () => resizeText(textStep);
    case '-':
      return () => resizeText(-textStep);
    case '0':
      return () => void changeSettings({ textSize: 100 });
    default:
      return null;
  }
}

export function resizeText(by: number): void {
  const textSize = Math.min(largestText, Math.max(smallestText, useSettings.getState().textSize + by));
  void changeSettings({ textSize });
}
