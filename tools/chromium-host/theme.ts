/** `nativeTheme`: the app's choice of theme, passed on to the page. */
import { EventEmitter } from 'node:events';

type Source = Electron.NativeTheme['themeSource'];

const emitter = new EventEmitter();
let source: Source = 'system';

/** For the page: null leaves it to the system. */
export const colorScheme = (): 'dark' | 'light' | null => (source === 'system' ? null : source);

export function onThemeChange(follow: () => void): void {
  emitter.on('updated', follow);
}

export const nativeTheme = Object.defineProperties(emitter, {
  themeSource: {
    get: (): Source => source,
    set: (next: Source) => {
      if (next === source) return;
      source = next;
      emitter.emit('updated');
    },
  },
  // What the desktop prefers cannot be known from here; dark is the app's own first choice.
  shouldUseDarkColors: { get: () => source !== 'light' },
}) as EventEmitter & Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'>;
