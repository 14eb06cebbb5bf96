/** The only place that makes a window. Its options are the first wall around the page. */
import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type Rectangle } from 'electron';
import { stoppedPath } from './app-protocol.ts';
import type { Log } from '../lib/log.ts';
import { appOrigin, appUrl } from './origin.ts';
import type { WindowMemory, WindowState } from './window-memory.ts';

/** Of the tokens `--bg`, so that nothing flashes before the first paint. */
export const backgroundOf = (dark: boolean): string => (dark ? '#101419' : '#f3f0ec');

export const minimumSize = { width: 960, height: 640 } as const;
export const usualSize = { width: 1_280, height: 800 } as const;

export interface WindowLook {
  readonly preloadFile: string;
  readonly dark: boolean;
  readonly remembered: WindowState;
  /** The areas of all screens, in device-independent pixels. */
  readonly screens: readonly Rectangle[];
}

/** The options of every window. Keys that would lower a wall are absent, so that Electron's strict defaults hold. */
export function windowOptions({ preloadFile, dark, remembered, screens }: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...placeOf(remembered.bounds, screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Loadstone',
    backgroundColor: backgroundOf(dark),
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadFile,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      // A dropped file goes to the page, never into its place.
      navigateOnDragDrop: false,
      // The dictionaries would be fetched from the network.
      spellcheck: false,
    },
  };
}

/** Where the window stood, if enough of it would still be on a screen to be grabbed. */
function placeOf(bounds: Rectangle | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (bounds === null) return usualSize;
  const size = {
    width: Math.max(bounds.width, minimumSize.width),
    height: Math.max(bounds.height, minimumSize.height),
  };
  const grip = 80;
  const visible = screens.some(
    (area) =>
      bounds.x + bounds.width > area.x + grip &&
      bounds.x < area.x + area.width - grip &&
      bounds.y >= area.y - 10 &&
      bounds.y < area.y + area.height - grip,
  );
  return visible ? { ...size, x: bounds.x, y: bounds.y } : size;
}

export interface AppWindowDeps {
  readonly preloadFile: string;
  readonly dark: boolean;
  readonly memory: WindowMemory;
  readonly log: Log;
}

/** Opens the window on our page. Call it once the app is ready. */
export function createAppWindow({ preloadFile, dark, memory, log }: AppWindowDeps): BrowserWindow {
  const remembered = memory.get();
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow(windowOptions({ preloadFile, dark, remembered, screens }));
  const show = (): void => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (remembered.maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // A page that does not load never becomes ready; a window that nobody sees helps nobody.
  window.webContents.once('did-fail-load', show);
  window.on('close', () => memory.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  reloadOnce(window, log);
  window.loadURL(appUrl).catch((error: unknown) => log.error('the window could not load its page', error));
  return window;
}

/** A page that dies comes back once; when it dies again a plain page says so, and nothing loops. */
function reloadOnce(window: BrowserWindow, log: Log): void {
  let deaths = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error(`the window's process ended: ${details.reason}, exit code ${details.exitCode}`);
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    deaths += 1;
    if (deaths > 2) return;
    const page = deaths === 1 ? appUrl : `${appOrigin}${stoppedPath}`;
    window.loadURL(page).catch((error: unknown) => log.error('the window could not be loaded again', error));
  });
}
