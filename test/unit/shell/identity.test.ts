import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { appId, desktopFileName, introduce } from '../../../src/main/shell/identity.ts';

const program = 'C:\\Programs\\Loadstone.exe';

test('Windows hears the id of the installed shortcut, or the program of a checkout', () => {
  const setAppUserModelId = vi.fn();
  introduce({ isPackaged: true, setAppUserModelId }, 'win32', program);
  introduce({ isPackaged: false, setAppUserModelId }, 'win32', program);
  introduce({ isPackaged: true, setAppUserModelId }, 'linux', program);
  expect(setAppUserModelId.mock.calls).toEqual([[appId], [program]]);
});

test('Linux hears the name of the installed entry from package.json', () => {
  const file = path.resolve(import.meta.dirname, '../../../package.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ desktopName: desktopFileName });
});
