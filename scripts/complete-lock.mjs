/**
 * Adds to package-lock.json the packages for other systems that a registry mirror did not list. npm leaves out an
 * optional package whose version it cannot look up, and `npm ci` then refuses the lock file on every machine.
 */
import fs from 'node:fs';
import path from 'node:path';
import { completeLock } from './lib/lock-file.mjs';
import { main, root, say } from './lib/project.mjs';

await main(async () => {
  const file = path.join(root, 'package-lock.json');
  const { lock, added } = completeLock(JSON.parse(fs.readFileSync(file, 'utf8')));
  if (added.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  for (const name of added) say(`added ${name}`);
  say(added.length === 0 ? 'Nothing is missing.' : `${added.length} added.`);
});
