import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningOnWindows } from '../../../src/main/lib/running-program.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'loadstone-running-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), 'MZ');
  }
}

/** A system that refuses one file with what Windows says, and remembers what it was asked for. */
function system(code: string, refused: string) {
  const asked: string[] = [];
  const open = (file: string): void => {
    asked.push(path.relative(root, file).split(path.sep).join('/'));
    if (path.basename(file) === refused) throw Object.assign(new Error(code), { code });
  };
  return { asked, open };
}

test('a program that Windows does not lend for writing runs, wherever it lies', () => {
  put('Launcher.exe', 'FSD/Binaries/Win64/FSD-Win64-Shipping.EXE', 'FSD/Content/a.pak');
  const { open, asked } = system('EBUSY', 'FSD-Win64-Shipping.EXE');
  expect(runningOnWindows(root, open)).toBe('FSD-Win64-Shipping.EXE');
  expect(asked).toEqual(['Launcher.exe', 'FSD/Binaries/Win64/FSD-Win64-Shipping.EXE']);
});

test('a program that may not be written to, or that is free, says nothing', () => {
  put('Game.exe', 'readme.txt');
  expect(runningOnWindows(root, system('EPERM', 'Game.exe').open)).toBeNull();
  expect(runningOnWindows(root)).toBeNull();
  expect(runningOnWindows(path.join(root, 'gone'))).toBeNull();
});

test('a game with many folders is not looked through to its end', () => {
  put('a/b/c/d/deep.exe', ...Array.from({ length: 400 }, (_, index) => `mods/${index}/tool.exe`));
  const { open, asked } = system('EBUSY', 'deep.exe');
  expect(runningOnWindows(root, open)).toBeNull();
  expect(asked.length).toBeLessThan(300);
});
