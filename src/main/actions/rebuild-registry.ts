/**
 * Makes the registry anew from the records in the store and from what lies in the games. The old file is kept beside it.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { EntryId, Sha256 } from '../../shared/ids.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { defaultProfile, type Loadout, type RecoveryReport } from '../../shared/model.ts';
import { startGeneration, type GenerationRecord } from '../deploy/commit.ts';
import { privateFolder } from '../deploy/private-folder.ts';
import { createFolderView } from '../deploy/folder-view.ts';
import { refuseIfOpen } from '../deploy/recover.ts';
import { recordBaseline } from '../deploy/foreign-files.ts';
import { fingerprintOf, hashFile } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import { unwatched } from '../lib/control.ts';
import { winnersOf } from '../deploy/winners.ts';
import { emptyLoadout } from '../plan/loadout.ts';
import { activeManifests } from '../plan/loadout-diff.ts';
import type { OutsideState } from '../registry/applied.ts';
import { foldersOf, type GameRow, type TargetRow } from '../registry/games.ts';
import type { LeftFile, LeftState } from '../registry/left-files.ts';
import { openRegistry, type Registry } from '../registry/registry.ts';
import { settleStorePlace } from '../store/store-place.ts';
import { createStore, type Store } from '../store/store.ts';
import { openEngine, registryFile, type OpenEngine } from './engine.ts';
import type { GameBase, GameRecord } from './game-record.ts';
import type { EntryRecord } from './record-names.ts';

export interface Rebuilt {
  readonly games: number;
  readonly generations: number;
  /** Mod files whose record or content is gone. */
  readonly lostEntries: number;
  /** Where the old registry lies now; null when there was none. */
  readonly kept: string | null;
  /**
   * What an earlier run had left open: ended by its journal, or, where that could not be read, files it had put aside.
   * The player has to look at those.
   */
  readonly recovered: readonly RecoveryReport[];
}

/**
 * The data folder must be locked by the caller. A rebuild that is cut off is simply done again: the records do not change.
 * Throws `store_missing` when the store is on a drive that is not there, and `deployment_failed` while an earlier change cannot be taken back: only the old registry knows how.
 */
export function rebuildRegistry(dataDir: string): Rebuilt {
  const file = registryFile(dataDir);
  const root = settleStorePlace(nodeFs, dataDir);
  const settled = settle(dataDir);
  const store = createStore(nodeFs, root);
  const unfinished = `${file}.rebuilding`;
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(unfinished + suffix, { force: true });
  const registry = openRegistry(unfinished);
  const { rescued, ...counts } = registry.transaction(() => fill(registry, store));
  registry.close();
  const kept = keepOld(file);
  fs.renameSync(unfinished, file);
  return { ...counts, kept, recovered: [...settled, ...rescued] };
}

/** Ends what an earlier run left open while its journal can still be read. */
function settle(dataDir: string): readonly RecoveryReport[] {
  if (!fs.existsSync(registryFile(dataDir))) return [];
  const opened = openIfSound(dataDir);
  if (opened === null) return [];
  const { engine, recovered, close } = opened;
  try {
    for (const game of engine.registry.games.list()) refuseIfOpen(engine.registry, game);
    return recovered;
  } finally {
    close();
  }
}

/** null for a registry that cannot be read, which is why it is made anew. */
function openIfSound(dataDir: string): OpenEngine | null {
  try {
    return openEngine(dataDir);
  } catch (error) {
    if (error instanceof LoadstoneError) return null;
    throw error;
  }
}

/** Files of the game may be among them: out of the sweep's way, not away. */
function rescueRetired(game: GameRow): readonly RecoveryReport[] {
  const setAside = foldersOf(game).flatMap((target) => {
    const retired = path.join(privateFolder(target.path), 'retired');
    if (nodeFs.lstat(retired)?.kind !== 'folder') return [];
    const rescued = path.join(privateFolder(target.path), 'conflict');
    nodeFs.mkdirs(rescued);
    return nodeFs.readdir(retired).map(({ name }) => {
      nodeFs.rename(path.join(retired, name), path.join(rescued, name));
      return path.join(rescued, name);
    });
  });
  if (setAside.length === 0) return [];
  return [{ gameId: game.id, deployment: '', subject: '', end: 'taken-back', undone: 0, setAside }];
}

