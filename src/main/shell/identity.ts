/** Who we are to the system: Windows, Wayland and desktops of Linux know programs by such names. */
import type { App } from 'electron';

/** As in electron-builder.yml, which gives it to the shortcuts that are installed. */
export const appId = 'org.loadstone.loadstone';

/** The installed entry of the app on Linux: `desktopName` in package.json, which Electron tells the system by itself. */
export const desktopFileName = `${appId}.desktop`;

/**
 * Windows shows messages, and groups windows under a pinned icon, only for the id of a shortcut in the start menu. A
 * checkout has none and is known by its program.
 * Source: https://www.electronjs.org/docs/latest/tutorial/notifications#windows
 */
export function introduce(
  app: Pick<App, 'isPackaged' | 'setAppUserModelId'>,
  platform: NodeJS.Platform,
  program: string,
): void {
  if (platform === 'win32') app.setAppUserModelId(app.isPackaged ? appId : program);
}
