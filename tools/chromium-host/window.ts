/** `BrowserWindow` over a page of the browser. */
import { EventEmitter } from 'node:events';
import type { Page } from 'playwright';
import { toBrowser } from './addresses.ts';
import { app, emitPreventable, windowsOfApp } from './app.ts';
import { debugAddress, openPage } from './browser.ts';
import { HostContents } from './contents.ts';
import { tellParent } from './control.ts';
import { colorScheme, onThemeChange } from './theme.ts';

/** What the app may use of a window. Mis-shaped members do not compile. */
type Members = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'minimize'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'isDestroyed'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBackgroundColor'
  | 'setTitle'
  | 'close'
  | 'destroy'
>;

const windows = new Set<BrowserWindow>();

export class BrowserWindow extends EventEmitter implements Members {
  static readonly getAllWindows = (): readonly BrowserWindow[] => [...windows];

  readonly webContents: HostContents;
  readonly options: Electron.BrowserWindowConstructorOptions;
  private opening: Promise<Page>;
  private destroyed = false;
  private maximized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.webContents = new HostContents(options.webPreferences?.preload);
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
    this.opening = this.openPage();
    // Whoever loads something hears of it.
    this.opening.catch(() => undefined);
  }

  get id(): number {
    return this.webContents.id;
  }

  readonly loadURL: Members['loadURL'] = async (address) => {
    let page = await this.opening;
    if (page.isClosed() || this.crashed) {
      this.crashed = false;
      this.opening = this.openPage();
      const old = page;
      page = await this.opening;
      this.replaced.add(old);
      await old.close().catch(() => undefined);
    }
    await this.webContents.load(address, toBrowser(address));
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
    tellParent({ kind: 'window', debugAddress: await debugAddress() });
  };

  private crashed = false;
  /** Pages that made room for another one; closing them does not close the window. */
  private readonly replaced = new Set<Page>();

  private async openPage(): Promise<Page> {
    const { width = 800, height = 600 } = this.options;
    const page = await openPage(this.webContents, { width, height });
    const follow = (): void => {
      page.emulateMedia({ colorScheme: colorScheme() }).catch(() => undefined);
    };
    follow();
    onThemeChange(follow);
    page.on('crash', () => {
      this.crashed = true;
    });
    page.on('close', () => {
      if (this.replaced.has(page)) return;
      // Closed by hand: there is nothing left to prevent.
      this.emit('close', { preventDefault: () => undefined });
      this.end();
    });
    return page;
  }

  readonly close = (): void => {
    if (this.destroyed || !emitPreventable(this, 'close')) return;
    this.destroy();
  };

  readonly destroy = (): void => {
    if (this.destroyed) return;
    this.end();
    this.opening.then((page) => page.close()).catch(() => undefined);
  };

  private end(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }

  readonly focus = (): void => {
    this.opening.then((page) => page.bringToFront()).catch(() => undefined);
    this.emit('focus');
  };

  readonly getBounds: Members['getBounds'] = () => {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  };
  readonly getNormalBounds: Members['getNormalBounds'] = () => this.getBounds();
  readonly maximize = (): void => {
    this.maximized = true;
  };
  readonly isMaximized = (): boolean => this.maximized;
  readonly isMinimized = (): boolean => false;
  private shown = false;
  readonly isVisible = (): boolean => this.shown && !this.destroyed;
  readonly isDestroyed = (): boolean => this.destroyed;
  readonly show = (): void => {
    this.shown = true;
  };
  readonly hide = (): void => undefined;
  readonly restore = (): void => undefined;
  readonly minimize = (): void => undefined;
  readonly setBackgroundColor = (): void => undefined;
  readonly setTitle = (): void => undefined;

  /** For the control of tests. */
  readonly currentPage = (): Promise<Page> => this.opening;
}

windowsOfApp.closeAll = () => {
  for (const window of windows) window.close();
  return windows.size === 0;
};
