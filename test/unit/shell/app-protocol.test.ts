import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppHandler, privilegedSchemes } from '../../../src/main/shell/app-protocol.ts';
import { imageTypeOf } from '../../../src/main/download/image-type.ts';
import { createSpeech } from '../../../src/main/shell/speech.ts';
import { createImageHandler } from '../../../src/main/shell/image-protocol.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-protocol-'));
const root = path.join(folder, 'renderer');

beforeAll(() => {
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'renderer-secret'));
  for (const [name, text] of [
    ['renderer/index.html', '<!doctype html>'],
    ['renderer/assets/app-Bx_1~2.js', 'export {}'],
    ['renderer/assets/style.css', 'p {}'],
    ['renderer/assets/font.woff2', 'font'],
    ['renderer/assets/run.exe', 'MZ'],
    ['renderer/.env', 'secret'],
    ['secret.txt', 'secret'],
    ['renderer-secret/secret.txt', 'secret'],
  ] as const) {
    writeFileSync(path.join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, method = 'GET') =>
  createAppHandler(
    root,
    createSpeech('de', () => []),
  )({ url, method });

/** 100 ways out: each climb in each spelling, from the top and from a folder, to each goal. */
function traversals(): readonly string[] {
  const climbs = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%5c',
    '..\\',
    '%2e%2e%5c',
    '.%2e/',
    '%252e%252e%252f',
    '..%c0%af',
    '..;/',
    '..%00/',
    '....//',
    '%u002e%u002e/',
  ];
  const goals = ['secret.txt', 'renderer-secret/secret.txt', 'etc/passwd'];
  const made = climbs.flatMap((climb) =>
    goals.flatMap((goal) => [`loadstone://app/${climb}${goal}`, `loadstone://app/assets/${climb}${climb}${goal}`]),
  );
  return [
    ...made,
    'loadstone://app//etc/passwd',
    'loadstone://app///etc/passwd',
    'loadstone://app/%2fetc%2fpasswd',
    'loadstone://app/C:/Windows/win.ini',
    'loadstone://app/C:%5cWindows%5cwin.ini',
    'loadstone://app/%5c%5cserver%5cshare',
    'loadstone://app/.env',
    'loadstone://app/./.env',
    'loadstone://app/%2eenv',
    'loadstone://app/assets/',
    'loadstone://app/assets',
    'loadstone://app/index.html::$DATA',
    'loadstone://app/index.html%20',
    'loadstone://app/index.html.',
    'loadstone://app/index.html%00.js',
    'loadstone://app/%',
    'loadstone://app/%ff',
    'loadstone://app/assets/run.exe',
    'loadstone://app/missing.js',
    'loadstone://app/CON',
    'loadstone://app/~root/x.js',
    `loadstone://app/${'a/'.repeat(2_000)}x.js`,
    `loadstone://app/${'a'.repeat(5_000)}.js`,
    'loadstone://other/index.html',
    'loadstone://app:80/index.html',
    'loadstone://user@app/index.html',
    'loadstone:///index.html',
    'loadstone:index.html',
    'file:///etc/passwd',
    'https://app/index.html',
    '',
  ];
}

describe('the app protocol', () => {
  it('answers 400 or 404 to a hundred ways out', async () => {
    const all = traversals();
    expect(all.length).toBeGreaterThanOrEqual(100);
    for (const url of all) {
      const response = await get(url);
      expect([400, 404], url).toContain(response.status);
      expect(await response.text(), url).not.toContain('secret');
    }
  });

  it.each([
    ['loadstone://app/', 'text/html; charset=utf-8'],
    ['loadstone://app/index.html', 'text/html; charset=utf-8'],
    ['loadstone://app/index.html?x=1#y', 'text/html; charset=utf-8'],
    ['loadstone://app/assets/app-Bx_1~2.js', 'text/javascript; charset=utf-8'],
    ['loadstone://app/assets/style.css', 'text/css; charset=utf-8'],
    ['loadstone://app/assets/font.woff2', 'font/woff2'],
    ['loadstone://app/stopped', 'text/html; charset=utf-8'],
  ])('serves %s as %s', async (url, contentType) => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(contentType);
  });

  it('sends exactly these headers with everything, refusals too', async () => {
    for (const url of [
      'loadstone://app/',
      'loadstone://app/none.js',
      'loadstone://app/../x',
      'loadstone://app/stopped',
    ]) {
      const { headers } = await get(url);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' loadstone-img:; connect-src 'none'; " +
          "font-src 'self'; frame-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'; " +
          "frame-ancestors 'none'; require-trusted-types-for 'script'",
      );
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await get('loadstone://app/', method)).status).toBe(405);
  });

  it('asks for no more rights than these', () => {
    expect(privilegedSchemes).toEqual([
      { scheme: 'loadstone', privileges: { standard: true, secure: true, supportFetchAPI: true } },
      { scheme: 'loadstone-img', privileges: { standard: true, secure: true } },
    ]);
  });
});

const id = 'ab'.repeat(32);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

const serve = (bytes: Uint8Array | null, contentType = 'image/png') =>
  createImageHandler(() => Promise.resolve(bytes === null ? null : { bytes, contentType }));

describe('the image protocol', () => {
  it('serves a picture by what it is, not by what it says', async () => {
    const response = await serve(png, 'text/html')({ url: `loadstone-img://${id}`, method: 'GET' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
    expect((await serve(png)({ url: `loadstone-img://${id}/`, method: 'GET' })).status).toBe(200);
  });

  it.each([
    `loadstone-img://${id}/x`,
    `loadstone-img://${id}?x`,
    `loadstone-img://${id}#x`,
    `loadstone-img://${id.toUpperCase()}`,
    `loadstone-img://${id.slice(1)}`,
    `loadstone-img://${id}0`,
    `loadstone-img://../${id}`,
    `loadstone-img://${id}@x`,
    `loadstone://app/${id}`,
    `file:///${id}`,
    'loadstone-img://',
  ])('refuses %s', async (url) => {
    expect((await serve(png)({ url, method: 'GET' })).status).toBe(400);
  });

  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['HTML', Buffer.from('<!doctype html>')],
    ['nothing', Buffer.alloc(0)],
    ['a PNG cut short', png.subarray(0, 7)],
    ['a program', Buffer.from('MZ')],
  ])('refuses %s with the type of a picture', async (_what, bytes) => {
    expect((await serve(bytes)({ url: `loadstone-img://${id}`, method: 'GET' })).status).toBe(415);
  });

  it('answers what is not cached, and a failing cache', async () => {
    expect((await serve(null)({ url: `loadstone-img://${id}`, method: 'GET' })).status).toBe(404);
    const failing = createImageHandler(() => Promise.reject(new Error('disk')));
    expect((await failing({ url: `loadstone-img://${id}`, method: 'GET' })).status).toBe(500);
    expect((await serve(png)({ url: `loadstone-img://${id}`, method: 'POST' })).status).toBe(405);
  });

  it('knows the formats of the web', () => {
    expect(imageTypeOf(text('\u00FF\u00D8\u00FF\u00E0'))).toBe('image/jpeg');
    expect(imageTypeOf(text('GIF89a'))).toBe('image/gif');
    expect(imageTypeOf(text('RIFF____WEBPVP8 '))).toBe('image/webp');
    expect(imageTypeOf(text('\0\0\0\u001CftypavifXXXX'))).toBe('image/avif');
    expect(imageTypeOf(text('RIFF____WAVE'))).toBeNull();
  });
});
