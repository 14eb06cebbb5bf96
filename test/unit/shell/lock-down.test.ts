import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'electron';
import { describe, expect, it, vi, type Mock } from 'vitest';
import {
  lockDownApp,
  lockDownContents,
  lockDownSession,
  mayRequest,
  type LockableContents,
  type LockableSession,
} from '../../../src/main/shell/lock-down.ts';

/** Every name that this Electron knows, from its own types. */
function permissionNames(): readonly string[] {
  const types = readFileSync(path.resolve(import.meta.dirname, '../../../node_modules/electron/electron.d.ts'), 'utf8');
  const line = types.split('\n').find((one) => one.includes('setPermissionCheckHandler(handler: (('));
  const [, names = ''] = /permission: ([^,]*?), requestingOrigin/u.exec(line ?? '') ?? [];
  return [...names.matchAll(/'([^']+)'/gu)].map(([, name = '']) => name);
}

function fakeSession() {
  const set = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    setBluetoothPairingHandler: vi.fn(),
  };
  const onBeforeRequest = vi.fn();
  const session = Object.assign(new EventEmitter(), set, { webRequest: { onBeforeRequest } });
  return { session, set, onBeforeRequest };
}

/** The function that was handed to a mock last. */
function given(mock: Mock): (...args: unknown[]) => unknown {
  const [first]: unknown[] = mock.mock.lastCall ?? [];
  if (typeof first !== 'function') throw new Error('nothing was handed over');
  return first as (...args: unknown[]) => unknown;
}

describe('a session', () => {
  it('denies each permission by name, every device and every capture', () => {
    const { session, set, onBeforeRequest } = fakeSession();
    lockDownSession(session as unknown as LockableSession);
    const names = permissionNames();
    expect(names.length).toBeGreaterThan(40);
    const request = given(set.setPermissionRequestHandler);
    const check = given(set.setPermissionCheckHandler);
    for (const name of names) {
      const answer = vi.fn();
      request(null, name, answer, {});
      expect(answer.mock.calls, name).toEqual([[false]]);
      expect(check(null, name, 'loadstone://app', {}), name).toBe(false);
    }
    const device = given(set.setDevicePermissionHandler);
    expect(device()).toBe(false);
    const answer = vi.fn();
    given(set.setDisplayMediaRequestHandler)({}, answer);
    given(set.setBluetoothPairingHandler)({}, answer);
    given(onBeforeRequest)({ url: 'https://example.org/' }, answer);
    given(onBeforeRequest)({ url: 'loadstone://app/x.js' }, answer);
    expect(answer.mock.calls).toEqual([[null], [{ confirmed: false }], [{ cancel: true }], [{ cancel: false }]]);
  });

  it('prevents downloads', () => {
    const { session } = fakeSession();
    lockDownSession(session as unknown as LockableSession);
    const preventDefault = vi.fn();
    session.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it.each([
    'http://127.0.0.1/',
    'https://update.googleapis.com/',
    'file:///etc/passwd',
    'ws://x',
    'data:text/html,x',
    'chrome://gpu',
    '',
  ])('may not ask for %s', (url) => expect(mayRequest(url)).toBe(false));

  it('is locked whenever one is made', () => {
    const app = new EventEmitter();
    lockDownApp(app as unknown as Pick<App, 'on'>);
    const { session, set } = fakeSession();
    app.emit('session-created', session);
    expect(set.setPermissionCheckHandler).toHaveBeenCalledOnce();
  });
});

const hostile = [
  'https://evil.example/',
  'http://evil.example/',
  'https://app/',
  'https://github.com/',
  'loadstone://app.evil.example/',
  'loadstone://evil/',
  'loadstone://app:81/',
  'loadstone://user@app/',
  'loadstone://app@evil.example/',
  'loadstone:app',
  'loadstone-img://aa',
  'file:///etc/passwd',
  'file://server/share',
  'data:text/html,<script>alert(1)</script>',
  'javascript:alert(1)',
  'blob:loadstone://app/1',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'nxm://skyrim/mods/1/files/1',
  'ms-settings:',
  'view-source:loadstone://app/',
  '',
] as const;

function lock() {
  const app = new EventEmitter();
  lockDownApp(app as unknown as Pick<App, 'on'>);
  const setWindowOpenHandler = vi.fn();
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler });
  app.emit('web-contents-created', {}, contents);
  return { contents, setWindowOpenHandler };
}

describe('contents', () => {
  it.each(hostile)('stay where they are instead of going to %j', (url) => {
    const { contents, setWindowOpenHandler } = lock();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const preventDefault = vi.fn();
      contents.emit(event, { url, preventDefault });
      expect(preventDefault, event).toHaveBeenCalledOnce();
    }
    const handler = given(setWindowOpenHandler);
    expect(handler({ url })).toEqual({ action: 'deny' });
  });

  it('may move within our page, and open no window even there', () => {
    const { contents, setWindowOpenHandler } = lock();
    const preventDefault = vi.fn();
    contents.emit('will-navigate', { url: 'loadstone://app/#/library', preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
    const handler = given(setWindowOpenHandler);
    expect(handler({ url: 'loadstone://app/' })).toEqual({ action: 'deny' });
  });

  it('never hold a webview', () => {
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
    lockDownContents(contents as unknown as LockableContents);
    const preventDefault = vi.fn();
    contents.emit('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});
