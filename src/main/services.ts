/** Everything of the desktop app that is not Electron, as the shell wants it. */
import path from 'node:path';
import { createHandlers } from './ipc/handlers.ts';
import { findLinkText } from './ipc/pending-links.ts';
import { openServices } from './ipc/services.ts';
import type { MakeServices } from './shell/host.ts';

/** The bundles of the threads lie beside this one. */
const workerFile = path.join(import.meta.dirname, 'worker.js');
const catalogueFile = path.join(import.meta.dirname, 'catalogue-worker.js');

export const createServices: MakeServices = async (host) => {
  const { dataDir, version, endpointsFile } = host;
  const services = await openServices({ dataDir, version, workerFile, catalogueFile, endpointsFile }, host);
  return {
    handlers: createHandlers(services),
    events: services.events,
    getImage: (id) => services.images.get(id, new AbortController().signal),
    findLink: findLinkText,
    onLink: services.links.receive,
    close: services.close,
  };
};
