/** Installs an archive: take it in, check it, unpack it into the store, and deploy a loadout that has it. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Target } from '../../shared/games.ts';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { InstallerChoices } from '../../shared/installer.ts';
import { previewLimit, type ChangeOutcome, type Provenance } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { OpenArchive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import type { PlacedFile } from '../games/installers/place-files.ts';
import { wholeName } from './whole-name.ts';
import type { Control } from '../lib/control.ts';
import { blocksOf, removeFile, requireSpace, tellingDiskErrors, usableSpace, withFile } from '../lib/files.ts';
import { isOlder } from '../plan/versions.ts';
import type { ManifestFile, ManifestOrigin } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Intake, StoredBlob } from '../store/blobs.ts';
import type { ReceivedArchive } from '../store/store.ts';
import {
  changeWithEntry,
  currentLoadout,
  newEntryId,
  requireEntry,
  withEntry,
  type LoadoutChange,
} from './change-loadout.ts';
import { addTargets } from './complete-targets.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { manifestHash, type NewVersion } from './register-entry.ts';
import { createTwinCheck } from './number-packages.ts';
import { asTheyAre, placeArchive, useOfArchive } from './place-archive.ts';
import { takeFiles } from './take-files.ts';
import { answerInstaller, useInstaller } from './use-installer.ts';

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
  /** Answers to the archive's installer. Without them one that asks is `choices_needed`, unless they stand from before. */
  readonly choices?: InstallerChoices;
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
  refuseTwice(engine, game, received, unpacked);
  intake.flush();
  if (unpacked.archive === null) removeFile(fs, received.temp);
  else store.archives.keep(received);
  const version = versionOf(engine, game, request, received, unpacked);
  const { id: entry, manifest } = version.row;
  addTargets(engine, game.id, unpacked.fresh);
  const to = withEntry(registry, currentLoadout(registry, game), entry, manifest);
  return changeWithEntry(
    engine,
    game.id,
    version,
    { to, ...reasonOf(engine, game, request), entries: [entry] },
    control,
  );
}

/** The older file of a mod in the place of a newer one is a way back, and says to which version. */
function reasonOf(
  { registry }: Engine,
  game: GameRow,
  { name, provenance, replaces }: InstallRequest,
): Pick<LoadoutChange, 'reason' | 'subject'> {
  if (replaces === undefined) return { reason: 'install', subject: name };
  const { manifest } = requireEntry(currentLoadout(registry, game), replaces);
  const before = registry.content.entry(replaces, manifest)?.provenance.version ?? null;
  return isOlder(provenance.version, before)
    ? { reason: 'revert', subject: `${name} ${provenance.version}` }
    : { reason: 'update', subject: name };
}

export function versionOf(
  { clock, newId }: Pick<Engine, 'clock' | 'newId'>,
  game: GameRow,
  { name, provenance, target, replaces }: InstallRequest,
  { hash, size }: ReceivedArchive,
  { manifest, archive, files, blobs, answers }: Unpacked,
): NewVersion {
  const id = replaces ?? newEntryId(newId);
  const row = { id, manifest, gameId: game.id, name, provenance, installedAt: clock.now(), kind: 'mod' as const };
  return {
    row,
    archive: archive === null ? null : { hash, size, name: provenance.fileName },
    files,
    blobs,
    origin: { ...(target === undefined ? {} : { target }), ...answers },
  };
}

