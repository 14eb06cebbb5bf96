/** What is left of deployments that were cut off, and the cleaning after those that were not. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { RecoveryReport } from '../../shared/model.ts';
import { removeFolderIfEmpty, removeTree, syncFolder } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { Log } from '../lib/log.ts';
import { foldersOf, type GameRow } from '../registry/games.ts';
import type { DeploymentRow } from '../registry/journal.ts';
import type { Registry } from '../registry/registry.ts';
import { privateFolder, retiredFolder, stageFolder } from './private-folder.ts';
import { undoSteps } from './undo.ts';

export interface RecoverDeps {
  readonly fs: Fs;
  readonly registry: Registry;
  readonly log: Log;
}

/** At start: every game. Sweeps stage and retired folders that no deployment knows any more. */
export function recoverAll(deps: RecoverDeps): readonly RecoveryReport[] {
  return deps.registry.games.list().flatMap((game) => {
    try {
      const reports = recoverGame(deps, game);
      sweep(deps, game);
      return reports;
    } catch (error) {
      // One game on a failing disk must not keep the others from opening; it stays locked until this succeeds.
      deps.log.error(`recovery of ${game.name} failed`, error);
      return [];
    }
  });
}

/** Before each deployment of a game, and at start. */
export function recoverGame(deps: RecoverDeps, game: GameRow): readonly RecoveryReport[] {
  const open = openDeployments(deps.registry, game.id);
  if (open.length === 0) return [];
  // An unplugged drive is no interrupted deployment: wait until it is back.
  if (deps.fs.lstat(game.root) === null) return [];
  return open.map((deployment) => recoverDeployment(deps, game, deployment));
}

const openDeployments = (registry: Registry, game: GameId): readonly DeploymentRow[] =>
  registry.journal.unfinished().filter((deployment) => deployment.gameId === game);

export function refuseIfOpen(registry: Registry, game: GameRow): void {
  if (openDeployments(registry, game.id).length === 0) return;
  throw new LoadstoneError(
    'deployment_failed',
    `An earlier change of ${game.name} could not be taken back yet.`,
    'Make sure the folder of the game can be written, then start Loadstone again.',
  );
}

function recoverDeployment(deps: RecoverDeps, game: GameRow, deployment: DeploymentRow): RecoveryReport {
  const undone = finish(deps, game, deployment);
  const end = deployment.state === 'committed' ? ('finished' as const) : ('taken-back' as const);
  const report = { gameId: game.id, deployment: deployment.id, subject: deployment.subject, end, ...undone };
  deps.log.info(
    `recovered ${deployment.state} deployment ${deployment.id} of ${game.id}: ${undone.undone} files put back`,
  );
  return report;
}

/** Ends one deployment the way its state says: committed ones are cleaned, all others taken back. */
function finish(
  deps: RecoverDeps,
  game: GameRow,
  deployment: DeploymentRow,
): { readonly undone: number; readonly setAside: readonly string[] } {
  if (deployment.state === 'committed') {
    cleanUp(deps, deployment.id, game);
    return { undone: 0, setAside: [] };
  }
  const { files, setAside } = undoSteps(deps.fs, deployment.id, deps.registry.journal.steps(deployment.id));
  for (const target of foldersOf(game)) removePrivateFolders(deps.fs, target.path, deployment.id);
  for (const root of deps.registry.journal.roots(deployment.id).toReversed()) {
    if (removeFolderIfEmpty(deps.fs, root)) syncFolder(deps.fs, path.dirname(root));
  }
  deps.registry.transaction(() => deps.registry.journal.close(deployment.id));
  return { undone: files, setAside };
}

/** After an error: takes the deployment back. When even that fails, the next start tries again. */
export function takeBack(deps: RecoverDeps, id: string, game: GameRow): void {
  const deployment = deps.registry.journal.unfinished().find((candidate) => candidate.id === id);
  if (deployment === undefined) return;
  try {
    finish(deps, game, deployment);
  } catch (error) {
    deps.log.error(`taking back deployment ${id} failed`, error);
  }
}

/** After a commit. Failing here harms nothing: retired files are in the store or were ours, and the next start sweeps. */
export function cleanUp({ fs, registry, log }: RecoverDeps, id: string, game: GameRow): void {
  try {
    for (const target of foldersOf(game)) {
      removePrivateFolders(fs, target.path, id);
      removeEmptyRoots(fs, registry, game, target.path, target.id);
    }
  } catch (error) {
    log.error(`cleaning after deployment ${id} failed; the next start sweeps`, error);
  }
  // An open row would lock the game for as long as somebody holds a retired file.
  registry.transaction(() => registry.journal.close(id));
}

/** A target folder that we made goes again when nothing is in it. */
function removeEmptyRoots(fs: Fs, registry: Registry, game: GameRow, root: string, targetId: number): void {
  for (
    let folder = root;
    folder !== game.root && registry.applied.madeFolder(targetId, folder);
    folder = path.dirname(folder)
  ) {
    if (!removeFolderIfEmpty(fs, folder)) return;
    registry.applied.removeCreatedFolder(targetId, folder);
    syncFolder(fs, path.dirname(folder));
  }
}

function removePrivateFolders(fs: Fs, root: string, deployment: string): void {
  const own = privateFolder(root);
  if (fs.lstat(own)?.kind !== 'folder') return;
  removeTree(fs, stageFolder(root, deployment));
  removeTree(fs, retiredFolder(root, deployment));
  for (const folder of ['stage', 'retired']) removeFolderIfEmpty(fs, path.join(own, folder));
  // What was set aside in a conflict stays.
  if (removeFolderIfEmpty(fs, own)) syncFolder(fs, root);
}

/** Removes what is left in our private folders of deployments that the registry has closed. */
function sweep({ fs, registry }: RecoverDeps, game: GameRow): void {
  const open = new Set(openDeployments(registry, game.id).map((deployment) => deployment.id));
  for (const target of foldersOf(game)) {
    const own = privateFolder(target.path);
    if (fs.lstat(own)?.kind !== 'folder') continue;
    for (const kind of ['stage', 'retired']) {
      const folder = path.join(own, kind);
      if (fs.lstat(folder)?.kind !== 'folder') continue;
      for (const entry of fs.readdir(folder))
        if (!open.has(entry.name)) removePrivateFolders(fs, target.path, entry.name);
      removeFolderIfEmpty(fs, folder);
    }
    removeFolderIfEmpty(fs, own);
    removeEmptyRoots(fs, registry, game, target.path, target.id);
  }
}
