/**
 * `npm run verify:live [-- PROVIDER…]`: asks the real providers a few questions and says whether they still answer as
 * Loadstone knows them. Needs the internet, and no account. Exit code 0: all is well, 1: something changed, 3: no network.
 */
import path from 'node:path';
import { main, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  const tool = path.join(root, 'test/live/verify-live.ts');
  return (await run(process.execPath, ['--no-warnings', tool, ...process.argv.slice(2)])).code;
});