/** What the archive turned into. */
export interface Unpacked {
  readonly manifest: Sha256;
  /** null when the archive itself is the mod and lies among the blobs. */
  readonly archive: Sha256 | null;
  readonly files: readonly ManifestFile[];
  readonly blobs: readonly StoredBlob[];
  /** To the questions of its installer; empty without one. */
  readonly answers: Pick<ManifestOrigin, 'choices' | 'questions'>;
  /** Targets that the game gets for it. */
  readonly fresh: readonly Target[];
  /** What was wanted and has no place in the game, at most `previewLimit`. */
  readonly leftOut?: readonly RelPath[];
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
    const use = useOfArchive(engine, game, target, archive);
    if (use === 'whole')
      return keepWhole(engine, game, target, received, intake, wholeName(game, archive, request.provenance));
    const { places, ...told } = layOutArchive(engine, game, target, request, archive);
    const { fs, store } = engine;
    const wanted = new Set(places.map(({ source }) => source));
    const blobs = takeFiles({ fs, store, archive, received, intake }, wanted, control);
    const files = places.map((place) => manifestFile(place, blobs.get(place.source)));
    return {
      manifest: manifestHash(game, received.hash, files),
      archive: received.hash,
      files,
      blobs: [...blobs.values()],
      ...told,
    };
  } finally {
    archive.close();
  }
}

/** Which files of an archive go where, by their index; an installer's answers decide which. */
export function layOutArchive(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  request: InstallRequest,
  archive: OpenArchive,
): Pick<Unpacked, 'answers' | 'leftOut' | 'fresh'> & { readonly places: readonly PlacedFile[] } {
  const used = useInstaller(engine, game, target, request, archive);
  const answered = used === null ? null : answerInstaller(used, request, request.name, archive.files);
  const chosen = answered?.files ?? archive.files.map(({ path }, source) => ({ source, path }));
  const { files: places, fresh } =
    used?.kind === 'module'
      ? { files: asTheyAre(game, target, request.name, chosen), fresh: [] }
      : placeArchive(engine, game, target, request, chosen);
  const placed = new Set(places.map(({ source }) => source));
  const leftOut = chosen.flatMap(({ source, path }) => (placed.has(source) ? [] : [path])).slice(0, previewLimit);
  return { places, fresh, answers: answered?.origin ?? {}, ...(leftOut.length > 0 && { leftOut }) };
}

/** The target of a name, or the game's first. */
export function chosenTarget(game: GameRow, name: string | undefined): TargetRow {
  const target = name === undefined ? game.targets[0] : game.targets.find((candidate) => candidate.name === name);
  if (target !== undefined) return target;
  throw new LoadstoneError(
    'invalid_input',
    `${game.name} has no folder for mods called "${name}".`,
    `It has: ${game.targets.map((candidate) => candidate.name).join(', ')}.`,
  );
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
  const files = [manifestFile({ target: target.name, path: name }, blob)];
  const manifest = manifestHash(game, received.hash, files);
  return { manifest, archive: null, files, blobs: [blob], answers: {}, fresh: [] };
}

function manifestFile({ target, path }: Omit<PlacedFile, 'source'>, blob: StoredBlob | undefined): ManifestFile {
  if (blob === undefined) throw new Error(`nothing was read for ${path}`);
  return { target, path, blob: blob.hash, size: blob.size };
}

/** A blob we have and whose file nobody touched. Anything else is written again. */
function vouchedBlob({ registry, store }: Engine, hash: Sha256): StoredBlob | null {
  const row = registry.content.blobByHash(hash);
  if (row === null) return null;
  const found = store.blobs.stat(hash);
  return found !== null && found.fingerprint === row.fingerprint ? found : null;
}

/** Throws `already_installed` for a mod that is there with the same files, under whatever numbers the game wants. */
export function refuseTwice(
  engine: Engine,
  game: GameRow,
  { hash }: Pick<ReceivedArchive, 'hash'>,
  { manifest, files }: Pick<Unpacked, 'manifest' | 'files'>,
): void {
  const { content } = engine.registry;
  const isSame = createTwinCheck(engine, game, hash, files);
  const there = currentLoadout(engine.registry, game).items.find(
    (item) => item.manifest === manifest || isSame(content.requireManifest(item.manifest)),
  );
  if (there === undefined) return;
  const name = content.entry(there.entry, there.manifest)?.name ?? there.entry;
  throw new LoadstoneError(
    'already_installed',
    `${name} is installed already, with exactly these files.`,
    there.enabled ? 'There is nothing to do.' : 'Enable it in the library.',
    { details: { entry: there.entry } },
  );
}
