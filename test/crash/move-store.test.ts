/** The store on its way to another folder, and the process dead at every call that writes. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectStore } from '../../src/main/actions/collect-store.ts';
import { openEngine } from '../../src/main/actions/engine.ts';
import { moveStore } from '../../src/main/actions/move-store.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { nodeFs, type Fs } from '../../src/main/lib/fs.ts';
import { makeTestEngine, quiet, type TestEngine } from '../support/engine.ts';
import { storeTree } from '../support/trees.ts';

/** Every call in the full run, every fourth otherwise. */
const step = process.env['LOADSTONE_CRASH'] === 'full' ? 1 : 4;

let kit: TestEngine;
let drive: string;

beforeEach(() => {
  kit = makeTestEngine({ neverRewritten: ['.pak'] });
  drive = path.join(kit.folder, 'drive');
  fs.mkdirSync(drive);
  kit.install('ships', { 'data/ships/courier.json': '{"name":"Ember"}', 'big.pak': Buffer.alloc(300_000, 7) });
});
afterEach(() => kit.close());

const home = (): string => path.join(kit.dataDir, 'store');
const moved = (): string => path.join(drive, 'Loadstone store');

test('a move that is cut off at any call ends at the next start: one store, whole, and nothing beside it', () => {
  const whole = storeTree(home());
  kit.engine.registry.close();
  let calls = 0;
  for (let dieAt = 1 + Math.floor(step / 2); ; dieAt += step) {
    const [dying, count] = fsThatDies(dieAt);
    const { engine, close } = openEngine(kit.dataDir, quiet);
    attempt(() => moveStore({ ...engine, fs: dying }, { folder: drive }, unwatched));
    calls = count();
    close();
    const again = openEngine(kit.dataDir, quiet);
    const root = again.engine.store.root;
    expect(storeTree(root), `killed at ${dieAt}`).toEqual(whole);
    expect(fs.existsSync(root === home() ? moved() : home()), `killed at ${dieAt}`).toBe(false);
    collectStore(again.engine, { generations: 50, days: 30, budget: null, archives: true }, false);
    if (root !== home()) moveStore(again.engine, { folder: kit.dataDir }, unwatched);
    again.close();
    if (calls < dieAt) break;
  }
  expect(calls).toBeGreaterThan(60);
  kit = kit.reopen(false);
});

const killed = new Error('killed');

/** Once it has died, no call does anything any more. */
function fsThatDies(dieAt: number): readonly [Fs, () => number] {
  const writes = new Set(['mkdir', 'mkdirs', 'rmdir', 'unlink', 'rename', 'write', 'fsync', 'open']);
  let calls = 0;
  const port = Object.fromEntries(
    Object.entries(nodeFs).map(([name, call]) => [
      name,
      (...given: unknown[]) => {
        if (writes.has(name)) calls += 1;
        if (calls >= dieAt && name !== 'close') throw killed;
        return (call as (...all: unknown[]) => unknown)(...given);
      },
    ]),
  );
  return [port as unknown as Fs, () => calls];
}

/** What a dead process would have thrown does not matter. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // Looked at from the next start.
  }
}
