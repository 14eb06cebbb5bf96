/** Installs an archive: take it in, check it, unpack it into the store, and deploy a loadout that has it. */
import { LoadstoneError } from '../../shared/errors.ts';
import { isEntryId, type EntryId, type GameId, type Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, Loadout, Provenance } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { OpenArchive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { fileName, layOutFiles } from '../games/lay-out.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { asDiskError, blocksOf, removeFile, requireSpace, usableSpace, withFile } from '../lib/files.ts';
import { sha256Of } from '../lib/hash.ts';
import type { ManifestFile } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Intake, StoredBlob } from '../store/blobs.ts';
import type { ReceivedArchive } from '../store/store.ts';
import { changeLoadout, currentLoadout, requireEntry } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { entryRecordName, type EntryRecord } from './record-names.ts';

export interface InstallRequest {
  readonly gameId: GameId;
  /** The archive on disk. It is copied, never moved. */
  readonly file: string;
  /** Shown in the library. */
  readonly name: string;
  readonly provenance: Provenance;
  /** An update: the entry whose version this becomes. It stays whole until the new one has committed. */
  readonly replaces?: EntryId;
}

export function installMod(engine: Engine, request: InstallRequest, control: Control): ChangeOutcome {
  const game = requireGame(engine.registry, request.gameId);
  return guardStore(engine, () => {
    try {
      return install(engine, game, request, control);
    } catch (error) {
      throw asDiskError(error, `installing ${request.name}`);
    }
  });
}

function install(engine: Engine, game: GameRow, request: InstallRequest, control: Control): ChangeOutcome {
  const { store, registry, fs } = engine;
  requireSpace(fs, store.root, fs.lstat(request.file)?.size ?? 0, 'on the disk of the store');
  const received = store.archives.receive(request.file);
  const intake = store.blobs.openIntake((hash) => vouchedBlob(engine, hash));
  const unpacked = unpack(engine, game, request, received, intake, control);
  refuseTwice(engine, game, unpacked.manifest);
  intake.flush();
  if (unpacked.archive === null) removeFile(fs, received.temp);
  else store.archives.keep(received);
  const entry = request.replaces ?? newEntryId(engine);
  const to = withEntry(currentLoadout(registry, game), entry, unpacked.manifest, request.replaces !== undefined);
  const registered = register(engine, game, request, received, unpacked, entry);
  const change = {
    to,
    reason: request.replaces === undefined ? ('install' as const) : ('update' as const),
    subject: request.name,
    entries: [entry],
    withCommit: () => registry.content.settleManifest(registered.manifestId),
  };
  try {
    return changeLoadout(engine, game.id, change, control);
  } catch (error) {
    unregister(engine, registered);
    throw error;
  }
}

/** A new entry goes last and so wins; an update takes the place, and the state, of what it replaces. */
function withEntry(loadout: Loadout, entry: EntryId, manifest: Sha256, update: boolean): Loadout {
  if (!update) return { items: [...loadout.items, { entry, manifest, enabled: true, pinned: false }] };
  requireEntry(loadout, entry);
  return { items: loadout.items.map((item) => (item.entry === entry ? { ...item, manifest } : item)) };
}

/** What the registry learned before the deployment. */
interface Registered {
  readonly entry: EntryId;
  readonly manifest: Sha256;
  readonly manifestId: number;
  /** false: the entry had this version before. */
  readonly isNew: boolean;
}

/** What the archive turned into. */
interface Unpacked {
  readonly manifest: Sha256;
  /** null when the archive itself is the mod and lies among the blobs. */
  readonly archive: Sha256 | null;
  readonly files: readonly ManifestFile[];
  readonly blobs: readonly StoredBlob[];
}

function unpack(
  engine: Engine,
  game: GameRow,
  request: InstallRequest,
  received: ReceivedArchive,
  intake: Intake,
  control: Control,
): Unpacked {
  const [target] = game.targets;
  if (target === undefined) throw new Error(`${game.id} has no target`);
  const archive = openArchive(received.temp, { freeSpace: usableSpace(engine.fs, engine.store.root), control });
  try {
    if (archive.files.length === 0) {
      throw new LoadstoneError(
        'nothing_to_install',
        `${request.name} holds no files.`,
        'Choose another file of the mod.',
      );
    }
    if (target.layout === 'archive-as-is') return keepWhole(engine, game, target, request, received, intake);
    const places = layOutFiles(
      archive.files.map((file) => file.path),
      target.layout,
      request.name,
    );
    const blobs = readFiles(archive, intake, control);
    const files = places.map(({ source, path }) => manifestFile(target, path, blobs[source]));
    return { manifest: manifestHash(game, received.hash, files), archive: received.hash, files, blobs };
  } finally {
    archive.close();
  }
}

