/** The app starts, answers, hands over, ends and starts again, on whatever runs it here. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';

const main = path.resolve(import.meta.dirname, '../support/shell-main.ts');
const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-shell-'));
const rendererDir = path.join(folder, 'page');

describe('the desktop shell', () => {
  let app: RunningApp;

  beforeAll(async () => {
    mkdirSync(rendererDir);
    writeFileSync(
      path.join(rendererDir, 'index.html'),
      '<!doctype html><title>Test</title><p id="drop" style="height:200px">drop here</p><script type="module" src="/page.js"></script>',
    );
    writeFileSync(
      path.join(rendererDir, 'page.js'),
      `globalThis.heard = [];
      globalThis.dropped = [];
      window.loadstone.on('settings.changed', (state) => globalThis.heard.push(state));
      const place = document.getElementById('drop');
      place.addEventListener('dragover', (event) => event.preventDefault());
      place.addEventListener('drop', (event) => {
        event.preventDefault();
        globalThis.dropped.push(...[...event.dataTransfer.files].map((file) => window.loadstone.pathOfFile(file)));
      });`,
    );
    app = await launchApp({ dataDir: path.join(folder, 'data'), main, env: { LOADSTONE_TEST_RENDERER: rendererDir } });
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inPage = (code: string): Promise<unknown> => app.page.evaluate(code);

  it('answers calls, with and without an argument', async () => {
    expect(await inPage('window.loadstone.app.info()')).toMatchObject({ ok: true, value: { version: '0.1.0' } });
    expect(await inPage(`window.loadstone.library.snapshot({ gameId: 'celeste' })`)).toMatchObject({ ok: true });
    expect(await inPage(`window.loadstone.library.snapshot({ gameId: '../x' })`)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  });

  it('sends events', async () => {
    await inPage(`window.loadstone.settings.set({ theme: 'light' })`);
    await expect.poll(() => inPage('globalThis.heard')).toMatchObject([{ theme: 'light', revision: 1 }]);
    expect(await inPage(`matchMedia('(prefers-color-scheme: light)').matches`)).toBe(true);
  });

  it('asks dialogs and remembers nothing of a closed one', async () => {
    expect(await inPage('window.loadstone.games.chooseFolder()')).toEqual({ ok: true, value: { path: null } });
    await app.dialogs.answer({ paths: [folder] });
    expect(await inPage('window.loadstone.games.chooseFolder()')).toEqual({ ok: true, value: { path: folder } });
    expect((await app.dialogs.shown()).map((one) => one.title)).toContain('Choose the folder of the game');
  });

  it('copies text', async () => {
    await inPage(`window.loadstone.app.copyText({ text: 'tree hash' })`);
    expect(await app.copiedTexts()).toEqual(['tree hash']);
  });

  it('knows the path of a dropped file', async (context) => {
    if (app.kind === 'electron') context.skip('Playwright cannot drop files from the disk on Electron');
    const archive = path.join(folder, 'mod ä.zip');
    writeFileSync(archive, 'zip');
    await app.dropFiles('#drop', [archive]);
    await expect.poll(() => inPage('globalThis.dropped')).toEqual([archive]);
  });

  it('takes a link from a second start, which ends at once', async () => {
    const since = performance.now();
    expect(await app.sendArgv(['loadstone://link/1'])).toBe(0);
    expect(performance.now() - since).toBeLessThan(5_000);
    await expect
      .poll(() => inPage('window.loadstone.links.snapshot().then((result) => result.value.links.length)'))
      .toBe(1);
    await app.sendUrl('loadstone://link/2');
    await expect
      .poll(() => inPage('window.loadstone.links.snapshot().then((result) => result.value.links.length)'))
      .toBe(2);
  });

  it('takes a link from its own start', async () => {
    const cold = await launchApp({
      dataDir: path.join(folder, 'cold'),
      main,
      args: ['--', 'loadstone://link/3'],
      env: { LOADSTONE_TEST_RENDERER: rendererDir },
    });
    try {
      const count = 'window.loadstone.links.snapshot().then((result) => result.value.links.length)';
      await expect.poll(() => cold.page.evaluate(count)).toBe(1);
      expect(await cold.page.evaluate('window.loadstone.jobs.snapshot()')).toMatchObject({ value: { jobs: [] } });
    } finally {
      await cold.close();
    }
  });

  it('brings the page back once after a crash, then shows a plain page', async () => {
    await app.crashPage();
    await expect
      .poll(() => inPage('window.loadstone.app.info().then((result) => result.ok)'), { timeout: 20_000 })
      .toBe(true);
    await app.crashPage();
    await expect
      .poll(() => inPage('document.querySelector("h1")?.textContent'), { timeout: 20_000 })
      .toBe('The window stopped twice');
    app = await app.relaunch();
    expect(await inPage('window.loadstone.app.info()')).toMatchObject({ ok: true });
  });

  it('is started again after a kill, and ends in order', async () => {
    await app.kill();
    app = await app.relaunch();
    expect(await inPage('window.loadstone.app.info()')).toMatchObject({ ok: true });
    expect(await app.close()).toBe(0);
    const memory = JSON.parse(readFileSync(path.join(folder, 'data/window.json'), 'utf8')) as object;
    expect(memory).toMatchObject({ bounds: { width: 1_280, height: 800 }, theme: 'system' });
    app = await app.relaunch();
  });
});
