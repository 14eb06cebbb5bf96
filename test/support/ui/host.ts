/**
 * The built window for tests: built once as it ships, served from loopback with the policy it ships with, in an
 * installed Chromium. The made-up world is put into the page before its own scripts, as the preload would.
 */
import { createServer, type Server } from 'node:http';
import { readFile, mkdtemp, rm, access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { build } from 'vite';
import { fakeNow } from '../fake-data.ts';

/** How long a test waits for something to appear, in milliseconds. Generous: machines are busy. */
const patience = 15_000;

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The window's policy, with the pictures of the made-up world (data: addresses) in the place of the app's own
 * picture protocol.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

export interface WindowOptions {
  readonly state?: 'empty' | 'full' | 'error' | 'offline' | 'busy' | 'many' | 'sources' | 'games';
  /** How much faster than real time the made-up world works. */
  readonly speed?: number;
  readonly theme?: 'dark' | 'light';
  readonly size?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
  /** Runs in the page after the made-up world is there and before the window's own scripts. */
  readonly prepare?: string;
  readonly direction?: 'rtl';
}

export interface OpenWindow {
  readonly page: Page;
  /** What the page complained about: policy violations, errors on the console, uncaught exceptions. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export interface UiHost {
  readonly open: (options?: WindowOptions) => Promise<OpenWindow>;
  readonly close: () => Promise<void>;
}

/** Builds, serves and starts a browser. Takes some seconds. */
export async function startUiHost(): Promise<UiHost> {
  const folder = await mkdtemp(join(tmpdir(), 'loadstone-ui-'));
  const [fake, browser] = await Promise.all([buildFake(), launchBrowser(), buildWindow(folder)]);
  const server = await serve(folder);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    open: (options = {}) => openWindow(browser, origin, fake, options),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openWindow(browser: Browser, origin: string, fake: string, options: WindowOptions): Promise<OpenWindow> {
  const { state = 'full', speed = 20, theme, size = { width: 1280, height: 800 } } = options;
  const context: BrowserContext = await browser.newContext({
    viewport: size,
    colorScheme: theme ?? 'dark',
    reducedMotion: (options.reducedMotion ?? true) ? 'reduce' : 'no-preference',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  // The made-up world counts its days back from this moment, so that pictures and words stay the same.
  await page.clock.setFixedTime(fakeNow);
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(`
    addEventListener('securitypolicyviolation', (event) =>
      console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber + ' ' + event.sample));
  `);
  if (options.reducedMotion ?? true) await page.addInitScript(withoutTransitions);
  await page.addInitScript(fake);
  if (options.prepare !== undefined) await page.addInitScript(options.prepare);
  if (options.direction === 'rtl') {
    await page.addInitScript(`addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl'));`);
  }
  await page.goto(`${origin}/?state=${state}&speed=${speed}`);
  return { page, complaints, close: () => context.close() };
}

/** Colours that follow others take a frame each to stand still; nobody who wants little motion sees the way there. */
const withoutTransitions = `
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { transition: none !important; }');
  document.adoptedStyleSheets = [still];`;

async function buildWindow(outDir: string): Promise<void> {
  await build({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'src/renderer'),
    mode: 'renderer',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 4_000 },
  });
}

/** The made-up world as one classic script. */
async function buildFake(): Promise<string> {
  const output = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(root, 'test/support/ui/fake-entry.ts'), formats: ['iife'], name: 'fakeBridge' },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('the fake bridge did not build');
  // The page's own top frame only: pictures and the like have no window of ours.
  return chunk.code;
}

async function launchBrowser(): Promise<Browser> {
  const executablePath = await installedBrowser();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--hide-scrollbars=false'],
  });
}

const browserPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** null: Playwright's own, if it was installed. */
async function installedBrowser(): Promise<string | null> {
  const asked = process.env['LOADSTONE_BROWSER'];
  for (const path of asked === undefined ? browserPaths : [asked, ...browserPaths]) {
    try {
      await access(path);
      return path;
    } catch {
      // The next one.
    }
  }
  return null;
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = normalize(join(folder, pathname === '/' ? 'index.html' : pathname));
    if (!path.startsWith(folder + sep)) {
      response.writeHead(404).end();
      return;
    }
    readFile(path).then(
      (bytes) =>
        response
          .writeHead(200, {
            'content-type': types[extname(path)] ?? 'application/octet-stream',
            'content-security-policy': policy,
            'cache-control': 'max-age=3600',
          })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
