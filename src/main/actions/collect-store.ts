/**
 * Frees what only old generations still need. Nothing that the current generation, a restore point, a profile or an open
 * deployment needs is ever removed.
 */
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { Collected, CollectedGeneration, Retention } from '../../shared/storage.ts';
import { generationRecordName } from '../deploy/commit.ts';
import type { GenerationRow } from '../registry/history.ts';
import type { Registry } from '../registry/registry.ts';
import { dropUnreferenced, removeLost, type LostFiles } from './collect-garbage.ts';
import type { Engine } from './engine.ts';
import { writeGameRecord } from './game-record.ts';
import { guardStore } from './guard-store.ts';
import { entryRecordName } from './record-names.ts';

/** What goes from the disk once the rows have gone. */
interface Dropped extends LostFiles {
  readonly entryRecords: readonly string[];
}

/** With `dryRun`, what would go: counted by the very deletion, in a transaction that is taken back. */
export function collectStore(engine: Engine, retention: Retention, dryRun: boolean): Collected {
  const { registry, store } = engine;
  if (dryRun) return dryCollect(engine, retention);
  return guardStore(engine, () => {
    const { dropped, ...collected } = registry.transaction(() => dropOld(engine, retention));
    // What these generations captured is needed further on, and their records are about to go.
    for (const gameId of new Set(collected.generations.map((one) => one.gameId))) writeGameRecord(engine, gameId);
    for (const { gameId, number } of collected.generations)
      store.records.remove('generations', generationRecordName(gameId, number));
    for (const name of dropped.entryRecords) store.records.remove('entries', name);
    removeLost(store, dropped);
    return collected;
  });
}

class TakeBack extends Error {}

function dryCollect(engine: Engine, retention: Retention): Collected {
  let collected: Collected | null = null;
  try {
    engine.registry.transaction(() => {
      const { dropped: _, ...counted } = dropOld(engine, retention);
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
function dropOld(engine: Engine, retention: Retention): Collected & { readonly dropped: Dropped } {
  const { registry, clock } = engine;
  const before = registry.usage.totals();
  const oldest = clock.now() - retention.days * 86_400_000;
  const old = droppable(registry, retention.generations).filter((row) => row.createdAt < oldest);
  for (const { gameId, number } of old) registry.history.remove(gameId, number);
  const aged = dropUnwanted(registry);
  const coldBefore = coldGenerations(registry);
  const spare = retention.archives ? nothingDropped : dropArchives(registry);
  const tight = retention.budget === null ? nothingTight : fitBudget(registry, retention.budget);
  const after = registry.usage.totals();
  return {
    generations: [...old, ...tight.generations].map(told),
    needDownload: coldGenerations(registry).filter((one) => !coldBefore.some((was) => sameGeneration(was, one))),
    manifests: before.manifests - after.manifests,
    files: before.files - after.files,
    archives: before.archives - after.archives,
    bytes: before.bytes - after.bytes + before.archiveBytes - after.archiveBytes,
    dryRun: false,
    dropped: joined(joined(aged, spare), tight.dropped),
  };
}

const told = ({ gameId, number, reason, subject }: OfGame): CollectedGeneration => ({
  gameId,
  number,
  reason,
  subject,
});

const nothingDropped: Dropped = { entryRecords: [], blobs: [], archives: [] };

const joined = (one: Dropped, other: Dropped): Dropped => ({
  entryRecords: [...one.entryRecords, ...other.entryRecords],
  blobs: [...one.blobs, ...other.blobs],
  archives: [...one.archives, ...other.archives],
});

/** What they hold lies in the store, and can be had again where it gets damaged. */
function dropArchives({ content, usage }: Registry): Dropped {
  const archives = usage.spareArchives();
  for (const archive of archives) content.deleteArchive(archive);
  return { ...nothingDropped, archives };
}

interface OfGame extends GenerationRow {
  readonly gameId: GameId;
}

/** Generations that may go, oldest first, beyond the newest `keep` of each game. */
function droppable({ games, history, profiles }: Registry, keep: number): readonly OfGame[] {
  return games
    .list()
    .flatMap((game) => {
      const named = new Set(profiles.list(game.id).flatMap((row) => (row.removed ? [] : [row.generation])));
      return history
        .list(game.id, Number.MAX_SAFE_INTEGER)
        .slice(keep)
        .filter(({ number, note, pinned }) => number !== 0 && !pinned && note === '' && !named.has(number))
        .filter(({ number }) => number !== game.currentGeneration)
        .map((row) => ({ ...row, gameId: game.id }));
    })
    .toSorted((a, b) => a.createdAt - b.createdAt || a.number - b.number);
}

/** Rows of what no generation wants any more. */
function dropUnwanted({ games, history, content }: Registry): Dropped {
  const wanted = new Set<string>();
  for (const game of games.list()) {
    for (const { number } of history.links(game.id)) {
      for (const item of history.loadout(game.id, number)?.items ?? []) wanted.add(item.manifest);
    }
  }
  const manifests = content.settledManifests().filter((manifest) => !wanted.has(manifest.hash));
  const entryRecords = manifests.flatMap(({ id, hash }) =>
    content.entriesOf(id).map((entry) => entryRecordName(entry, hash)),
  );
  for (const manifest of manifests) content.deleteManifest(manifest.id);
  return { entryRecords, ...dropUnreferenced(content) };
}

interface Tight {
  readonly generations: readonly OfGame[];
  readonly dropped: Dropped;
}

const nothingTight: Tight = { generations: [], dropped: nothingDropped };

/**
 * Lets go until the store fits, what costs least first: unpacked files of earlier versions whose archive is here, then
 * archives that can be downloaded again, then the oldest generations themselves.
 */
function fitBudget(registry: Registry, budget: number): Tight {
  const { content, history, usage } = registry;
  const tooLarge = (): boolean => {
    const { bytes, archiveBytes } = usage.totals();
    return bytes + archiveBytes > budget;
  };
  const blobs = tooLarge() ? usage.blobsInArchives() : [];
  for (const blob of blobs) content.letGoOfBlob(blob.id);
  const archives: Sha256[] = [];
  for (const archive of tooLarge() ? usage.archivesToFetchAgain() : []) {
    if (!tooLarge()) break;
    content.deleteArchive(archive);
    archives.push(archive);
  }
  let dropped: Dropped = { entryRecords: [], blobs, archives };
  const generations: OfGame[] = [];
  for (const row of tooLarge() ? droppable(registry, 1) : []) {
    if (!tooLarge()) break;
    history.remove(row.gameId, row.number);
    generations.push(row);
    dropped = joined(dropped, dropUnwanted(registry));
  }
  return { generations, dropped };
}

const sameGeneration = (a: CollectedGeneration, b: CollectedGeneration): boolean =>
  a.gameId === b.gameId && a.number === b.number;

/** Generations that cannot be gone back to without the internet. */
function coldGenerations({ games, history, usage }: Registry): readonly CollectedGeneration[] {
  const cold = usage.coldManifests();
  if (cold.size === 0) return [];
  return games.list().flatMap(({ id: gameId }) =>
    history
      .list(gameId, Number.MAX_SAFE_INTEGER)
      .filter(({ number }) =>
        history.loadout(gameId, number)?.items.some((item) => item.enabled && cold.has(item.manifest)),
      )
      .map((row) => told({ ...row, gameId })),
  );
}
