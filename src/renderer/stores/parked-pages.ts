/** Pages on which only the player can let a download begin. */
import { create } from 'zustand';
import { getBridge } from '../bridge.ts';
import type { JobId } from '../../shared/ids.ts';
import { canRetry, useJobs } from './jobs.ts';
import { orNotice } from './notices.ts';
import { changeSettings, useSettings } from './settings.ts';

/** Addresses that were opened from here. */
export const useOpenedPages = create<{ readonly urls: ReadonlySet<string> }>(() => ({ urls: new Set() }));

export async function openDownloadPage(url: string): Promise<void> {
  useOpenedPages.setState(({ urls }) => ({ urls: new Set(urls).add(url) }));
  await orNotice(getBridge().app.openExternal({ url }));
}

/** Nexus Mods lets members who do not pay press its button for each file; other sources have other reasons. */
export const isNexusPage = (url: string): boolean => /^https:\/\/(?:[a-z]+\.)?nexusmods\.com\//u.test(url);

/** Whether the page could not hand its download over: its links lead to another program, or to none. */
export const useLinksElsewhere = (url: string): boolean =>
  useSettings((settings) => !settings.nxmLinks) && isNexusPage(url);

/** Lets the links of Nexus Mods lead here, and opens the page that needs it. */
export async function takeLinksAndOpen(url: string): Promise<void> {
  await changeSettings({ nxmLinks: true });
  await openDownloadPage(url);
}

/** Milliseconds after pressing Install in which a page that opens is no surprise. */
const expected = 60_000;

/**
 * Opens the page of a single installation that was begun in this window a moment ago. Several at once would open as
 * many pages: those are opened one by one with their buttons. One that leads nowhere here is not opened either.
 */
export function openExpectedPages(): void {
  const seen = new Set<JobId>();
  useJobs.subscribe(({ state }) => {
    for (const { id, waitsFor, startedAt } of state?.jobs ?? []) {
      if (waitsFor?.kind !== 'page' || seen.has(id)) continue;
      seen.add(id);
      const asked = canRetry(id) && Date.now() - startedAt < expected;
      if (asked && isNexusPage(waitsFor.url) && useSettings.getState().nxmLinks) void openDownloadPage(waitsFor.url);
    }
  });
}
