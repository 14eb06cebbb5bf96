/**
 * Starts the desktop app for a test: on Electron where its binary is here, else on the chromium host, and says which.
 * Always as a child process, so that a kill is a kill.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { launchOnElectron } from './app-on-electron.ts';
import { launchOnHost } from './app-on-host.ts';
import { root, type LaunchOptions, type RunningApp } from './app-options.ts';

export type { LaunchOptions, RunningApp } from './app-options.ts';

/** Electron's executable, or null where it is not installed. */
export function electronFile(): string | null {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(root, 'node_modules/electron/dist');
  const file = path.join(dist, names[process.platform] ?? 'electron');
  return existsSync(file) ? file : null;
}

let built: Promise<unknown> | null = null;
let told = false;

export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  await (built ??= promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root }));
  const electron = electronFile();
  if (!told) console.log(electron === null ? 'running on the chromium host' : `running on Electron: ${electron}`);
  told = true;
  const run = electron === null ? launchOnHost(options) : launchOnElectron(electron, options);
  const app = await run;
  const relaunch = async (): Promise<RunningApp> => {
    await app.close();
    return launchApp(options);
  };
  // The page is a getter and must stay one.
  return Object.defineProperty({ ...app, relaunch }, 'page', { get: () => app.page, enumerable: true });
}
