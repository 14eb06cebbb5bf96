/**
 * The power goes at every moment of a verb: what was not synced is lost, in part, in every order. After the next start
 * the game is in exactly the old or the new state, every byte of the store is what its name says, and the untouched game
 * can still be gone back to. LOADSTONE_CRASH=full tries more of what may survive at each moment.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine, registryFile, type Engine } from '../../src/main/actions/engine.ts';
import { rollBack } from '../../src/main/actions/roll-back.ts';
import { readLibrary } from '../../src/main/actions/views.ts';
import { verifyGame } from '../../src/main/actions/verify.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import type { GameId } from '../../src/shared/ids.ts';
import { quiet } from '../support/engine.ts';
import { recordPowerLoss, type Luck, type PowerLoss } from '../support/power-loss.ts';
import { tempFolder, treeHash } from '../support/trees.ts';
import { randomFrom } from './random.ts';
import { gameFolder, workload, workloads, type WorkloadName } from './workloads.ts';

const full = process.env['LOADSTONE_CRASH'] === 'full';
const seed = Number(process.env['LOADSTONE_SEED'] ?? Date.now() % 1_000_000);
const gameId = 'sample' as GameId;

/** Nothing survives unsynced, all of it does, and mixtures. */
function lucks(random: () => number): readonly Luck[] {
  const mixed: Luck = () => (random() < 0.5 ? 0 : 1);
  const torn: Luck = () => random();
  return full ? [() => 0, () => 1, mixed, torn, mixed, torn] : [() => 0, mixed];
}

interface Recorded {
  readonly loss: PowerLoss;
  readonly dataDir: string;
  readonly before: string;
  readonly after: string;
  readonly untouched: string;
  readonly oldGeneration: number;
  readonly changedOutside: boolean;
}

function record(name: WorkloadName, live: string): Recorded {
  const dataDir = path.join(live, 'data');
  const game = gameFolder(dataDir);
  const prepared = openEngine(dataDir, quiet);
  workload(name).prepare(prepared.engine);
  const oldGeneration = generationOf(prepared.engine);
  prepared.close();
  workload(name).afterwards?.(dataDir);
  const untouched = untouchedHash(live, dataDir, game);
  const before = treeHash(game);
  const file = registryFile(dataDir);
  const loss = recordPowerLoss(live, file, fs.readFileSync(file));
  const { engine, close } = openEngine(dataDir, { ...quiet, fs: loss.port });
  const { transaction } = engine.registry;
  // Every commit is synced by SQLite before it answers.
  const watched: Engine = {
    ...engine,
    registry: {
      ...engine.registry,
      transaction: (work) => {
        const answer = transaction(work);
        loss.committed(engine.registry.serialize());
        return answer;
      },
    },
  };
  workload(name).run(watched);
  close();
  const changedOutside = workload(name).changedOutside === true;
  return { loss, dataDir, before, after: treeHash(game), untouched, oldGeneration, changedOutside };
}

/** Found out on a copy. */
function untouchedHash(live: string, dataDir: string, game: string): string {
  const saved = `${live}-saved`;
  fs.cpSync(live, saved, { recursive: true, preserveTimestamps: true });
  const { engine, close } = openEngine(dataDir, quiet);
  if (generationOf(engine) !== 0) rollBack(engine, { gameId, to: 0 }, unwatched);
  close();
  const hash = treeHash(game);
  fs.rmSync(live, { recursive: true });
  fs.renameSync(saved, live);
  return hash;
}

const generationOf = (engine: Engine): number => engine.registry.games.get(gameId)?.currentGeneration ?? -1;

function expectWhole({ loss, dataDir, ...expected }: Recorded, moment: number, luck: Luck): 'old' | 'new' {
  const registry = loss.cutAt(moment, luck);
  fs.writeFileSync(registryFile(dataDir), registry);
  const game = gameFolder(dataDir);
  const { engine, close } = openEngine(dataDir, quiet);
  try {
    const tree = treeHash(game);
    expect([expected.before, expected.after], `moment ${moment}`).toContain(tree);
    const generation = generationOf(engine);
    if (expected.before !== expected.after)
      expect(generation === expected.oldGeneration, `moment ${moment}`).toBe(tree === expected.before);
    expect(engine.registry.journal.unfinished()).toEqual([]);
    const verified = verifyGame(engine, gameId, unwatched);
    expect(verified.damagedBlobs).toEqual([]);
    if (!expected.changedOutside) expect(verified.changes).toEqual([]);
    readLibrary(engine.registry, gameId);
    if (generation !== 0) rollBack(engine, { gameId, to: 0 }, unwatched);
    expect(treeHash(game), `moment ${moment}, untouched again`).toBe(expected.untouched);
    return generation === expected.oldGeneration ? 'old' : 'new';
  } finally {
    close();
  }
}

describe(`the power goes, seed ${seed}`, () => {
  const summary: string[] = [];
  afterAll(() => console.log(summary.join('\n')));

  const names: readonly WorkloadName[] = full
    ? (Object.keys(workloads) as WorkloadName[])
    : ['install over vanilla files', 'update', 'remove', 'roll back to the untouched game'];

  for (const name of names) {
    test(name, { timeout: full ? 3_600_000 : 240_000 }, () => {
      const folder = tempFolder('power');
      try {
        const recorded = record(name, path.join(folder.path, 'live'));
        const random = randomFrom(seed);
        const ends = { old: 0, new: 0 };
        const moments = recorded.loss.moments();
        const step = full ? 1 : Math.max(1, Math.floor(moments / 60));
        for (let moment = 1; moment <= moments; moment += step) {
          for (const luck of lucks(random)) ends[expectWhole(recorded, moment, luck)] += 1;
        }
        expect(ends.old).toBeGreaterThan(0);
        summary.push(`${name}: ${moments} moments, ${ends.old + ends.new} states (old ${ends.old}, new ${ends.new})`);
      } finally {
        folder.remove();
      }
    });
  }
});
