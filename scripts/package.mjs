/**
 * `npm run package`: builds what this system can, looks into it and starts it. Without Electron's distribution the app
 * is packaged around a stand-in. `--dir` leaves out the installers, `--stand-in` uses the stand-in in any case.
 */
import { main } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  // Only now are the packages there that this needs.
  const { packageApp } = await import('./lib/package-app.mjs');
  await packageApp({ dirOnly: process.argv.includes('--dir'), standIn: process.argv.includes('--stand-in') });
});
