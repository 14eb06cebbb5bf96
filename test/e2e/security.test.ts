/** What a page could try from inside the window, tried in a real browser behind our own protocol. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const main = path.join(root, 'test/support/shell-main.ts');
const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-security-'));

/** A server that must never hear anything. */
let server: Server;
const heard: string[] = [];
let outside = '';
let app: RunningApp;

const page = (
  address: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hostile</title>
<script src="/first.js"></script>
<script>globalThis.inline = true</script>
<style>body { outline: 7px solid red }</style>
<link rel="stylesheet" href="${address}/x.css">
<link rel="prefetch" href="${address}/prefetch"><link rel="preconnect" href="${address}"><link rel="dns-prefetch" href="${address}">
<base href="${address}/">
</head><body onload="globalThis.onloadRan = true" style="margin: 77px">
<img id="remote" src="${address}/pixel.png"><img id="inlined" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<img id="ours" src="loadstone-img://${'ab'.repeat(32)}"><img id="svg" src="loadstone-img://${'ba'.repeat(32)}">
<iframe id="frame" src="${address}/frame"></iframe><iframe id="self" src="/index.html"></iframe>
<object data="${address}/object"></object><embed src="${address}/embed">
<video src="${address}/video"></video><audio src="${address}/audio"></audio>
<form id="form" action="${address}/form" method="post"><input name="x"></form>
<a id="ping" href="#x" ping="${address}/ping">ping</a>
<a id="away" href="${address}/away">away</a>
<a id="blank" target="_blank" href="${address}/blank">blank</a>
<a id="download" download href="${address}/file.exe">download</a>
<meta http-equiv="refresh" content="1;url=${address}/refresh">
<script src="${address}/remote.js"></script><script type="module" src="/last.js"></script>
</body></html>`;

const first = `globalThis.violations = [];
document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.effectiveDirective));`;

beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('globalThis.remoteRan = true');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  outside = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const rendererDir = path.join(folder, 'page');
  mkdirSync(rendererDir);
  writeFileSync(path.join(rendererDir, 'index.html'), page(outside));
  writeFileSync(path.join(rendererDir, 'first.js'), first);
  writeFileSync(path.join(rendererDir, 'last.js'), 'globalThis.ownRan = true;');
  app = await launchApp({ dataDir: path.join(folder, 'data'), main, env: { LOADSTONE_TEST_RENDERER: rendererDir } });
});
afterAll(async () => {
  await app.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const inPage = (code: string): Promise<unknown> => app.page.evaluate(code);

describe('a hostile page in our window', () => {
  it('runs nothing but scripts of ours', async () => {
    await expect.poll(() => inPage('globalThis.ownRan')).toBe(true);
    expect(await inPage('[globalThis.inline, globalThis.onloadRan, globalThis.remoteRan]')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('cannot make code or markup out of text', async () => {
    // As the page itself would: a debugger's own evaluation is above the policy.
    const attempts = {
      eval: `eval('1')`,
      'new Function': `new Function('return 1')()`,
      innerHTML: `document.body.innerHTML = '<p>x</p>'`,
      'document.write': `document.write('x')`,
      'script text': `document.body.appendChild(document.createElement('script')).text = 'globalThis.injected = 1'`,
    };
    for (const [what, code] of Object.entries(attempts)) {
      writeFileSync(
        path.join(folder, 'page/attempt.js'),
        `globalThis.result = 'ran'; try { ${code}; } catch (error) { globalThis.result = error.name; }`,
      );
      const result = await inPage(`new Promise((resolve) => {
        const script = document.createElement('script');
        const policy = trustedTypes.createPolicy('test' + Math.random(), { createScriptURL: (url) => url });
        script.src = policy.createScriptURL('loadstone:' === location.protocol ? '/attempt.js?' + Math.random() : location.origin + '/attempt.js?' + Math.random());
        script.onload = () => resolve(globalThis.result);
        script.onerror = () => resolve('not loaded');
        document.head.append(script);
      })`);
      expect(['EvalError', 'TypeError'], what).toContain(result);
    }
    expect(await inPage('globalThis.injected')).toBeUndefined();
  });

  it('gets no remote picture, style, frame, object or media', async () => {
    const widths = `['remote', 'inlined', 'ours', 'svg'].map((id) => document.getElementById(id).naturalWidth)`;
    await expect.poll(() => inPage(widths)).toEqual([0, 0, 1, 0]);
    expect(
      await inPage(
        `getComputedStyle(document.body).marginTop !== '77px' && getComputedStyle(document.body).outlineStyle === 'none'`,
      ),
    ).toBe(true);
    expect(
      await inPage(
        `[...document.querySelectorAll('iframe')].every((frame) => frame.contentDocument === null || frame.contentDocument.body.childElementCount === 0)`,
      ),
    ).toBe(true);
    const violations = (await inPage('[...new Set(globalThis.violations)].toSorted()')) as string[];
    for (const directive of [
      'script-src-elem',
      'script-src-attr',
      'style-src-elem',
      'style-src-attr',
      'img-src',
      'frame-src',
      'object-src',
      'base-uri',
    ]) {
      expect(violations).toContain(directive);
    }
  });

  it('gets nothing out by fetch, socket, beacon, worker, form or ping', async () => {
    const attempts = [
      `fetch('OUT/fetch').then(() => 'out', (error) => error.name)`,
      `fetch('/index.html').then(() => 'out', (error) => error.name)`,
      `new Promise((resolve) => { const r = new XMLHttpRequest(); r.open('GET', 'OUT/xhr'); r.onload = () => resolve('out'); r.onerror = () => resolve('refused'); r.send(); })`,
      `new Promise((resolve) => { try { const s = new WebSocket('OUT'.replace('http', 'ws')); s.onopen = () => resolve('out'); s.onerror = () => resolve('refused'); } catch (error) { resolve(error.name); } })`,
      `new Promise((resolve) => { try { const s = new EventSource('OUT/events'); s.onopen = () => resolve('out'); s.onerror = () => resolve('refused'); } catch (error) { resolve(error.name); } })`,
      `Promise.resolve(navigator.sendBeacon('OUT/beacon', 'x') ? 'sent' : 'refused')`,
      `import('OUT/module.js').then(() => 'out', (error) => error.name)`,
      `new Promise((resolve) => { try { const w = new Worker('data:text/javascript,postMessage(1)'); w.onmessage = () => resolve('out'); w.onerror = () => resolve('refused'); } catch (error) { resolve(error.name); } })`,
      `navigator.serviceWorker ? navigator.serviceWorker.register('/last.js').then(() => navigator.serviceWorker.getRegistrations()).then((all) => all.length === 0 ? 'refused' : 'out', (error) => error.name) : 'none'`,
      `Promise.resolve().then(() => { document.getElementById('form').submit(); return 'tried'; })`,
      `Promise.resolve().then(() => { document.getElementById('ping').click(); return 'tried'; })`,
      `Promise.resolve().then(() => { document.getElementById('download').click(); return 'tried'; })`,
    ];
    for (const attempt of attempts) expect(await inPage(attempt.replaceAll('OUT', outside)), attempt).not.toBe('out');
  });

  it('holds no permission', async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'clipboard-write',
      'display-capture',
      'idle-detection',
      'local-fonts',
      'window-management',
      'persistent-storage',
      'background-sync',
      'screen-wake-lock',
      'accelerometer',
      'nfc',
    ];
    const states = (await inPage(`Promise.all(${JSON.stringify(names)}.map((name) =>
      navigator.permissions.query({ name }).then((status) => [name, status.state], () => [name, 'unknown'])))`)) as [
      string,
      string,
    ][];
    expect(states.filter(([, state]) => state !== 'denied' && state !== 'unknown')).toEqual([]);
    expect(states.filter(([, state]) => state === 'denied').length).toBeGreaterThan(8);
    expect(
      await inPage(`navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'got it', (error) => error.name)`),
    ).toMatch(/Error$/u);
    expect(await inPage(`Notification.requestPermission()`)).toBe('denied');
    expect(await inPage(`navigator.clipboard.readText().then(() => 'got it', (error) => error.name)`)).toMatch(
      /Error$/u,
    );
  });

  it('stays where it is', async () => {
    const here = app.page.url();
    const places = [
      `${outside}/nav`,
      'https://evil.example/',
      'https://github.com/',
      'loadstone://evil/',
      'loadstone://app.evil.example/',
      'https://evil.loadstone.invalid/',
      'file:///etc/passwd',
      'data:text/html,<h1>x</h1>',
      'javascript:globalThis.scripted=1',
      'blob:null/1',
      'about:blank#x',
      'nxm://skyrim/mods/1/files/1',
      'loadstone-img://' + 'ab'.repeat(32),
      'chrome://version',
      'view-source:https://example.org',
      'mailto:a@example.org',
      'ms-settings:',
      'ws://127.0.0.1/',
      'ftp://127.0.0.1/',
      '//evil.example/x',
    ];
    expect(places.length).toBeGreaterThanOrEqual(20);
    for (const place of places) {
      await inPage(`(() => { try { window.open(${JSON.stringify(place)}); } catch {} })()`);
      // The last resort of about:blank is a page without anything of ours; Electron asks about it as about any other.
      if (place.startsWith('about:')) continue;
      await inPage(`(() => { try { location.href = ${JSON.stringify(place)}; } catch {} })()`);
    }
    await inPage(`document.getElementById('away').click(); document.getElementById('blank').click();`);
    await new Promise((resolve) => {
      setTimeout(resolve, 1_500);
    });
    expect(app.page.url().split('#')[0]).toBe(here.split('#')[0]);
    const browser = await app.page.context().newCDPSession(app.page);
    const { targetInfos } = await browser.send('Target.getTargets');
    expect(targetInfos.filter(({ type }) => type === 'page')).toHaveLength(1);
    expect(await inPage('globalThis.scripted')).toBeUndefined();
    expect(await inPage('globalThis.ownRan')).toBe(true);
    expect(await app.openedUrls()).toEqual([]);
    const refused = await app.refused();
    if (refused === null) return;
    expect(refused.navigations).toContain(`${outside}/nav`);
    expect(refused.navigations).toContain('https://github.com/');
    expect(refused.navigations).toContain(`${outside}/away`);
    expect(refused.windows.length).toBeGreaterThan(5);
  });

  it('reaches nothing but the bridge', async () => {
    const found = await inPage(
      `[typeof require, typeof process, typeof module, typeof Buffer, typeof globalThis.electron, typeof globalThis.ipcRenderer]`,
    );
    expect(found).toEqual(Array.from({ length: 6 }, () => 'undefined'));
    expect(
      await inPage(`Reflect.ownKeys(globalThis).filter((key) => /^host|^ipc|^electron|chromium/iu.test(String(key)))`),
    ).toEqual([]);
    expect(await inPage(`Object.keys(window.loadstone).toSorted()`)).toEqual([
      'accounts',
      'app',
      'catalogue',
      'conflicts',
      'downloads',
      'games',
      'history',
      'install',
      'jobs',
      'library',
      'links',
      'mods',
      'on',
      'outside',
      'pathOfFile',
      'profiles',
      'settings',
      'share',
      'storage',
      'updates',
      'upkeep',
    ]);
    expect(
      await inPage(
        `(() => { 'use strict'; try { window.loadstone.app.info = 1; return 'changed'; } catch { return 'frozen'; } })()`,
      ),
    ).not.toBe('changed');
    expect(await inPage(`window.loadstone.app.openExternal({ url: 'file:///etc/passwd' })`)).toEqual({
      ok: true,
      value: { opened: false },
    });
    expect(await inPage(`window.loadstone.app.openExternal({ url: 'https://example.org/' })`)).toEqual({
      ok: true,
      value: { opened: false },
    });
    expect((await app.dialogs.shown()).at(-1)).toMatchObject({ kind: 'message', detail: 'https://example.org/' });
    await app.dialogs.answer({ button: 1 });
    expect(await inPage(`window.loadstone.app.openExternal({ url: 'https://example.org/' })`)).toEqual({
      ok: true,
      value: { opened: true },
    });
    expect(await app.openedUrls()).toEqual(['https://example.org/']);
  });

  it('has reached nobody', () => {
    expect(heard).toEqual([]);
  });
});

describe('the window of the app itself', () => {
  it('breaks no rule of its own policy and asks for nothing outside', async () => {
    const built = path.join(folder, 'built');
    cpSync(path.join(root, 'dist/renderer'), built, { recursive: true });
    const real = await launchApp({ dataDir: path.join(folder, 'real'), main, env: { LOADSTONE_TEST_RENDERER: built } });
    try {
      const messages: string[] = [];
      real.page.on('console', (message) => {
        // The host's own greeting to the debugger is a debug message.
        if (message.type() !== 'debug') messages.push(message.text());
      });
      real.page.on('pageerror', (error) => messages.push(String(error)));
      await real.page.reload();
      await real.page.locator('#root > *').first().waitFor();
      await new Promise((resolve) => {
        setTimeout(resolve, 1_000);
      });
      expect(messages.filter((text) => /Content Security Policy|Trusted|violates|Error/u.test(text))).toEqual([]);
      expect(await real.blockedRequests()).toEqual([]);
    } finally {
      await real.close();
    }
  });
});
