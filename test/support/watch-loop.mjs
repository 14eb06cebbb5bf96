/**
 * Loaded into the app before its own code (`--import`): writes the longest the main loop stood still, in milliseconds,
 * to the file that LOADSTONE_LOOP_FILE names. Removing the file starts a new count.
 */
import fs from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env['LOADSTONE_LOOP_FILE'];
const resolution = 5;

if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  fs.writeFileSync(file, '0');
  setInterval(() => {
    if (!fs.existsSync(file)) delay.reset();
    // What the clock of the count itself waits is no delay.
    fs.writeFileSync(file, String(Math.max(0, delay.max / 1e6 - resolution)));
  }, 100).unref();
}
