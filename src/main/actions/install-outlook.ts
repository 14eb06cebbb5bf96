/**
 * What installing an archive would do to the game and to other mods, told by the names in its directory: nothing is
 * unpacked, so it costs next to nothing beside the installation itself. What it would do byte by byte is told by
 * `preview-install.ts`.
 */
import path from 'node:path';
import type { Target } from '../../shared/games.ts';
import type { EntryId } from '../../shared/ids.ts';
import { isExecutable } from '../../shared/executables.ts';
import { previewLimit, type InstallOutlook, type InstallPreview, type Loadout } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { openArchive } from '../archive/open-archive.ts';
import { winnersOf } from '../deploy/winners.ts';
import type { PlacedFile } from '../games/installers/place-files.ts';
import type { Control } from '../lib/control.ts';
import { createChooser } from '../plan/loadout.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, entryRow, placeOf } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { chosenTarget, layOutArchive, type InstallRequest } from './install-mod.ts';
import { useOfArchive } from './place-archive.ts';
import { entriesByManifest } from './read-conflicts.ts';
import { wholeName } from './whole-name.ts';

/** Refuses what installing would refuse without unpacking it. */
export function readOutlook(engine: Engine, request: InstallRequest, control: Control): InstallOutlook {
  const game = requireGame(engine.registry, request.gameId);
  const target = chosenTarget(game, request.target);
  const archive = openArchive(request.file, { control });
  try {
    const whole = useOfArchive(engine, game, target, archive) === 'whole';
    const laidOut = whole ? null : layOutArchive(engine, game, target, request, archive);
    const places = laidOut?.places ?? [{ target: target.name, path: wholeName(game, archive, request.provenance) }];
    const leftOut = laidOut?.leftOut ?? [];
    return {
      files: places.length,
      executables: programsIn(whole ? archive.files : places),
      ...(leftOut.length > 0 && { leftOut }),
      ...meets(engine, game, [...game.targets, ...(laidOut?.fresh ?? [])], request.replaces ?? null, places),
    };
  } finally {
    archive.close();
  }
}

const programsIn = (files: readonly { readonly path: RelPath }[]): readonly RelPath[] =>
  files
    .map(({ path: file }) => file)
    .filter(isExecutable)
    .toSorted()
    .slice(0, previewLimit);

/** Who or what has the paths now. */
function meets(
  engine: Engine,
  game: GameRow,
  targets: readonly Target[],
  replaces: EntryId | null,
  places: readonly Omit<PlacedFile, 'source'>[],
): Pick<InstallOutlook, 'overwrites' | 'replacesOriginals'> {
  const { registry, fs } = engine;
  const loadout = currentLoadout(registry, game);
  const folders = new Map(targets.map((target) => [target.name, target.path]));
  const known = places.map(({ target, path: file }) => ({
    file: path.join(folders.get(target) ?? game.root, file),
    id: registry.content.findPathId(target, file),
  }));
  const winners = winnersOf(registry, loadout, new Set(known.flatMap(({ id }) => id ?? [])));
  const entryOf = entriesByManifest(registry, loadout);
  const stays = createStays(registry, loadout, replaces);
  const counts = new Map<EntryId, number>();
  let replacesOriginals = 0;
  for (const { file, id } of known) {
    const winner = id === null ? undefined : winners.get(id);
    if (winner === 'nobody') continue;
    const entry = winner === undefined ? null : (entryOf.get(winner.manifestId) ?? null);
    if (entry === null) {
      if (fs.lstat(file)?.kind === 'file') replacesOriginals += 1;
    } else if (id !== null && entry !== replaces && !stays(id, entry)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  }
  return { overwrites: named(engine, game, counts), replacesOriginals };
}

/** Whether a mod goes on winning a path: it stands later than the new one will, or the player chose it. */
function createStays(
  registry: Registry,
  loadout: Loadout,
  replaces: EntryId | null,
): (pathId: number, winner: EntryId) => boolean {
  const place = placeOf(registry, loadout, replaces);
  const later = new Set(loadout.items.slice(place).map(({ entry }) => entry));
  const chooser = createChooser(loadout.choices);
  return (pathId, winner) => {
    const { target, key } = registry.content.pathById(pathId);
    return later.has(winner) || chooser(target, key)?.entry === winner;
  };
}

function named(
  { registry }: Engine,
  game: GameRow,
  counts: ReadonlyMap<EntryId, number>,
): InstallPreview['overwrites'] {
  const { items } = currentLoadout(registry, game);
  return items.flatMap((item) => {
    const files = counts.get(item.entry);
    return files === undefined ? [] : [{ entry: item.entry, name: entryRow(registry, item).name, files }];
  });
}
