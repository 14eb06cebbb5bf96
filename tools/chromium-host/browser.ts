/** The one browser behind all windows of a host process. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  chromium,
  type BrowserContext,
  type Frame,
  type Page,
  type Request as PageRequest,
  type Route,
} from 'playwright';
import { toApp } from './addresses.ts';
import type { HostContents } from './contents.ts';
import { browserArguments } from './find-browser.ts';
import { isAlive } from './instance-lock.ts';
import { record } from './record.ts';
import { answerRequest } from './session.ts';
import { settings } from './settings.ts';

const contentsOf = new WeakMap<Page, HostContents>();
let lastContents: HostContents | null = null;
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
  lastContents = contents;
  await contents.attach(page);
  // A browser without a window counts an invisible frame in. Only here: pages that a page opens must not wait for it.
  if (settings().headless) await page.setViewportSize(size);
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
    colorScheme: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  await launched.route('**/*', serve);
  await guardWindows(launched);
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
  const url = toApp(request.url());
  const frame = frameOf(request);
  // A window that is only just being opened has no frame yet.
  if (frame === null) return expected > 0;
  const contents = contentsOf.get(frame.page());
  if (contents?.mayNavigate(request, frame.parentFrame() === null) === true) return true;
  record.refusedNavigations.push(url);
  return false;
}

function frameOf(request: PageRequest): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

/**
 * Asks the app about each window that a page opens, and closes it whatever it says: a second window of the app is made
 * by the app. Watched from the browser itself, because one that never gets its first page is a page to nobody else.
 */
async function guardWindows(browser: BrowserContext): Promise<void> {
  const devtools = await browser.browser()?.newBrowserCDPSession();
  if (devtools === undefined) throw new Error('the browser cannot be watched');
  const { targetInfos } = await devtools.send('Target.getTargets');
  const known = new Set(targetInfos.map(({ targetId }) => targetId));
  devtools.on('Target.targetCreated', ({ targetInfo: { type, targetId, openerId, url } }) => {
    if (type !== 'page' || known.has(targetId)) return;
    known.add(targetId);
    if (openerId === undefined && expected > 0) {
      expected -= 1;
      return;
    }
    if (lastContents?.mayOpen(url) === false) record.refusedWindows.push(toApp(url));
    devtools.send('Target.closeTarget', { targetId }).catch(() => undefined);
  });
  await devtools.send('Target.setDiscoverTargets', { discover: true });
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
