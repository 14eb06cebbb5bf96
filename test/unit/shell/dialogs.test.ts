import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/main/lib/log.ts';
import { createDialogs } from '../../../src/main/shell/dialogs.ts';
import { createWindowMemory } from '../../../src/main/shell/window-memory.ts';

const { showOpenDialog } = vi.hoisted(() => ({ showOpenDialog: vi.fn() }));
vi.mock('electron', () => ({ dialog: { showOpenDialog } }));

const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-dialogs-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a dialog says what it is for where there are no titles, looks into packages, and begins where the last one ended', async () => {
  const dialogs = createDialogs(() => null, createWindowMemory(folder, silentLog));
  const game = path.resolve('/games/Celeste.app');
  showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [game] });
  expect(await dialogs.chooseFolder()).toBe(game);
  expect(showOpenDialog).toHaveBeenLastCalledWith({
    title: 'Choose the folder of the game',
    message: 'Choose the folder of the game',
    buttonLabel: 'Choose',
    properties: ['openDirectory', 'treatPackageAsDirectory'],
  });
  await dialogs.chooseFolder();
  expect(showOpenDialog.mock.lastCall).toMatchObject([{ defaultPath: path.resolve('/games') }]);
});
