/** The player's settings, one row each. Unknown rows are kept: a newer Loadstone may have written them. */
import { defaultSettings, type Settings } from '../../shared/model.ts';
import type { Db } from './open.ts';

export interface SettingsTable {
  readonly get: () => Settings;
  readonly set: (changes: Partial<Settings>) => void;
}

export function createSettings(db: Db): SettingsTable {
  const all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting');
  const put = db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
  return {
    get: () => {
      const stored = new Map(all.all().map((row) => [row.name, JSON.parse(row.value) as unknown]));
      const theme = stored.get('theme');
      const blurAdult = stored.get('blurAdult');
      return {
        theme: theme === 'dark' || theme === 'light' || theme === 'system' ? theme : defaultSettings.theme,
        blurAdult: typeof blurAdult === 'boolean' ? blurAdult : defaultSettings.blurAdult,
      };
    },
    set: (changes) => {
      for (const [name, value] of Object.entries(changes)) put.run(name, JSON.stringify(value));
    },
  };
}
