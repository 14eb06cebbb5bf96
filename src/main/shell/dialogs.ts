/** The system's dialogs, always on top of our window and starting where the player was last. */
import { dialog, type BrowserWindow, type MessageBoxOptions, type OpenDialogOptions } from 'electron';
import path from 'node:path';
import type { FileWanted, FolderWanted, Host } from '../ipc/host.ts';
import type { Speech } from './speech.ts';
import type { WindowMemory, WindowState } from './window-memory.ts';

const files = {
  archive: {
    title: 'chooseArchive',
    button: 'install',
    kind: 'archives',
    extensions: ['zip', '7z', 'rar', 'tar', 'gz', 'xz', 'bz2', 'tgz'],
  },
  picture: {
    title: 'choosePicture',
    button: 'choose',
    kind: 'pictures',
    extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif'],
  },
} as const;

/** Their answers are those that the services are promised. */
export interface Dialogs extends Pick<Host, 'chooseFolder' | 'chooseFile' | 'chooseSave' | 'confirmRebuild'> {
  readonly confirmExternal: (url: string) => Promise<boolean>;
}

/** `currentWindow` is null when no window is open; the dialogs then stand alone. */
export function createDialogs(
  currentWindow: () => BrowserWindow | null,
  memory: WindowMemory,
  { say }: Pick<Speech, 'say'>,
): Dialogs {
  async function choose(
    kind: keyof WindowState['folders'],
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
    chooseFolder: (wanted) =>
      choose(wanted.for === 'loader' ? 'game' : wanted.for, {
        title: folderTitle(say, wanted),
        buttonLabel: say('choose'),
        // On macOS a game is a package, and its folders for mods are inside.
        properties: ['openDirectory', 'treatPackageAsDirectory'],
      }),
    chooseFile: (wanted) => choose(wanted, fileOptions(say, wanted)),
    chooseSave: async ({ what, fileName }) => {
      const title = say(what === 'report' ? 'saveReport' : 'saveProfile');
      const options = { title, message: title, buttonLabel: say('save'), defaultPath: fileName };
      const window = currentWindow();
      const answer = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
      return answer.canceled || answer.filePath === '' ? null : answer.filePath;
    },
    confirmRebuild: async () => {
      const rebuild = 1;
      const response = await ask({
        type: 'warning',
        title: 'Loadstone',
        message: say('registryUnreadable'),
        detail: say('registryAnew'),
        buttons: [say('quit'), say('makeAnew')],
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
        message: say('openAddress'),
        detail: url,
        buttons: [say('cancel'), say('open')],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        normalizeAccessKeys: true,
      });
      return response === open;
    },
  };
}

function fileOptions(say: Speech['say'], wanted: FileWanted): OpenDialogOptions & { readonly title: string } {
  const { title, button, kind, extensions } = files[wanted];
  return {
    title: say(title),
    buttonLabel: say(button),
    properties: ['openFile'],
    filters: [
      { name: say(kind), extensions: [...extensions] },
      { name: say('allFiles'), extensions: ['*'] },
    ],
  };
}

function folderTitle(say: Speech['say'], wanted: FolderWanted): string {
  switch (wanted.for) {
    case 'game':
      return say('chooseGame');
    case 'store':
      return say('chooseStore');
    case 'loader':
      return say('chooseLoader', { game: wanted.game });
    default:
      return wanted satisfies never;
  }
}
