/** The name and token that the game keeps for its own use of the portal, in the player's `player-data.json`. */
import { z } from 'zod';

export interface PlayerCredentials {
  readonly username: string;
  readonly token: string;
}

const schema = z.object({ 'service-username': z.string().min(1), 'service-token': z.string().min(1) });

/** null: no such file, or a player who never signed in to the game. Source: clients that read the same two keys. */
export function readPlayerData(text: string): PlayerCredentials | null {
  try {
    const { data } = schema.safeParse(JSON.parse(text.replace(/^\uFEFF/u, '')));
    return data === undefined
      ? null
      : { username: data['service-username'].trim(), token: data['service-token'].trim() };
  } catch {
    return null;
  }
}

/** What decides where the game keeps its data. */
export interface PlayerSystem {
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** Absolute. */
  readonly home: string;
  /** `%APPDATA%`; empty or absent: at its usual place. */
  readonly appData?: string | undefined;
  /** Folders of games that were unpacked by hand: they keep their data in themselves. */
  readonly installs?: readonly string[];
  /** Steam's folders of single users, `…/Steam/userdata/12345`: its cloud has a copy of the file. */
  readonly steamUsers?: readonly string[];
}

/** Where the file may be, the likeliest first. Source: wiki.factorio.com "Application directory". */
export function playerDataPlaces({
  platform,
  home,
  appData,
  installs = [],
  steamUsers = [],
}: PlayerSystem): readonly string[] {
  const slash = platform === 'win32' ? '\\' : '/';
  const at = (...parts: readonly string[]): string => [...parts, 'player-data.json'].join(slash);
  const clouds = steamUsers.map((folder) => [folder, '427520', 'remote'].join(slash));
  return [...usualFolders(platform, home, appData, slash), ...installs, ...clouds].map((folder) => at(folder));
}

function usualFolders(
  platform: PlayerSystem['platform'],
  home: string,
  appData: string | undefined,
  slash: string,
): readonly string[] {
  const below = (...parts: readonly string[]): string => [home, ...parts].join(slash);
  switch (platform) {
    case 'win32': {
      const roaming = appData === undefined || appData === '' ? below('AppData', 'Roaming') : appData;
      return [[roaming, 'Factorio'].join(slash)];
    }
    case 'darwin':
      return [below('Library', 'Application Support', 'factorio')];
    case 'linux':
      return [below('.factorio'), below('.var', 'app', 'com.valvesoftware.Steam', '.factorio')];
    default:
      return platform satisfies never;
  }
}
