/**
 * What the player, or another program, did to the files: keep it as the player's own changes, put the mods' files back, or
 * adopt files that came from outside. Each is a generation, so each can be taken back; nothing is deleted for good.
 */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, FileChoice, Loadout } from '../../shared/model.ts';
import { foldKey, type RelPath } from '../../shared/rel-path.ts';
import { subjectText } from '../../shared/subjects.ts';
import type { Control } from '../lib/control.ts';
import { tellingDiskErrors } from '../lib/files.ts';
import { createChooser, withChoices } from '../plan/loadout.ts';
import type { EntryRow, ManifestFile } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import type { StoredBlob } from '../store/blobs.ts';
import {
  changeLoadout,
  changeWithEntry,
  currentLoadout,
  deployRequest,
  deployWithLists,
  entryRow,
  newEntryId,
  withEntry,
} from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { provenanceOfNothing } from './record-names.ts';
import { manifestHash, type NewVersion } from './register-entry.ts';

export interface FileAt {
  /** Name of the target. */
  readonly target: string;
  readonly path: RelPath;
}

export interface OutsideRequest {
  readonly gameId: GameId;
  readonly files: readonly FileAt[];
}

export interface AdoptRequest extends OutsideRequest {
  /** What the new entry is called. */
  readonly name: string;
}

/** What one of the files is now. */
interface Found extends FileAt {
  readonly row: TargetRow;
  /** Absolute. */
  readonly file: string;
  readonly kind: 'file' | 'gone' | 'obstacle';
  /** A mod, or the player's kept changes, has a file there. */
  readonly ours: boolean;
}

/** Makes what was done the player's own changes: an entry that wins over every mod. A deleted file stays away. */
export const keepChanges = (engine: Engine, request: OutsideRequest, control: Control): ChangeOutcome =>
  tellingDiskErrors('keeping your changes', () => keepFiles(engine, request, control));

function keepFiles(engine: Engine, { gameId, files }: OutsideRequest, control: Control): ChangeOutcome {
  const game = requireGame(engine.registry, gameId);
  const found = files.map((file) => look(engine, game, file));
  for (const one of found) if (one.kind === 'obstacle') throw inTheWay(one);
  return keep(engine, game, found, subjectOf(found), control);
}

/** One file by its name, several by their number. */
const subjectOf = (found: readonly Found[]): string => {
  const [first] = found;
  return found.length === 1 && first !== undefined ? first.path : subjectText({ kind: 'files', count: found.length });
};

/** Puts the mods' files back. What was there is saved, and undo brings it back. */
export const restoreFiles = (engine: Engine, request: OutsideRequest, control: Control): ChangeOutcome =>
  tellingDiskErrors('putting files back', () => putBack(engine, request, control));

function putBack(engine: Engine, { gameId, files }: OutsideRequest, control: Control): ChangeOutcome {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const found = files.map((file) => look(engine, game, file));
  for (const one of found) {
    if (!one.ours) throw notRestored(one);
    if (one.kind === 'obstacle') throw inTheWay(one);
  }
  const alsoPaths = new Set(found.map((one) => registry.content.pathId(one.target, one.path)));
  const change = {
    to: currentLoadout(registry, game),
    reason: 'repair' as const,
    subject: subjectOf(found),
    entries: [],
  };
  const request = deployRequest(registry, game, change, control.batch);
  const restore = { ...request, outside: 'restore' as const, alsoPaths };
  return guardStore(engine, () => deployWithLists(engine, restore, null, control));
}

/** Makes an entry of files that came from outside. They stay where they are, and can be switched off from now on. */
export const adoptFiles = (engine: Engine, request: AdoptRequest, control: Control): ChangeOutcome =>
  tellingDiskErrors('adopting files', () => adopt(engine, request, control));

function adopt(engine: Engine, { gameId, files, name }: AdoptRequest, control: Control): ChangeOutcome {
  const game = requireGame(engine.registry, gameId);
  const found = files.map((file) => look(engine, game, file));
  for (const one of found) if (one.ours || one.kind !== 'file') throw notAdopted(one);
  const loadout = currentLoadout(engine.registry, game);
  return guardStore(engine, () => {
    const captured = capture(engine, found);
    const row = { id: newEntryId(engine.newId), name, kind: 'adopted' as const };
    const version = versionFrom(engine, game, row, captured.files, captured.blobs);
    const { id, manifest } = version.row;
    const to = withEntry(engine.registry, loadout, id, manifest);
    const change = { to, reason: 'adopt' as const, subject: name, entries: [id] };
    return changeWithEntry(engine, gameId, version, change, control);
  });
}

