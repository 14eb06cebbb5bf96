/** The sections of the settings, in the order of the list. A new one is one file and one line here. */
import { HardDrive, Info, SunMoon, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { Storage } from '../storage/storage.tsx';

export interface SettingsSection {
  readonly id: string;
  /** Key of its name in the language files. */
  readonly label: 'settings.appearance' | 'settings.storage' | 'settings.about';
  readonly icon: LucideIcon;
  readonly Section: ComponentType;
}

export const settingsSections: readonly SettingsSection[] = [
  { id: 'appearance', label: 'settings.appearance', icon: SunMoon, Section: Appearance },
  { id: 'storage', label: 'settings.storage', icon: HardDrive, Section: Storage },
  { id: 'about', label: 'settings.about', icon: Info, Section: About },
];
