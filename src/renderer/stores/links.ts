/** Deep links that wait for the player's word. */
import { create } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import type { LinksState } from '../../shared/ipc/contract.ts';
import { getBridge } from '../bridge.ts';
import { setJobsOpen } from './jobs.ts';
import { orNotice } from './notices.ts';
import { isNews } from './revision.ts';

export const useLinks = create<{ readonly state: LinksState | null }>(() => ({ state: null }));

export function takeLinks(state: LinksState): void {
  if (!isNews(state, useLinks.getState().state)) return;
  useLinks.setState({ state });
}

export async function readLinks(): Promise<void> {
  const state = await orNotice(getBridge().links.snapshot());
  if (state !== null) takeLinks(state);
}

/** A link that was pasted waits for a yes like one that was clicked. */
export async function receiveLink(text: string): Promise<void> {
  await orNotice(getBridge().links.receive({ text }));
}

export async function dismissLink(id: string): Promise<void> {
  await orNotice(getBridge().links.dismiss({ id }));
}

/** The player's yes. How it goes on is in the jobs. */
export async function confirmLink(id: string, gameId: GameId): Promise<void> {
  const started = await orNotice(getBridge().links.confirm({ id, gameId }));
  if (started !== null) setJobsOpen(true);
}
