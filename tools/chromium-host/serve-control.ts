/** The host's end of control.ts. */
import path from 'node:path';
import { statSync } from 'node:fs';
import { app } from './app.ts';
import { tellParent, type ControlCall, type ControlRequest } from './control.ts';
import { record, type HostRecord } from './record.ts';
import { BrowserWindow } from './window.ts';

export function serveControl(): void {
  process.on('message', (call: ControlCall) => {
    answer(call)
      .then((value) => tellParent({ kind: 'answer', id: call.id, value }))
      .catch((error: unknown) => tellParent({ kind: 'failure', id: call.id, message: String(error) }));
  });
  // The test is gone; so is the reason to run.
  process.on('disconnect', () => app.exit(0));
}

async function answer(request: ControlRequest): Promise<HostRecord | null> {
  switch (request.method) {
    case 'record':
      return record;
    case 'answerDialog':
      record.answers.push(request.answer);
      return null;
    case 'openUrl':
      app.emit('open-url', { preventDefault: () => undefined }, request.url);
      return null;
    case 'drop':
      await drop(request.selector, request.files);
      return null;
    case 'crashPage':
      await crashPage();
      return null;
    case 'quit':
      app.quit();
      return null;
    default:
      return request satisfies never;
  }
}

function currentWindow(): BrowserWindow {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('there is no window');
  return window;
}

/** Drops files from the disk on an element, as the desktop would. */
async function drop(selector: string, files: readonly string[]): Promise<void> {
  const window = currentWindow();
  const page = await window.currentPage();
  const named = files.map((file): [string, string] => [`${path.basename(file)}:${statSync(file).size}`, file]);
  window.webContents.tell({ kind: 'paths', paths: Object.fromEntries(named) });
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} cannot be seen`);
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2, data };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...place });
  }
  await devtools.detach();
}

async function crashPage(): Promise<void> {
  const page = await currentWindow().currentPage();
  const devtools = await page.context().newCDPSession(page);
  // Never answers: the process is gone.
  devtools.send('Page.crash').catch(() => undefined);
}
