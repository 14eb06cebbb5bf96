/** Deep links that wait for the player's word. */
import { create } from 'zustand';
import type { LinksState } from '../../shared/ipc/contract.ts';
import { getBridge } from '../bridge.ts';
import { noticeError, orNotice } from './notices.ts';
import { isNews } from './revision.ts';

export const useLinks = create<{ readonly state: LinksState | null }>(() => ({ state: null }));

export function takeLinks(state: LinksState): void {
  if (!isNews(state, useLinks.getState().state)) return;
  useLinks.setState({ state });
  for (const { id, error } of state.refused) {
    noticeError(error);
    void dismissLink(id);
  }
}

export async function readLinks(): Promise<void> {
  const state = await orNotice(getBridge().links.snapshot());
  if (state !== null) takeLinks(state);
}

export async function dismissLink(id: string): Promise<void> {
  await orNotice(getBridge().links.dismiss({ id }));
}
