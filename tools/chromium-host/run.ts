/**
 * Runs the unmodified bundles of the app in Node and an installed browser, where Electron's own binary is not to be had:
 *
 *   node tools/chromium-host/run.ts [--headless] [--verbose] [--main FILE] -- <arguments of the app>
 *
 * For development and tests; what ships is Electron.
 */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser, hasDisplay } from './find-browser.ts';
import { setSettings } from './settings.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface RunOptions {
  readonly headless: boolean;
  readonly verbose: boolean;
  readonly mainFile: string;
  readonly appArguments: readonly string[];
}

/** Ends the process with a message for people. */
function refuse(message: string, status: 1 | 2): never {
  console.error(message);
  process.exit(status);
}

function readOptions(argv: readonly string[]): RunOptions {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  let mainFile = path.join(root, 'dist/main/index.js');
  let headless = false;
  let verbose = false;
  for (let index = 0; index < own.length; index += 1) {
    const option = own[index];
    if (option === '--headless') headless = true;
    else if (option === '--verbose') verbose = true;
    else if (option === '--main') {
      index += 1;
      mainFile = path.resolve(own[index] ?? '');
    } else refuse(`The chromium host does not know ${option}. Arguments of the app go behind "--".`, 2);
  }
  return { headless, verbose, mainFile, appArguments: end < 0 ? [] : argv.slice(end + 1) };
}

async function run(options: RunOptions): Promise<void> {
  const { mainFile, verbose, appArguments } = options;
  if (!existsSync(mainFile))
    refuse(`${path.relative(process.cwd(), mainFile)} is not there. Build first: npm run build`, 1);
  const browserFile = findBrowser();
  if (browserFile === null) {
    refuse(
      'No Chromium, Chrome or Edge was found on this computer.\n' +
        'Install one of them, or say where it is: CHROMIUM_PATH=/path/to/chrome',
      1,
    );
  }
  if (!options.headless && !hasDisplay()) {
    console.error(
      'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): Loadstone runs without a visible window.\n' +
        'Say --headless to mean it, or start it on a desktop or under xvfb-run.',
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const controlled = process.send !== undefined;
  setSettings({ headless: options.headless || !hasDisplay(), browserFile, controlled, verbose, version });

  const standIn = pathToFileURL(path.join(import.meta.dirname, 'electron.ts')).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
  });
  // As Electron has it in a checkout: the program, the app, its arguments.
  process.argv = [process.execPath, mainFile, ...appArguments];
  const { app, becomeReady } = await import('./app.ts');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  if (controlled) (await import('./serve-control.ts')).serveControl();
  await import(pathToFileURL(mainFile).href);
  becomeReady();
}

await run(readOptions(process.argv.slice(2)));
