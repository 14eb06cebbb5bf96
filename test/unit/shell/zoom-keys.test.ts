import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { WindowMemory, WindowState } from '../../../src/main/shell/window-memory.ts';
import { followZoomKeys, type ZoomableContents } from '../../../src/main/shell/zoom-keys.ts';

function setUp(platform: NodeJS.Platform, zoom = 0) {
  const levels: number[] = [];
  let state: WindowState = { bounds: null, maximized: false, zoom, theme: 'dark', language: 'system', folders: {} };
  const memory: WindowMemory = { get: () => state, set: (changes) => (state = { ...state, ...changes }) };
  const contents = Object.assign(new EventEmitter(), { setZoomLevel: (level: number) => void levels.push(level) });
  followZoomKeys(contents as unknown as ZoomableContents, memory, platform);
  /** Whether the page does not hear of the key. */
  const press = (key: string, held: object = { control: true }): boolean => {
    let kept = false;
    const input = { type: 'keyDown', key, control: false, meta: false, alt: false, ...held };
    contents.emit('before-input-event', { preventDefault: () => (kept = true) }, input);
    return kept;
  };
  return { levels, press, memory, load: () => contents.emit('dom-ready') };
}

it('keys change the size of the page, within bounds, and it stays', () => {
  const { levels, press, load } = setUp('win32');
  expect([press('+'), press('='), press('-'), press('0')]).toEqual([true, true, true, true]);
  expect(levels).toEqual([0.5, 1, 0.5, 0]);
  for (let count = 0; count < 20; count += 1) press('-');
  expect(levels.at(-1)).toBe(-2);
  load();
  expect(levels.at(-1)).toBe(-2);
});

it('other keys are the page’s', () => {
  const { levels, press } = setUp('linux');
  expect(press('+', {})).toBe(false);
  expect(press('+', { meta: true })).toBe(false);
  expect(press('0', { control: true, alt: true })).toBe(false);
  expect(press('a')).toBe(false);
  expect(press('+', { control: true, type: 'keyUp' })).toBe(false);
  expect(levels).toEqual([]);
});

it('macOS has its own key', () => {
  const { levels, press } = setUp('darwin', 1);
  expect(press('=', { meta: true })).toBe(true);
  expect(press('=')).toBe(false);
  expect(levels).toEqual([1.5]);
});
