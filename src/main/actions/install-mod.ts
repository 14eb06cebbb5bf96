/** Installs an archive: take it in, check it, unpack it into the store, and deploy a loadout that has it. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, Provenance } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { OpenArchive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { layOutFiles } from '../games/lay-out.ts';
import { wholeName } from './whole-name.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { blocksOf, removeFile, requireSpace, tellingDiskErrors, usableSpace, withFile } from '../lib/files.ts';
import type { ManifestFile } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Intake, StoredBlob } from '../store/blobs.ts';
import type { ReceivedArchive } from '../store/store.ts';
import { changeWithEntry, currentLoadout, newEntryId, requireEntry, withEntry } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { manifestHash, type NewVersion } from './register-entry.ts';

export interface InstallRequest {
  readonly gameId: GameId;
  /** The archive on disk. It is copied, never moved. */
  readonly file: string;
  /** Shown in the library. */
  readonly name: string;
  readonly provenance: Provenance;
  /** Name of the target its files go to. Default: the game's first. */
  readonly target?: string;
  /** An update: the entry whose version this becomes. It stays whole until the new one has committed. */
  readonly replaces?: EntryId;
}

export function installMod(engine: Engine, request: InstallRequest, control: Control): ChangeOutcome {
  const game = requireGame(engine.registry, request.gameId);
  if (request.replaces !== undefined) requireEntry(currentLoadout(engine.registry, game), request.replaces);
  return guardStore(engine, () =>
    tellingDiskErrors(`installing ${request.name}`, () => install(engine, game, request, control)),
  );
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
  const version = versionOf(engine, game, request, received, unpacked);
  const { id: entry, manifest } = version.row;
  const to = withEntry(registry, currentLoadout(registry, game), entry, manifest);
  const reason = request.replaces === undefined ? 'install' : 'update';
  return changeWithEntry(engine, game.id, version, { to, reason, subject: request.name, entries: [entry] }, control);
}

export function versionOf(
  { clock, newId }: Pick<Engine, 'clock' | 'newId'>,
  game: GameRow,
  { name, provenance, target, replaces }: InstallRequest,
  { hash, size }: ReceivedArchive,
  { manifest, archive, files, blobs }: Unpacked,
): NewVersion {
  const id = replaces ?? newEntryId(newId);
  const row = { id, manifest, gameId: game.id, name, provenance, installedAt: clock.now(), kind: 'mod' as const };
  return {
    row,
    archive: archive === null ? null : { hash, size, name: provenance.fileName },
    files,
    blobs,
    origin: target === undefined ? {} : { target },
  };
}

/** What the archive turned into. */
export interface Unpacked {
  readonly manifest: Sha256;
  /** null when the archive itself is the mod and lies among the blobs. */
  readonly archive: Sha256 | null;
  readonly files: readonly ManifestFile[];
  readonly blobs: readonly StoredBlob[];
}

export function unpack(
  engine: Engine,
  game: GameRow,
  request: InstallRequest,
  received: ReceivedArchive,
  intake: Intake,
  control: Control,
): Unpacked {
  const target = chosenTarget(game, request.target);
  const archive = openArchive(received.temp, { freeSpace: usableSpace(engine.fs, engine.store.root), control });
  try {
    if (archive.files.length === 0) {
      throw new LoadstoneError(
        'nothing_to_install',
        `${request.name} holds no files.`,
        'Choose another file of the mod.',
      );
    }
    if (target.layout === 'archive-as-is')
      return keepWhole(engine, game, target, received, intake, wholeName(game, archive, request.provenance));
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

function chosenTarget(game: GameRow, name: string | undefined): TargetRow {
  const target = name === undefined ? game.targets[0] : game.targets.find((candidate) => candidate.name === name);
  if (target !== undefined) return target;
  throw new LoadstoneError(
    'invalid_input',
    `${game.name} has no folder for mods called "${name}".`,
    `It has: ${game.targets.map((candidate) => candidate.name).join(', ')}.`,
  );
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
  received: ReceivedArchive,
  intake: Intake,
  name: RelPath,
): Unpacked {
  const blob = withFile(engine.fs, received.temp, 'r', (fd) => intake.add(blocksOf(engine.fs, fd)));
  const files = [manifestFile(target, name, blob)];
  return { manifest: manifestHash(game, received.hash, files), archive: null, files, blobs: [blob] };
}

function manifestFile(target: TargetRow, path: RelPath, blob: StoredBlob | undefined): ManifestFile {
  if (blob === undefined) throw new Error(`nothing was read for ${path}`);
  return { target: target.name, path, blob: blob.hash, size: blob.size };
}

/** A blob we have and whose file nobody touched. Anything else is written again. */
function vouchedBlob({ registry, store }: Engine, hash: Sha256): StoredBlob | null {
  const row = registry.content.blobByHash(hash);
  if (row === null) return null;
  const found = store.blobs.stat(hash);
  return found !== null && found.fingerprint === row.fingerprint ? found : null;
}

export function refuseTwice({ registry }: Engine, game: GameRow, manifest: Sha256): void {
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
