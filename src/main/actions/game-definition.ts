/** The definition a managed game was added as. */
import type { GameDefinition } from '../../shared/games.ts';
import { definitionById } from '../games/definitions.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import type { GameRow } from '../registry/games.ts';
import type { Engine } from './engine.ts';

/** null for a game of the player's own, and when its definition is gone. */
export const definitionOf = (
  { fs, dataDir }: Pick<Engine, 'fs' | 'dataDir'>,
  game: Pick<GameRow, 'definition'>,
): GameDefinition | null => definitionById(game.definition, readDefinitions(fs, dataDir).definitions);
