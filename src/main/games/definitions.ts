/** The games we know, as validated data. A new one is a file in resources/games and a line in this list. */
import { z } from 'zod';
import baldursGate3 from '../../../resources/games/baldurs-gate-3.json' with { type: 'json' };
import bloonsTd6 from '../../../resources/games/bloons-td-6.json' with { type: 'json' };
import bonelab from '../../../resources/games/bonelab.json' with { type: 'json' };
import celeste from '../../../resources/games/celeste.json' with { type: 'json' };
import cyberpunk2077 from '../../../resources/games/cyberpunk-2077.json' with { type: 'json' };
import deadlock from '../../../resources/games/deadlock.json' with { type: 'json' };
import deepRockGalactic from '../../../resources/games/deep-rock-galactic.json' with { type: 'json' };
import eldenRing from '../../../resources/games/elden-ring.json' with { type: 'json' };
import factorio from '../../../resources/games/factorio.json' with { type: 'json' };
import fallout4 from '../../../resources/games/fallout-4.json' with { type: 'json' };
import falloutNewVegas from '../../../resources/games/fallout-new-vegas.json' with { type: 'json' };
import fridayNightFunkin from '../../../resources/games/friday-night-funkin.json' with { type: 'json' };
import guiltyGearStrive from '../../../resources/games/guilty-gear-strive.json' with { type: 'json' };
import hogwartsLegacy from '../../../resources/games/hogwarts-legacy.json' with { type: 'json' };
import hollowKnight from '../../../resources/games/hollow-knight.json' with { type: 'json' };
import mountAndBlade2Bannerlord from '../../../resources/games/mount-and-blade-2-bannerlord.json' with { type: 'json' };
import persona5Royal from '../../../resources/games/persona-5-royal.json' with { type: 'json' };
import rimworld from '../../../resources/games/rimworld.json' with { type: 'json' };
import skyrimSpecialEdition from '../../../resources/games/skyrim-special-edition.json' with { type: 'json' };
import snowrunner from '../../../resources/games/snowrunner.json' with { type: 'json' };
import sonicFrontiers from '../../../resources/games/sonic-frontiers.json' with { type: 'json' };
import spaceEngineers from '../../../resources/games/space-engineers.json' with { type: 'json' };
import stardewValley from '../../../resources/games/stardew-valley.json' with { type: 'json' };
import starfield from '../../../resources/games/starfield.json' with { type: 'json' };
import subnautica from '../../../resources/games/subnautica.json' with { type: 'json' };
import theWitcher3 from '../../../resources/games/the-witcher-3.json' with { type: 'json' };
import valheim from '../../../resources/games/valheim.json' with { type: 'json' };
import { gameOses, layouts, listFormats, targetRoots, type GameDefinition } from '../../shared/games.ts';
import { providerIds } from '../../shared/model.ts';
import { isRelPath } from '../../shared/rel-path.ts';

const path = z.string().refine(isRelPath, 'not a relative path');
const target = z.strictObject({
  name: z.string().min(1).max(60),
  path: z.union([z.literal('.'), path]),
  layout: z.enum(layouts),
  root: z.enum(targetRoots).optional(),
  os: z.array(z.enum(gameOses)).min(1).optional(),
  accepts: z.array(z.string().min(1)).optional(),
  flatten: z.boolean().optional(),
  numbered: z.boolean().optional(),
  unit: z.array(z.string().min(1)).optional(),
  alternatives: z.array(path).optional(),
  portable: path.optional(),
});
const list = z.strictObject({
  format: z.enum(listFormats),
  file: path,
  of: z.string().min(1),
  root: z.enum([...targetRoots.filter((root) => root !== 'game' && root !== 'tool'), 'target', 'beside']),
  path: path.optional(),
  os: z.array(z.enum(gameOses)).min(1).optional(),
  alternatives: z.array(path).optional(),
});
const perOs = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(gameOses), value);
const names = z.array(z.string().min(1).max(200));

export const definitionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/u)
    .refine((id) => id !== 'custom', 'is the name for games without a definition'),
  name: z.string().min(1).max(100),
  targets: z.array(target).min(1),
  lists: z.array(list).max(10).optional(),
  providers: z.partialRecord(z.enum(providerIds), z.string().min(1)),
  neverRewritten: z.array(z.string().regex(/^(?:\.[a-z0-9_]+|\*)$/u)),
  recognisedBy: z.array(path).min(1),
  stores: z
    .strictObject({
      steam: z.array(z.int().positive()).optional(),
      gog: z.array(z.string().regex(/^\d+$/u)).optional(),
      epicAppNames: names.optional(),
      epicCatalogItemIds: names.optional(),
      epicNamespaces: names.optional(),
      xbox: names.optional(),
    })
    .optional(),
  executables: perOs(z.array(path)).optional(),
  requiredFiles: perOs(z.array(z.string().refine((text) => text.split('|').every(isRelPath)))).optional(),
  installer: z
    .strictObject({
      stopPatterns: names.optional(),
      stripPrefixes: names.optional(),
      topLevelFolders: names.optional(),
      looseFiles: z.record(z.string(), z.string().regex(/^[^\\]+\/$/u)).optional(),
      rootFiles: names.optional(),
      discard: names.optional(),
    })
    .optional(),
  moddedExecutable: perOs(path).optional(),
  antiCheat: z.boolean().optional(),
  protonOverrides: z.string().max(100).optional(),
});

export const gameDefinitions: readonly GameDefinition[] = [
  baldursGate3,
  bloonsTd6,
  bonelab,
  celeste,
  cyberpunk2077,
  deadlock,
  deepRockGalactic,
  eldenRing,
  factorio,
  fallout4,
  falloutNewVegas,
  fridayNightFunkin,
  guiltyGearStrive,
  hogwartsLegacy,
  hollowKnight,
  mountAndBlade2Bannerlord,
  persona5Royal,
  rimworld,
  skyrimSpecialEdition,
  snowrunner,
  sonicFrontiers,
  spaceEngineers,
  stardewValley,
  starfield,
  subnautica,
  theWitcher3,
  valheim,
].map((data) => definitionSchema.parse(data) as GameDefinition);

export const definitionById = (
  id: string,
  definitions: readonly GameDefinition[] = gameDefinitions,
): GameDefinition | null => definitions.find((candidate) => candidate.id === id) ?? null;
