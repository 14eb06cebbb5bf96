import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { FolderWanted } from '../../../src/main/ipc/host.ts';
import { silentLog } from '../../../src/main/lib/log.ts';
import { createDialogs } from '../../../src/main/shell/dialogs.ts';
import { createSpeech } from '../../../src/main/shell/speech.ts';
import { createWindowMemory } from '../../../src/main/shell/window-memory.ts';

const { showOpenDialog } = vi.hoisted(() => ({ showOpenDialog: vi.fn() }));
vi.mock('electron', () => ({ dialog: { showOpenDialog } }));

const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-dialogs-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a dialog says what it is for where there are no titles, looks into packages, and begins where the last one ended', async () => {
  const dialogs = createDialogs(
    () => null,
    createWindowMemory(folder, silentLog),
    createSpeech('en', () => []),
  );
  const game = path.resolve('/games/Celeste.app');
  showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [game] });
  expect(await dialogs.chooseFolder({ for: 'game' })).toBe(game);
  expect(showOpenDialog).toHaveBeenLastCalledWith({
    title: 'Choose the folder of the game',
    message: 'Choose the folder of the game',
    buttonLabel: 'Choose',
    properties: ['openDirectory', 'treatPackageAsDirectory'],
  });
  await dialogs.chooseFolder({ for: 'game' });
  expect(showOpenDialog.mock.lastCall).toMatchObject([{ defaultPath: path.resolve('/games') }]);
});

it('a dialog is titled by what is asked for, in the language of the window, and keeps the places apart', async () => {
  const speech = createSpeech('system', () => ['fr-FR', 'de-DE']);
  const dialogs = createDialogs(() => null, createWindowMemory(folder, silentLog), speech);
  showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [path.resolve('/mods/store')] });
  const asked = async (wanted: FolderWanted): Promise<unknown> => {
    await dialogs.chooseFolder(wanted);
    return (showOpenDialog.mock.lastCall as readonly unknown[])[0];
  };
  expect(await asked({ for: 'store' })).toMatchObject({ title: 'Wählen, wo deine Mods aufbewahrt werden' });
  const ofGame = await asked({ for: 'game' });
  expect(ofGame).toMatchObject({ title: 'Ordner des Spiels wählen', buttonLabel: 'Wählen' });
  expect(ofGame).not.toHaveProperty('defaultPath');
  expect(await asked({ for: 'loader', game: 'Persona 5' })).toMatchObject({
    title: 'Ordner wählen, in den Mods von Persona 5 kommen',
  });
  speech.speak('en');
  expect(await asked({ for: 'store' })).toMatchObject({
    title: 'Choose where your mods are kept',
    defaultPath: path.resolve('/mods'),
  });
});
