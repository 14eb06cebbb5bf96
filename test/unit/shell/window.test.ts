import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/main/lib/log.ts';
import { backgroundOf, windowOptions } from '../../../src/main/shell/create-app-window.ts';
import { createWindowMemory } from '../../../src/main/shell/window-memory.ts';

// The package would look for its binary.
vi.mock('electron', () => ({ BrowserWindow: Object, screen: {} }));

const screens = [{ x: 0, y: 0, width: 1_920, height: 1_080 }];
const untouched = { bounds: null, maximized: false, zoom: 0, theme: 'dark', language: 'system', folders: {} } as const;

describe('the options of every window', () => {
  it('are exactly these', () => {
    expect(windowOptions({ preloadFile: '/app/preload.cjs', dark: true, remembered: untouched, screens })).toEqual({
      width: 1_280,
      height: 800,
      minWidth: 960,
      minHeight: 640,
      show: false,
      title: 'Loadstone',
      backgroundColor: '#101419',
      autoHideMenuBar: true,
      webPreferences: {
        preload: '/app/preload.cjs',
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        contextIsolation: true,
        sandbox: true,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    });
    expect(backgroundOf(false)).toBe('#f3f0ec');
  });

  it('ask for no more room than there is', () => {
    // A laptop of 1,366 × 768 pixels at 150 %, once with a large screen beside it.
    const small = [{ x: 0, y: 0, width: 911, height: 472 }];
    const look = { preloadFile: '', dark: true, screens: small };
    const bounds = { x: 20, y: 10, width: 2_400, height: 1_600 };
    expect(windowOptions({ ...look, remembered: untouched })).toMatchObject({
      width: 911,
      height: 472,
      minWidth: 911,
      minHeight: 472,
    });
    expect(windowOptions({ ...look, remembered: { ...untouched, bounds } })).toMatchObject({
      x: 20,
      y: 10,
      width: 911,
      height: 472,
    });
    const beside = { x: 911, y: 0, width: 3_840, height: 2_100 };
    const wide = { x: 0, y: 0, width: 4_000, height: 2_000 };
    expect(
      windowOptions({ ...look, screens: [...small, beside], remembered: { ...untouched, bounds: wide } }),
    ).toMatchObject(wide);
  });

  it.each([
    [
      { x: 100, y: 50, width: 1_300, height: 900 },
      { x: 100, y: 50, width: 1_300, height: 900 },
    ],
    // On a screen that is gone: the size stays, the place does not.
    [
      { x: 5_000, y: 50, width: 1_300, height: 900 },
      { width: 1_300, height: 900 },
    ],
    [
      { x: 100, y: -3_000, width: 1_300, height: 900 },
      { width: 1_300, height: 900 },
    ],
    [
      { x: 1_900, y: 0, width: 1_300, height: 900 },
      { width: 1_300, height: 900 },
    ],
    [
      { x: 0, y: 0, width: 10, height: 10 },
      { width: 960, height: 640 },
    ],
  ])('place %j as %j', (bounds, place) => {
    const options = windowOptions({ preloadFile: '', dark: true, remembered: { ...untouched, bounds }, screens });
    const { x, y, width, height } = options;
    expect({ ...(x === undefined ? {} : { x, y }), width, height }).toEqual(place);
  });
});

describe('what windows remember', () => {
  it('survives a restart, and damage costs only itself', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-window-'));
    const file = path.join(folder, 'window.json');
    const first = createWindowMemory(folder, silentLog);
    expect(first.get()).toEqual(untouched);
    first.set({ bounds: { x: 1, y: 2, width: 1_000, height: 700 }, folders: { game: '/games' } });
    expect(createWindowMemory(folder, silentLog).get()).toEqual({
      bounds: { x: 1, y: 2, width: 1_000, height: 700 },
      maximized: false,
      zoom: 0,
      theme: 'dark',
      language: 'system',
      folders: { game: '/games' },
    });
    const stored = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...stored, bounds: { x: 'left' }, theme: 'pink' }));
    expect(createWindowMemory(folder, silentLog).get()).toEqual({ ...untouched, folders: { game: '/games' } });
    writeFileSync(file, '{"bounds":');
    expect(createWindowMemory(folder, silentLog).get()).toEqual(untouched);
    rmSync(folder, { recursive: true, force: true });
    // The folder is gone: nothing to remember with, and nothing breaks.
    first.set({ maximized: true });
    expect(first.get().maximized).toBe(true);
  });
});
