/** The one browser behind all windows of a host process. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page, type Route } from 'playwright';
import { toApp } from './addresses.ts';
import type { HostContents } from './contents.ts';
import { browserArguments } from './find-browser.ts';
import { isAlive } from './instance-lock.ts';
import { record } from './record.ts';
import { answerRequest } from './session.ts';
import { settings } from './settings.ts';

const contentsOf = new WeakMap<Page, HostContents>();
let context: Promise<BrowserContext> | null = null;
let profile: string | null = null;
/** How many pages we are about to open ourselves; any other is a window that a page opened. */
let expected = 0;
let first = true;

/** A page of its own for `contents`. `size` counts for the first one, which starts the browser. */
export async function openPage(contents: HostContents, size: { width: number; height: number }): Promise<Page> {
  const browser = await (context ??= launch(size));
  const page = await nextPage(browser);
  contentsOf.set(page, contents);
  await contents.attach(page);
  return page;
}

async function nextPage(browser: BrowserContext): Promise<Page> {
  const initial = browser.pages()[0];
  if (first && initial !== undefined) {
    first = false;
    return initial;
  }
  expected += 1;
  return browser.newPage();
}

async function launch(size: { width: number; height: number }): Promise<BrowserContext> {
  const { headless, browserFile } = settings();
  removeOldProfiles();
  profile = mkdtempSync(path.join(os.tmpdir(), `${profilePrefix}${process.pid}-`));
  const launched = await chromium.launchPersistentContext(profile, {
    executablePath: browserFile,
    headless,
    args: browserArguments({ headless, ...size }),
    viewport: null,
    serviceWorkers: 'block',
    acceptDownloads: false,
    // Ours are complete; the page decides about the theme.
    colorScheme: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  await launched.route('**/*', serve);
  launched.on('page', (page) => void guardWindow(page));
  return launched;
}

const profilePrefix = 'loadstone-host-';

/** A host that was killed could not remove its browser's profile. */
function removeOldProfiles(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = new RegExp(`^${profilePrefix}(\\d+)-`, 'u').exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

async function serve(route: Route): Promise<void> {
  const request = route.request();
  const url = toApp(request.url());
  try {
    if (request.isNavigationRequest() && !mayNavigate(route)) {
      record.blockedRequests.push(url);
      await route.abort('aborted');
      return;
    }
    const response = await answerRequest(url, request.method(), request.resourceType());
    if (response === null) {
      record.blockedRequests.push(url);
      await route.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient');
      return;
    }
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  } catch (error) {
    // The page went away while we were answering.
    if (settings().verbose) console.error(`chromium host: ${url}: ${String(error)}`);
  }
}

function mayNavigate(route: Route): boolean {
  const request = route.request();
  try {
    const frame = request.frame();
    const contents = contentsOf.get(frame.page());
    return contents !== undefined && contents.mayNavigate(request, frame.parentFrame() === null);
  } catch {
    // A window that is only just being opened has no frame yet, and is none of ours.
    return expected > 0;
  }
}

async function guardWindow(page: Page): Promise<void> {
  if (expected > 0) {
    expected -= 1;
    return;
  }
  const opener = await page.opener().catch(() => null);
  const asked = opener === null ? undefined : contentsOf.get(opener);
  // A link with rel=noopener does not tell who opened it; every window of ours answers the same.
  const contents =
    asked ??
    (context === null
      ? undefined
      : (await context)
          .pages()
          .map((one) => contentsOf.get(one))
          .find((one) => one !== undefined));
  const url = page.url();
  // Allowed windows are not supported here either: a second window of the app is made by the app.
  contents?.mayOpen(url);
  record.refusedWindows.push(toApp(url));
  await page.close().catch(() => undefined);
}

/** Where a debugger can join, for tests. */
export async function debugAddress(): Promise<string> {
  if (profile === null) throw new Error('there is no browser yet');
  const [port = ''] = (await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  return `http://127.0.0.1:${port.trim()}`;
}

/** Ends the browser and removes its profile. */
export async function closeBrowser(): Promise<void> {
  const open = context;
  context = null;
  if (open !== null) await (await open).close().catch(() => undefined);
  if (profile !== null) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  profile = null;
}
