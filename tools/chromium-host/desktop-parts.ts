/** The small parts of Electron: dialogs, the shell, the clipboard, secrets, screens and menus. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { record, type DialogAnswer, type ShownDialog } from './record.ts';
import { settings } from './settings.ts';

/** The options of a dialog, whether or not a window came before them. */
const optionsOf = <T>(first: unknown, second: T | undefined): T => second ?? (first as T);

/** Answers of a test, of a person at the terminal, or "closed". */
async function answerFor(shown: ShownDialog): Promise<DialogAnswer> {
  record.dialogs.push(shown);
  const prepared = record.answers.shift();
  if (prepared !== undefined) return prepared;
  const closed: DialogAnswer = shown.kind === 'open' ? { paths: [] } : { button: -1 };
  if (settings().controlled || !process.stdin.isTTY) return closed;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    if (shown.kind === 'open') {
      const typed = await terminal.question(`${shown.title}\nPath (empty closes the dialog): `);
      return { paths: typed === '' ? [] : [typed] };
    }
    const choices = shown.buttons.map((label, index) => `${index} ${label}`).join(', ');
    const typed = await terminal.question(`${shown.message}\n${shown.detail}\n${choices}: `);
    return { button: typed === '' ? -1 : Number(typed) };
  } finally {
    terminal.close();
  }
}

export const dialog: Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'> = {
  showOpenDialog: async (first: unknown, second?: Electron.OpenDialogOptions) => {
    const { title = '', message = '' } = optionsOf<Electron.OpenDialogOptions>(first, second);
    const answer = await answerFor({ kind: 'open', title, message, detail: '', buttons: [] });
    const filePaths = 'paths' in answer ? [...answer.paths] : [];
    return { canceled: filePaths.length === 0, filePaths };
  },
  showSaveDialog: async (first: unknown, second?: Electron.SaveDialogOptions) => {
    const { title = '', message = '' } = optionsOf<Electron.SaveDialogOptions>(first, second);
    const answer = await answerFor({ kind: 'open', title, message, detail: '', buttons: [] });
    const [filePath = ''] = 'paths' in answer ? answer.paths : [];
    return { canceled: filePath === '', filePath };
  },
  showMessageBox: async (first: unknown, second?: Electron.MessageBoxOptions) => {
    const options = optionsOf<Electron.MessageBoxOptions>(first, second);
    const { title = '', message, detail = '', buttons = ['OK'], cancelId = 0 } = options;
    const answer = await answerFor({ kind: 'message', title, message, detail, buttons });
    return { response: 'button' in answer && answer.button >= 0 ? answer.button : cancelId, checkboxChecked: false };
  },
  showErrorBox: (title, content) => {
    record.dialogs.push({ kind: 'error', title, message: content, detail: '', buttons: [] });
    console.error(`${title}\n${content}`);
  },
};

/** Hands something to the desktop, unless a test is watching or there is no desktop. */
function openOnDesktop(what: string): void {
  console.error(`Loadstone opens: ${what}`);
  if (settings().controlled || settings().headless) return;
  const [command, args]: readonly [string, readonly string[]] =
    process.platform === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', what]]
      : process.platform === 'darwin'
        ? ['open', [what]]
        : ['xdg-open', [what]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'> = {
  openExternal: async (url) => {
    record.openedUrls.push(url);
    openOnDesktop(url);
  },
  openPath: async (place) => {
    record.openedPaths.push(place);
    openOnDesktop(place);
    return '';
  },
  showItemInFolder: (place) => {
    record.openedPaths.push(place);
    openOnDesktop(place);
  },
};

export const clipboard: Pick<Electron.Clipboard, 'readText' | 'writeText'> = {
  readText: async () => record.copied.at(-1) ?? '',
  writeText: async (text) => {
    record.copied.push(text);
  },
};

/** The host shows no messages of the system, and says so. */
export const Notification: Pick<typeof Electron.Notification, 'isSupported'> = {
  isSupported: () => false,
};

/** There is no key store behind the host, and it says so: secrets stay in memory. */
export const safeStorage: Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
> = {
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: () => Promise.reject(new Error('the chromium host does not encrypt')),
  decryptStringAsync: () => Promise.reject(new Error('the chromium host does not decrypt')),
  getSelectedStorageBackend: () => 'basic_text',
};

/** Whoever develops keeps an eye on it. */
export const powerSaveBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'> = {
  start: () => 1,
  stop: () => true,
};

const area = { x: 0, y: 0, width: 1_920, height: 1_080 };
const display = { id: 1, bounds: area, workArea: area, scaleFactor: 1 };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

export const Menu = {
  setApplicationMenu: (): void => undefined,
  buildFromTemplate: (template: readonly Electron.MenuItemConstructorOptions[]) => ({ items: template }),
};

export const crashReporter: Pick<Electron.CrashReporter, 'start'> = { start: () => undefined };
