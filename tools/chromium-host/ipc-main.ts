/** ipcMain: handlers by channel, and plain messages as events. */
import { EventEmitter } from 'node:events';

type Listener = (event: unknown, ...args: unknown[]) => unknown;

const handlers = new Map<string, Listener>();

const members: Pick<Electron.IpcMain, 'handle' | 'removeHandler'> = {
  handle: (channel, listener) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener as Listener);
  },
  removeHandler: (channel) => {
    handlers.delete(channel);
  },
};

/** For the host itself: calls the handler of a channel as a message from a page would. */
async function invoke(channel: string, event: unknown, args: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...args);
}

export const ipcMain = Object.assign(new EventEmitter(), members, { invoke });
