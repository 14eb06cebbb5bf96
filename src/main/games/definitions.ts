/** The games we know, as validated data. A new one is a file in resources/games and a line in this list. */
import { z } from 'zod';
import celeste from '../../../resources/games/celeste.json' with { type: 'json' };
import factorio from '../../../resources/games/factorio.json' with { type: 'json' };
import fridayNightFunkin from '../../../resources/games/friday-night-funkin.json' with { type: 'json' };
import guiltyGearStrive from '../../../resources/games/guilty-gear-strive.json' with { type: 'json' };
import sonicFrontiers from '../../../resources/games/sonic-frontiers.json' with { type: 'json' };
import { layouts, providerIds, type GameDefinition } from '../../shared/model.ts';
import { isRelPath } from '../../shared/rel-path.ts';

const path = z.string().refine(isRelPath, 'not a relative path');

const definition = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  name: z.string().min(1),
  targets: z.array(z.strictObject({ name: z.string().min(1), path, layout: z.enum(layouts) })).min(1),
  providers: z.partialRecord(z.enum(providerIds), z.string()),
  neverRewritten: z.array(z.string().regex(/^(?:\.[a-z0-9]+|\*)$/u)),
  recognisedBy: z.array(path).min(1),
});

export const gameDefinitions: readonly GameDefinition[] = [
  celeste,
  factorio,
  fridayNightFunkin,
  guiltyGearStrive,
  sonicFrontiers,
].map((data) => definition.parse(data) as GameDefinition);

export const definitionById = (id: string): GameDefinition | null =>
  gameDefinitions.find((candidate) => candidate.id === id) ?? null;
