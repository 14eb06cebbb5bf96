/** Looks for files that are not as we left them: `status` by fingerprint, `verify` by reading every byte. */
import path from 'node:path';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, GameStatus, OutsideChange, VerifiedGame } from '../../shared/model.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { fingerprintOf, hashFile } from '../lib/files.ts';
import type { AppliedRow } from '../registry/applied.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { findForeignFiles } from '../deploy/foreign-files.ts';
import { requireGameFolder } from '../deploy/targets.ts';
import { winnersOf } from '../deploy/winners.ts';
import { currentLoadout } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { restoreFiles } from './outside-changes.ts';
import { entriesByManifest } from './read-conflicts.ts';

type Judge = (file: string, row: AppliedRow, fingerprint: string) => boolean;

/**
 * Finds edits by fingerprint and reads only files whose fingerprint moved. `added` also looks for files that came from
 * outside: that lists every folder mods go to.
 */
export function readStatus(
  engine: Engine,
  { gameId, added }: { readonly gameId: GameId; readonly added: boolean },
  control: Control,
): GameStatus {
  const status = statusOfFiles(engine, gameId, control);
  if (!added) return status;
  const foreign = findForeignFiles(engine.fs, engine.registry, requireGame(engine.registry, gameId), control);
  const found = foreign.map((file) => ({
    target: file.target.name,
    path: file.path,
    kind: 'added' as const,
    entry: null,
  }));
  return { ...status, changes: [...status.changes, ...found] };
}

function statusOfFiles(engine: Engine, gameId: GameId, control: Control): GameStatus {
  const { registry, fs } = engine;
  return lookAtFiles(engine, gameId, control, (file, row, fingerprint) => {
    if (fingerprint === row.fingerprint) return true;
    return hashFile(fs, file) === registry.content.blobById(row.blobId).hash;
  });
}

/** Reads every deployed file and every blob behind them. */
export function verifyGame(engine: Engine, gameId: GameId, control: Control): VerifiedGame {
  const { registry, fs, store } = engine;
  const blobs = new Set<Sha256>();
  const status = lookAtFiles(engine, gameId, control, (file, row, fingerprint) => {
    const { hash } = registry.content.blobById(row.blobId);
    const sound = hashFile(fs, file) === hash;
    // A hard link is the blob itself: what was just read need not be read again.
    if (!sound || store.blobs.stat(hash)?.fingerprint !== fingerprint) blobs.add(hash);
    return sound;
  });
  const damagedBlobs: Sha256[] = [];
  for (const hash of blobs) {
    throwIfCancelled(control);
    if (!store.blobs.verify(hash)) damagedBlobs.push(hash);
  }
  return { ...status, damagedBlobs };
}

/** Puts back every file of a mod that was edited, deleted or replaced outside. */
export function repairGame(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): ChangeOutcome {
  const verified = verifyGame(engine, gameId, control);
  if (verified.damagedBlobs.length > 0) engine.restoreBlobs(verified.damagedBlobs);
  return restoreFiles(engine, { gameId, files: verified.changes }, control);
}

function lookAtFiles(engine: Engine, gameId: GameId, control: Control, isOurs: Judge): GameStatus {
  const game = requireGame(engine.registry, gameId);
  requireGameFolder(engine.fs, game);
  const targets = new Map(game.targets.map((target) => [target.id, target]));
  const rows = engine.registry.applied.ofGame(gameId);
  const changes: { readonly row: AppliedRow; readonly target: TargetRow; readonly kind: OutsideChange['kind'] }[] = [];
  let done = 0;
  for (const row of rows) {
    throwIfCancelled(control);
    const target = targets.get(row.targetId);
    const kind = target === undefined ? null : changeOf(engine, target, row, isOurs);
    if (target !== undefined && kind !== null) changes.push({ row, target, kind });
    done += 1;
    control.progress({ phase: 'deploying', bytesDone: 0, bytesTotal: null, filesDone: done, filesTotal: rows.length });
  }
  const owner = ownersOf(engine.registry, game, new Set(changes.map(({ row }) => row.pathId)));
  return {
    gameId,
    generation: game.currentGeneration,
    files: rows.length,
    changes: changes.map(({ row, target, kind }) => ({
      target: target.name,
      path: row.text,
      kind,
      entry: owner(row.pathId),
    })),
  };
}

/** Whose file lies at a path. */
function ownersOf(registry: Registry, game: GameRow, pathIds: ReadonlySet<number>): (pathId: number) => EntryId | null {
  if (pathIds.size === 0) return () => null;
  const loadout = currentLoadout(registry, game);
  const winners = winnersOf(registry, loadout, pathIds);
  const entryOf = entriesByManifest(registry, loadout);
  return (pathId) => {
    const winner = winners.get(pathId);
    return winner === undefined || winner === 'nobody' ? null : (entryOf.get(winner.manifestId) ?? null);
  };
}

function changeOf(engine: Engine, target: TargetRow, row: AppliedRow, isOurs: Judge): OutsideChange['kind'] | null {
  const file = path.join(target.path, row.text);
  const stat = engine.fs.lstat(file);
  if (stat === null) return 'deleted';
  if (stat.kind === 'folder') return 'replaced-by-folder';
  if (stat.kind !== 'file') return 'replaced-by-link';
  return isOurs(file, row, fingerprintOf(stat)) ? null : 'edited';
}
