/** The app on Electron itself, through Playwright. What reaches the desktop is recorded in main instead of done. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { _electron as electron, type ElectronApplication, type Page } from 'playwright';
import { build } from 'vite';
import type { DialogAnswer, HostRecord } from '../../tools/chromium-host/record.ts';
import { appArguments, root, type LaunchOptions, type RunningApp } from './app-options.ts';

/** Electron does not read TypeScript: an entry of a test is bundled first. */
async function entryFor(main: string | undefined): Promise<string> {
  if (main === undefined) return root;
  const outDir = path.join(os.tmpdir(), `loadstone-entry-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      rolldownOptions: {
        input: { entry: main },
        output: { format: 'es', entryFileNames: '[name].mjs' },
        external: ['electron', /^node:/u],
      },
    },
    ssr: { noExternal: true, external: ['electron'] },
  });
  return path.join(outDir, 'entry.mjs');
}

/** Puts a record into main and lets dialogs take their answers from it. */
async function takeRecord(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog, shell, clipboard }) => {
    const record = {
      openedUrls: [] as string[],
      openedPaths: [] as string[],
      copied: [] as string[],
      blockedRequests: [] as string[],
      refusedNavigations: [] as string[],
      refusedWindows: [] as string[],
      dialogs: [] as { kind: string; title: string; message: string; detail: string; buttons: string[] }[],
      registeredSchemes: [] as string[],
      answers: [] as ({ paths: string[] } | { button: number })[],
    };
    Object.assign(globalThis, { testRecord: record });
    const note = (kind: string, given: unknown[]): { paths: string[] } | { button: number } | undefined => {
      const options = given.at(-1) as Partial<(typeof record.dialogs)[number]>;
      const { title = '', message = '', detail = '', buttons = [] } = options;
      record.dialogs.push({ kind, title, message, detail, buttons });
      return record.answers.shift();
    };
    Object.assign(dialog, {
      showOpenDialog: (...given: unknown[]) => {
        const answer = note('open', given);
        const filePaths = answer !== undefined && 'paths' in answer ? answer.paths : [];
        return Promise.resolve({ canceled: filePaths.length === 0, filePaths });
      },
      showSaveDialog: (...given: unknown[]) => {
        const answer = note('open', given);
        const [filePath = ''] = answer !== undefined && 'paths' in answer ? answer.paths : [];
        return Promise.resolve({ canceled: filePath === '', filePath });
      },
      showMessageBox: (...given: unknown[]) => {
        const answer = note('message', given);
        return Promise.resolve({ response: answer !== undefined && 'button' in answer ? answer.button : 0 });
      },
      showErrorBox: (title: string, message: string) => void note('error', [{ title, message }]),
    });
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it runs in main, with nothing from outside
    const keep = (list: string[], text: string): string => {
      list.push(text);
      return '';
    };
    Object.assign(shell, {
      openExternal: (url: string) => Promise.resolve(void keep(record.openedUrls, url)),
      openPath: (place: string) => Promise.resolve(keep(record.openedPaths, place)),
      showItemInFolder: (place: string) => void keep(record.openedPaths, place),
    });
    Object.assign(clipboard, { writeText: (text: string) => Promise.resolve(void keep(record.copied, text)) });
  });
}

type WithRecord = typeof globalThis & { readonly testRecord: HostRecord };

const recordOf = (app: ElectronApplication): Promise<HostRecord> =>
  app.evaluate(() => (globalThis as WithRecord).testRecord);

export async function launchOnElectron(
  executablePath: string,
  options: LaunchOptions,
): Promise<Omit<RunningApp, 'relaunch'>> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [...(asRoot ? ['--no-sandbox'] : []), await entryFor(options.main), ...appArguments(options)];
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...options.env }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
  );
  const app = await electron.launch({ executablePath, args, env, cwd: root });
  await takeRecord(app);
  const page: Page = await app.firstWindow();
  const blocked: string[] = [];
  page.on('requestfailed', (request) => blocked.push(request.url()));
  const child = app.process();
  const end = async (how: () => unknown): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(15_000) });
    await Promise.resolve(how());
    await ended;
    return child.exitCode;
  };
  return {
    kind: 'electron',
    page,
    dialogs: {
      answer: (answer) =>
        app.evaluate(
          (_electron, given: DialogAnswer) => void (globalThis as WithRecord).testRecord.answers.push(given),
          answer,
        ),
      shown: async () => (await recordOf(app)).dialogs,
    },
    openedUrls: async () => (await recordOf(app)).openedUrls,
    openedPaths: async () => (await recordOf(app)).openedPaths,
    copiedTexts: async () => (await recordOf(app)).copied,
    blockedRequests: () => Promise.resolve([...blocked]),
    refused: () => Promise.resolve(null),
    sendArgv: (more) =>
      new Promise((resolve) => {
        const second = execFile(executablePath, [...args, ...more], { env, cwd: root });
        second.once('exit', (code) => resolve(code ?? -1));
      }),
    sendUrl: (url) =>
      app.evaluate(
        ({ app: inMain }, given) => void inMain.emit('open-url', { preventDefault: () => undefined }, given),
        url,
      ),
    dropFiles: () => Promise.reject(new Error('Playwright cannot drop files from the disk on Electron')),
    crashPage: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()),
    close: () => end(() => app.evaluate(({ app: inMain }) => inMain.quit()).catch(() => undefined)),
    kill: async () => void (await end(() => child.kill('SIGKILL'))),
  };
}
