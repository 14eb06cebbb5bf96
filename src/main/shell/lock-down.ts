/**
 * Takes away what a page could do beyond showing itself: every permission, navigation, new windows, embedded pages,
 * downloads and requests to anywhere else. Electron's defaults grant most of these.
 */
import type { App, Session, WebContents } from 'electron';
import { appScheme, imageScheme, isOurUrl } from './origin.ts';

export type LockableSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
  | 'webRequest'
  | 'on'
>;

export type LockableContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

// What the page loads from, and the developer tools of development builds.
const allowedSchemes: ReadonlySet<string> = new Set([`${appScheme}:`, `${imageScheme}:`, 'devtools:']);

export const mayRequest = (url: string): boolean => allowedSchemes.has(URL.parse(url)?.protocol ?? '');

export function lockDownSession(session: LockableSession): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayRequest(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds a frame where it is unless it goes to a page of ours. */
function stay(details: { readonly url: string; readonly preventDefault: () => void }): void {
  if (!isOurUrl(details.url)) details.preventDefault();
}

export function lockDownContents(contents: LockableContents): void {
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Everything that is made from now on. The default session exists only once the app is ready: call it with that one too. */
export function lockDownApp(app: Pick<App, 'on'>): void {
  app.on('session-created', lockDownSession);
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
}
