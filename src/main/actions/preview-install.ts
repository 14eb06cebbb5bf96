/**
 * What installing an archive would change, before anything is written: the installation itself, with nothing kept of it.
 * The files are read and hashed only, and what the registry is told is taken back.
 */
import type { EntryId, Sha256 } from '../../shared/ids.ts';
import type { Conflict, InstallPreview } from '../../shared/model.ts';
import { isExecutable } from '../../shared/executables.ts';
import type { Control } from '../lib/control.ts';
import { hashFile, tellingDiskErrors } from '../lib/files.ts';
import { sha256Stream } from '../lib/hash.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import type { Intake } from '../store/blobs.ts';
import { currentLoadout, requireEntry, withEntry, type LoadoutChange } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { refuseTwice, unpack, versionOf, type InstallRequest } from './install-mod.ts';
import { previewLoadout } from './preview-change.ts';
import { conflictsOf } from './read-conflicts.ts';
import { addVersion, type NewVersion } from './register-entry.ts';

/** Refuses what installing would refuse. */
export function previewInstall(engine: Engine, request: InstallRequest, control: Control): InstallPreview {
  const { registry, fs } = engine;
  const game = requireGame(registry, request.gameId);
  if (request.replaces !== undefined) requireEntry(currentLoadout(registry, game), request.replaces);
  return tellingDiskErrors(`looking into ${request.name}`, () => {
    const file = {
      hash: hashFile(fs, request.file),
      size: fs.lstat(request.file)?.size ?? 0,
      temp: request.file,
      direct: false,
    };
    const unpacked = unpack(engine, game, request, file, hashing, control);
    refuseTwice(engine, game, file, unpacked);
    const version = versionOf(engine, game, request, file, unpacked);
    const preview = takenBack(registry, () => {
      for (const target of unpacked.fresh) registry.games.addTarget(game.id, target);
      return previewVersion(engine, requireGame(registry, game.id), request, version);
    });
    return unpacked.leftOut === undefined ? preview : { ...preview, leftOut: unpacked.leftOut };
  });
}

/** Reads everything and keeps nothing. */
const hashing: Intake = {
  add: (blocks) => {
    const sum = sha256Stream();
    let size = 0;
    for (const block of blocks) {
      sum.update(block);
      size += block.byteLength;
    }
    return { hash: sum.digest(), size, fingerprint: '' };
  },
  parts: null,
  flush: () => undefined,
};

class TakenBack<T> extends Error {
  readonly answer: T;
  constructor(answer: T) {
    super('taken back on purpose');
    this.answer = answer;
  }
}

/** Runs `work` in a transaction and takes back all it wrote. */
function takenBack<T>(registry: Registry, work: () => T): T {
  try {
    return registry.transaction(() => {
      throw new TakenBack(work());
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.answer as T;
    throw error;
  }
}

function previewVersion(engine: Engine, game: GameRow, request: InstallRequest, version: NewVersion): InstallPreview {
  const { registry } = engine;
  const { id, manifest } = version.row;
  // What the store has already keeps its fingerprint.
  const fresh = version.blobs.filter((blob) => registry.content.blobByHash(blob.hash) === null);
  addVersion(registry, { ...version, blobs: fresh });
  const to = withEntry(registry, currentLoadout(registry, game), id, manifest);
  const reason = request.replaces === undefined ? 'install' : 'update';
  const change: LoadoutChange = { to, reason, subject: request.name, entries: [id] };
  const preview = previewLoadout(engine, game.id, change);
  return {
    ...preview,
    overwrites: overwritesOf(
      registry,
      conflictsOf(registry, to),
      id,
      to.items.map((item) => [item.entry, item.manifest]),
    ),
    replacesOriginals: originalsIn(preview, version, registry, game),
    executables: version.files.map((file) => file.path).filter(isExecutable),
  };
}

/** Mods that lose files to the new one. */
function overwritesOf(
  registry: Registry,
  conflicts: readonly Conflict[],
  winner: EntryId,
  items: readonly (readonly [EntryId, Sha256])[],
): InstallPreview['overwrites'] {
  const counts = new Map<EntryId, number>();
  for (const conflict of conflicts) {
    if (conflict.winner !== winner || conflict.identical) continue;
    const loser = conflict.providers.findLast((provider) => provider.entry !== winner && !provider.sameAsWinner);
    if (loser !== undefined) counts.set(loser.entry, (counts.get(loser.entry) ?? 0) + 1);
  }
  const manifests = new Map(items);
  return [...counts].map(([entry, files]) => {
    const manifest = manifests.get(entry);
    const name = manifest === undefined ? entry : (registry.content.entry(entry, manifest)?.name ?? entry);
    return { entry, name, files };
  });
}

/** Replaced files that no mod of ours lies at: they belong to the game. */
function originalsIn(
  { files }: Pick<InstallPreview, 'files'>,
  version: NewVersion,
  registry: Registry,
  game: GameRow,
): number {
  const own = new Set(version.files.map((file) => `${file.target}\0${file.path}`));
  const targets = new Map(game.targets.map((target) => [target.name, target.id]));
  return files.filter(({ target, path, action }) => {
    const [targetId, pathId] = [targets.get(target), registry.content.findPathId(target, path)];
    if (action !== 'replace' || targetId === undefined || pathId === null) return false;
    return own.has(`${target}\0${path}`) && registry.applied.file(targetId, pathId) === null;
  }).length;
}
