/** `npm run -s cli -- VERB …`: the command line, built when it has to be. Only its own words reach stdout. */
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { main, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  await ensureBuilt({ parts: ['main'] });
  const args = [path.join(root, 'dist/main/cli.js'), ...process.argv.slice(2)];
  // Where a process can become another one, it does: signals, the exit code and the start time are then the command's own.
  if (process.platform !== 'win32' && process.execve) process.execve(process.execPath, [process.execPath, ...args]);
  return (await run(process.execPath, args, { cwd: process.cwd() })).code;
});