function readFiles(archive: OpenArchive, intake: Intake, control: Control): StoredBlob[] {
  const blobs: StoredBlob[] = [];
  let bytes = 0;
  for (const file of archive.files) {
    throwIfCancelled(control);
    const blob = intake.add(archive.read(file));
    blobs.push(blob);
    bytes += blob.size;
    control.progress({
      phase: 'unpacking',
      bytesDone: bytes,
      bytesTotal: archive.totalSize,
      filesDone: blobs.length,
      filesTotal: archive.files.length,
    });
  }
  return blobs;
}

/** `archive-as-is`: the checked archive itself is the deployed file. */
function keepWhole(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  request: InstallRequest,
  received: ReceivedArchive,
  intake: Intake,
): Unpacked {
  const blob = withFile(engine.fs, received.temp, 'r', (fd) => intake.add(blocksOf(engine.fs, fd)));
  const files = [manifestFile(target, fileName(request.provenance.fileName), blob)];
  return { manifest: manifestHash(game, received.hash, files), archive: null, files, blobs: [blob] };
}

function manifestFile(target: TargetRow, path: RelPath, blob: StoredBlob | undefined): ManifestFile {
  if (blob === undefined) throw new Error(`nothing was read for ${path}`);
  return { target: target.name, path, blob: blob.hash, size: blob.size };
}

/** A manifest is named by everything that makes it: the game, the archive, and which file went where. */
const manifestHash = (game: GameRow, archive: Sha256, files: readonly ManifestFile[]): Sha256 =>
  sha256Of(JSON.stringify([game.id, archive, files.map(({ target, path, blob }) => [target, path, blob])]));

/** A blob we have and whose file nobody touched. Anything else is written again. */
function vouchedBlob({ registry, store }: Engine, hash: Sha256): StoredBlob | null {
  const row = registry.content.blobByHash(hash);
  if (row === null) return null;
  const found = store.blobs.stat(hash);
  return found !== null && found.fingerprint === row.fingerprint ? found : null;
}

function refuseTwice({ registry }: Engine, game: GameRow, manifest: Sha256): void {
  const there = currentLoadout(registry, game).items.find((item) => item.manifest === manifest);
  if (there === undefined) return;
  const name = registry.content.entry(there.entry, manifest)?.name ?? there.entry;
  throw new LoadstoneError(
    'already_installed',
    `${name} is installed already, with exactly these files.`,
    there.enabled ? 'There is nothing to do.' : 'Enable it in the library.',
    { details: { entry: there.entry } },
  );
}

/** One transaction: from here on the registry knows the files, as pending. */
function register(
  engine: Engine,
  game: GameRow,
  request: InstallRequest,
  received: ReceivedArchive,
  unpacked: Unpacked,
  entry: EntryId,
): Registered {
  const { registry, clock, store } = engine;
  const { provenance, name } = request;
  const installedAt = clock.now();
  const row = { id: entry, manifest: unpacked.manifest, gameId: game.id, name, provenance, installedAt };
  const registered = registry.transaction(() => {
    const { content } = registry;
    for (const blob of unpacked.blobs) content.putBlob(blob);
    if (unpacked.archive !== null) {
      content.putArchive({ hash: received.hash, size: received.size, name: provenance.fileName, addedAt: installedAt });
    }
    const manifest =
      content.manifestByHash(unpacked.manifest) ??
      content.addManifest({ hash: unpacked.manifest, archive: unpacked.archive, files: unpacked.files });
    return { entry, manifest: unpacked.manifest, manifestId: manifest.id, isNew: content.addEntry(row, manifest.id) };
  });
  const record: EntryRecord = { ...row, archive: unpacked.archive, files: unpacked.files };
  store.records.write('entries', entryRecordName(entry, unpacked.manifest), record);
  return registered;
}

/** What tidying cannot see: the entry's new version may be a manifest that history has kept. */
function unregister({ registry, store }: Engine, { entry, manifest, manifestId, isNew }: Registered): void {
  if (!isNew) return;
  registry.transaction(() => registry.content.deleteEntry(entry, manifestId));
  store.records.remove('entries', entryRecordName(entry, manifest));
}

function newEntryId(engine: Engine): EntryId {
  const id = engine.newId();
  if (!isEntryId(id)) throw new Error(`not an entry id: ${id}`);
  return id;
}
