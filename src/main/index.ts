/** Composition root of the desktop app. */
import path from 'node:path';
import { startDesktop } from './shell/desktop.ts';
import type { MakeServices } from './shell/host.ts';

// Beside the bundle: dist/main/index.js, its threads, dist/preload and dist/renderer.
const beside = (file: string): string => path.join(import.meta.dirname, file);

const threads = { workerFile: beside('worker.js'), catalogueFile: beside('catalogue-worker.js') };

/** Everything that is not Electron, which is most of the code: it is read while the window comes up. */
const makeServices: MakeServices = async (host) => {
  const { createServices } = await import('./services.ts');
  return createServices(host, threads);
};

startDesktop(makeServices, {
  preloadFile: beside('../preload/preload.cjs'),
  rendererDir: beside('../renderer'),
});
