/** The app on the chromium host, as a child process that is controlled over its message channel. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import type { ControlMessage, ControlRequest } from '../../tools/chromium-host/control.ts';
import type { HostRecord } from '../../tools/chromium-host/record.ts';
import { appArguments, root, type LaunchOptions, type RunningApp } from './app-options.ts';

const startWithinMs = 60_000;
const stopWithinMs = 15_000;

const hostFile = path.join(root, 'tools/chromium-host/run.ts');

interface Host {
  readonly child: ChildProcess;
  /** What it printed, for error messages. */
  readonly output: () => string;
}

function startHost({ main, env, headed, ...options }: LaunchOptions): Host {
  const own = [...(headed === true ? [] : ['--headless']), ...(main === undefined ? [] : ['--main', main])];
  const child = fork(hostFile, [...own, '--', ...appArguments(options)], {
    execPath: process.execPath,
    execArgv: [],
    silent: true,
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-20_000);
    });
  }
  return { child, output: () => output };
}

interface Control {
  readonly ask: (request: ControlRequest) => Promise<HostRecord | null>;
  /** Resolves with the address of the debugger each time a window loaded its page. */
  readonly onWindow: (listener: (debugAddress: string) => void) => void;
}

function createControl({ child, output }: Host): Control {
  const waiting = new Map<number, { resolve: (value: HostRecord | null) => void; reject: (fault: Error) => void }>();
  let listener: ((debugAddress: string) => void) | null = null;
  let ids = 0;
  child.on('message', (message: ControlMessage) => {
    if (message.kind === 'window') {
      listener?.(message.debugAddress);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.value);
    else asked?.reject(new Error(message.message));
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the app ended:\n${output()}`));
    waiting.clear();
  });
  return {
    onWindow: (next) => {
      listener = next;
    },
    ask: (request) =>
      new Promise((resolve, reject) => {
        ids += 1;
        waiting.set(ids, { resolve, reject });
        child.send({ ...request, id: ids }, (error) => {
          if (error !== null) reject(error);
        });
      }),
  };
}

const exited = ({ child }: Host): boolean => child.exitCode !== null || child.signalCode !== null;

async function waitForExit(host: Host, withinMs: number): Promise<number | null> {
  if (!exited(host)) await once(host.child, 'exit', { signal: AbortSignal.timeout(withinMs) });
  return host.child.exitCode;
}

/** The first window's debugger; fails with what the app printed when it ends instead. */
function firstWindow(host: Host, control: Control): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${why}\n${host.output()}`));
    const timer = setTimeout(() => fail('the app showed no window in time'), startWithinMs);
    host.child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`the app ended with code ${code} before it showed a window`);
    });
    control.onWindow((debugAddress) => {
      clearTimeout(timer);
      resolve(debugAddress);
    });
  });
}

function pageOf(browser: Browser): Page {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((one) => one.url().includes('.invalid/')) ?? pages[0];
  if (page === undefined) throw new Error('the browser has no page');
  return page;
}

async function recordOf(control: Control): Promise<HostRecord> {
  const record = await control.ask({ method: 'record' });
  if (record === null) throw new Error('the host kept no record');
  return record;
}

export async function launchOnHost(options: LaunchOptions): Promise<Omit<RunningApp, 'relaunch'>> {
  const host = startHost(options);
  const control = createControl(host);
  const debugAddress = await firstWindow(host, control);
  const browser = await chromium.connectOverCDP(debugAddress);

  const stop = async (end: () => void | Promise<unknown>, withinMs: number): Promise<number | null> => {
    if (!exited(host)) await end();
    try {
      return await waitForExit(host, withinMs);
    } catch {
      host.child.kill('SIGKILL');
      throw new Error(`the app did not end within ${withinMs} ms:\n${host.output()}`);
    } finally {
      await browser.close().catch(() => undefined);
    }
  };

  return {
    kind: 'chromium-host',
    get page() {
      return pageOf(browser);
    },
    dialogs: {
      answer: async (answer) => void (await control.ask({ method: 'answerDialog', answer })),
      shown: async () => (await recordOf(control)).dialogs,
    },
    openedUrls: async () => (await recordOf(control)).openedUrls,
    openedPaths: async () => (await recordOf(control)).openedPaths,
    copiedTexts: async () => (await recordOf(control)).copied,
    blockedRequests: async () => (await recordOf(control)).blockedRequests,
    refused: async () => {
      const { refusedNavigations: navigations, refusedWindows: windows } = await recordOf(control);
      return { navigations, windows };
    },
    sendArgv: async (args) => {
      const second = startHost({ ...options, args: [...(options.args ?? []), ...args] });
      return (await waitForExit(second, startWithinMs)) ?? -1;
    },
    sendUrl: async (url) => void (await control.ask({ method: 'openUrl', url })),
    dropFiles: async (selector, files) => void (await control.ask({ method: 'drop', selector, files })),
    crashPage: async () => void (await control.ask({ method: 'crashPage' })),
    // It may be gone before it has answered.
    close: () => stop(() => void control.ask({ method: 'quit' }).catch(() => undefined), stopWithinMs),
    kill: async () => void (await stop(() => void host.child.kill('SIGKILL'), stopWithinMs)),
  };
}