/** Moves the registry and what belongs to it out of the way, under a name that nothing has. */
function keepOld(file: string): string | null {
  if (!fs.existsSync(file)) return null;
  let copy = 1;
  while (fs.existsSync(`${file}.old-${copy}`)) copy += 1;
  for (const suffix of ['-wal', '-shm', '']) {
    if (fs.existsSync(file + suffix)) fs.renameSync(file + suffix, `${file}.old-${copy}${suffix}`);
  }
  return `${file}.old-${copy}`;
}

interface Filled extends Omit<Rebuilt, 'kept' | 'recovered'> {
  readonly rescued: readonly RecoveryReport[];
}

function fill(registry: Registry, store: Store): Filled {
  const games = store.records.readAll('games') as GameRecord[];
  for (const game of games) registry.games.add(game, game.neverRewritten);
  const records = (store.records.readAll('generations') as GenerationRecord[])
    .map(upToDate)
    .toSorted((a, b) => a.generation.number - b.generation.number);
  const lostEntries = addEntries(registry, store, wantedVersions(records));
  for (const { id, addedAt } of games) registry.history.add(id, startGeneration(addedAt), emptyLoadout());
  const known = new Set<string>(games.map((game) => game.id));
  const usable = records.filter((record) => known.has(record.gameId));
  for (const game of games) addNames(registry, game);
  const generations = usable.filter((record) => addGeneration(registry, record)).length;
  const bases = new Map<string, GameBase>(games.map((game) => [game.id, game.base ?? noBase]));
  for (const game of registry.games.list()) {
    recordFiles(registry, store, game, usable, bases.get(game.id) ?? noBase);
    // What was there when the game was added is not known any more: all that is there now counts as the game's.
    recordBaseline(nodeFs, registry, game, unwatched);
  }
  const rescued = registry.games.list().flatMap(rescueRetired);
  return { games: games.length, generations, lostEntries, rescued };
}

const noBase: GameBase = { upTo: 0, originals: [], edits: [], madeFolders: [] };

/** Records from before there were profiles say nothing of them. */
const upToDate = (record: GenerationRecord): GenerationRecord => ({
  ...record,
  keepsakes: record.keepsakes ?? [],
  left: record.left ?? [],
  generation: { ...startGeneration(0), ...record.generation },
  loadout: { ...emptyLoadout(), ...record.loadout },
});

/** Profiles and notes. Where a profile is now, the generations say. */
function addNames(
  registry: Registry,
  { id, profiles = [], notes = {} }: Partial<GameRecord> & Pick<GameRecord, 'id'>,
): void {
  const start = { ...defaultProfile, generation: 0, removed: false };
  for (const profile of [start, ...profiles]) registry.profiles.put(id, profile);
  for (const [entry, note] of Object.entries(notes)) registry.content.setNote(id, entry as EntryId, note);
}

/** Every version of an entry that some generation had. */
const wantedVersions = (records: readonly GenerationRecord[]): ReadonlySet<string> =>
  new Set(records.flatMap(({ loadout }) => loadout.items.map((item) => `${item.entry} ${item.manifest}`)));

function addEntries(registry: Registry, store: Store, wanted: ReadonlySet<string>): number {
  const { content } = registry;
  const found = new Set<string>();
  for (const record of store.records.readAll('entries') as EntryRecord[]) {
    const version = `${record.id} ${record.manifest}`;
    if (!wanted.has(version)) continue;
    found.add(version);
    for (const { blob, size } of record.files) addBlob(registry, store, blob, size);
    addArchive(registry, store, record);
    const manifest =
      content.manifestByHash(record.manifest) ??
      content.addManifest({ ...record, hash: record.manifest, origin: record.origin ?? {} });
    content.settleManifest(manifest.id);
    content.addEntry({ ...record, kind: record.kind ?? 'mod' }, manifest.id);
  }
  return wanted.size - found.size;
}

