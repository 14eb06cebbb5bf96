/** The whole of main without Electron: real worker thread, real registry, a host that answers what the test says. */
import path from 'node:path';
import { createHandlers } from '../../src/main/ipc/handlers.ts';
import type { Host } from '../../src/main/ipc/host.ts';
import { createRouter } from '../../src/main/ipc/router.ts';
import { openServices, type Services } from '../../src/main/ipc/services.ts';
import { createMemorySecretStore } from '../../src/main/lib/secret-file.ts';
import { silentLog } from '../../src/main/lib/log.ts';
import { fromErrorData } from '../../src/shared/errors.ts';
import type { CallName } from '../../src/shared/ipc/channels.ts';
import type { Answer, Input } from '../../src/shared/ipc/contract.ts';

const workerFile = path.join(import.meta.dirname, '../../src/main/worker/worker.ts');
const catalogueFile = path.join(import.meta.dirname, '../../src/main/catalogue/catalogue-worker.ts');

export interface TestServices {
  readonly services: Services;
  /** Through the real router, as the window calls; throws the error an answer carries. */
  readonly call: <C extends CallName>(name: C, input?: Input<C>) => Promise<Answer<C>>;
  readonly close: () => Promise<void>;
}

export const deafHost: Host = {
  chooseFolder: () => Promise.resolve(null),
  chooseFile: () => Promise.resolve(null),
  chooseSave: () => Promise.resolve(null),
  openExternal: () => Promise.resolve(false),
  openGame: () => Promise.resolve(false),
  openFolder: () => Promise.resolve(false),
  confirmRebuild: () => Promise.resolve(false),
  copyText: () => Promise.resolve(),
  secrets: createMemorySecretStore(),
  resolveProxy: () => Promise.resolve('DIRECT'),
};

export async function openTestServices(
  dataDir: string,
  options: { readonly endpointsFile?: string; readonly host?: Partial<Host> } = {},
): Promise<TestServices> {
  const settings = {
    dataDir,
    version: '0.0.0-test',
    workerFile,
    catalogueFile,
    endpointsFile: options.endpointsFile ?? null,
  };
  const services = await openServices(settings, { ...deafHost, ...options.host });
  const router = createRouter<string>({
    handlers: createHandlers(services),
    isTrusted: (sender) => sender === 'window',
    log: silentLog,
  });
  return {
    services,
    call: async <C extends CallName>(name: C, input?: Input<C>) => {
      const result = await router.dispatch('window', name, input);
      if (!result.ok) throw fromErrorData(result.error);
      return result.value as Answer<C>;
    },
    close: services.close,
  };
}
