/** A stand-in for Electron's distribution, where that cannot be had: enough for the packaging to be done in full. */
import { createPackage } from '@electron/asar';
import fs from 'node:fs';
import path from 'node:path';

// https://www.electronjs.org/docs/latest/tutorial/fuses: a sentinel, version 1, the number of fuses, a state for each.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const defaultFuses = '101100011';

const program = `#!/bin/sh
echo "This is a stand-in for Electron: it shows how the app is packaged, and cannot run it." >&2
exit 1
`;

/**
 * @param {string} folder is made anew
 * @param {string} version of the Electron it stands in for
 */
export async function makeStandIn(folder, version) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'resources'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'version'), version);
  const wire = Buffer.from([1, defaultFuses.length]);
  fs.writeFileSync(
    path.join(folder, 'electron'),
    Buffer.concat([Buffer.from(`${program}# ${sentinel}`), wire, Buffer.from(`${defaultFuses}\n`)]),
    { mode: 0o755 },
  );
  const emptyApp = path.join(folder, 'default_app');
  fs.mkdirSync(emptyApp);
  fs.writeFileSync(path.join(emptyApp, 'package.json'), '{ "name": "default-app", "main": "main.js" }\n');
  await createPackage(emptyApp, path.join(folder, 'resources/default_app.asar'));
  fs.rmSync(emptyApp, { recursive: true });
}
