/**
 * Runs in the page before any script of it: gives the preload what Electron would give it, and keeps all of it in a
 * closure. The functions are sent to the browser as text, so each may use nothing from outside its own body.
 */

/** What the page sends out. */
export type FromPage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] };

/** What the page is told. */
export type ToPage =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: readonly unknown[] }
  /** Paths of files that are about to be dropped, by name and size. */
  | { readonly kind: 'paths'; readonly paths: Readonly<Record<string, string>> };

type Listener = (...args: unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;

interface Messages {
  readonly ipcRenderer: object;
  readonly webUtils: object;
  readonly receive: (message: ToPage) => void;
}

/** ipcRenderer and webUtils over one function that takes text. */
function messageSide(out: (text: string) => void): Messages {
  const { stringify } = JSON;
  const clone = globalThis.structuredClone;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (fault: Error) => void }>();
  const listeners = new Map<string, Set<Listener>>();
  const paths = new Map<string, string>();
  let ids = 0;

  const post = (message: FromPage): void => out(stringify(message));
  // Fails as Electron does for what cannot be copied; a missing last argument stays missing.
  const copied = (args: readonly unknown[]): unknown[] => {
    const all = clone([...args]);
    while (all.length > 0 && all.at(-1) === undefined) all.pop();
    return all;
  };
  const listenersOf = (channel: string): Set<Listener> => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known);
    return known;
  };

  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const sent = copied(args);
      ids += 1;
      const id = ids;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ kind: 'invoke', id, channel, args: sent });
      });
    },
    send: (channel: string, ...args: unknown[]): void => post({ kind: 'send', channel, args: copied(args) }),
    on: (channel: string, listener: Listener) => {
      listenersOf(channel).add(listener);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => {
      listenersOf(channel).delete(listener);
      return ipcRenderer;
    },
  };
  const webUtils = {
    getPathForFile: (file: File): string => paths.get(`${file.name}:${file.size}`) ?? '',
  };
  const receive = (message: ToPage): void => {
    if (message.kind === 'event') for (const listener of listenersOf(message.channel)) listener({}, ...message.args);
    else if (message.kind === 'paths') {
      for (const [key, file] of Object.entries(message.paths)) paths.set(key, file);
    } else {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'answer') asked?.resolve(message.value);
      else asked?.reject(new Error(message.message));
    }
  };
  return { ipcRenderer, webUtils, receive };
}

/** contextBridge: values are copied and frozen, functions wrapped, both ways. */
function bridgeSide(): object {
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const inner = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => cross(inner(...args.map(cross)));
    }
    if (value instanceof Promise) return value.then(cross);
    if (value instanceof File || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Object.freeze(value.map(cross));
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cross(member)])));
  };
  return {
    exposeInMainWorld: (key: string, api: unknown): void => {
      Object.defineProperty(globalThis, key, { value: cross(api), enumerable: true });
    },
  };
}

interface Sides {
  readonly messages: typeof messageSide;
  readonly bridge: typeof bridgeSide;
}

function pageSide(binding: string, greeting: string, sides: Sides, preload: Preload): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  const out = scope[binding] as (text: string) => void;
  // From here on only this closure can reach main.
  Reflect.deleteProperty(scope, binding);
  // As in Electron without nodeIntegrationInSubFrames: the preload is for the top frame.
  if (globalThis.window.top !== globalThis.window) return;
  const { ipcRenderer, webUtils, receive } = sides.messages(out);
  const electron = { ipcRenderer, webUtils, contextBridge: sides.bridge() };
  // Hands `receive` to the debugger without a name that the page could look up.
  console.debug(greeting, receive);
  preload((name) => (name === 'electron' ? electron : undefined), { exports: {} }, {});
}

/** The text to run in every new document. */
export const pageScript = (binding: string, greeting: string, preloadSource: string): string =>
  `(${pageSide.toString()})(${JSON.stringify(binding)}, ${JSON.stringify(greeting)},
  { messages: ${messageSide.toString()}, bridge: ${bridgeSide.toString()} },
  (require, module, exports) => {${preloadSource}\n});`;
