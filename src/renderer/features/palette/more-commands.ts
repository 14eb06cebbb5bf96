/** What the palette does without a screen of its own: starting, checking, switching, and how the window looks. */
import { Contrast, Layers, Moon, Play, Rows3, ShieldCheck, Sun, type LucideIcon } from 'lucide-react';
import type { GameId } from '../../../shared/ids.ts';
import type { Settings } from '../../../shared/settings.ts';
import { i18n } from '../../i18n/i18n.ts';
import { launchGame } from '../../stores/game-condition.ts';
import { gameName } from '../../stores/games.ts';
import { show, upkeepScreen } from '../../stores/navigation.ts';
import { heldProfiles, switchProfile } from '../../stores/profiles.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { verify } from '../../stores/upkeep.ts';
import type { Command } from './commands.ts';

export function playCommands(gameId: GameId): readonly Command[] {
  const { t } = i18n;
  const others = (heldProfiles(gameId)?.profiles ?? []).filter(({ active }) => !active);
  return [
    one('play', Play, t('palette.play', { game: gameName(gameId) }), () => void launchGame(gameId)),
    ...others.map(({ name }) =>
      one(`profile ${name}`, Layers, t('palette.switchTo', { name }), () => void switchProfile(gameId, name)),
    ),
    one('verify', ShieldCheck, t('palette.verify'), () => {
      show(upkeepScreen);
      void verify(gameId);
    }),
  ];
}

const themes = [
  { theme: 'dark', icon: Moon, label: 'palette.dark' },
  { theme: 'light', icon: Sun, label: 'palette.light' },
  { theme: 'system', icon: Contrast, label: 'palette.system' },
] as const;

/** Only what it is not now. */
export function looksCommands(): readonly Command[] {
  const { theme: now, density } = useSettings.getState();
  const other = density === 'compact' ? 'comfortable' : 'compact';
  return [
    ...themes
      .filter(({ theme }) => theme !== now)
      .map(({ theme, icon, label }) => look(theme, icon, i18n.t(label), { theme })),
    look(other, Rows3, i18n.t(`palette.${other}`), { density: other }),
  ];
}

const one = (id: string, icon: LucideIcon, label: string, run: () => void): Command => ({
  id: `do ${id}`,
  group: 'do',
  label,
  icon,
  run,
});

const look = (id: string, icon: LucideIcon, label: string, change: Partial<Settings>): Command => ({
  ...one(id, icon, label, () => void changeSettings(change)),
  group: 'settings',
});
