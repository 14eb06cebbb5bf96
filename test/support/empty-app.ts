/**
 * An app that is nothing but a window with an empty page: what the start of the browser, or of Electron, takes before
 * any code of ours runs.
 */
import { app, BrowserWindow, protocol } from 'electron';

const scheme = 'loadstone';
const page = '<!doctype html><title>empty</title>';

async function open(): Promise<void> {
  protocol.handle(scheme, () => new Response(page, { headers: { 'Content-Type': 'text/html' } }));
  await new BrowserWindow({ width: 1_280, height: 800, show: false }).loadURL(`${scheme}://app/`);
}

protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
app.on('window-all-closed', () => app.quit());
// Electron is ready only when this file has run to its end.
app
  .whenReady()
  .then(open)
  .catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
