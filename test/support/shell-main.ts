/** Entry of a desktop app without an engine: the real shell over the fake services. For tests of the shell alone. */
import path from 'node:path';
import { startDesktop } from '../../src/main/shell/desktop.ts';
import { createFakeServices } from './fake-services.ts';
import { createEvents } from '../../src/main/ipc/events.ts';

const root = process.env['LOADSTONE_TEST_ROOT'] ?? process.cwd();

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

startDesktop(
  async (host) => {
    const services = createFakeServices({ speed: 20 });
    const events = createEvents();
    services.subscribe(events.publish);
    return {
      handlers: {
        ...services.handlers,
        'app.info': () => ({
          version: host.version,
          platform: 'linux',
          dataDir: host.dataDir,
          recovered: [],
          cutOff: [],
        }),
        'app.openExternal': async ({ url }) => ({ opened: await host.openExternal(url) }),
        'app.copyText': async ({ text }) => {
          await host.copyText(text);
          return null;
        },
        'games.chooseFolder': async () => ({ path: await host.chooseFolder({ for: 'game' }) }),
        'install.chooseArchive': async () => {
          await host.chooseFile('archive');
          return { jobId: null };
        },
      },
      events,
      // Ids that begin with "a" are pictures, with "b" something that only says so.
      getImage: (id) =>
        Promise.resolve(
          id.startsWith('a')
            ? { bytes: picture, contentType: 'image/png' }
            : id.startsWith('b')
              ? { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), contentType: 'image/png' }
              : null,
        ),
      findLink: (argv) => argv.find((one) => one.startsWith('loadstone://link/')) ?? null,
      onLink: () => services.receiveLink(),
      close: () => {
        services.stop();
        return Promise.resolve();
      },
    };
  },
  {
    preloadFile: path.join(root, 'dist/preload/preload.cjs'),
    rendererDir: process.env['LOADSTONE_TEST_RENDERER'] ?? path.join(root, 'dist/renderer'),
  },
);
