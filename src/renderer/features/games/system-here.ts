import type { GameOs, GameStore } from '../../../shared/games.ts';

export function systemHere(): GameOs {
  const agent = navigator.userAgent;
  return agent.includes('Windows') ? 'windows' : agent.includes('Mac') ? 'macos' : 'linux';
}

const stores = {
  windows: ['steam', 'gog', 'epic', 'xbox', 'heroic', 'itch'],
  macos: ['steam', 'gog', 'epic', 'heroic', 'itch', 'wine'],
  linux: ['steam', 'gog', 'heroic', 'lutris', 'bottles', 'wine', 'itch'],
} as const satisfies Record<GameOs, readonly GameStore[]>;

/** Stores that games of this system are searched in. */
export const storesHere = (): readonly GameStore[] => stores[systemHere()];
