import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purge } from '../../../src/main/actions/purge.ts';
import { readConflicts } from '../../../src/main/actions/read-conflicts.ts';
import { reorder } from '../../../src/main/actions/reorder.ts';
import { undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { readStatus, repairGame, verifyGame } from '../../../src/main/actions/verify.ts';
import { readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { makeTestEngine, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine({ neverRewritten: ['.pak'] });
});
afterEach(() => kit.close());

const read = (name: string): string => fs.readFileSync(path.join(kit.game, name), 'utf8');
const edit = (name: string, text: string): void => fs.writeFileSync(path.join(kit.game, name), text);
const only = (entries: readonly EntryId[]): EntryId => {
  const [entry] = entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
};

describe('update', () => {
  test('takes the place and the state of the old version, and one undo brings that back', () => {
    const one = kit.install('hull-1', { 'hull.txt': 'v1', 'gone.txt': 'x' });
    kit.install('paint', { 'hull.txt': 'painted' });
    const before = readTree(kit.game);
    const outcome = kit.install('hull-2', { 'hull.txt': 'v2', 'fresh.txt': 'y' }, only(one.entries));
    expect(outcome).toMatchObject({
      reason: 'update',
      changed: { added: 1, replaced: 0, removed: 1 },
      entries: one.entries,
    });
    // The mod above still wins where both have a file.
    expect(read('hull.txt')).toBe('painted');
    expect(readLibrary(kit.engine.registry, kit.gameId).map((entry) => entry.name)).toEqual(['hull-2', 'paint']);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
    expect(readLibrary(kit.engine.registry, kit.gameId).map((entry) => entry.name)).toEqual(['hull-1', 'paint']);
  });

  test('an update that fails leaves the old version whole', () => {
    const one = kit.install('hull-1', { 'hull.txt': 'v1' });
    const before = readTree(kit.game);
    fs.mkdirSync(path.join(kit.game, 'blocked.txt'));
    edit('blocked.txt/mine', 'mine');
    expect(() => kit.install('hull-2', { 'hull.txt': 'v2', 'blocked.txt': 'x' }, only(one.entries))).toThrowError(
      expect.objectContaining({ code: 'path_blocked' }),
    );
    fs.rmSync(path.join(kit.game, 'blocked.txt'), { recursive: true });
    expect(readTree(kit.game)).toEqual(before);
    expect([...kit.engine.store.archives.list()]).toHaveLength(1);
  });
});

test('the load order decides, and moving a mod changes only what it must', () => {
  const one = kit.install('one', { 'same.txt': 'one', 'a.txt': 'a' });
  const two = kit.install('two', { 'same.txt': 'two', 'b.txt': 'b' });
  const [entry, beside] = [only(one.entries), only(two.entries)];
  const moved = reorder(kit.engine, { gameId: kit.gameId, entries: [entry], beside, place: 'after' }, unwatched);
  expect(moved.changed).toEqual({ added: 0, replaced: 1, removed: 0 });
  expect(read('same.txt')).toBe('one');
  undo(kit.engine, { gameId: kit.gameId }, unwatched);
  expect(read('same.txt')).toBe('two');
});

test('conflicts say who wins, and equal bytes are told from different ones', () => {
  const one = only(kit.install('one', { 'same.txt': 'equal', 'fight.txt': 'one', 'alone.txt': 'x' }).entries);
  const two = only(kit.install('two', { 'SAME.txt': 'equal', 'fight.txt': 'two' }).entries);
  const three = only(kit.install('three', { 'fight.txt': 'three' }).entries);
  expect(readConflicts(kit.engine.registry, kit.gameId)).toEqual([
    {
      target: '.',
      path: 'fight.txt',
      winner: three,
      why: 'order',
      providers: [
        { entry: one, size: 3, sameAsWinner: false },
        { entry: two, size: 3, sameAsWinner: false },
        { entry: three, size: 5, sameAsWinner: true },
      ],
      identical: false,
    },
    {
      target: '.',
      path: 'same.txt',
      winner: two,
      why: 'order',
      providers: [
        { entry: one, size: 5, sameAsWinner: true },
        { entry: two, size: 5, sameAsWinner: true },
      ],
      identical: true,
    },
  ]);
  setEnabled(kit.engine, { gameId: kit.gameId, entries: [three], enabled: false }, unwatched);
  expect(readConflicts(kit.engine.registry, kit.gameId).map((conflict) => conflict.winner)).toEqual([two, two]);
});

test('purge brings the game back and keeps the library', () => {
  const before = readTree(kit.game);
  kit.install('one', { 'game.cfg': 'one', 'x/y.txt': 'y' });
  kit.install('two', { 'game.cfg': 'two' });
  purge(kit.engine, { gameId: kit.gameId }, unwatched);
  expect(readTree(kit.game)).toEqual(before);
  expect(readLibrary(kit.engine.registry, kit.gameId)).toHaveLength(2);
});

describe('outside changes', () => {
  beforeEach(() => {
    kit.install('mod', {
      'edited.txt': 'as shipped',
      'deleted.txt': 'x',
      'folder.txt': 'y',
      'link.txt': 'z',
      'fine.txt': 'ok',
      'a.pak': 'pack',
    });
    edit('edited.txt', 'by the player');
    fs.rmSync(path.join(kit.game, 'deleted.txt'));
    fs.rmSync(path.join(kit.game, 'folder.txt'));
    fs.mkdirSync(path.join(kit.game, 'folder.txt'));
    fs.rmSync(path.join(kit.game, 'link.txt'));
    fs.symlinkSync('fine.txt', path.join(kit.game, 'link.txt'));
  });

  test('are found and told apart, and our own changes are none', () => {
    const { changes, files } = readStatus(kit.engine, { gameId: kit.gameId, added: false }, unwatched);
    expect(files).toBe(6);
    expect(Object.fromEntries(changes.map((change) => [change.path, change.kind]))).toEqual({
      'edited.txt': 'edited',
      'deleted.txt': 'deleted',
      'folder.txt': 'replaced-by-folder',
      'link.txt': 'replaced-by-link',
    });
  });

  test('a rewritten file with the same bytes is no change', () => {
    edit('fine.txt', 'ok');
    expect(
      readStatus(kit.engine, { gameId: kit.gameId, added: false }, unwatched).changes.map((change) => change.path),
    ).not.toContain('fine.txt');
  });

  test('repair puts files back, saves the edit, and undo is still possible', () => {
    fs.rmdirSync(path.join(kit.game, 'folder.txt'));
    fs.rmSync(path.join(kit.game, 'link.txt'));
    const outcome = repairGame(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(outcome).toMatchObject({ reason: 'repair', changed: { added: 3, replaced: 1, removed: 0 } });
    expect(read('edited.txt')).toBe('as shipped');
    expect(outcome.captured.map(({ blob }) => fs.readFileSync(kit.engine.store.blobs.path(blob), 'utf8'))).toEqual([
      'by the player',
    ]);
    expect(readStatus(kit.engine, { gameId: kit.gameId, added: false }, unwatched).changes).toEqual([]);
  });

  test('repair refuses to touch a folder that took the place of a file', () => {
    expect(() => repairGame(kit.engine, { gameId: kit.gameId }, unwatched)).toThrowError(
      expect.objectContaining({ code: 'path_blocked' }),
    );
    expect(read('edited.txt')).toBe('by the player');
  });
});

describe('damage', () => {
  test('a hard-linked file that was written in place is found by reading, and made whole from the archive', () => {
    kit.install('packs', { 'a.pak': 'original bytes' });
    const file = path.join(kit.game, 'a.pak');
    const { mtime, atime } = fs.statSync(file);
    fs.chmodSync(file, 0o644);
    fs.writeFileSync(file, 'modified bytes');
    fs.utimesSync(file, atime, mtime);
    const verified = verifyGame(kit.engine, kit.gameId, unwatched);
    expect(verified.changes.map((change) => change.path)).toEqual(['a.pak']);
    expect(verified.damagedBlobs).toHaveLength(1);
    repairGame(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(read('a.pak')).toBe('original bytes');
    expect(verifyGame(kit.engine, kit.gameId, unwatched)).toMatchObject({ changes: [], damagedBlobs: [] });
  });
});

test('a retired file that cannot be deleted does not lock the game, and the next start sweeps it', () => {
  kit.close();
  let held = true;
  const unlink = (file: string): void => {
    if (held && file.includes(`${path.sep}retired${path.sep}`))
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    nodeFs.unlink(file);
  };
  kit = makeTestEngine({ ports: { fs: { ...nodeFs, unlink } } });
  const before = readTree(kit.game);
  kit.install('one', { 'game.cfg': 'one' });
  kit.install('two', { 'game.cfg': 'two' });
  expect(read('game.cfg')).toBe('two');
  held = false;
  kit = kit.reopen();
  expect(Object.keys(readTree(kit.game)).filter((name) => name.includes('.loadstone'))).toEqual([]);
  purge(kit.engine, { gameId: kit.gameId }, unwatched);
  expect(readTree(kit.game)).toEqual(before);
});
