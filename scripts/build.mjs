/** `npm run build`: makes dist/, as far as it is not there already. */
import { ensureBuilt } from './lib/build.mjs';
import { main, say } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  const release = process.argv.includes('--release');
  await ensureBuilt(release ? { outDir: 'out/build', kind: 'release' } : {});
  say(release ? 'out/build is up to date.' : 'dist is up to date.');
});
