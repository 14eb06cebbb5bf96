/** What installed mods themselves say that they need, out of their archives in the store: nobody is asked. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import { fileReference } from '../../shared/references.ts';
import { openArchive } from '../archive/open-archive.ts';
import { isFactorio } from '../games/companions.ts';
import { infoJsonIn, readInfoJson } from '../games/installers/factorio/info-json.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { currentLoadout } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

/** By file reference, as the authors wrote them. What is not here could not be read. */
export type InstalledNeeds = ReadonlyMap<string, readonly string[]>;

/** Bytes; a real one has a few thousand. */
const largestInfo = 1_000_000;

/** Empty for games whose mods stay no archives. Mods that are off set no limits. */
export function readInstalledNeeds(
  engine: Pick<Engine, 'registry' | 'store'>,
  { gameId }: { readonly gameId: GameId },
  control: Control,
): InstalledNeeds {
  const { registry, store } = engine;
  const game = requireGame(registry, gameId);
  const needs = new Map<string, readonly string[]>();
  if (!isFactorio(game)) return needs;
  for (const { entry, manifest, enabled } of currentLoadout(registry, game).items) {
    throwIfCancelled(control);
    const ref = registry.content.entry(entry, manifest)?.provenance.ref ?? null;
    const [file, ...more] = registry.content.filesOf(registry.content.requireManifest(manifest).id);
    if (!enabled || ref === null || file === undefined || more.length > 0) continue;
    const own = needsOf(store.blobs.path(registry.content.blobById(file.blobId).hash), control);
    if (own !== null) needs.set(fileReference(ref), own);
  }
  return needs;
}

/** null: no archive of a mod, or one that is not in the store any more. */
function needsOf(file: string, control: Control): readonly string[] | null {
  try {
    const archive = openArchive(file, { control });
    try {
      const at = infoJsonIn(archive.files.map(({ path }) => path));
      const info = archive.files.find(({ path }) => path === at);
      if (info === undefined || info.size > largestInfo) return null;
      return (
        readInfoJson(Buffer.concat([...archive.read(info)].map((block) => Buffer.from(block))))?.dependencies ?? null
      );
    } finally {
      archive.close();
    }
  } catch (error) {
    if (!(error instanceof LoadstoneError) || error.code === 'cancelled') throw error;
    return null;
  }
}
