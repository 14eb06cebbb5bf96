import type { GameStore } from '../../shared/games.ts';

/** Names of their own: the same in every language. */
export const storeNames = {
  steam: 'Steam',
  gog: 'GOG',
  epic: 'Epic Games',
  heroic: 'Heroic',
  xbox: 'Xbox',
  itch: 'itch',
  lutris: 'Lutris',
  bottles: 'Bottles',
  wine: 'Wine',
} as const satisfies Record<GameStore, string>;
