/// <reference types="electron" />
/**
 * What `import … from 'electron'` gives while the chromium host runs the app. Anything that is not here is missing on
 * purpose: an import of it fails at once, and says which name.
 */
export { app } from './app.ts';
export {
  clipboard,
  crashReporter,
  dialog,
  Menu,
  Notification,
  powerSaveBlocker,
  safeStorage,
  screen,
  shell,
} from './desktop-parts.ts';
export { ipcMain } from './ipc-main.ts';
export { protocol, session } from './session.ts';
export { nativeTheme } from './theme.ts';
export { BrowserWindow } from './window.ts';
