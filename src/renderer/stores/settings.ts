/** Settings as main keeps them. What belongs to the whole document is applied here. */
import { create } from 'zustand';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { getBridge } from '../bridge.ts';
import { speak } from '../i18n/i18n.ts';
import { orNotice } from './notices.ts';
import { isNews } from './revision.ts';

type SettingsState = Settings & { readonly revision: number };

export const useSettings = create<SettingsState>(() => ({ ...defaultSettings, revision: -1 }));

useSettings.subscribe(({ theme, accent, density, textSize, language }) => {
  const { dataset, style } = document.documentElement;
  dataset['theme'] = theme;
  dataset['accent'] = accent;
  dataset['density'] = density;
  // Everything is measured in rem.
  style.fontSize = `${textSize}%`;
  dataset['text'] = textSize >= 140 ? 'large' : 'usual';
  void speak(language);
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
