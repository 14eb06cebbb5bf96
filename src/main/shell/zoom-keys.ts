/**
 * Ctrl (on macOS ⌘) with +, - and 0, as in every browser. Electron ties them to a menu, which we show on macOS alone,
 * and there it wants shift for the plus.
 */
import type { Input, WebContents } from 'electron';
import { zoomRange, type WindowMemory } from './window-memory.ts';

export type ZoomableContents = Pick<WebContents, 'on' | 'setZoomLevel'>;

const step = 0.5;

/** The level that a key asks for, or null when it asks for none. */
function levelAfter(key: string, level: number): number | null {
  switch (key) {
    case '+':
    case '=':
      return Math.min(level + step, zoomRange.most);
    case '-':
    case '_':
      return Math.max(level - step, zoomRange.least);
    case '0':
      return 0;
    default:
      return null;
  }
}

const isCommand = ({ type, control, meta, alt }: Input, platform: NodeJS.Platform): boolean =>
  type === 'keyDown' && !alt && (platform === 'darwin' ? meta && !control : control && !meta);

/** Follows the keys, and gives every page that is loaded the size that the player chose last. */
export function followZoomKeys(contents: ZoomableContents, memory: WindowMemory, platform: NodeJS.Platform): void {
  contents.on('dom-ready', () => {
    const { zoom } = memory.get();
    if (zoom !== 0) contents.setZoomLevel(zoom);
  });
  contents.on('before-input-event', (event, input) => {
    const zoom = isCommand(input, platform) ? levelAfter(input.key, memory.get().zoom) : null;
    if (zoom === null) return;
    event.preventDefault();
    memory.set({ zoom });
    contents.setZoomLevel(zoom);
  });
}
