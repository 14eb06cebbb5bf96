/** What the journeys through the window share: one host for a file, one window for a test, nothing complained about. */
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startUiHost, type OpenWindow, type UiHost, type WindowOptions } from './host.ts';
import { pagesOf, type Pages } from './pages.ts';

export interface Journey {
  readonly open: (options?: WindowOptions) => Promise<Pages>;
}

export function useJourney(): Journey {
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
  return {
    open: async (options = {}) => {
      opened = await host.open(options);
      return pagesOf(opened.page);
    },
  };
}

export interface SeenCall {
  readonly name: string;
  readonly input: unknown;
}

/** The calls of one name that reached main, in order. */
export const callsTo = (page: Page, name: string): Promise<readonly SeenCall[]> =>
  page.evaluate((wanted) => {
    const { fakeServices } = globalThis as unknown as { fakeServices: { calls: readonly SeenCall[] } };
    return fakeServices.calls.filter((call) => call.name === wanted);
  }, name);
