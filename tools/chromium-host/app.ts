/** `app`: paths, life and end of the process, and the lock of the single instance. */
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closeBrowser } from './browser.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { record } from './record.ts';
import { settings } from './settings.ts';

type PathName = Parameters<Electron.App['getPath']>[0];

/** What the app asks the windows when it ends; set by window.ts, which knows them. */
export const windowsOfApp = { closeAll: (): boolean => true };

const emitter = new EventEmitter();
const paths = new Map<string, string>();
let ready = false;
let quitting = false;
let release = (): void => undefined;
let relaunchWith: readonly string[] | null = null;

const appData = (home: string): string =>
  process.platform === 'win32'
    ? (process.env['APPDATA'] ?? path.join(home, 'AppData/Roaming'))
    : process.platform === 'darwin'
      ? path.join(home, 'Library/Application Support')
      : (process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'));

function usualPath(name: PathName): string {
  const home = os.homedir();
  const own = path.join(appData(home), 'Loadstone');
  const known: Partial<Record<PathName, string>> = {
    home,
    temp: os.tmpdir(),
    downloads: path.join(home, 'Downloads'),
    appData: appData(home),
    userData: own,
    sessionData: own,
    logs: path.join(own, 'logs'),
    crashDumps: path.join(own, 'crashes'),
  };
  const found = known[name];
  if (found === undefined) throw new Error(`the chromium host knows no path "${name}"`);
  return found;
}

/** An event whose listeners may hold it back. */
export function emitPreventable(target: EventEmitter, name: string, ...args: unknown[]): boolean {
  let prevented = false;
  const event = {
    preventDefault: () => {
      prevented = true;
    },
  };
  target.emit(name, event, ...args);
  return !prevented;
}

const members: Pick<
  Electron.App,
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'getName'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
  | 'isReady'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'requestSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'relaunch'
  | 'isDefaultProtocolClient'
  | 'setAsDefaultProtocolClient'
  | 'removeAsDefaultProtocolClient'
> = {
  getPath: (name) => paths.get(name) ?? usualPath(name),
  setPath: (name, place) => {
    if (!path.isAbsolute(place)) throw new Error('Path must be absolute');
    if (!existsSync(place)) throw new Error(`Failed to set path: ${place} does not exist`);
    paths.set(name, place);
  },
  getVersion: () => settings().version,
  getName: () => 'Loadstone',
  getPreferredSystemLanguages: () => [Intl.DateTimeFormat().resolvedOptions().locale],
  isPackaged: false,
  isReady: () => ready,
  whenReady: async () => {
    if (ready) return;
    await new Promise<void>((resolve) => {
      emitter.once('ready', resolve);
    });
  },
  quit,
  exit: (code = 0) => void exit(code),
  // The browser has its own sandbox, except for root.
  enableSandbox: () => undefined,
  setAppUserModelId: () => undefined,
  requestSingleInstanceLock: () => {
    const lock = takeInstanceLock(members.getPath('userData'), (argv, cwd) => {
      emitter.emit('second-instance', {}, argv, cwd, undefined);
    });
    if (lock !== null) ({ release } = lock);
    return lock !== null;
  },
  releaseSingleInstanceLock: () => release(),
  relaunch: ({ args } = {}) => {
    relaunchWith = args ?? process.argv.slice(1);
  },
  isDefaultProtocolClient: (scheme) => record.registeredSchemes.includes(scheme),
  removeAsDefaultProtocolClient: (scheme) => {
    record.registeredSchemes.splice(0, Infinity, ...record.registeredSchemes.filter((one) => one !== scheme));
    return true;
  },
  // Noted, not done: a checkout should not take links from an installed app.
  setAsDefaultProtocolClient: (scheme) => {
    record.registeredSchemes.push(scheme);
    return true;
  },
};

function quit(): void {
  if (!ready) {
    void exit(0);
    return;
  }
  if (quitting) return;
  if (!emitPreventable(emitter, 'before-quit')) return;
  quitting = true;
  if (!windowsOfApp.closeAll()) {
    quitting = false;
    return;
  }
  if (!emitPreventable(emitter, 'will-quit')) return;
  void exit(0);
}

let exiting = false;
async function exit(code: number): Promise<void> {
  if (exiting) return;
  exiting = true;
  release();
  emitter.emit('quit', {}, code);
  await closeBrowser();
  if (relaunchWith !== null) startAgain(relaunchWith);
  process.exit(code);
}

/** `args` as in a checkout: the app, then what it is told. A test starts its apps itself. */
function startAgain([mainFile = '', ...args]: readonly string[]): void {
  const { controlled, headless } = settings();
  if (controlled) return;
  const host = path.join(import.meta.dirname, 'run.ts');
  const own = [...(headless ? ['--headless'] : []), '--main', mainFile, '--'];
  spawn(process.execPath, [host, ...own, ...args], { detached: true, stdio: 'inherit' }).unref();
}

/** For run.ts: the app's code has run to its first wait. */
export function becomeReady(): void {
  ready = true;
  emitter.emit('ready', {}, {});
}

export const app = Object.assign(emitter, members);
