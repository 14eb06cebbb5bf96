/** Settings as main keeps them. What belongs to the whole document is applied here. */
import { create } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import { defaultSettings, lastScreens, type Settings } from '../../shared/settings.ts';
import { getBridge } from '../bridge.ts';
import { speak } from '../i18n/i18n.ts';
import type { Screen } from './navigation.ts';
import { orNotice, settled } from './notices.ts';
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

/** The window opens here at its next start. Losing it costs nothing, so nothing is said when it cannot be kept. */
export function rememberPlace({ gameId, screen }: { readonly gameId: GameId | null; readonly screen: Screen }): void {
  const name = lastScreens.find((one) => one === screen.name);
  const { lastPlace, revision } = useSettings.getState();
  if (gameId === null || name === undefined || revision < 0) return;
  if (lastPlace?.gameId === gameId && lastPlace.screen === name) return;
  void settled(getBridge().settings.set({ lastPlace: { gameId, screen: name } })).then(
    (kept) => kept.ok && takeSettings(kept.value),
  );
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const state = await orNotice(getBridge().settings.set(change));
  if (state !== null) takeSettings(state);
}
