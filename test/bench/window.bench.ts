/**
 * The window over very large libraries: time to the first screen, 10,000 rows scrolled, and mods installed one after
 * the other. Beside the time of each job its longest task in the window and in main, and the window's memory, are
 * printed. Runs on Electron where it is installed, else on the chromium host.
 */
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { launchApp, type RunningApp } from '../support/app.ts';
import { writeZip } from '../support/archives/zip-writer.ts';
import { pagesOf } from '../support/ui/pages.ts';
import { makeBigLoadout, type BigLoadout, type BigLoadoutSize } from '../support/big-loadout.ts';

/** LOADSTONE_BENCH_MODS makes it smaller for a quick look. */
const share = Number(process.env['LOADSTONE_BENCH_MODS'] ?? 1_000) / 1_000;
const few = { mods: Math.ceil(1_000 * share), filesPerMod: Math.ceil(500 * share), overlap: 0 };
const rows = { mods: Math.ceil(10_000 * share), filesPerMod: 1, overlap: 0 };
/** Switched on, and half of their files meet those of another: what a change may touch is not small. */
const grown = { mods: Math.ceil(3_000 * share), filesPerMod: 2, overlap: 0.5, enabled: true };
const installs = Math.ceil(60 * share);

let big: BigLoadout;
let app: RunningApp | null = null;

const loopFile = (): string => path.join(big.folder, 'loop');

function prepare(size: BigLoadoutSize): void {
  big = makeBigLoadout(size);
  big.opened.close();
}

async function clean(): Promise<void> {
  await close();
  fs.rmSync(big.folder, { recursive: true, force: true });
}

async function close(): Promise<void> {
  await app?.close();
  app = null;
}

/** Until the window shows the game. */
async function open(): Promise<Page> {
  app = await launchApp({
    dataDir: big.dataDir,
    env: {
      LOADSTONE_LOOP_FILE: loopFile(),
      NODE_OPTIONS: `--import ${new URL('../support/watch-loop.mjs', import.meta.url).href}`,
    },
  });
  await pagesOf(app.page).game('Big').waitFor();
  return app.page;
}

const emptyApp = new URL('../support/empty-app.ts', import.meta.url).pathname;

/** What the start of the browser, or of Electron, takes on this computer before any code of ours runs. */
async function openEmpty(): Promise<void> {
  const since = performance.now();
  app = await launchApp({ dataDir: path.join(big.folder, 'empty'), main: emptyApp });
  await app.page.waitForFunction(() => document.title === 'empty');
  process.stderr.write(`  of these, an empty page on the same host: ${(performance.now() - since).toFixed(0)} ms\n`);
}

async function openLibrary(): Promise<Page> {
  const page = await open();
  const ui = pagesOf(page);
  await ui.game('Big').click();
  await ui.menu('Library').click();
  await ui.library.rows.nth(5).waitFor();
  await sleep(1_000);
  return page;
}

/** What is measured in the window from now on. */
async function startWatch(page: Page): Promise<void> {
  fs.rmSync(loopFile(), { force: true });
  await sleep(250);
  await page.evaluate(() => {
    const seen = { longest: 0, frames: [] as number[], on: true };
    Object.assign(globalThis, { benchSeen: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const frame = (now: number): void => {
      seen.frames.push(now - last);
      last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

async function tell(page: Page, what: string): Promise<void> {
  await sleep(250);
  const { longest, frames } = await page.evaluate(() => {
    const { benchSeen } = globalThis as unknown as { benchSeen: { longest: number; frames: number[]; on: boolean } };
    benchSeen.on = false;
    return benchSeen;
  });
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(0);
  // Chromium reports tasks from 50 ms on.
  const inWindow = longest === 0 ? '< 50 ms' : `${longest.toFixed(0)} ms`;
  const inMain = Number(fs.readFileSync(loopFile(), 'utf8')).toFixed(0);
  process.stderr.write(
    `  ${what}: longest task window ${inWindow}, main ${inMain} ms; frames median ${at(0.5)} p95 ${at(0.95)} longest ${at(1)} ms; heap ${(usedSize / 2 ** 20).toFixed(0)} MiB\n`,
  );
}

/** Down and up again, a screenful at a time, as fast as frames come. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const scroller = document.querySelector('.table-scroll');
    if (scroller === null) throw new Error('there is no table');
    for (const way of [1, -1]) {
      for (let step = 0; step < 200; step += 1) {
        scroller.scrollBy({ top: way * scroller.clientHeight });
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }
  });
}

async function installAll(page: Page): Promise<void> {
  for (let index = 0; index < installs; index += 1) {
    const file = path.join(big.folder, `extra-${index}.zip`);
    writeZip(file, { [`data/extra-${index}/a.txt`]: `a ${index}`, [`data/extra-${index}/b.txt`]: `b ${index}` });
    await page.evaluate(
      (input) => {
        const { loadstone } = globalThis as unknown as {
          loadstone: { install: { fromFile: (input: unknown) => Promise<unknown> } };
        };
        return loadstone.install.fromFile(input);
      },
      { gameId: big.gameId, path: file },
    );
  }
  const last = path.join(big.game, `data/extra-${installs - 1}/b.txt`);
  for (let waited = 0; !fs.existsSync(last); waited += 50) {
    if (waited > 300_000) throw new Error('the mods are not installed');
    await sleep(50);
  }
}

let page: Page;

export const jobs = [
  {
    name: `window: from start to the first screen, ${few.mods} mods, ${few.mods * few.filesPerMod} files`,
    prepare: () => prepare(few),
    reset: close,
    ours: async () => {
      const since = performance.now();
      await open();
      process.stderr.write(`  first screen: ${(performance.now() - since).toFixed(0)} ms\n`);
    },
    reference: openEmpty,
    referenceName: 'an empty page on the same host',
    clean,
  },
  {
    name: `window: ${rows.mods} rows scrolled down and up, 400 screenfuls`,
    prepare: async () => {
      prepare(rows);
      page = await openLibrary();
    },
    ours: async () => {
      await startWatch(page);
      await scrollThrough(page);
      await tell(page, 'scrolling');
    },
    clean,
  },
  {
    name: `window: ${installs} mods installed into a library of ${grown.mods}`,
    prepare: () => prepare(grown),
    reset: async () => {
      await clean();
      prepare(grown);
      page = await openLibrary();
      await startWatch(page);
    },
    ours: () => installAll(page),
    clean: async () => {
      await tell(page, 'installing');
      await clean();
    },
  },
];
