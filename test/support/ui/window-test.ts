/** What journeys of one area share: a window for each test, that it complains of nothing, and axe. */
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startUiHost, type OpenWindow, type UiHost, type WindowOptions } from './host.ts';
import { pagesOf, type Pages } from './pages.ts';

export interface RecordedCall {
  readonly name: string;
  readonly input: unknown;
}

/** To be called at the top of a test file. The answer opens the window of a test. */
export function journeys(): (options?: WindowOptions) => Promise<Pages> {
  let host: UiHost;
  let opened: OpenWindow | null = null;
  beforeAll(async () => {
    host = await startUiHost();
  });
  afterAll(() => host.close());
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.close();
    opened = null;
    expect(complaints).toEqual([]);
  });
  return async (options = {}) => {
    opened = await host.open(options);
    return pagesOf(opened.page);
  };
}

/** Every call that reached main, in order. */
export const callsOf = (page: Page): Promise<readonly RecordedCall[]> =>
  page.evaluate(() => {
    const { fakeServices } = globalThis as unknown as { fakeServices: { calls: readonly RecordedCall[] } };
    return fakeServices.calls.map(({ name, input }) => ({ name, input }));
  });

export const countCalls = async (page: Page, name: string): Promise<number> =>
  (await callsOf(page)).filter((call) => call.name === name).length;

/** Serious and critical findings, in words. */
export const findings = (page: Page): Promise<readonly string[]> => runAxe(page, null);

/** The same of colours alone: in another theme nothing else is different. */
export const contrastFindings = (page: Page): Promise<readonly string[]> => runAxe(page, 'color-contrast');

async function runAxe(page: Page, rule: string | null): Promise<readonly string[]> {
  // Over the inspector, because the window's policy refuses any script that is not its own.
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  if (!loaded) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const runner = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await runner.run(document, {
      resultTypes: ['violations'],
      ...(only === null ? {} : { runOnly: [only] }),
    });
    return violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  }, rule);
}

/** How far the page sticks out of the window sideways, in CSS pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What can be pressed or typed into and lies beside the window, where no list scrolls it into sight. */
export const outOfReach = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    // What runs in the page has to bring its helpers along.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const scrollsSideways = (element: Element): boolean => {
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(around).overflowX)) return true;
      }
      return false;
    };
    return [...document.body.querySelectorAll('button, a[href], input, textarea, [role="option"], [role="row"]')]
      .filter((element) => element.checkVisibility() && !element.matches('.skip-link, [aria-hidden]'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
      .filter(({ element }) => !scrollsSideways(element))
      .map(({ element }) => element.ariaLabel ?? element.textContent);
  });
