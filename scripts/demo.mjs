/** `npm run demo`: the main job on local data: browse, install, roll back. No account, no internet. */
import path from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { hasDisplay, main, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  const args = process.argv.slice(2);
  const headless = args.includes('--headless') || !hasDisplay();
  if (headless || (await ensureElectron()) === null) await ensureBrowser();
  await ensureBuilt();
  const rest = args.filter((arg) => arg !== '--headless');
  const walk = path.join(root, 'tools/demo/demo.ts');
  return (await run(process.execPath, [walk, ...(headless ? ['--headless'] : []), ...rest])).code;
});
