/** Installs an archive: take it in, check it, unpack it into the store, and deploy a loadout that has it. */
import { LoadstoneError } from '../../shared/errors.ts';
import { isEntryId, type EntryId, type GameId, type Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, Provenance } from '../../shared/model.ts';
import { baseName, relPath, type RelPath } from '../../shared/rel-path.ts';
import type { OpenArchive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { folderName, layOutFiles } from '../games/lay-out.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { asDiskError, blocksOf, removeFile, requireSpace, usableSpace, withFile } from '../lib/files.ts';
import { sha256Of } from '../lib/hash.ts';
import type { ManifestFile } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Intake, StoredBlob } from '../store/blobs.ts';
import type { ReceivedArchive } from '../store/store.ts';
import { changeLoadout, currentLoadout } from './change-loadout.ts';
import { collectGarbage } from './collect-garbage.ts';
import { requireGame, type Engine } from './engine.ts';

export interface InstallRequest {
  readonly gameId: GameId;
  /** The archive on disk. It is copied, never moved. */
  readonly file: string;
  /** Shown in the library. */
  readonly name: string;
  readonly provenance: Provenance;
}

export function installMod(engine: Engine, request: InstallRequest, control: Control): ChangeOutcome {
  const game = requireGame(engine.registry, request.gameId);
  const { registry, store } = engine;
  registry.transaction(() => registry.journal.beginIntake(engine.clock.now()));
  try {
    requireSpace(engine.fs, store.root, engine.fs.lstat(request.file)?.size ?? 0, 'on the disk of the store');
    const received = store.archives.receive(request.file);
    try {
      return installReceived(engine, game, request, received, control);
    } finally {
      removeFile(engine.fs, received.temp);
    }
  } finally {
    registry.transaction(() => registry.journal.endIntake());
  }
}

function installReceived(
  engine: Engine,
  game: GameRow,
  request: InstallRequest,
  received: ReceivedArchive,
  control: Control,
): ChangeOutcome {
  const { store, registry } = engine;
  const intake = store.blobs.openIntake((hash) => vouchedBlob(engine, hash));
  let registered: { readonly entry: EntryId; readonly manifestId: number } | null = null;
  try {
    const unpacked = unpack(engine, game, request, received, intake, control);
    refuseTwice(engine, game, unpacked.manifest);
    intake.flush();
    if (unpacked.archive !== null) store.archives.keep(received);
    const entry = newEntryId(engine);
    const manifestId = register(engine, game, request, received, unpacked, entry);
    registered = { entry, manifestId };
    const item = { entry, manifest: unpacked.manifest, enabled: true, pinned: false };
    const to = { items: [...currentLoadout(registry, game).items, item] };
    return changeLoadout(
      engine,
      game.id,
      {
        to,
        reason: 'install',
        subject: request.name,
        entries: [entry],
        withCommit: () => registry.content.settleManifest(manifestId),
      },
      control,
    );
  } catch (error) {
    if (registered === null) intake.discard();
    else unregister(engine, registered.entry, registered.manifestId);
    throw asDiskError(error, `installing ${request.name}`);
  }
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
  const archive = openArchive(received.temp, { freeSpace: usableSpace(engine.fs, engine.store.root) });
  try {
    if (archive.files.length === 0) {
      throw new LoadstoneError(
        'nothing_to_install',
        `${request.name} holds no files.`,
        'Choose another file of the mod.',
      );
    }
    if (target.layout === 'archive-as-is') return keepWhole(engine, target, request, received, intake);
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
  target: TargetRow,
  request: InstallRequest,
  received: ReceivedArchive,
  intake: Intake,
): Unpacked {
  const blob = withFile(engine.fs, received.temp, 'r', (fd) => intake.add(blocksOf(engine.fs, fd)));
  const name = folderName(baseName(relPath(request.provenance.fileName)));
  const files = [manifestFile(target, name, blob)];
  return { manifest: sha256Of(JSON.stringify(['whole', files])), archive: null, files, blobs: [blob] };
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
): number {
  const { registry, clock, store } = engine;
  const { provenance, name } = request;
  const installedAt = clock.now();
  const row = { id: entry, manifest: unpacked.manifest, gameId: game.id, name, provenance, installedAt };
  const manifestId = registry.transaction(() => {
    const { content } = registry;
    for (const blob of unpacked.blobs) content.putBlob(blob);
    if (unpacked.archive !== null) {
      content.putArchive({ hash: received.hash, size: received.size, name: provenance.fileName, addedAt: installedAt });
    }
    const manifest =
      content.manifestByHash(unpacked.manifest) ??
      content.addManifest({ hash: unpacked.manifest, archive: unpacked.archive, files: unpacked.files });
    content.addEntry(row, manifest.id);
    return manifest.id;
  });
  store.records.write('entries', entry, {
    ...row,
    ...unpacked,
    blobs: undefined,
  });
  return manifestId;
}

/** Takes back what `register` wrote for an installation that did not come to a generation. */
function unregister(engine: Engine, entry: EntryId, manifestId: number): void {
  const { content } = engine.registry;
  engine.registry.transaction(() => content.deleteEntry(entry, manifestId));
  engine.store.records.remove('entries', entry);
  collectGarbage(engine);
}

function newEntryId(engine: Engine): EntryId {
  const id = engine.newId();
  if (!isEntryId(id)) throw new Error(`not an entry id: ${id}`);
  return id;
}
