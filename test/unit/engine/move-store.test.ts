/** The store in another folder: nothing is lost on the way, whatever stops it. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEngine } from '../../../src/main/actions/engine.ts';
import { moveStore, planStoreMove } from '../../../src/main/actions/move-store.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { verifyGame } from '../../../src/main/actions/verify.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { storeFolder } from '../../../src/main/store/store-place.ts';
import { makeTestEngine, quiet, type TestEngine } from '../../support/engine.ts';
import { readTree, storeTree } from '../../support/trees.ts';

let kit: TestEngine;
let drive: string;

beforeEach(() => {
  kit = makeTestEngine({ neverRewritten: ['.pak'] });
  drive = path.join(kit.folder, 'drive');
  fs.mkdirSync(drive);
  kit.install('ships', { 'data/ships/courier.json': '{"name":"Ember"}', 'big.pak': Buffer.alloc(300_000, 7) });
  kit.install('paint', { 'data/palette.txt': 'gold\n', 'more.pak': 'more' });
});
afterEach(() => kit.close());

const home = (): string => path.join(kit.dataDir, 'store');
const moved = (): string => path.join(drive, 'Loadstone store');

describe('a move', () => {
  test('takes everything along; the history still works, and it can be brought home', () => {
    const before = storeTree(home());
    const [game, started] = [readTree(kit.game), kit.engine.registry.games.list()[0]?.currentGeneration ?? 0];
    expect(planStoreMove(kit.engine, { folder: drive })).toMatchObject({ from: home(), to: moved(), copies: [] });
    expect(moveStore(kit.engine, { folder: drive }, unwatched)).toMatchObject({ damaged: 0 });
    expect([fs.existsSync(home()), storeFolder(kit.dataDir)]).toEqual([false, moved()]);
    expect(storeTree(moved())).toEqual(before);
    kit = kit.reopen();
    expect(kit.engine.store.root).toBe(moved());
    expect(readTree(kit.game)).toEqual(game);
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(game);
    expect(started).toBe(2);
    expect(verifyGame(kit.engine, kit.gameId, unwatched)).toMatchObject({ changes: [], damagedBlobs: [] });
    kit.install('third', { 'third.txt': 'three' });
    expect(moveStore(kit.engine, { folder: kit.dataDir }, unwatched)).toMatchObject({ to: home() });
    expect([fs.existsSync(moved()), fs.existsSync(path.join(kit.dataDir, 'store-place.json'))]).toEqual([false, false]);
    kit = kit.reopen();
    rollBack(kit.engine, { gameId: kit.gameId, to: 2 }, unwatched);
    expect(readTree(kit.game)).toEqual(game);
  });

  test('that is cancelled leaves no copy behind', () => {
    let asked = 0;
    const control = { ...unwatched, cancelled: () => (asked += 1) > 3 };
    expect(() => moveStore(kit.engine, { folder: drive }, control)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
    expect([fs.readdirSync(drive), storeFolder(kit.dataDir)]).toEqual([[], home()]);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
  });

  test('keeps damaged content apart, and it is made again from its archive', () => {
    const palette = [...kit.engine.store.blobs.list()].find(
      (hash) => fs.readFileSync(kit.engine.store.blobs.path(hash), 'utf8') === 'gold\n',
    );
    if (palette === undefined) throw new Error('no such blob');
    const file = kit.engine.store.blobs.path(palette);
    fs.chmodSync(file, 0o644);
    fs.writeFileSync(file, 'rust\n');
    expect(moveStore(kit.engine, { folder: drive }, unwatched)).toMatchObject({ damaged: 1 });
    kit = kit.reopen();
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(fs.readFileSync(path.join(kit.game, 'data/palette.txt'), 'utf8')).toBe('gold\n');
  });

  test.each([
    ['a folder that is not there', () => path.join(kit.folder, 'nowhere')],
    ['where it is', () => kit.dataDir],
    ['the store itself', () => home()],
    ['a game', () => path.join(kit.game, 'data')],
    ['a way that is not whole', () => 'drive'],
  ])('to %s is refused', (_name, place) => {
    expect(() => moveStore(kit.engine, { folder: place() }, unwatched)).toThrow(
      expect.objectContaining({ code: 'store_place_refused' }),
    );
    expect(storeFolder(kit.dataDir)).toBe(home());
  });

  test('does not touch a folder of the name that has something in it', () => {
    fs.mkdirSync(moved());
    fs.writeFileSync(path.join(moved(), 'mine.txt'), 'mine');
    expect(() => moveStore(kit.engine, { folder: drive }, unwatched)).toThrow(
      expect.objectContaining({ code: 'store_place_refused' }),
    );
    expect(fs.readFileSync(path.join(moved(), 'mine.txt'), 'utf8')).toBe('mine');
  });
});

describe('a start', () => {
  test('without the drive of the store says so and makes no new store, also for a rebuild', () => {
    moveStore(kit.engine, { folder: drive }, unwatched);
    kit.engine.registry.close();
    fs.renameSync(drive, `${drive}-unplugged`);
    const missing = expect.objectContaining({ code: 'store_missing' });
    expect(() => openEngine(kit.dataDir, quiet)).toThrow(missing);
    expect(() => rebuildRegistry(kit.dataDir)).toThrow(missing);
    // What a mount point looks like when nothing is mounted.
    fs.mkdirSync(moved(), { recursive: true });
    expect(() => openEngine(kit.dataDir, quiet)).toThrow(missing);
    fs.rmSync(drive, { recursive: true });
    fs.renameSync(`${drive}-unplugged`, drive);
    kit = kit.reopen(false);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
  });
});
