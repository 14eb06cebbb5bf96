/** Frees what only old generations still need. Nothing a kept generation or an open deployment needs is ever removed. */
import type { GameId } from '../../shared/ids.ts';
import { generationRecordName } from '../deploy/commit.ts';
import type { Registry } from '../registry/registry.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { entryRecordName } from './record-names.ts';

export interface Retention {
  /** Generations of each game that are always kept, newest first. */
  readonly generations: number;
  /** Younger ones are kept as well. */
  readonly days: number;
}

export const defaultRetention: Retention = { generations: 50, days: 30 };

export interface Collected {
  /** Generations that can no longer be gone back to. */
  readonly generations: readonly { readonly gameId: GameId; readonly number: number; readonly subject: string }[];
  readonly manifests: number;
  readonly files: number;
  readonly archives: number;
  /** Of files; archives come on top. */
  readonly bytes: number;
  readonly dryRun: boolean;
}

/** With `dryRun`, what would go: counted by the very deletion, in a transaction that is taken back. */
export function collectStore(engine: Engine, retention: Retention, dryRun: boolean): Collected {
  const { registry, store } = engine;
  if (dryRun) return dryCollect(engine, retention);
  return guardStore(engine, () => {
    const { entryRecords, ...collected } = registry.transaction(() => dropOld(engine, retention));
    for (const { gameId, number } of collected.generations)
      store.records.remove('generations', generationRecordName(gameId, number));
    for (const name of entryRecords) store.records.remove('entries', name);
    collectGarbage(engine);
    return collected;
  });
}

class TakeBack extends Error {}

function dryCollect(engine: Engine, retention: Retention): Collected {
  let collected: Collected | null = null;
  try {
    engine.registry.transaction(() => {
      const { entryRecords: _, ...counted } = dropOld(engine, retention);
      collected = { ...counted, dryRun: true };
      throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
  if (collected === null) throw new Error('the dry run counted nothing');
  return collected;
}

/** Deletes rows only; files follow once this has committed. */
function dropOld(
  { registry, clock }: Engine,
  retention: Retention,
): Collected & { readonly entryRecords: readonly string[] } {
  const { content, history } = registry;
  const oldest = clock.now() - retention.days * 86_400_000;
  const generations = registry.games.list().flatMap((game) =>
    history
      .list(game.id, Number.MAX_SAFE_INTEGER)
      .slice(retention.generations)
      .filter(
        ({ number, createdAt, note }) =>
          number !== 0 && number !== game.currentGeneration && note === '' && createdAt < oldest,
      )
      .map(({ number, subject }) => ({ gameId: game.id, number, subject })),
  );
  for (const { gameId, number } of generations) history.remove(gameId, number);
  const kept = wantedManifests(registry);
  const manifests = content.settledManifests().filter((manifest) => !kept.has(manifest.hash));
  const entryRecords = manifests.flatMap(({ id, hash }) =>
    content.entriesOf(id).map((entry) => entryRecordName(entry, hash)),
  );
  for (const manifest of manifests) content.deleteManifest(manifest.id);
  const blobs = content.unreferencedBlobs();
  const bytes = blobs.reduce((sum, blob) => sum + blob.size, 0);
  const archives = content.unreferencedArchives().length;
  return {
    generations,
    manifests: manifests.length,
    files: blobs.length,
    archives,
    bytes,
    dryRun: false,
    entryRecords,
  };
}

function wantedManifests(registry: Registry): ReadonlySet<string> {
  const wanted = new Set<string>();
  for (const game of registry.games.list()) {
    for (const { number } of registry.history.links(game.id)) {
      for (const item of registry.history.loadout(game.id, number)?.items ?? []) wanted.add(item.manifest);
    }
  }
  return wanted;
}

export interface StoreStats {
  readonly files: number;
  readonly bytes: number;
  /** What the files would take if mods and versions shared none. */
  readonly unsharedBytes: number;
  readonly archives: number;
  readonly archiveBytes: number;
  readonly generations: number;
}

export const readStoreStats = ({ content, games, history }: Registry): StoreStats => ({
  ...content.totals(),
  generations: games.list().reduce((sum, game) => sum + history.links(game.id).length, 0),
});
