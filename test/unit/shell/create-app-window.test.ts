/** The window always comes up, on a made-up Electron that never says it is ready where real ones do not. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/main/lib/log.ts';
import { createAppWindow } from '../../../src/main/shell/create-app-window.ts';
import { createWindowMemory } from '../../../src/main/shell/window-memory.ts';

const area = { x: 0, y: 0, width: 1_280, height: 672 };

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  readonly loaded: string[] = [];
  visible = false;
  destroyed = false;
  readonly options: object;
  constructor(options: object) {
    super();
    this.options = options;
    made.push(this);
  }
  readonly isVisible = (): boolean => this.visible;
  readonly isDestroyed = (): boolean => this.destroyed;
  readonly show = (): void => void (this.visible = true);
  readonly loadURL = async (url: string): Promise<void> => void this.loaded.push(url);
}
const made: FakeWindow[] = [];

vi.mock('electron', () => ({
  get BrowserWindow() {
    return FakeWindow;
  },
  screen: {
    getPrimaryDisplay: () => ({ id: 2, workArea: area }),
    getAllDisplays: () => [
      { id: 1, workArea: { x: 1_280, y: 0, width: 3_840, height: 2_100 } },
      { id: 2, workArea: area },
    ],
  },
}));

const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-app-window-'));
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function open(platform: NodeJS.Platform): { window: FakeWindow; onHopeless: () => void } {
  const onHopeless = vi.fn();
  const memory = createWindowMemory(folder, silentLog);
  createAppWindow({ preloadFile: '/preload.cjs', dark: true, platform, memory, log: silentLog, onHopeless });
  const window = made.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return { window, onHopeless };
}

const die = (window: FakeWindow, reason = 'crashed'): void => {
  window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  vi.runAllTimers();
};

it('is shown on Wayland, where a hidden window never becomes ready', () => {
  const { window } = open('linux');
  expect(window.visible).toBe(false);
  window.webContents.emit('did-finish-load');
  expect(window.visible).toBe(true);
});

it('is not shown before it is painted where that is told', () => {
  const { window } = open('win32');
  window.webContents.emit('did-finish-load');
  expect(window.visible).toBe(false);
  window.emit('ready-to-show');
  expect(window.visible).toBe(true);
});

it('opens no larger than the main screen', () => {
  expect(open('win32').window.options).toMatchObject({ width: 1_280, height: 672 });
});

it('comes back once, then as a plain page, and says so when not even that lives', () => {
  const { window, onHopeless } = open('win32');
  die(window);
  expect(window.loaded).toEqual(['loadstone://app/', 'loadstone://app/']);
  die(window, 'oom');
  expect(window.loaded.at(-1)).toBe('loadstone://app/stopped');
  expect(onHopeless).not.toHaveBeenCalled();
  die(window, 'launch-failed');
  expect(onHopeless).toHaveBeenCalledOnce();
  expect(window.loaded).toHaveLength(3);
});

it('is left alone when it was closed meanwhile', () => {
  const { window } = open('win32');
  window.webContents.emit('render-process-gone', {}, { reason: 'killed', exitCode: 1 });
  window.destroyed = true;
  vi.runAllTimers();
  expect(window.loaded).toHaveLength(1);
});
