/** Looks for files that are not as we left them: `status` by fingerprint, `verify` by reading every byte. */
import path from 'node:path';
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, OutsideChange } from '../../shared/model.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { fingerprintOf, hashFile } from '../lib/files.ts';
import type { AppliedRow } from '../registry/applied.ts';
import type { TargetRow } from '../registry/games.ts';
import { deployLoadout } from '../deploy/deploy.ts';
import { requireGameFolder } from '../deploy/targets.ts';
import { currentLoadout, deployRequest } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';

export interface GameStatus {
  readonly gameId: GameId;
  readonly generation: number;
  /** Files of mods that were looked at. */
  readonly files: number;
  readonly changes: readonly OutsideChange[];
}

export interface VerifiedGame extends GameStatus {
  /** Blobs that no longer match their name; moved to quarantine. */
  readonly damagedBlobs: readonly Sha256[];
}

type Judge = (file: string, row: AppliedRow, fingerprint: string) => boolean;

/** Finds edits by fingerprint and reads only files whose fingerprint moved. */
export function readStatus(engine: Engine, gameId: GameId, control: Control): GameStatus {
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

/** Puts back every file of a mod that was edited, deleted or replaced outside. Edits are captured first. */
export function repairGame(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): ChangeOutcome {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const verified = verifyGame(engine, gameId, control);
  if (verified.damagedBlobs.length > 0) engine.restoreBlobs(verified.damagedBlobs);
  const alsoPaths = new Set(verified.changes.map(({ target, path: file }) => registry.content.pathId(target, file)));
  const to = currentLoadout(registry, game);
  const subject = `${alsoPaths.size} files`;
  const request = deployRequest(registry, game, { to, reason: 'repair', subject, entries: [] });
  const repair = { ...request, outside: 'restore' as const, alsoPaths };
  return guardStore(engine, () => deployLoadout(engine, repair, control));
}

function lookAtFiles(engine: Engine, gameId: GameId, control: Control, isOurs: Judge): GameStatus {
  const game = requireGame(engine.registry, gameId);
  requireGameFolder(engine.fs, game);
  const targets = new Map(game.targets.map((target) => [target.id, target]));
  const rows = engine.registry.applied.ofGame(gameId);
  const changes: OutsideChange[] = [];
  let done = 0;
  for (const row of rows) {
    throwIfCancelled(control);
    const target = targets.get(row.targetId);
    const kind = target === undefined ? null : changeOf(engine, target, row, isOurs);
    if (target !== undefined && kind !== null) changes.push({ target: target.name, path: row.text, kind, entry: null });
    done += 1;
    control.progress({ phase: 'deploying', bytesDone: 0, bytesTotal: null, filesDone: done, filesTotal: rows.length });
  }
  return { gameId, generation: game.currentGeneration, files: rows.length, changes };
}

function changeOf(engine: Engine, target: TargetRow, row: AppliedRow, isOurs: Judge): OutsideChange['kind'] | null {
  const file = path.join(target.path, row.text);
  const stat = engine.fs.lstat(file);
  if (stat === null) return 'deleted';
  if (stat.kind === 'folder') return 'replaced-by-folder';
  if (stat.kind !== 'file') return 'replaced-by-link';
  return isOurs(file, row, fingerprintOf(stat)) ? null : 'edited';
}
