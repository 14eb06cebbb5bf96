/** The system's dialogs, always on top of our window and starting where the player was last. */
import { dialog, type BrowserWindow, type MessageBoxOptions, type OpenDialogOptions } from 'electron';
import path from 'node:path';
import type { WindowMemory } from './window-memory.ts';

export interface Dialogs {
  /** An absolute path, or null when the player closed the dialog. */
  readonly chooseFolder: () => Promise<string | null>;
  readonly chooseArchive: () => Promise<string | null>;
  readonly chooseSave: (what: { readonly title: string; readonly fileName: string }) => Promise<string | null>;
  readonly confirmExternal: (url: string) => Promise<boolean>;
  readonly confirmRebuild: () => Promise<boolean>;
}

/** `currentWindow` is null when no window is open; the dialogs then stand alone. */
export function createDialogs(currentWindow: () => BrowserWindow | null, memory: WindowMemory): Dialogs {
  async function choose(
    kind: 'game' | 'archive',
    options: OpenDialogOptions & { readonly title: string },
  ): Promise<string | null> {
    const { folders } = memory.get();
    const defaultPath = folders[kind];
    // macOS shows no title, but a message.
    const full = { ...options, message: options.title, ...(defaultPath === undefined ? {} : { defaultPath }) };
    const window = currentWindow();
    const answer = await (window === null ? dialog.showOpenDialog(full) : dialog.showOpenDialog(window, full));
    const chosen = answer.canceled ? undefined : answer.filePaths[0];
    if (chosen === undefined) return null;
    memory.set({ folders: { ...folders, [kind]: path.dirname(chosen) } });
    return chosen;
  }

  async function ask(options: MessageBoxOptions): Promise<number> {
    const window = currentWindow();
    const answer = await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
    return answer.response;
  }

  return {
    chooseFolder: () =>
      choose('game', {
        title: 'Choose the folder of the game',
        buttonLabel: 'Choose',
        // On macOS a game is a package, and its folders for mods are inside.
        properties: ['openDirectory', 'treatPackageAsDirectory'],
      }),
    chooseArchive: () =>
      choose('archive', {
        title: 'Choose an archive to install',
        buttonLabel: 'Install',
        properties: ['openFile'],
        filters: [
          { name: 'Archives', extensions: ['zip', '7z', 'rar', 'tar', 'gz', 'xz', 'bz2', 'tgz'] },
          { name: 'All files', extensions: ['*'] },
        ],
      }),
    chooseSave: async ({ title, fileName }) => {
      const options = { title, message: title, buttonLabel: 'Save', defaultPath: fileName };
      const window = currentWindow();
      const answer = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
      return answer.canceled || answer.filePath === '' ? null : answer.filePath;
    },
    confirmRebuild: async () => {
      const rebuild = 1;
      const response = await ask({
        type: 'warning',
        title: 'Loadstone',
        message: 'The registry of Loadstone cannot be read.',
        detail:
          'It can be made anew from the store: your mods and the history come back. Settings and the list of downloads ' +
          'begin anew. The old file is kept beside it, and no game is touched.',
        buttons: ['Quit', 'Make it anew'],
        defaultId: 1,
        cancelId: 0,
        noLink: true,
      });
      return response === rebuild;
    },
    confirmExternal: async (url) => {
      const open = 1;
      const response = await ask({
        type: 'warning',
        title: 'Loadstone',
        message: 'Open this address in your browser?',
        detail: url,
        buttons: ['Cancel', 'Open'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        normalizeAccessKeys: true,
      });
      return response === open;
    },
  };
}
