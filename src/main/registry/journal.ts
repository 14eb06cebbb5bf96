/** The journal: what a deployment is about to do, written before it does it. */
import type { GameId, Sha256 } from '../../shared/ids.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { createInsertMany } from './insert-many.ts';
import type { Db } from './open.ts';

export type DeploymentState = 'staging' | 'prepared' | 'committed' | 'undone';
export type StepAction = 'create' | 'replace' | 'remove' | 'make-folder' | 'remove-folder';

export interface DeploymentRow {
  readonly id: string;
  readonly gameId: GameId;
  readonly state: DeploymentState;
  readonly fromGeneration: number;
  readonly toGeneration: number;
  readonly subject: string;
  readonly startedAt: number;
}

/** One file operation, with enough to undo it by looking at the disk. */
export interface JournalStep {
  readonly seq: number;
  readonly action: StepAction;
  /** The target's folder, absolute: stage and retired files lie below it. */
  readonly root: string;
  /** Below `root`; empty for the root itself. */
  readonly path: RelPath | '';
  readonly beforeHash: Sha256 | null;
  readonly afterHash: Sha256 | null;
  readonly afterFingerprint: string | null;
}

export interface Journal {
  /** Step 1. Throws `SQLITE_CONSTRAINT` when the game has an open deployment. */
  readonly open: (deployment: DeploymentRow) => void;
  readonly addRoot: (deployment: string, path: string) => void;
  readonly roots: (deployment: string) => readonly string[];
  readonly addSteps: (deployment: string, steps: readonly JournalStep[]) => void;
  readonly steps: (deployment: string) => readonly JournalStep[];
  /** For a step whose file had to be made another way than was planned. */
  readonly setAfter: (deployment: string, seq: number, fingerprint: string) => void;
  readonly setState: (deployment: string, state: DeploymentState) => void;
  /** Forgets a deployment that is finished, undone or cleaned. */
  readonly close: (deployment: string) => void;
  readonly unfinished: () => readonly DeploymentRow[];
  readonly beginIntake: (now: number) => void;
  readonly endIntake: () => void;
  readonly intakeWasCutOff: () => boolean;
}

export function createJournal(db: Db): Journal {
  const open = db.prepare(
    `INSERT INTO deployment (id, game_id, state, from_generation, to_generation, subject, started_at)
     VALUES (@id, @gameId, @state, @fromGeneration, @toGeneration, @subject, @startedAt)`,
  );
  const addRoot = db.prepare('INSERT INTO deployment_root (deployment_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const roots = db.prepare<[string], { path: string }>('SELECT path FROM deployment_root WHERE deployment_id = ?');
  const addSteps = createInsertMany<JournalStep & { readonly deployment: string }>(
    db,
    'INSERT INTO step (deployment_id, seq, action, root, path, before_hash, after_hash, after_fingerprint)',
    ({ deployment, seq, action, root, path, beforeHash, afterHash, afterFingerprint }) => [
      deployment,
      seq,
      action,
      root,
      path,
      beforeHash,
      afterHash,
      afterFingerprint,
    ],
  );
  const steps = db.prepare<[string], JournalStep>(
    `SELECT seq, action, root, path, before_hash AS beforeHash, after_hash AS afterHash, after_fingerprint AS afterFingerprint
     FROM step WHERE deployment_id = ? ORDER BY seq`,
  );
  const setAfter = db.prepare('UPDATE step SET after_fingerprint = ? WHERE deployment_id = ? AND seq = ?');
  const setState = db.prepare('UPDATE deployment SET state = ? WHERE id = ?');
  const close = db.prepare('DELETE FROM deployment WHERE id = ?');
  const unfinished = db.prepare<[], DeploymentRow>(
    `SELECT id, game_id AS gameId, state, from_generation AS fromGeneration, to_generation AS toGeneration, subject,
            started_at AS startedAt FROM deployment`,
  );
  const beginIntake = db.prepare('INSERT INTO intake (id, started_at) VALUES (1, ?) ON CONFLICT DO NOTHING');
  const endIntake = db.prepare('DELETE FROM intake');
  const intake = db.prepare<[], { id: number }>('SELECT id FROM intake');

  return {
    open: (deployment) => {
      open.run(deployment);
    },
    addRoot: (deployment, path) => {
      addRoot.run(deployment, path);
    },
    roots: (deployment) => roots.all(deployment).map((row) => row.path),
    addSteps: (deployment, all) => addSteps(all.map((step) => ({ ...step, deployment }))),
    steps: (deployment) => steps.all(deployment),
    setAfter: (deployment, seq, fingerprint) => {
      setAfter.run(fingerprint, deployment, seq);
    },
    setState: (deployment, state) => {
      setState.run(state, deployment);
    },
    close: (deployment) => {
      close.run(deployment);
    },
    unfinished: () => unfinished.all(),
    beginIntake: (now) => {
      beginIntake.run(now);
    },
    endIntake: () => {
      endIntake.run();
    },
    intakeWasCutOff: () => intake.get() !== undefined,
  };
}
