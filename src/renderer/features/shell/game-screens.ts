/** The screens of a game in the order of its menu, which is that of their keys: Ctrl+1, Ctrl+2, … */
import {
  CircleArrowUp,
  Compass,
  History,
  LibraryBig,
  Settings2,
  Stethoscope,
  Swords,
  type LucideIcon,
} from 'lucide-react';
import {
  conflictsScreen,
  discoverScreen,
  gameSettingsScreen,
  historyScreen,
  libraryScreen,
  updatesScreen,
  upkeepScreen,
  type Screen,
} from '../../stores/navigation.ts';

export interface GameScreen {
  readonly to: Screen;
  /** Key of its name in the language files. */
  readonly label:
    | 'shell.discover'
    | 'shell.library'
    | 'updates.page'
    | 'shell.conflicts'
    | 'shell.history'
    | 'shell.upkeep'
    | 'shell.gameSettings';
  readonly icon: LucideIcon;
}

export const gameScreens: readonly GameScreen[] = [
  { to: discoverScreen, label: 'shell.discover', icon: Compass },
  { to: libraryScreen, label: 'shell.library', icon: LibraryBig },
  { to: updatesScreen, label: 'updates.page', icon: CircleArrowUp },
  { to: conflictsScreen, label: 'shell.conflicts', icon: Swords },
  { to: historyScreen, label: 'shell.history', icon: History },
  { to: upkeepScreen, label: 'shell.upkeep', icon: Stethoscope },
  { to: gameSettingsScreen, label: 'shell.gameSettings', icon: Settings2 },
];