/** A blob that is gone keeps its row: it may come back from its archive. */
function addBlob(registry: Registry, store: Store, hash: Sha256, size: number): number {
  return registry.content.putBlob({ hash, size, fingerprint: store.blobs.stat(hash)?.fingerprint ?? '' });
}

function addArchive(registry: Registry, store: Store, { archive, provenance, installedAt }: EntryRecord): void {
  if (archive === null) return;
  const stat = nodeFs.lstat(store.archives.path(archive));
  if (stat !== null) {
    registry.content.putArchive({ hash: archive, size: stat.size, name: provenance.fileName, addedAt: installedAt });
  }
}

/** The newest generation is the current one: each record was written as its generation was made. false: a mod of it is lost. */
function addGeneration(registry: Registry, { gameId, generation, loadout }: GenerationRecord): boolean {
  const complete = loadout.items.every((item) => registry.content.entry(item.entry, item.manifest) !== null);
  if (!complete) return false;
  registry.history.add(gameId, generation, loadout);
  registry.history.setCurrent(gameId, generation.number);
  registry.profiles.move(gameId, loadout.profile, generation.number);
  return true;
}

/** A, the originals and the folders we made. */
function recordFiles(
  registry: Registry,
  store: Store,
  game: GameRow,
  records: readonly GenerationRecord[],
  base: GameBase,
): void {
  const current = registry.games.get(game.id)?.currentGeneration ?? 0;
  const loadout = registry.history.loadout(game.id, current) ?? emptyLoadout();
  const targets = new Map(foldersOf(game).map((target) => [target.name, target]));
  const own = records.filter((record) => record.gameId === game.id);
  for (const record of own) recordLeft(registry, store, targets, record);
  const applied = recordApplied(registry, store, targets, loadout, registry.leftFiles.leftBy(game.id, 0));
  const later = own.filter((record) => record.generation.number > base.upTo);
  // The newest capture of a path is the one that counts, so it goes first and stays.
  for (const original of [...later.toReversed().flatMap((record) => record.originals), ...base.originals]) {
    recordOriginal(registry, store, targets, applied, original);
  }
  for (const edit of base.edits) recordEdit(registry, store, targets, edit);
  addFolders(registry, targets, base.madeFolders);
  for (const record of own) recordKeepsakes(registry, store, targets, record);
  for (const { edits, generation, madeFolders, removedFolders } of later) {
    const { number, createdAt: capturedAt } = generation;
    for (const edit of edits) recordEdit(registry, store, targets, { ...edit, generation: number, capturedAt });
    addFolders(registry, targets, madeFolders);
    for (const { target, path: folder } of removedFolders) {
      const row = targets.get(target);
      if (row !== undefined) registry.applied.removeCreatedFolder(row.id, folder);
    }
  }
}

function recordOriginal(
  registry: Registry,
  store: Store,
  targets: ReadonlyMap<string, TargetRow>,
  applied: ReadonlySet<number>,
  { target, path: file, blob, mode, mtimeNs }: GameBase['originals'][number],
): void {
  const row = targets.get(target);
  const pathId = registry.content.pathId(target, file);
  if (row === undefined || !applied.has(pathId)) return;
  const blobId = addBlob(registry, store, blob, store.blobs.stat(blob)?.size ?? 0);
  registry.applied.putOriginal({ targetId: row.id, pathId, blobId, mode, mtimeNs: BigInt(mtimeNs) });
}

function addFolders(
  registry: Registry,
  targets: ReadonlyMap<string, TargetRow>,
  folders: GameBase['madeFolders'],
): void {
  for (const { target, path: folder } of folders) {
    const row = targets.get(target);
    if (row !== undefined && nodeFs.lstat(folder)?.kind === 'folder') registry.applied.addCreatedFolder(row.id, folder);
  }
}

/** Of the generation that the record's own one came from. */
function recordKeepsakes(
  registry: Registry,
  store: Store,
  targets: ReadonlyMap<string, TargetRow>,
  { gameId, generation, keepsakes }: GenerationRecord,
): void {
  if (registry.history.get(gameId, generation.parent) === null) return;
  for (const { target, path: at, blob } of keepsakes) {
    const row = targets.get(target);
    const stored = blob === null ? null : store.blobs.stat(blob);
    if (row === undefined || (blob !== null && stored === null)) continue;
    if (stored !== null) registry.content.putBlob(stored);
    registry.keepsakes.put(gameId, generation.parent, { targetId: row.id, path: at, blob });
  }
}

