/** Everything of the desktop app that is not Electron, as the shell wants it. */
import { createHandlers } from './ipc/handlers.ts';
import { findLinkText } from './ipc/pending-links.ts';
import { openServices, type ServicesSettings } from './ipc/services.ts';
import type { DesktopHost, DesktopServices } from './shell/host.ts';

/** The bundles of the threads, absolute. */
export type ThreadFiles = Pick<ServicesSettings, 'workerFile' | 'catalogueFile'>;

export async function createServices(host: DesktopHost, threads: ThreadFiles): Promise<DesktopServices> {
  const { dataDir, version, endpointsFile } = host;
  const services = await openServices({ dataDir, version, endpointsFile, ...threads }, host);
  return {
    handlers: createHandlers(services),
    events: services.events,
    getImage: (id) => services.images.get(id, new AbortController().signal),
    findLink: findLinkText,
    onLink: services.links.receive,
    close: services.close,
  };
}
