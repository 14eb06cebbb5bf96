/**
 * An AppImage runs from a folder that exists only while it runs, and its start script puts that folder into the
 * environment, where it would reach every game and browser that we start.
 * Source: https://docs.appimage.org/packaging-guide/environment-variables.html
 */
import path from 'node:path';
import { isInside } from '../lib/is-inside.ts';

/** The file the player started, or null: other programs that are AppImages hand these variables down, too. */
export function ownAppImage(env: NodeJS.ProcessEnv, program: string): string | null {
  const { APPIMAGE: file, APPDIR: folder } = env;
  if (file === undefined || folder === undefined || !path.isAbsolute(file) || !path.isAbsolute(folder)) return null;
  return isInside(folder, program) ? file : null;
}

/** What the start script of electron-builder's AppImages changes: lists of folders, with those of the AppImage first. */
const lists = ['PATH', 'LD_LIBRARY_PATH', 'XDG_DATA_DIRS', 'GSETTINGS_SCHEMA_DIR'] as const;

/** Takes the folder of our own AppImage out of `env`. Ours are loaded by then; what we start needs the system's. */
export function leaveAppImage(env: NodeJS.ProcessEnv, program: string): void {
  const folder = env['APPDIR'];
  if (folder === undefined || ownAppImage(env, program) === null) return;
  for (const name of lists) {
    const value = env[name];
    if (value === undefined) continue;
    const rest = value.split(':').filter((part) => part !== '' && !isInside(folder, path.resolve('/', part)));
    if (rest.length === 0) delete env[name];
    else env[name] = rest.join(':');
  }
}
