/** Looks for files that are not as we left them: `status` by fingerprint, `verify` by reading every byte. */
import path from 'node:path';
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, GameStatus, OutsideChange, VerifiedGame } from '../../shared/model.ts';
import { foldKey } from '../../shared/rel-path.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { fingerprintOf, hashFile } from '../lib/files.ts';
import type { FileStat } from '../lib/fs.ts';
import { hashFiles } from '../lib/hash-files.ts';
import type { AppliedMark, AppliedRow } from '../registry/applied.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { findForeignFiles, type ForeignFile } from '../deploy/foreign-files.ts';
import { requireGameFolder } from '../deploy/targets.ts';
import { winnersOf } from '../deploy/winners.ts';
import { companionsOf } from '../games/companions.ts';
import { currentLoadout } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { restoreFiles } from './outside-changes.ts';
import { entriesByManifest } from './read-conflicts.ts';

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
  const game = requireGame(engine.registry, gameId);
  const foreign = findForeignFiles(engine.fs, engine.registry, game, control);
  const found = withoutCompanions(engine, game, foreign).map((file) => ({
    target: file.target.name,
    path: file.path,
    kind: 'added' as const,
    entry: null,
  }));
  return { ...status, changes: [...status.changes, ...found] };
}

/** What a game writes about its mods is no mod, and nobody's to adopt. */
function withoutCompanions(engine: Engine, game: GameRow, files: readonly ForeignFile[]): readonly ForeignFile[] {
  const companions = companionsOf(game, definitionOf(engine, game)?.lists);
  const kept = new Set(companions.map(({ target, path: file }) => `${target}\0${foldKey(file)}`));
  return kept.size === 0
    ? files
    : files.filter(({ target, path: file }) => !kept.has(`${target.name}\0${foldKey(file)}`));
}

function statusOfFiles(engine: Engine, gameId: GameId, control: Control): GameStatus {
  const { registry } = engine;
  const rows = registry.applied.marksOf(gameId);
  const { targets, report } = openLook(engine, gameId, rows.length, control);
  const changes: FoundChange[] = [];
  for (const row of rows) {
    const target = targets.get(row.targetId);
    const kind = target === undefined ? 'file' : changeOf(engine, row, fileOf(target, row));
    if (target !== undefined && kind !== 'file') changes.push({ row, target, kind });
    report();
  }
  return statusWith(registry, requireGame(registry, gameId), rows.length, changes);
}

function changeOf({ fs, registry }: Engine, row: AppliedMark, file: string): 'file' | OutsideChange['kind'] {
  const stat = fs.lstat(file);
  const kind = kindOf(stat);
  if (kind !== 'file' || stat === null || fingerprintOf(stat) === row.fingerprint) return kind;
  const placed = registry.applied.file(row.targetId, row.pathId);
  return placed === null || hashFile(fs, file) === registry.content.blobById(placed.blobId).hash ? 'file' : 'edited';
}

/** Reads every deployed file and every blob behind them. */
export function verifyGame(engine: Engine, gameId: GameId, control: Control): VerifiedGame {
  const { registry, fs, store } = engine;
  const rows = registry.applied.blobsOfGame(gameId);
  const { targets, report } = openLook(engine, gameId, rows.length, control);
  const changes: FoundChange[] = [];
  const blobs = new Set<Sha256>();
  const files = rows.flatMap((row) => {
    const target = targets.get(row.targetId);
    if (target === undefined) return [];
    return [{ row, target, file: fileOf(target, row), size: row.size, twin: store.blobs.path(row.hash) }];
  });
  for (const [{ row, target, file }, found] of hashFiles(fs, files)) {
    const kind = found === null ? kindOf(fs.lstat(file)) : found.hash === row.hash ? 'file' : 'edited';
    if (kind !== 'file') changes.push({ row, target, kind });
    // A hard link is the blob itself: what was just read need not be read again.
    if (found?.hash !== row.hash || !found.isTwin) blobs.add(row.hash);
    report();
  }
  const status = statusWith(registry, requireGame(registry, gameId), rows.length, changes);
  return { ...status, damagedBlobs: damagedAmong(engine, blobs, control) };
}

/** Reads each blob; one that is damaged or gone is answered, and moved to quarantine. */
function damagedAmong({ fs, store }: Engine, blobs: Iterable<Sha256>, control: Control): Sha256[] {
  const damaged: Sha256[] = [];
  const there = [...blobs].flatMap((hash) => {
    const blob = store.blobs.stat(hash);
    if (blob === null) damaged.push(hash);
    return blob === null ? [] : [{ file: store.blobs.path(hash), size: blob.size, hash }];
  });
  for (const [{ hash }, found] of hashFiles(fs, there)) {
    throwIfCancelled(control);
    // Read once more before it is taken away: `verify` decides.
    if (found?.hash !== hash && !store.blobs.verify(hash)) damaged.push(hash);
  }
  return damaged;
}

/** Puts back every file of a mod that was edited, deleted or replaced outside. */
export function repairGame(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): ChangeOutcome {
  const verified = verifyGame(engine, gameId, control);
  if (verified.damagedBlobs.length > 0) engine.restoreBlobs(verified.damagedBlobs);
  return restoreFiles(engine, { gameId, files: verified.changes }, control);
}

interface FoundChange {
  readonly row: Pick<AppliedRow, 'pathId' | 'text'>;
  readonly target: TargetRow;
  readonly kind: OutsideChange['kind'];
}

function openLook(engine: Engine, gameId: GameId, filesTotal: number, control: Control) {
  const game = requireGame(engine.registry, gameId);
  requireGameFolder(engine.fs, game);
  let filesDone = 0;
  return {
    targets: new Map(game.targets.map((target) => [target.id, target])),
    /** One more file is done. */
    report: () => {
      throwIfCancelled(control);
      filesDone += 1;
      control.progress({ phase: 'deploying', bytesDone: 0, bytesTotal: null, filesDone, filesTotal });
    },
  };
}

function statusWith(registry: Registry, game: GameRow, files: number, changes: readonly FoundChange[]): GameStatus {
  const owner = ownersOf(registry, game, new Set(changes.map(({ row }) => row.pathId)));
  return {
    gameId: game.id,
    generation: game.currentGeneration,
    files,
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

const fileOf = (target: TargetRow, { text }: Pick<AppliedRow, 'text'>): string => path.join(target.path, text);

/** A plain file, or what became of it. */
function kindOf(stat: FileStat | null): 'file' | OutsideChange['kind'] {
  if (stat === null) return 'deleted';
  if (stat.kind === 'file') return 'file';
  return stat.kind === 'folder' ? 'replaced-by-folder' : 'replaced-by-link';
}
