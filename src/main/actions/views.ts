/** What the library and the history show. Reads only the registry. */
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { EntryVersion, Generation, HistoryMove, LibraryEntry, LoadoutItem, Profile } from '../../shared/model.ts';
import { lacksIn } from '../plan/needed-by.ts';
import { stepSubject } from '../plan/step-subject.ts';
import { undoState, type UndoStep } from '../plan/undo-stack.ts';
import type { LibraryRow } from '../registry/content.ts';
import type { GenerationRow } from '../registry/history.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, requireEntry } from './change-loadout.ts';
import { requireGame } from './engine.ts';
import { previousManifest } from './revert-mod.ts';
import { subjectsOf } from './roll-back.ts';

/** The mods of the current loadout, in load order. */
export function readLibrary(registry: Registry, gameId: GameId): readonly LibraryEntry[] {
  const notes = registry.content.notes(gameId);
  const rows = new Map(registry.content.libraryOf(gameId).map((row) => [`${row.id} ${row.manifest}`, row]));
  const entries = currentLoadout(registry, requireGame(registry, gameId)).items.map((item) => {
    const row = rows.get(`${item.entry} ${item.manifest}`);
    if (row === undefined) throw new Error(`no entry ${item.entry} in the registry`);
    return toLibraryEntry(row, item, notes.get(item.entry) ?? '');
  });
  const all = lacksIn(entries);
  return entries.map((entry) => {
    const lacks = all.get(entry.id);
    return lacks === undefined ? entry : { ...entry, lacks };
  });
}

export function toLibraryEntry(row: LibraryRow, item: LoadoutItem, note: string): LibraryEntry {
  const { name, provenance, installedAt, kind, archive, files, size } = row;
  return {
    id: item.entry,
    name,
    enabled: item.enabled,
    manifest: item.manifest,
    archive,
    provenance,
    installedAt,
    pinned: item.pinned,
    kind,
    files,
    size,
    note,
  };
}

/** Newest first. */
export function readVersions(registry: Registry, gameId: GameId, entry: EntryId): readonly EntryVersion[] {
  const game = requireGame(registry, gameId);
  const { manifest: current } = requireEntry(currentLoadout(registry, game), entry);
  const previous = previousManifest(registry, game, entry);
  const cold = registry.usage.coldManifests();
  return registry.content.versionsOf(gameId, entry).map(({ manifest, provenance, installedAt }) => ({
    manifest,
    version: provenance.version,
    fileName: provenance.fileName,
    installedAt,
    current: manifest === current,
    previous: manifest === previous,
    needsDownload: cold.has(manifest),
  }));
}

export interface HistoryView {
  readonly current: number;
  /** Newest first. */
  readonly generations: readonly Generation[];
  /** What an undo takes back and a redo does again; null: nothing. */
  readonly undo: HistoryMove | null;
  readonly redo: HistoryMove | null;
}

export function readHistory(
  registry: Registry,
  gameId: GameId,
  limit: number,
  isCold: (generation: number) => boolean = coldness(registry, gameId),
): HistoryView {
  const game = requireGame(registry, gameId);
  const { undo, redo } = undoState(registry.history.links(gameId));
  const profiles = new Map(registry.profiles.list(gameId).map(({ id, name }) => [id, name]));
  return {
    current: game.currentGeneration,
    generations: registry.history.list(gameId, limit).map((row) => ({
      ...toGeneration(row),
      profile: profiles.get(row.profile) ?? row.profile,
      needsDownload: isCold(row.number),
    })),
    undo: moveOf(registry, gameId, undo),
    redo: moveOf(registry, gameId, redo),
  };
}

const moveOf = (registry: Registry, gameId: GameId, step: UndoStep | null): HistoryMove | null =>
  step === null ? null : { from: step.from, subject: stepSubject(step, subjectsOf(registry, gameId)) };

function coldness(registry: Registry, gameId: GameId): (generation: number) => boolean {
  const cold = registry.usage.coldManifests();
  return (generation) => isColdGeneration(registry, cold, gameId, generation);
}

/** Whether going back to a generation needs any of what was let go of. Its loadout is read only where there is such a thing. */
export function isColdGeneration(
  { history }: Registry,
  cold: ReadonlySet<Sha256>,
  gameId: GameId,
  generation: number,
): boolean {
  if (cold.size === 0) return false;
  return history.loadout(gameId, generation)?.items.some((item) => item.enabled && cold.has(item.manifest)) ?? false;
}

/** Leaves out what only the engine needs. */
function toGeneration(row: GenerationRow): Omit<Generation, 'profile' | 'needsDownload'> {
  const { number, parent, createdAt, reason, subject, changed, mods, enabledMods, treeHash, note, pinned } = row;
  return { number, parent, createdAt, reason, subject, changed, mods, enabledMods, treeHash, note, pinned };
}

/** In name order. */
export function readProfiles(registry: Registry, gameId: GameId): readonly Profile[] {
  const game = requireGame(registry, gameId);
  // The loadout of thousands of mods would be read for this one word of it.
  const active = registry.history.get(gameId, game.currentGeneration)?.profile;
  return registry.profiles
    .list(gameId)
    .filter((profile) => !profile.removed)
    .map(({ id, name, generation }) => {
      const row = registry.history.get(gameId, generation);
      return { name, active: id === active, mods: row?.mods ?? 0, enabledMods: row?.enabledMods ?? 0, generation };
    });
}
