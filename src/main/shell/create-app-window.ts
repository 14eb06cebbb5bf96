/** The only place that makes a window. Its options are the first wall around the page. */
import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type Rectangle } from 'electron';
import { stoppedPath } from './app-protocol.ts';
import type { Log } from '../lib/log.ts';
import { appOrigin, appUrl } from './origin.ts';
import type { WindowMemory, WindowState } from './window-memory.ts';
import { followZoomKeys } from './zoom-keys.ts';

/** Of the tokens `--bg`, so that nothing flashes before the first paint. */
export const backgroundOf = (dark: boolean): string => (dark ? '#101419' : '#f3f0ec');

export const minimumSize = { width: 960, height: 640 } as const;
export const usualSize = { width: 1_280, height: 800 } as const;

type Size = Pick<Rectangle, 'width' | 'height'>;

export interface WindowLook {
  readonly preloadFile: string;
  readonly dark: boolean;
  readonly remembered: WindowState;
  /** The areas of all screens without bars of the system, in device-independent pixels; the main one first. */
  readonly screens: readonly Rectangle[];
}

/** The options of every window. Keys that would lower a wall are absent, so that Electron's strict defaults hold. */
export function windowOptions({ preloadFile, dark, remembered, screens }: WindowLook): BrowserWindowConstructorOptions {
  const least = within(minimumSize, screens);
  return {
    ...placeOf(remembered.bounds, screens, least),
    minWidth: least.width,
    minHeight: least.height,
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
function placeOf(bounds: Rectangle | null, screens: readonly Rectangle[], least: Size): Partial<Rectangle> {
  if (bounds === null) return within(usualSize, screens.slice(0, 1));
  const size = within(
    { width: Math.max(bounds.width, least.width), height: Math.max(bounds.height, least.height) },
    screens,
  );
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

/** No more than all screens together hold: a laptop at 150 % has fewer pixels than our usual size, or than its big screen of before. */
function within({ width, height }: Size, screens: readonly Rectangle[]): Size {
  if (screens.length === 0) return { width, height };
  const extent = (from: 'x' | 'y', size: 'width' | 'height'): number =>
    Math.max(...screens.map((area) => area[from] + area[size])) - Math.min(...screens.map((area) => area[from]));
  return { width: Math.min(width, extent('x', 'width')), height: Math.min(height, extent('y', 'height')) };
}

export interface AppWindowDeps {
  readonly preloadFile: string;
  readonly dark: boolean;
  readonly platform: NodeJS.Platform;
  readonly memory: WindowMemory;
  readonly log: Log;
  /** Not even the plain page stays alive: there is nothing to look at, and maybe no window either. */
  readonly onHopeless: () => void;
}

/** Opens the window on our page. Call it once the app is ready. */
export function createAppWindow({
  preloadFile,
  dark,
  platform,
  memory,
  log,
  onHopeless,
}: AppWindowDeps): BrowserWindow {
  const remembered = memory.get();
  const main = screen.getPrimaryDisplay();
  const screens = [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map((one) => one.workArea);
  const window = new BrowserWindow(windowOptions({ preloadFile, dark, remembered, screens }));
  const show = (): void => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (remembered.maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // On Wayland a hidden window is never painted, and so never ready: https://github.com/electron/electron/issues/48859
  if (platform === 'linux') window.webContents.once('did-finish-load', show);
  // A page that does not load never becomes ready; a window that nobody sees helps nobody.
  window.webContents.once('did-fail-load', show);
  window.on('close', () => memory.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  followZoomKeys(window.webContents, memory, platform);
  reloadOnce(window, log, onHopeless);
  window.loadURL(appUrl).catch((error: unknown) => log.error('the window could not load its page', error));
  return window;
}

/** A process that is started in the moment another one dies may not come up: https://github.com/electron/electron/issues/48661 */
const reloadAfterMs = 200;

/** A page that dies comes back once; when it dies again a plain page says so, and nothing loops. */
function reloadOnce(window: BrowserWindow, log: Log, onHopeless: () => void): void {
  let deaths = 0;
  const load = (page: string): void => {
    if (window.isDestroyed()) return;
    window.loadURL(page).catch((error: unknown) => log.error('the window could not be loaded again', error));
  };
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error(`the window's process ended: ${details.reason}, exit code ${details.exitCode}`);
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    deaths += 1;
    if (deaths > 2) onHopeless();
    else setTimeout(load, reloadAfterMs, deaths === 1 ? appUrl : `${appOrigin}${stoppedPath}`);
  });
}
