/** The portal's categories. Source: wiki.factorio.com "Mod portal API"; the list is open, unknown ones pass. */
import type { ModCategory } from '../../../shared/model.ts';

const names: Readonly<Record<string, string>> = {
  content: 'Content',
  overhaul: 'Overhaul',
  tweaks: 'Tweaks',
  utilities: 'Utilities',
  scenarios: 'Scenarios',
  'mod-packs': 'Mod packs',
  localizations: 'Localizations',
  internal: 'Libraries',
};

export const categories: readonly ModCategory[] = Object.entries(names).map(([key, name]) => ({
  key,
  name,
  mods: null,
}));

/** What is shown for a category of the wire; null for none. */
export function categoryName(key: string): string | null {
  if (key === '' || key === 'no-category') return null;
  const words = key.replaceAll(/[-_]+/gu, ' ').trim().slice(0, 60);
  return names[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
