/**
 * Deploys a loadout: the one way the engine changes a game. Reads in the order of docs/deploy.md.
 */
import { LoadstoneError } from '../../shared/errors.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Clock } from '../lib/clock.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { asDiskError } from '../lib/files.ts';
import type { Log } from '../lib/log.ts';
import type { GameRow } from '../registry/games.ts';
import type { JournalStep } from '../registry/journal.ts';
import { applySteps } from './apply.ts';
import { commitDeployment } from './commit.ts';
import { createPlacer } from './place-file.ts';
import { planDeployment, type DeploymentPlan, type PlannedStep } from './plan-deployment.ts';
import { preflight, type PreflightDeps } from './preflight.ts';
import type { DeployRequest } from './request.ts';
import { cleanUp, recoverGame, refuseIfOpen, takeBack } from './recover.ts';
import { captureFiles, stageFiles, type Staged } from './stage.ts';
import { placedAt, surveyChange, surveyCompanions, surveyPaths } from './survey.ts';
import { requireGameFolder } from './targets.ts';

export interface DeployDeps extends PreflightDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Fresh and unguessable; names the stage and retired folders. */
  readonly newId: () => string;
  /** A program of the game that is running, by name; null when none is. */
  readonly runningProgram: (root: string) => string | null;
}

/** Changes the game to `request.to` and makes a generation of it, or throws and has changed nothing. */
export function deployLoadout(deps: DeployDeps, request: DeployRequest, control: Control): ChangeOutcome {
  const { registry, store } = deps;
  const { game } = request;
  const placer = createPlacer(deps.fs, { root: store.root, blobPath: store.blobs.path }, game.neverRewritten);
  const id = deps.newId();
  try {
    lock(deps, request, id); // 1
    const plan = planChange(deps, request); // 2
    const sound = preflight(deps, plan, placer); // 3
    throwIfCancelled(control);
    const captured = captureFiles(store, plan); // 4
    const staged = stageFiles({ ...deps, placer, sound }, id, plan, control); // 5
    throwIfCancelled(control);
    writeJournal(deps, id, plan, staged); // 6
    const applied = applySteps({ ...deps, placer }, id, plan, staged); // 7
    const outcome = commitDeployment({ registry, store, clock: deps.clock }, { id, request, plan, captured, applied }); // 8
    cleanUp(deps, id, game);
    return outcome;
  } catch (error) {
    takeBack(deps, id, game);
    throw asDiskError(error, `changing the files of ${game.name}`);
  }
}

/** What `deployLoadout` would do. Changes nothing. */
export function planChange(deps: Pick<DeployDeps, 'fs' | 'registry'>, request: DeployRequest): DeploymentPlan {
  const { game, to } = request;
  const changed = surveyChange(deps, request);
  const seen = new Set(changed.map((item) => item.pathId));
  const also = new Set([...(request.alsoPaths ?? [])].filter((pathId) => !seen.has(pathId)));
  const surveyed = [
    ...changed,
    ...surveyPaths(deps, game, to, also, 'nothing'),
    ...surveyCompanions(deps, request.companions ?? []),
  ];
  return planDeployment(deps, game, to, surveyed, request.outside);
}

function lock(deps: DeployDeps, { game, subject }: DeployRequest, id: string): void {
  const { registry } = deps;
  requireGameFolder(deps.fs, game);
  recoverGame(deps, game);
  refuseIfOpen(registry, game);
  refuseWhileRunning(deps, game);
  registry.transaction(() => {
    registry.journal.open({
      id,
      gameId: game.id,
      state: 'staging',
      fromGeneration: game.currentGeneration,
      toGeneration: registry.history.newest(game.id) + 1,
      subject,
      startedAt: deps.clock.now(),
    });
  });
}

function writeJournal(
  { registry }: DeployDeps,
  id: string,
  plan: DeploymentPlan,
  staged: ReadonlyMap<number, Staged>,
): void {
  registry.transaction(() => {
    registry.journal.addSteps(
      id,
      plan.steps.map((step) => journalStep(step, staged.get(step.seq) ?? null)),
    );
    registry.journal.setState(id, 'prepared');
  });
}

function journalStep(step: PlannedStep, staged: Staged | null): JournalStep {
  const { seq, action, root, path } = step;
  const item = 'subject' in step ? step.subject : null;
  return {
    seq,
    action,
    root,
    path,
    beforeHash: item?.disk.kind === 'file' && item.disk.content !== 'unread' ? item.disk.content : null,
    afterHash: action === 'remove' || item === null ? null : (placedAt(item)?.hash ?? null),
    afterFingerprint: staged?.fingerprint ?? null,
  };
}

function refuseWhileRunning({ runningProgram }: DeployDeps, game: GameRow): void {
  const program = runningProgram(game.root);
  if (program === null) return;
  throw new LoadstoneError(
    'game_running',
    `${game.name} is running (${program}).`,
    'Close the game and try again. Nothing was changed.',
    { details: { program } },
  );
}
