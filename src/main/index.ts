/** Composition root of the desktop app. */
import path from 'node:path';
import { startDesktop } from './shell/desktop.ts';
// Everything that is not Electron.
import { createServices } from './services.ts';

// Beside the bundle: dist/main/index.js, dist/preload, dist/renderer.
startDesktop(createServices, {
  preloadFile: path.join(import.meta.dirname, '../preload/preload.cjs'),
  rendererDir: path.join(import.meta.dirname, '../renderer'),
});
