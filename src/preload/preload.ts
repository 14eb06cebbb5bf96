/** Exposes `window.loadstone`: named functions only, made from the channel lists. No ipcRenderer and no event object cross. */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { callChannel, calls, eventChannel, events } from '../shared/ipc/channels.ts';

const areas: Record<string, Record<string, (input?: unknown) => Promise<unknown>>> = {};
for (const name of calls) {
  const [area = '', verb = ''] = name.split('.');
  (areas[area] ??= {})[verb] = (input) => ipcRenderer.invoke(callChannel, name, input);
}

function on(event: (typeof events)[number], listener: (payload: unknown) => void): () => void {
  if (!events.includes(event)) throw new TypeError('There is no such event.');
  const hear = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
    if (name === event) listener(payload);
  };
  ipcRenderer.on(eventChannel, hear);
  return () => {
    ipcRenderer.removeListener(eventChannel, hear);
  };
}

contextBridge.exposeInMainWorld('loadstone', {
  ...areas,
  on,
  pathOfFile: (file: File) => webUtils.getPathForFile(file),
});