/** As the change that made the record's generation found them. */
function recordLeft(
  registry: Registry,
  store: Store,
  targets: ReadonlyMap<string, TargetRow>,
  { gameId, generation, left }: GenerationRecord,
): void {
  if (registry.history.get(gameId, generation.number) === null) return;
  for (const { target, path: file, base, state, blob, mode, mtimeNs } of left) {
    const row = targets.get(target);
    const stored = blob === null ? null : store.blobs.stat(blob);
    if (row === undefined || (state === 'file' && stored === null)) continue;
    const at = { targetId: row.id, pathId: registry.content.pathId(target, file), base };
    const found: LeftState =
      state === 'file' && stored !== null
        ? { state, blobId: registry.content.putBlob(stored), mode, mtimeNs: BigInt(mtimeNs) }
        : state === 'base'
          ? { state }
          : { state: 'gone', missing: mode };
    registry.leftFiles.add(gameId, generation.number, { ...at, ...found });
  }
}

function recordEdit(
  registry: Registry,
  store: Store,
  targets: ReadonlyMap<string, TargetRow>,
  { target, path: file, blob, generation, capturedAt }: GameBase['edits'][number],
): void {
  const row = targets.get(target);
  const stored = store.blobs.stat(blob);
  if (row === undefined || stored === null) return;
  const pathId = registry.content.pathId(target, file);
  const blobId = registry.content.putBlob(stored);
  registry.applied.addCapturedEdit({ targetId: row.id, pathId, blobId, generation, capturedAt });
}

/** What lies at a path counts as ours only when it has our bytes; anything else shows as changed outside. */
function recordApplied(
  registry: Registry,
  store: Store,
  targets: ReadonlyMap<string, TargetRow>,
  loadout: Loadout,
  left: ReadonlyMap<number, LeftFile>,
): ReadonlySet<number> {
  const { content } = registry;
  const paths = activeManifests(loadout).flatMap((hash) => content.filesOf(content.requireManifest(hash).id));
  const winners = winnersOf(registry, loadout, new Set(paths.map(({ pathId }) => pathId)));
  /** Paths whose original we hold back. */
  const applied = new Set<number>();
  const view = createFolderView(nodeFs);
  for (const [pathId, winner] of winners) {
    if (winner === 'nobody') {
      applied.add(pathId);
      continue;
    }
    const { blobId } = winner;
    const { target, text } = registry.content.pathById(pathId);
    const row = targets.get(target);
    if (row === undefined) continue;
    const place = view.locate(row.path, text);
    const { hash } = registry.content.blobById(blobId);
    const seen = observe(store, place.file, hash);
    // What is there, a change has saved or an undo has put there: going on in the history may take it away again.
    const outside = seen.fingerprint === '' && left.has(pathId) ? outsideOf(registry, place.file) : null;
    registry.applied.put({ targetId: row.id, pathId, blobId, text: place.text, outside, ...seen });
    applied.add(pathId);
  }
  return applied;
}

/** null: bytes that nobody has saved. */
function outsideOf({ content }: Registry, file: string): OutsideState | null {
  if (nodeFs.lstat(file)?.kind !== 'file') return 'gone';
  const hash = hashFile(nodeFs, file);
  return content.blobByHash(hash) === null ? null : hash;
}

function observe(store: Store, file: string, hash: Sha256): { fingerprint: string; placement: 'link' | 'copy' } {
  const stat = nodeFs.lstat(file);
  if (stat?.kind !== 'file' || hashFile(nodeFs, file) !== hash) return { fingerprint: '', placement: 'copy' };
  const blob = nodeFs.lstat(store.blobs.path(hash));
  return {
    fingerprint: fingerprintOf(stat),
    placement: blob?.ino === stat.ino && blob.dev === stat.dev ? 'link' : 'copy',
  };
}