function keep(
  engine: Engine,
  game: GameRow,
  found: readonly Found[],
  subject: string,
  control: Control,
): ChangeOutcome {
  const { registry } = engine;
  const foreign = found.filter((one) => !one.ours);
  const loadout = withAbsences(
    currentLoadout(registry, game),
    found.filter((one) => one.ours && one.kind === 'gone'),
  );
  const edited = found.filter((one) => one.ours && one.kind === 'file');
  // Files that belong to the game from now on: an update of the game brought them, or the player wants them there.
  const withCommit = (): void => {
    for (const { row, path: file } of foreign) registry.baseline.add(row.id, [foldKey(file)]);
  };
  const base = { reason: 'keep-change' as const, subject, withCommit };
  if (edited.length === 0) return changeLoadout(engine, game.id, { ...base, to: loadout, entries: [] }, control);
  return guardStore(engine, () => {
    const version = ownVersion(engine, game, loadout, edited);
    const { id, manifest } = version.row;
    const placed = withEntry(registry, loadout, id, manifest);
    const change = { ...base, to: withOwnWord(placed, version.row, edited), entries: [id] };
    const outcome = changeWithEntry(engine, game.id, version, change, control);
    const saved = new Set(edited.map(fileKey));
    return { ...outcome, captured: version.files.filter((one) => saved.has(fileKey(one))) };
  });
}

const withAbsences = (loadout: Loadout, gone: readonly Found[]): Loadout =>
  withChoices(
    loadout,
    gone.map(({ target, path: file }) => ({ target, path: file, folder: false, entry: null })),
  );

/** The player's own file must win also where a choice says something else. */
function withOwnWord(loadout: Loadout, own: EntryRow, edited: readonly Found[]): Loadout {
  const chooser = createChooser(loadout.choices);
  const overruled = edited.filter((one) => chooser(one.target, foldKey(one.path)) !== null);
  const choices = overruled.map(({ target, path: file }): FileChoice => ({
    target,
    path: file,
    folder: false,
    entry: own.id,
  }));
  return withChoices(loadout, choices);
}

/** The entry of the player's own changes, with the edited files as they are now. */
function ownVersion(engine: Engine, game: GameRow, loadout: Loadout, edited: readonly Found[]): NewVersion {
  const { registry } = engine;
  const item = loadout.items.find((candidate) => entryRow(registry, candidate).kind === 'own-changes');
  const { files, blobs } = capture(engine, edited);
  const now = new Set(files.map(fileKey));
  const earlier =
    item === undefined ? [] : manifestFiles(registry, item.manifest).filter((one) => !now.has(fileKey(one)));
  const row = { id: item?.entry ?? newEntryId(engine.newId), name: 'My changes', kind: 'own-changes' as const };
  return versionFrom(engine, game, row, [...earlier, ...files], blobs);
}

const fileKey = ({ target, path: file }: FileAt): string => `${target}\0${foldKey(file)}`;

function manifestFiles({ content }: Registry, manifest: Sha256): readonly ManifestFile[] {
  return content.filesOf(content.requireManifest(manifest).id).map(({ pathId, blobId }) => {
    const { target, text } = content.pathById(pathId);
    const { hash, size } = content.blobById(blobId);
    return { target, path: text, blob: hash, size };
  });
}

function versionFrom(
  { clock }: Engine,
  game: GameRow,
  about: Pick<EntryRow, 'id' | 'name' | 'kind'>,
  files: readonly ManifestFile[],
  blobs: readonly StoredBlob[],
): NewVersion {
  const manifest = manifestHash(game, about.kind, files);
  const row = { ...about, manifest, gameId: game.id, provenance: provenanceOfNothing, installedAt: clock.now() };
  return { row, archive: null, files, blobs, origin: {} };
}

function capture(
  { store }: Engine,
  found: readonly Found[],
): { readonly files: readonly ManifestFile[]; readonly blobs: readonly StoredBlob[] } {
  const blobs = found.map((one) => store.blobs.capture(one.file));
  const files = found.flatMap(({ target, path: file }, index) => {
    const blob = blobs[index];
    return blob === undefined ? [] : [{ target, path: file, blob: blob.hash, size: blob.size }];
  });
  return { files, blobs };
}

function look({ fs, registry }: Engine, game: GameRow, { target, path: wanted }: FileAt): Found {
  const row = game.targets.find((candidate) => candidate.name === target);
  if (row === undefined) {
    throw new LoadstoneError('invalid_input', `${game.name} has no folder for mods called "${target}".`, 'Look again.');
  }
  const pathId = registry.content.findPathId(target, wanted);
  const applied = pathId === null ? null : registry.applied.file(row.id, pathId);
  const text = applied?.text ?? wanted;
  const file = path.join(row.path, text);
  const stat = fs.lstat(file);
  const kind = stat === null ? 'gone' : stat.kind === 'file' ? 'file' : 'obstacle';
  if (applied === null && kind === 'gone') {
    throw new LoadstoneError('not_found', `There is no file at ${wanted}.`, 'Look for outside changes again.');
  }
  return { target, path: text, row, file, kind, ours: applied !== null };
}

const inTheWay = ({ path: file }: Found): LoadstoneError =>
  new LoadstoneError(
    'path_blocked',
    `A folder or a link stands where a mod has its file: ${file}.`,
    'Move it away and try again. Nothing was changed.',
    { details: { path: file } },
  );

const notRestored = ({ path: file }: Found): LoadstoneError =>
  new LoadstoneError(
    'invalid_input',
    `No mod has a file at ${file}: there is nothing to put back.`,
    'Files that came from outside can be adopted, and then switched off.',
    { details: { path: file } },
  );

const notAdopted = ({ path: file }: Found): LoadstoneError =>
  new LoadstoneError(
    'invalid_input',
    `${file} is not a file that came from outside.`,
    'Keep it as your own change, or restore it.',
    { details: { path: file } },
  );
