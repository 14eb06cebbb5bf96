/** The definitions against the recorded facts about each game: ids are never copied from elsewhere. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gameDefinitions } from '../../../src/main/games/definitions.ts';

const recorded = path.join(import.meta.dirname, '../../../../shared/games/games.json');
const names = z
  .array(z.coerce.string())
  .nullish()
  .transform((list) => (list ?? []).toSorted());
const fact = z.looseObject({
  id: z.string(),
  steamAppIds: names,
  gogIds: names,
  epicAppNames: names,
  epicCatalogItemIds: names,
  epicCatalogNamespaces: names,
  xboxIds: names,
  nexus: z.looseObject({ domain: z.string() }).nullish(),
  gamebanana: z.looseObject({ gameId: z.coerce.string() }).nullish(),
  modio: z.looseObject({ gameId: z.coerce.string() }).nullish(),
  requiredFiles: z.record(z.string(), z.array(z.string())).nullish(),
});

const facts = fs.existsSync(recorded)
  ? z.looseObject({ games: z.array(fact) }).parse(JSON.parse(fs.readFileSync(recorded, 'utf8'))).games
  : [];
const sorted = (list: readonly (string | number)[] = []): string[] => list.map(String).toSorted();

describe.skipIf(facts.length === 0)(`recorded games${facts.length === 0 ? ' (skipped: no recorded data)' : ''}`, () => {
  it.each(facts)('$id', (known) => {
    const definition = gameDefinitions.find(({ id }) => id === known.id);
    expect({
      steam: sorted(definition?.stores?.steam),
      gog: sorted(definition?.stores?.gog),
      epic: [
        sorted(definition?.stores?.epicAppNames),
        sorted(definition?.stores?.epicCatalogItemIds),
        sorted(definition?.stores?.epicNamespaces),
      ],
      xbox: sorted(definition?.stores?.xbox),
      nexus: definition?.providers.nexus,
      gamebanana: definition?.providers.gamebanana,
      modio: definition?.providers.modio,
    }).toEqual({
      steam: known.steamAppIds,
      gog: known.gogIds,
      epic: [known.epicAppNames, known.epicCatalogItemIds, known.epicCatalogNamespaces],
      xbox: known.xboxIds,
      nexus: known.nexus?.domain,
      gamebanana: known.gamebanana?.gameId,
      modio: known.modio?.gameId,
    });
    for (const [os, files] of Object.entries(known.requiredFiles ?? {}))
      expect([os, sorted(definition?.requiredFiles?.[os as 'windows'])]).toEqual([os, sorted(files)]);
  });
});
