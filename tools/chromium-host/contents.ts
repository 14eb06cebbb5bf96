/** WebContents over one page of the browser: messages both ways, navigation, frames, crashes. */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Page, Request as PageRequest } from 'playwright';
import { toApp } from './addresses.ts';
import { ipcMain } from './ipc-main.ts';
import { pageScript, type FromPage, type ToPage } from './page-side.ts';
import { isGranted, permissionNames } from './session.ts';

type Frame = Pick<Electron.WebFrameMain, 'url' | 'origin' | 'name'> & { readonly top: Frame | null };

interface Context {
  readonly frameId: string;
  readonly origin: string;
}

/** What the app may use of a WebContents. Mis-shaped members do not compile. */
type Members = Pick<
  Electron.WebContents,
  'id' | 'send' | 'setWindowOpenHandler' | 'setZoomLevel' | 'getURL' | 'isDestroyed' | 'reload' | 'openDevTools'
>;

let lastId = 0;
const greeting = 'chromium host';

export class HostContents extends EventEmitter implements Members {
  readonly id: number;
  private page: Page | null = null;
  private devtools: CDPSession | null = null;
  private receiver: string | null = null;
  private readonly contexts = new Map<number, Context>();
  private readonly frameUrls = new Map<string, { url: string; parentId: string | undefined }>();
  private windowOpenHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  private readonly preloadFile: string | undefined;
  /** The address that main itself is loading: no `will-navigate` for that one. */
  private loading: string | null = null;

  constructor(preloadFile: string | undefined) {
    super();
    lastId += 1;
    this.id = lastId;
    this.preloadFile = preloadFile;
  }

  readonly setWindowOpenHandler: Members['setWindowOpenHandler'] = (handler) => {
    this.windowOpenHandler = handler;
  };

  /** The browser has its own keys for it. */
  readonly setZoomLevel = (): void => undefined;

  readonly getURL = (): string => toApp(this.page?.url() ?? '');
  readonly isDestroyed = (): boolean => this.page === null || this.page.isClosed();
  readonly openDevTools = (): void => undefined;
  readonly reload = (): void => {
    this.page?.reload().catch(() => undefined);
  };

  readonly send: Members['send'] = (channel, ...args: unknown[]) => {
    this.tell({ kind: 'event', channel, args: structuredClone(args) });
  };

  readonly tell = (message: ToPage): void => {
    if (this.receiver === null || this.devtools === null) return;
    // A page that is just going away does not hear it; Electron drops such messages too.
    this.devtools
      .send('Runtime.callFunctionOn', {
        functionDeclaration: 'function (message) { this(message); }',
        objectId: this.receiver,
        arguments: [{ value: message }],
      })
      .catch(() => undefined);
  };

  /** Takes over a page that has not loaded anything yet. */
  readonly attach = async (page: Page): Promise<void> => {
    this.page = page;
    const devtools = await page.context().newCDPSession(page);
    this.devtools = devtools;
    this.receiver = null;
    this.contexts.clear();
    const binding = `host${randomBytes(12).toString('hex')}`;
    this.listen(devtools, binding);
    await devtools.send('Page.enable');
    await devtools.send('Runtime.enable');
    await devtools.send('Runtime.addBinding', { name: binding });
    const preload = this.preloadFile === undefined ? '' : readFileSync(this.preloadFile, 'utf8');
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(binding, greeting, preload) });
    await this.applyPermissions(devtools);
    page.on('crash', () => {
      this.receiver = null;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
  };

  readonly load = async (address: string, browserAddress: string): Promise<void> => {
    if (this.page === null) throw new Error('the window has no page');
    this.loading = address;
    await this.page.goto(browserAddress, { waitUntil: 'domcontentloaded', timeout: 30_000 });
  };

  /** Asks the app about a navigation that the page began. */
  readonly mayNavigate = (request: PageRequest, isMainFrame: boolean): boolean => {
    const url = toApp(request.url());
    if (isMainFrame && this.loading === url) {
      this.loading = null;
      return true;
    }
    let prevented = false;
    const details = {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: null,
      preventDefault: () => {
        prevented = true;
      },
    };
    const redirected = request.redirectedFrom() !== null;
    this.emit('will-frame-navigate', details);
    if (isMainFrame) this.emit(redirected ? 'will-redirect' : 'will-navigate', details, url, false, true, 0, 0);
    return !prevented;
  };

  /** Asks the app about a window that the page opened. */
  readonly mayOpen = (url: string): boolean => {
    const answer = this.windowOpenHandler?.({
      url: toApp(url),
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'no-referrer' },
    });
    return answer?.action !== 'deny';
  };

  private listen(devtools: CDPSession, binding: string): void {
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId: string };
      this.contexts.set(context.id, { frameId, origin: toApp(context.origin) });
    });
    devtools.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.contexts.delete(executionContextId),
    );
    devtools.on('Runtime.executionContextsCleared', () => this.contexts.clear());
    devtools.on('Page.frameNavigated', ({ frame }) => {
      this.frameUrls.set(frame.id, { url: toApp(frame.url), parentId: frame.parentId });
    });
    devtools.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const [first, second] = args;
      if (type === 'debug' && first?.value === greeting && second?.objectId !== undefined)
        this.receiver = second.objectId;
    });
    devtools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== binding) return;
      void this.hear(JSON.parse(payload) as FromPage, this.frameOf(executionContextId));
    });
  }

  private frameOf(contextId: number): Frame | null {
    const context = this.contexts.get(contextId);
    if (context === undefined) return null;
    const known = this.frameUrls.get(context.frameId);
    const facts = { url: known?.url ?? `${context.origin}/`, origin: context.origin, name: '' };
    if (known?.parentId !== undefined) return { ...facts, top: null };
    const frame: { url: string; origin: string; name: string; top: Frame | null } = { ...facts, top: null };
    frame.top = frame;
    return frame;
  }

  private async hear(message: FromPage, senderFrame: Frame | null): Promise<void> {
    const event = { sender: this, senderFrame, frameId: 0, processId: 0, type: 'frame' };
    if (message.kind === 'send') {
      ipcMain.emit(message.channel, event, ...message.args);
      return;
    }
    const { id, channel, args } = message;
    try {
      const value: unknown = structuredClone(await ipcMain.invoke(channel, event, args));
      this.tell({ kind: 'answer', id, value });
    } catch (error) {
      this.tell({ kind: 'failure', id, message: `Error invoking remote method '${channel}': ${String(error)}` });
    }
  }

  /** The browser asks nobody later, so the app is asked about everything before. */
  private async applyPermissions(devtools: CDPSession): Promise<void> {
    for (const [permission, name] of permissionNames) {
      const setting = isGranted(permission, 'loadstone://app/') ? 'granted' : 'denied';
      // Browsers differ in the names they know.
      await devtools.send('Browser.setPermission', { permission: { name }, setting }).catch(() => undefined);
    }
  }
}
