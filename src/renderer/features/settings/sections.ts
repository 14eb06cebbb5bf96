/** The sections of the settings, in the order of the list. A new one is one file and one line here. */
import {
  Bell,
  Download,
  FileText,
  HardDrive,
  Info,
  Keyboard,
  Languages,
  ShieldCheck,
  SunMoon,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { Accounts } from '../accounts/accounts.tsx';
import { Storage } from '../storage/storage.tsx';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { DownloadsSection } from './downloads-section.tsx';
import { Keys } from './keys.tsx';
import { LanguageSection } from './language.tsx';
import { Logs } from './logs.tsx';
import { NoticesSection } from './notices-section.tsx';
import { Privacy } from './privacy.tsx';

type SectionId =
  | 'appearance'
  | 'language'
  | 'accounts'
  | 'downloads'
  | 'notices'
  | 'privacy'
  | 'storage'
  | 'keys'
  | 'logs'
  | 'about';

export interface SettingsSection {
  readonly id: SectionId;
  /** Key of its name in the language files. */
  readonly label: `settings.${SectionId}`;
  readonly icon: LucideIcon;
  readonly Section: ComponentType;
}

export const settingsSections: readonly SettingsSection[] = [
  { id: 'appearance', label: 'settings.appearance', icon: SunMoon, Section: Appearance },
  { id: 'language', label: 'settings.language', icon: Languages, Section: LanguageSection },
  { id: 'accounts', label: 'settings.accounts', icon: UserRound, Section: Accounts },
  { id: 'downloads', label: 'settings.downloads', icon: Download, Section: DownloadsSection },
  { id: 'notices', label: 'settings.notices', icon: Bell, Section: NoticesSection },
  { id: 'privacy', label: 'settings.privacy', icon: ShieldCheck, Section: Privacy },
  { id: 'storage', label: 'settings.storage', icon: HardDrive, Section: Storage },
  { id: 'keys', label: 'settings.keys', icon: Keyboard, Section: Keys },
  { id: 'logs', label: 'settings.logs', icon: FileText, Section: Logs },
  { id: 'about', label: 'settings.about', icon: Info, Section: About },
];
