/** The session of the host: permission handlers, protocol handlers, and the look at every request. */
import { EventEmitter } from 'node:events';
import { schemeOf } from './addresses.ts';

type Session = Electron.Session;
type Handler = Parameters<Electron.Protocol['handle']>[1];
type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;
type PermissionName = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>[1];

const protocolHandlers = new Map<string, Handler>();
let requestHandler: Parameters<Session['setPermissionRequestHandler']>[0] = null;
let checkHandler: Parameters<Session['setPermissionCheckHandler']>[0] = null;
let beforeRequest: BeforeRequest | null = null;

export const protocol: Pick<
  Electron.Protocol,
  'handle' | 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'
> = {
  handle: (scheme, handler) => {
    if (protocolHandlers.has(scheme)) throw new Error(`a handler of ${scheme} is there already`);
    protocolHandlers.set(scheme, handler);
  },
  unhandle: (scheme) => {
    protocolHandlers.delete(scheme);
  },
  isProtocolHandled: (scheme) => protocolHandlers.has(scheme),
  // https stands in for a standard and secure scheme; see addresses.ts.
  registerSchemesAsPrivileged: () => undefined,
};

const webRequest: Pick<Electron.WebRequest, 'onBeforeRequest'> = {
  onBeforeRequest: (first: unknown, second?: unknown) => {
    beforeRequest = (typeof first === 'function' ? first : (second ?? null)) as BeforeRequest | null;
  },
};

const members: Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
> = {
  setPermissionRequestHandler: (handler) => {
    requestHandler = handler;
  },
  setPermissionCheckHandler: (handler) => {
    checkHandler = handler;
  },
  // Devices are never offered here.
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
  setBluetoothPairingHandler: () => undefined,
};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), members, { webRequest, protocol }),
};

/** What the handlers say about a permission. As in Electron: without handlers everything is granted. */
export function isGranted(permission: PermissionName, origin: string): boolean {
  let granted = requestHandler === null;
  // Neither handler of ours looks at the contents or the details.
  requestHandler?.(
    null as unknown as Electron.WebContents,
    permission,
    (answer) => {
      granted = answer;
    },
    {} as Electron.PermissionRequest,
  );
  const checked =
    checkHandler === null ||
    checkHandler(null, permission, origin, {} as Electron.PermissionCheckHandlerHandlerDetails);
  return granted && checked;
}

/** Permissions of Electron with the names a browser knows them by. */
export const permissionNames: readonly (readonly [PermissionName, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['display-capture', 'display-capture'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
  ['window-management', 'window-management'],
  ['background-sync', 'background-sync'],
  ['persistent-storage', 'persistent-storage'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['sensors', 'accelerometer'],
  ['nfc', 'nfc'],
  ['keyboardLock', 'keyboard-lock'],
  ['pointerLock', 'pointer-lock'],
];

/** Asks the app about a request; null means that it does not want it. */
export async function answerRequest(url: string, method: string, resourceType: string): Promise<Response | null> {
  const listener = beforeRequest;
  if (listener !== null) {
    const { cancel } = await new Promise<Electron.CallbackResponse>((resolve) => {
      listener({ url, method, resourceType } as Electron.OnBeforeRequestListenerDetails, resolve);
    });
    if (cancel === true) return null;
  }
  const handler = protocolHandlers.get(schemeOf(url));
  return handler === undefined ? null : handler(new Request(url, { method }));
}
