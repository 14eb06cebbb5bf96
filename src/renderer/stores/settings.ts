/** Settings as main keeps them. The theme is applied here, because it belongs to the document and to no component. */
import { create } from 'zustand';
import { defaultSettings, type Settings } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { orNotice } from './notices.ts';
import { isNews } from './revision.ts';

type SettingsState = Settings & { readonly revision: number };

export const useSettings = create<SettingsState>(() => ({ ...defaultSettings, revision: -1 }));

useSettings.subscribe(({ theme }) => {
  document.documentElement.dataset['theme'] = theme;
});

export function takeSettings(state: SettingsState): void {
  if (isNews(state, useSettings.getState())) useSettings.setState(state, true);
}

export async function readSettings(): Promise<void> {
  const state = await orNotice(getBridge().settings.get());
  if (state !== null) takeSettings(state);
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const state = await orNotice(getBridge().settings.set(change));
  if (state !== null) takeSettings(state);
}
